"""Both sides: words that are said of what customers owe us as well as of what we owe suppliers."""

from assistant.phrasebook.vocabulary.word_list import word_set

ASKED_OF_BOTH: tuple[tuple[frozenset[str], tuple[str, str]], ...] = (
    (word_set("overdue invoices"), ("overdue supplier invoices", "overdue customer invoices")),
    (word_set("past due invoices"), ("past due supplier invoices", "past due customer invoices")),
    (word_set("unpaid"), ("unpaid supplier invoices", "unpaid customer invoices")),
    (word_set("unpaid invoices"), ("unpaid supplier invoices", "unpaid customer invoices")),
    (word_set("open invoices"), ("open supplier invoices", "open customer invoices")),
    (word_set("late invoices"), ("overdue supplier invoices", "overdue customer invoices")),
    (word_set("invoices"), ("supplier invoices", "customer invoices")),
    (word_set("orders"), ("purchase orders", "sales orders")),
)
"""The words that carry the meaning, and what is asked instead, one sentence for each side.

The list that is asked for more often comes last, for of two lists the last is shown as a table.
"""
HOW_MANY = word_set("how many")
BARE = word_set("orders invoices bills")
"""Said alone these are lists only in the plural: "order" and "invoice" are told to do something."""
