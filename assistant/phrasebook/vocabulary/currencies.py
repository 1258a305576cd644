"""Currency symbols, codes and words, and the ISO code of each."""

from assistant.phrasebook.vocabulary.word_list import word_set

# The codes of the currencies a European or American maker is paid in; others are typed as codes.
CODES = word_set(
    """
    AED AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KRW MXN MYR NOK NZD
    PHP PLN RON SAR SEK SGD THB TRY TWD UAH USD ZAR
    """
)
SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
# "Dollars" are the tenant's own if its currency is a dollar, which the reader decides.
WORDS = {
    "dollar": "USD",
    "buck": "USD",
    "euro": "EUR",
    "quid": "GBP",
    "sterling": "GBP",
    "franc": "CHF",
    "yen": "JPY",
    "yuan": "CNY",
    "rupee": "INR",
    "zloty": "PLN",
}
DOLLARS = frozenset({"AUD", "CAD", "HKD", "NZD", "SGD", "USD"})
# Behind an amount: it is a price of one.
PER_PIECE = (
    ("each",),
    ("apiece",),
    ("a", "piece"),
    ("per", "piece"),
    ("per", "unit"),
    ("per", "item"),
    ("a", "unit"),
    ("per", "one"),
)
