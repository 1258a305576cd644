"""Penmanship: what a model is told of a letter, which is its text in marks and the words it has."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.customers.courtesy import COURTESIES, WORDS
from domain.customers.letter import Language
from domain.customers.wording import Template, unsound

STANDING = """\
You word a letter of a business to its customer. You get the text of the house and write the same \
letter in warmer, more fluent words, in {language}. It says no more and no less than the text does.

What stands in braces, such as {{due}}, is a mark for a fact that you are not shown: write each \
mark exactly as often as it stands in the text. What stands in double brackets, such as \
[[It is due on {{due}}.]], you take over word for word, without the brackets. A mark on a line of \
its own stays on a line of its own. Begin with the greeting in the first line, and end with \
{{sender}} in the last.

Write no figure and no number, also not in words; no day, no condition and no promise beyond the \
text; no link, no address, no telephone number, no account; no brackets, dashes, quotation marks, \
lists or Markdown. Use full stops, commas, colons and question marks alone. The letter may be at \
most twice as long as the text.

Besides the words of the text itself use these words alone, capitalised as {language} has it; a \
letter with any other word is not taken:
{words}
These phrases are allowed as a whole: {phrases}.

Answer with the letter alone."""
LANGUAGES: dict[Language, str] = {"en": "English", "de": "German"}
KINDS = {
    "order_confirmation": "the confirmation of an order",
    "shipping_notice": "the notice that goods have left",
    "invoice": "the letter that an invoice is attached to",
    "reminder_1": "a first reminder of an invoice, friendly and without a demand",
    "reminder_2": "a second reminder of an invoice, polite and firm",
    "reminder_3": "the last reminder of an invoice, sober and firm",
    "statement": "a statement of account, sober",
}
"""What each letter is for; what is left to say of it, its text says."""


@cache
def system(language: Language) -> list[dict[str, Any]]:
    """What always stands, the same for all businesses, kept in the provider's cache."""
    told = STANDING.format(
        language=LANGUAGES[language],
        words=" ".join(WORDS[language]),
        phrases="; ".join(COURTESIES[language]),
    )
    return [{"type": "text", "text": told, "cache_control": {"type": "ephemeral"}}]


def asked(template: Template) -> str:
    """The kind of letter and its text; not one of its facts."""
    return f"This is {KINDS[template.kind]}.\n\n{template.text}"


def corrected(template: Template, words: str, why: str) -> str:
    """The same with the words that were not taken, and the reason."""
    return f"{asked(template)}\n\nThis was not taken:\n\n{words}\n\n{why} Write it once more."


@dataclass(frozen=True)
class LetterPaper:
    """A letter as a paper that a model writes."""

    template: Template
    capability: str = "wording"
    called: str = "the wording of letters by a model"

    @property
    def kind(self) -> str:
        return self.template.kind

    def system(self) -> list[dict[str, Any]]:
        return system(self.template.language)

    def asked(self) -> str:
        return asked(self.template)

    def corrected(self, words: str, why: str) -> str:
        return corrected(self.template, words, why)

    def unsound(self, words: str) -> str:
        return unsound(self.template, words)
