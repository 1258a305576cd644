"""Advising: what a model says for agents, and at which of several records it hints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from string import ascii_uppercase
from typing import Any

from assistant.agents.advice import Likely
from assistant.model.lettering import Lettering
from assistant.model.marks import SEAL
from domain.agents.agent import Choice
from domain.agents.saying import FREE, unfaithful
from domain.customers.wording import Template, Worded
from guardrails.caller import Caller
from guardrails.injection.marking import RULE, Source, mark

CAPABILITY, CALLED = "advice", "the advice of a model to the agents"
SHORTEST = 3
"""Characters of what a payer wrote that may point at an invoice."""
NONE = "none"
ANSWER = re.compile(r"([A-Z])[:.)]\s*[“\"']?(.+?)[”\"']?\s*")
JOINED = f"""\
You put what agents of a business found into one short paragraph that a person reads before \
deciding. You get their sentences, in which marks such as {{a}} stand for facts that you are not \
shown. Say exactly the same in fluent English.

Keep every mark, and every word that carries something, in the order in which it stands. Only \
these words may be added, left out or changed: {" ".join(sorted(FREE))}. Sentences may be joined \
or parted by full stops, commas, colons and semicolons. No figure, no line break, no quotation \
mark, no remark of your own.

Answer with the paragraph alone."""
CHOSEN = f"""\
Several records of a business fit equally, and a person will choose between them. You get what a \
payer wrote, and the records, each with a letter. Say which of them it most likely speaks of.

Answer in one line: the letter, a colon, and the words of the payer that speak for it, copied \
exactly. Where nothing that was written tells the records apart, answer {NONE} alone. {RULE}"""


def standing(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}]


@dataclass(frozen=True)
class TalkPaper:
    """What agents found and answered, to be put into one paragraph."""

    template: Template
    kind: str = "talk"
    capability: str = CAPABILITY
    called: str = CALLED

    def system(self) -> list[dict[str, Any]]:
        return standing(JOINED)

    def asked(self) -> str:
        return self.template.text

    def corrected(self, words: str, why: str) -> str:
        return f"{self.asked()}\n\nThis was not taken:\n\n{words}\n\n{why} Write it once more."

    def unsound(self, words: str) -> str:
        return unfaithful(self.template, words)


@dataclass(frozen=True)
class ChoicePaper:
    """Which of several records somebody speaks of, in words that stand in the text."""

    choice: Choice
    seal: str = field(default_factory=lambda: token_hex(SEAL))
    kind: str = "choice"
    capability: str = CAPABILITY
    called: str = CALLED

    @property
    def lettered(self) -> Mapping[str, str]:
        return dict(zip(ascii_uppercase, self.choice.options, strict=False))

    def system(self) -> list[dict[str, Any]]:
        return standing(CHOSEN)

    def asked(self) -> str:
        written = mark(self.choice.written, Source("record text", "reference"), self.seal).text
        known = [f"{a}: {name}, {self.choice.options[name]}" for a, name in self.lettered.items()]
        return "\n".join(["The payer wrote:", written, "", "The records:", *known])

    def corrected(self, words: str, why: str) -> str:
        return f"{self.asked()}\n\nThis was not taken: {words}\n\n{why} Answer once more."

    def unsound(self, words: str) -> str:
        """A letter that was given, and words that were written; nothing else is an answer."""
        if words.strip().casefold().rstrip(".") == NONE:
            return ""
        found = ANSWER.fullmatch(words)
        if found is None or found[1] not in self.lettered:
            return f"Answer with one of {', '.join(self.lettered)} and words of the payer, or none."
        if len(found[2]) < SHORTEST or found[2] not in self.choice.written:
            return "These words do not stand in what the payer wrote."
        return ""

    def read(self, words: str, model: str) -> Likely:
        found = ANSWER.fullmatch(words)
        if found is None:
            return Likely(model=model)
        begins = self.choice.written.index(found[2])
        return Likely(self.lettered[found[1]], begins, begins + len(found[2]), model)


@dataclass(frozen=True)
class Advising:
    """Keeps the contract of `Advice` at the agents; asks as it is asked for letters."""

    lettering: Lettering

    async def worded(self, caller: Caller, template: Template, trace: str) -> Worded:
        return await self.lettering.written(caller, TalkPaper(template), trace)

    async def likely(self, caller: Caller, choice: Choice, trace: str) -> Likely:
        paper = ChoicePaper(choice)
        found = await self.lettering.written(caller, paper, trace)
        return Likely(why=found.why) if found.why else paper.read(found.words, found.model)
