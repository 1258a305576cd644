"""Letter words: what letters say in each language; figures are filled in, never worded."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from domain.customers.letter import Language, LetterKind
from domain.customers.wording import MARK, Template
from domain.kernel.measures import CENTS, YEN
from domain.kernel.words import day

GERMAN = frozenset({"germany", "deutschland", "de", "austria", "österreich", "at", "liechtenstein"})
"""Countries, as people write them, where a letter is in German; everywhere else in English."""
Texts = Mapping[str, tuple[str, str]]
"""A subject and a body for each kind; in braces stands what is filled in.

What stands in double brackets is said in these words by a model as well.
"""

ENGLISH: Texts = {
    "order_confirmation": (
        "Your order {about}",
        "Dear {name},\n\nthank you for your [[order {about} of {ordered}]].\n\n{lines}\n\n"
        "[[Total without tax: {total}.]]{wanted}\n\nKind regards\n{sender}",
    ),
    "shipping_notice": (
        "Your order {about} is on its way",
        "Dear {name},\n\nthese goods of your order {about} [[left on {shipped}{carrier}.]]"
        "{tracking}\n\n{lines}\n\nKind regards\n{sender}",
    ),
    "invoice": (
        "Invoice {about}",
        "Dear {name},\n\nplease find attached [[invoice {about} over {total}, of which {tax} is "
        "tax]]. [[It is due on {due}.]]\n\nKind regards\n{sender}",
    ),
    "reminder_1": (
        "A reminder of invoice {about}",
        "Dear {name},\n\nyou may have overlooked [[invoice {about}, which was due on {due}]]. "
        "[[{open} is still open.]] [[If you have paid in the meantime, thank you: then nothing is "
        "to be done.]]\n\nKind regards\n{sender}",
    ),
    "reminder_2": (
        "Second reminder of invoice {about}",
        "Dear {name},\n\n[[invoice {about} was due on {due}, and {open} of it is still open after "
        "our first reminder.]] [[Please pay within ten days, or tell us what keeps you from it.]]"
        "\n\nKind regards\n{sender}",
    ),
    "reminder_3": (
        "Last reminder of invoice {about}",
        "Dear {name},\n\n[[invoice {about} was due on {due}.]] [[{open} is open after two "
        "reminders.]] [[This is our last reminder: please pay within ten days. After that we "
        "will have to take further steps.]]\n\nRegards\n{sender}",
    ),
    "statement": (
        "Your account on {today}",
        "Dear {name},\n\nthis is how your account with us [[stands on {today}]].\n\n{lines}\n\n"
        "{balance}\n\nKind regards\n{sender}",
    ),
    "ticket_answer": (
        "Your question {about}: {topic}",
        "Dear {name},\n\non your question {about}:\n\n{note}\n\nKind regards\n{sender}",
    ),
    "wanted": ("", " [[You would like to have it by {day}.]]"),
    "carrier": ("", " with {by}"),
    "tracking": ("", " [[Tracking number: {number}.]]"),
}
DEUTSCH: Texts = {
    "order_confirmation": (
        "Ihre Bestellung {about}",
        "Guten Tag {name},\n\nvielen Dank für Ihre [[Bestellung {about} vom {ordered}]].\n\n"
        "{lines}\n\n[[Summe ohne Steuer: {total}.]]{wanted}\n\nFreundliche Grüße\n{sender}",
    ),
    "shipping_notice": (
        "Ihre Bestellung {about} ist unterwegs",
        "Guten Tag {name},\n\ndiese Waren Ihrer Bestellung {about} [[haben uns am {shipped}"
        "{carrier} verlassen.]]{tracking}\n\n{lines}\n\nFreundliche Grüße\n{sender}",
    ),
    "invoice": (
        "Rechnung {about}",
        "Guten Tag {name},\n\nanbei die [[Rechnung {about} über {total}, davon {tax} Steuer]]. "
        "[[Sie ist am {due} fällig.]]\n\nFreundliche Grüße\n{sender}",
    ),
    "reminder_1": (
        "Zahlungserinnerung zur Rechnung {about}",
        "Guten Tag {name},\n\nvielleicht haben Sie [[die Rechnung {about} übersehen, die am {due} "
        "fällig war.]] [[{open} sind noch offen.]] [[Wenn Sie inzwischen bezahlt haben, danken wir "
        "Ihnen: dann ist nichts zu tun.]]\n\nFreundliche Grüße\n{sender}",
    ),
    "reminder_2": (
        "Zweite Mahnung zur Rechnung {about}",
        "Guten Tag {name},\n\n[[die Rechnung {about} war am {due} fällig, und nach unserer ersten "
        "Erinnerung sind noch {open} offen.]] [[Bitte zahlen Sie innerhalb von zehn Tagen, oder "
        "sagen Sie uns, was Sie daran hindert.]]\n\nFreundliche Grüße\n{sender}",
    ),
    "reminder_3": (
        "Letzte Mahnung zur Rechnung {about}",
        "Guten Tag {name},\n\n[[die Rechnung {about} war am {due} fällig.]] [[Nach zwei Mahnungen "
        "sind noch {open} offen.]] [[Dies ist unsere letzte Mahnung: Bitte zahlen Sie innerhalb "
        "von zehn Tagen. Danach müssen wir weitere Schritte einleiten.]]\n\n"
        "Mit freundlichen Grüßen\n{sender}",
    ),
    "statement": (
        "Ihr Konto am {today}",
        "Guten Tag {name},\n\nso [[steht Ihr Konto bei uns am {today}]].\n\n{lines}\n\n"
        "{balance}\n\nFreundliche Grüße\n{sender}",
    ),
    "ticket_answer": (
        "Ihre Anfrage {about}: {topic}",
        "Guten Tag {name},\n\nzu Ihrer Anfrage {about}:\n\n{note}\n\nFreundliche Grüße\n{sender}",
    ),
    "wanted": ("", " [[Gewünscht ist sie bis zum {day}.]]"),
    "carrier": ("", " mit {by}"),
    "tracking": ("", " [[Sendungsnummer: {number}.]]"),
}
TEXTS: Mapping[Language, Texts] = {"en": ENGLISH, "de": DEUTSCH}
PARTS = ("wanted", "carrier", "tracking")
"""Parts of a sentence, which are left out where there is nothing to say."""
NAMES: Mapping[str, str] = {
    "Order confirmation": "Auftragsbestätigung",
    "Delivery note": "Lieferschein",
    "Invoice": "Rechnung",
    "Statement of account": "Kontoauszug",
    "Item": "Artikel",
    "Quantity": "Menge",
    "Price": "Preis",
    "Net": "Netto",
    "Total without tax": "Summe ohne Steuer",
    "Total": "Gesamt",
    "Tax": "Steuer",
    "Date": "Datum",
    "Order": "Bestellung",
    "Due": "Fällig",
    "Days late": "Tage zu spät",
    "Open": "Offen",
    "Carrier": "Versand mit",
    "Tracking number": "Sendungsnummer",
    "Wanted by": "Gewünscht bis",
    "Paid, not allocated": "Gezahlt, nicht zugeordnet",
    "Balance": "Saldo",
    "Not due yet": "Noch nicht fällig",
    "days late": "Tage zu spät",
    "Nothing is open": "Nichts ist offen",
}


def language_of(country: str) -> Language:
    return "de" if country.strip().casefold() in GERMAN else "en"


def worded(kind: LetterKind | str, language: Language, **facts: str) -> tuple[str, Template]:
    """The subject of a kind of letter, and its body with what belongs into it.

    A part of which a fact is missing is left out.
    """
    subject, text = TEXTS[language][kind]
    for name in PARTS:
        part = TEXTS[language][name][1]
        said = all(facts.get(fact) for fact in MARK.findall(part))
        text = text.replace(f"{{{name}}}", part if said else "")
    template = Template(kind, language, text, facts)
    return template.filled(subject), template


def name_of(english: str, language: Language) -> str:
    return NAMES[english] if language == "de" else english


def dated(on: date | None, language: Language) -> str:
    if on is None:
        return ""
    return on.strftime("%d.%m.%Y") if language == "de" else day(on)


def figure(amount: Decimal, language: Language) -> str:
    """A figure with its thousands apart, as it is written where the letter goes."""
    written = f"{amount:,f}"
    return written.translate(str.maketrans(",.", ".,")) if language == "de" else written


def money(amount: Decimal, currency: str, language: Language) -> str:
    """To the minor unit, with the code of the currency, which is read alike everywhere."""
    exact = amount.quantize(Decimal(1) if currency in YEN else CENTS)
    return f"{figure(exact, language)} {currency}"
