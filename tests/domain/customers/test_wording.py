"""Words of a model stand for a letter's own where no figure, name or demand is any other."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from domain.customers.courtesy import COURTESIES, VOCABULARY
from domain.customers.letter import Language
from domain.customers.wording import FIRM, MARK, WORD, Template, tidied, unsound
from tools.customers.letter_words import TEXTS, worded
from tools.customers.wording import FIXED

FACTS = {
    "about": "INV-7",
    "name": "Maison Martin",
    "sender": "Bellavier",
    "ordered": "2 Nov 2026",
    "lines": "– 9 EA Brass turn-lock\n– 2 HIDE Calf hide",
    "total": "1,244.00 EUR",
    "tax": "44.00 EUR",
    "due": "1 Oct 2026",
    "open": "611.50 EUR",
    "day": "18 Nov 2026",
    "shipped": "16 Nov 2026",
    "by": "Colis Rapide",
    "number": "CR 77",
    "today": "20 Nov 2026",
    "balance": "Balance: 327.00 EUR",
}
LETTERS = [
    worded(kind, language, **FACTS)[1]
    for language, texts in TEXTS.items()
    for kind in texts
    if texts[kind][0] and kind not in FIXED
]
INVOICE = next(each for each in LETTERS if (each.kind, each.language) == ("invoice", "en"))
GOOD = (
    "Dear {name},\n\nthank you very much for your trust. You find attached invoice {about} over "
    "{total}, of which {tax} is tax. It is due on {due}.\n\nPlease do not hesitate to write to us "
    "if you have any questions.\n\nBest regards\n{sender}"
)
each_letter = pytest.mark.parametrize("letter", LETTERS, ids=lambda t: f"{t.kind} {t.language}")
letters = some.sampled_from(LETTERS)


def figures(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))


@each_letter
def test_every_template_is_sound_in_its_own_words(letter: Template) -> None:
    assert unsound(letter, letter.plain) == ""
    assert "{" not in letter.body and "[" not in letter.body


@each_letter
def test_no_demand_condition_or_number_of_a_template_is_left_to_a_model(letter: Template) -> None:
    """What is loose may be said anew; so nothing that turns a sentence round may be loose."""
    loose = {word.casefold() for word in WORD.findall(MARK.sub(" ", letter.loose))}
    turning = (
        "if wenn not nicht no kein nothing nichts pay zahlen ten zehn two zwei last letzte due"
    )
    assert not loose & set(turning.split())
    figured = {"total", "tax", "open", "due", "ordered", "day", "shipped", "today", "number"}
    assert not figured & set(MARK.findall(FIRM.sub(" ", letter.text)))


@pytest.mark.parametrize("language", VOCABULARY)
def test_no_word_of_courtesy_promises_denies_or_counts(language: Language) -> None:
    turning = """
    not no none never without unless if only but or until before after all every half one two ten
    first second pay paid payment price free discount rebate refund credit percent fee interest
    bank transfer court lawyer today tomorrow week month new guarantee
    nicht kein keine nie ohne wenn falls nur aber oder alle halb zwei zehn erste zweite zahlen
    bezahlt zahlung preis rabatt nachlass erlass gutschrift prozent gebühr zinsen bank
    überweisung gericht anwalt heute morgen woche monat neue garantie
    """
    assert not VOCABULARY[language] & set(turning.split())
    assert all(phrase == phrase.casefold() for phrase in COURTESIES[language])


def test_other_words_of_courtesy_are_sound() -> None:
    assert unsound(INVOICE, GOOD) == ""
    assert figures(INVOICE.filled(GOOD)) == figures(INVOICE.body)


AS_WRITTEN = {
    ("invoice", "de"): "Guten Tag {name},\n\nvielen Dank für Ihr Vertrauen. Anbei erhalten Sie die "
    "Rechnung {about} über {total}, davon {tax} Steuer. Sie ist am {due} fällig.\n\nFür Rückfragen "
    "stehen wir Ihnen jederzeit gerne zur Verfügung.\n\nFreundliche Grüße\n{sender}",
    (
        "shipping_notice",
        "en",
    ): "Dear {name},\n\nwe are delighted to let you know that these goods of "
    "your order {about} left on {shipped} with {by}. Tracking number: {number}.\n\n{lines}\n\nWe "
    "hope you will enjoy them and look forward to welcoming you again soon.\n\nKind regards\n"
    "{sender}",
    (
        "reminder_2",
        "en",
    ): "Dear {name},\n\nwe are writing to you again, as invoice {about} was due on "
    "{due}, and {open} of it is still open after our first reminder. Please pay within ten days, "
    "or tell us what keeps you from it.\n\nWe appreciate your cooperation and are happy to assist "
    "you.\n\nKind regards\n{sender}",
    ("statement", "de"): "Guten Tag {name},\n\ngerne geben wir Ihnen einen Überblick: so steht Ihr "
    "Konto bei uns am {today}.\n\n{lines}\n\n{balance}\n\nWenn Sie Fragen haben, sind wir gerne "
    "für Sie da.\n\nFreundliche Grüße\n{sender}",
}


@pytest.mark.parametrize(("kind", "language"), AS_WRITTEN)
def test_letters_as_somebody_would_word_them_are_sound(kind: str, language: str) -> None:
    letter = next(t for t in LETTERS if (t.kind, t.language) == (kind, language))
    words = AS_WRITTEN[kind, language]
    assert unsound(letter, words) == "" and words != letter.plain


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("{total}", "1,254.00 EUR", "does not keep “invoice {about} over {total}"),
        ("over {total}, of which {tax}", "over {tax}, of which {total}", "does not keep “invoice"),
        ("{due}", "2 Oct 2026", "does not keep “It is due on {due}.”"),
        (" It is due on {due}.", "", "does not keep “It is due on {due}.”"),
        ("{name}", "Anna Rossi", "does not keep {name}"),
        ("{sender}", "Bellavier GmbH", "does not keep {sender}"),
        ("{sender}", "Bellavier\n{sender}", "“bellavier” is no word of such a letter"),
        ("trust.", "trust. You get 5 back.", "has a figure that is no fact of the template: 5"),
        ("trust.", "trust. You get ½ back.", "has a figure that is no fact of the template: ½"),
        ("trust.", "trust. You get ten.", "“ten” is no word"),
        ("trust.", "trust and a discount.", "“discount” is no word of such a letter."),
        ("trust.", "trust: https://evil.example", "“/” does not belong"),
        ("trust.", "trust. See order.us for details.", "A sign stands where no sentence has one"),
        ("trust.", "trust. Write to a@b.example.", "“@” does not belong"),
        ("trust.", "trust, DE89 3704 0044.", "has a figure"),
        ("trust.", "**trust**.", "“*” does not belong"),
        ("trust.", "<b>trust</b>.", "“<” does not belong"),
        ("trust.", "[trust](us).", "“[” does not belong"),
        ("trust.", "tru\u200bst.", "U+200B does not belong"),
        ("trust.", "\u202etrust.", "U+202E does not belong"),
        ("trust.", "trust.\u2028", "U+2028 does not belong"),
        ("trust.", "tru\0st.", "has a character that nobody sees"),
        ("trust.", "trust. {secret}", "does not keep {secret}"),
        ("trust.", "trust. {name.x}", "“{” does not belong"),
        ("trust.", "trüst.", "“trüst” is no word"),
        ("trust.", "trust.\n- you", "A sign stands where no sentence has one"),
        ("Best", "{name}, best", "does not keep {name} as often"),
        ("Best regards\n", "Best regards ", "{sender} does not stand on a line of its own"),
    ],
)
def test_what_says_anything_else_is_refused_with_a_sentence(
    was: str, becomes: str, why: str
) -> None:
    said = GOOD.replace(was, becomes, 1)
    assert said != GOOD and why in unsound(INVOICE, said)


def test_an_amount_made_negative_by_what_stands_before_it_is_refused() -> None:
    statement = next(each for each in LETTERS if each.kind == "statement")
    reminder = next(each for each in LETTERS if each.kind == "reminder_1")
    assert unsound(statement, statement.plain.replace("{balance}", "-{balance}"))
    for sign in ("-", "– ", "(", "'"):
        changed = reminder.plain.replace("{open}", f"{sign}{{open}}")
        assert unsound(reminder, changed), sign


def test_a_letter_in_another_language_is_refused() -> None:
    others = {each.language: each for each in LETTERS if each.kind == "invoice"}
    german = others["de"].plain.replace(*others["de"].firm[:1], INVOICE.firm[0])
    german = german.replace(others["de"].firm[1], INVOICE.firm[1])
    assert "“guten” is no word" in unsound(INVOICE, german)


def test_a_letter_is_at_most_twice_as_long_as_its_template_or_as_a_short_one() -> None:
    long = GOOD.replace("trust.", f"trust.{' Thank you very much.' * 20}")
    assert "too long" in unsound(INVOICE, long)
    full = replace(INVOICE, facts=FACTS | {"name": "M" * 5_900})
    assert "too long" in unsound(full, GOOD)


def test_no_words_are_none() -> None:
    assert unsound(INVOICE, " \n") == "There are no words."


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("level", [2, 3])
def test_a_reminder_keeps_its_demand_and_its_day(language: str, level: int) -> None:
    letter = next(
        each for each in LETTERS if (each.kind, each.language) == (f"reminder_{level}", language)
    )
    demand = next(part for part in letter.firm if re.search("ten days|zehn Tagen", part))
    for softer in ("", demand.replace("ten", "twenty").replace("zehn", "zwanzig")):
        assert "does not keep" in unsound(letter, letter.plain.replace(demand, softer))
    assert "if" not in VOCABULARY["en"] and "wenn" not in VOCABULARY["de"]


@given(letters, some.data())
def test_a_mark_that_is_dropped_doubled_or_moved_into_another_is_found(
    letter: Template, data: some.DataObject
) -> None:
    marks = MARK.findall(letter.plain)
    one, other = data.draw(some.sampled_from(marks)), data.draw(some.sampled_from(marks))
    becomes = data.draw(some.sampled_from(["", "0", f"{{{one}}} {{{one}}}", f"{{{other}}}"]))
    assume(becomes != f"{{{one}}}")
    assert unsound(letter, letter.plain.replace(f"{{{one}}}", becomes, 1))


@given(letters, some.data())
def test_two_facts_that_change_places_are_found(letter: Template, data: some.DataObject) -> None:
    marks = sorted(set(MARK.findall(letter.plain)))
    one, other = data.draw(
        some.lists(some.sampled_from(marks), min_size=2, max_size=2, unique=True)
    )
    swapped = {one: other, other: one}
    words = MARK.sub(lambda mark: f"{{{swapped.get(mark[1], mark[1])}}}", letter.plain)
    assert unsound(letter, words)


@given(letters, some.text(min_size=1, max_size=12), some.integers(min_value=0))
def test_whatever_is_put_in_changes_no_figure_or_is_found(
    letter: Template, put: str, where: int
) -> None:
    at = where % (len(letter.plain) + 1)
    words = tidied(f"{letter.plain[:at]}{put}{letter.plain[at:]}")
    if unsound(letter, words) == "":
        said = letter.filled(words)
        assert figures(said) == figures(letter.body)
        assert all(letter.facts[mark] in said for mark in MARK.findall(letter.plain))
        assert all(letter.filled(part) in said for part in letter.firm)


@given(letters, some.integers(min_value=0), some.integers(min_value=1, max_value=30))
def test_whatever_is_cut_out_changes_no_figure_or_is_found(
    letter: Template, where: int, long: int
) -> None:
    at = where % len(letter.plain)
    words = tidied(letter.plain[:at] + letter.plain[at + long :])
    if unsound(letter, words) == "":
        assert figures(letter.filled(words)) == figures(letter.body)


WORDS = sorted(
    VOCABULARY["en"] | {"pay", "free", "ten", "not", "discount", "rabatt", "zehn", "evil"}
)


@given(some.lists(some.sampled_from(WORDS), min_size=1, max_size=8))
def test_a_sentence_is_sound_when_each_of_its_words_is_known(said: list[str]) -> None:
    words = GOOD.replace("trust.", f"trust. {' '.join(said)}.")
    known = set(said) <= VOCABULARY["en"]
    assert (unsound(INVOICE, words) == "") == known


@given(some.text(max_size=30), some.text(max_size=30))
def test_a_fact_is_filled_in_as_it_is_whatever_it_looks_like(name: str, total: str) -> None:
    said = replace(INVOICE, facts=FACTS | {"name": name, "total": total}).filled("{name}|{total}")
    assert said == f"{name}|{total}"
