"""Capture: a file is kept, understood, and answered with drafts, or with what is missing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from assistant import answers
from assistant.capturing import codes
from assistant.capturing.asking import offers, question, with_offers
from assistant.capturing.calls import delivery, invoice, merged
from assistant.capturing.goods import goods
from assistant.capturing.haste import left_out, pressed
from assistant.capturing.paper import Paper
from assistant.capturing.reread import Pictured, Reread, reread
from assistant.capturing.said_by_file import line
from assistant.capturing.switched import Switches
from assistant.conversation import Conversation
from assistant.documents.evidence import Evidence
from assistant.documents.seen import Seen, Unreadable
from assistant.long_lists import dropped_list, of_evidence, of_text
from assistant.phrasebook import Act, Ask
from assistant.said import Said, whole
from domain.governance.switch import off_sentence
from guardrails.caller import Caller

if TYPE_CHECKING:
    from assistant.desk import Desk

Reader = Callable[[bytes, str], Awaitable[tuple[Evidence, ...]]]
Looker = Callable[[bytes, str], Awaitable[Seen]]
Told = tuple[dict[str, Any], Conversation]
BILLS = ("invoice", "credit_note")
NAME = 120
MOST_DRAFTS = 50
TOO_MANY = (
    "The file would become {count:,} drafts; at most {most} are made of one file. Take it over "
    "with an import."
)
NOTHING = "The file says nothing that becomes a draft: no invoice, no delivery note, no code."
MOST_CODES = 5
NOT_OURS = "That is no item of ours and no supplier's code for one. Say what came, in a sentence."
NO_LIST = (
    "This is no list of products with quantities. Send a CSV or a workbook with these two columns, "
    "or say what you want in a sentence."
)
SHUT = "Files are not read here. Say what the file says, in a sentence."
FROM_FILES = frozenset({"show_supplier_invoice", "draft_supplier_invoice", "draft_goods_receipt"})
"""Whoever may use one of these may see the files behind them."""


class Files(Protocol):
    """Where originals are kept, under the digest of their content."""

    async def keep_file(self, tenant: str, content: bytes, name: str, form: str, by: str) -> str:
        """Keep it; the answer is what it is found under."""
        ...

    async def give_file(self, tenant: str, file: str) -> tuple[str, bytes] | None: ...


@dataclass(frozen=True)
class Reading:
    """Who reads files: what a person sees of one, what it says that it is, and where it is kept."""

    files: Files
    look: Looker
    understood: Reader
    pictured: Pictured | None = None
    """How a page looks, where it can be drawn."""


@dataclass(frozen=True)
class Capture:
    """One file at a time, for whoever sent it, on the road of every other sentence."""

    desk: "Desk"
    reading: Reading | None = None
    """None where files are not read."""

    async def __call__(
        self, caller: Caller, content: bytes, name: str, conversation: str, said: str = ""
    ) -> dict[str, Any]:
        """The answer of the orchestrator to a file, with what was said beside it."""
        called = line(name.replace("\\", "/").rpartition("/")[2], NAME) or "file"
        text = whole(f"{said} [{called}]".strip())
        turn = await self.desk.said(caller, text, conversation, None, self.desk.clock())
        turn = replace(turn, talk=conversation, place=turn.turn.trace)

        async def respond(asked: Said) -> Told:
            return await self.respond(asked, content, called, said)

        return await self.desk.answered(turn, respond)

    async def respond(self, said: Said, content: bytes, name: str, beside: str) -> Told:
        reading = self.reading
        if reading is None:
            return refused(said, SHUT), said.conversation
        off = await Switches(self.desk.records).off(said.caller.tenant, "documents")
        if off is not None:
            return refused(said, off_sentence("documents", off)), said.conversation
        if told := await self.listed(said, beside, name, of_text(content)):
            return told
        try:
            found = merged(await reading.understood(content, name))
        except Unreadable as why:
            return refused(said, str(why)), said.conversation
        if told := await self.listed(said, beside, name, of_evidence(found)):
            return told
        if said.caller.outside:
            return refused(said, NO_LIST), said.conversation
        seen = await seen_of(reading, content, name)
        form = seen.form if seen else "data"
        tenant, user = said.caller.tenant, said.caller.user
        file = await reading.files.keep_file(tenant, content, name, form, user)
        paper = Paper(file, name, left_out(seen), pressed(seen, beside))
        drafted, after = await self.answered(said, found, paper)
        drafted["file"] = {"name": name, "file": file}
        return drafted, after.holding(name, file)

    async def listed(self, said: Said, beside: str, name: str, rows: str) -> Told | None:
        """The order that a list of products is, where it is one."""
        if not rows:
            return None
        act = await dropped_list(self.desk.orchestrator, said, beside, (name, rows))
        return await self.desk.orchestrator.act(said, act) if act else None

    async def answered(self, said: Said, found: Sequence[Evidence], paper: Paper) -> Told:
        acts = await self.all_acts(said, found, paper)
        if not acts:
            return plain(said, found), said.conversation
        if len(acts) > MOST_DRAFTS:
            return refused(said, TOO_MANY.format(count=len(acts), most=MOST_DRAFTS), "too_many"), (
                said.conversation
            )
        purposes = [number for each in found for number in codes.numbers(each)]
        told = [await self.done(said, act, purposes) for act in acts]
        return told[0] if len(told) == 1 else together(told)

    async def all_acts(self, said: Said, found: Sequence[Evidence], paper: Paper) -> Sequence[Act]:
        records = self.desk.records(said.caller.tenant)
        scanned = [each for each in found if each.kind == "item_code"]
        acts = [act for each in found for act in await self.acts(said, each, paper)]
        return [*acts, *await codes.scanned(records, scanned, paper)]

    async def acts(self, said: Said, evidence: Evidence, paper: Paper) -> tuple[Act, ...]:
        records = self.desk.records(said.caller.tenant)
        if evidence.kind in BILLS:
            return (await invoice(records, evidence, paper),)
        if evidence.kind == "payment_code" and evidence.head:
            return (await codes.payment(records, evidence, paper),)
        if evidence.kind == "delivery_note":
            return await delivery(records, evidence, paper, said.turn.today)
        if evidence.kind == "table":
            return await goods(records, evidence, paper, said.turn.today)
        return ()

    async def done(self, said: Said, act: Act, numbers: Sequence[str] = ()) -> Told:
        """Draft it, or ask for the first thing that the file does not say."""
        fields, needed = await self.needs(said, act.tool)
        lacking = next((name for name in needed if name not in act.arguments), "")
        if not lacking:
            return await self.desk.orchestrator.act(said, act)
        text = question(act, lacking, fields[lacking].get("x-slot", {}).get("asks", "Which?"))
        ask = Ask(text, lacking, act.tool, act.arguments, origins=act.origins, labels=act.labels)
        told, after = await self.desk.orchestrator.follow(said, ask)
        records = self.desk.records(said.caller.tenant)
        return with_offers(told, await offers(records, act, lacking, numbers)), after

    async def needs(self, said: Said, tool: str) -> tuple[Mapping[str, Any], Sequence[str]]:
        listed = await self.desk.listing.of(said.caller, said.turn.now)
        schema: Any = next((t.input_schema for t in listed if t.name == tool), {})
        return schema.get("properties", {}), schema.get("required", ())

    async def original(self, caller: Caller, file: str) -> tuple[str, bytes] | None:
        """A file as it came, for whoever may see what was drafted from it."""
        listed = await self.desk.listing.of(caller, self.desk.clock())
        if self.reading is None or not FROM_FILES & {tool.name for tool in listed}:
            return None
        return await self.reading.files.give_file(caller.tenant, file)

    async def reread(self, caller: Caller, file: str) -> Reread | None:
        """The same file beside what it says, for whoever may see it."""
        kept = await self.original(caller, file)
        if kept is None or self.reading is None or self.reading.pictured is None:
            return None
        name, content = kept
        found = merged(await self.reading.understood(content, name))
        seen = await seen_of(self.reading, content, name)
        return await reread(name, content, found, seen, self.reading.pictured)


async def seen_of(reading: Reading, content: bytes, name: str) -> Seen | None:
    """What a person sees of it, where it is a thing to see; data alone is not."""
    try:
        return await reading.look(content, name)
    except Unreadable:
        return None


def together(told: Sequence[Told]) -> Told:
    """Several answers as one: an open question leads, so that it can be answered; then drafts."""
    order = {"question": 0, "draft": 1}
    lead, after = min(told, key=lambda each: order.get(each[0]["kind"], 2))
    others = [each for each, _ in told if each is not lead]
    text = " ".join(dict.fromkeys([*(each["text"] for each in others), lead["text"]]))
    return {**lead, "text": text, "view": {**lead["view"], "headline": text}}, after


def refused(said: Said, why: str, code: str = "unreadable") -> dict[str, Any]:
    return answers.of_refusal(
        said.turn, "", {}, {"outcome": "refused", "reason": why, "code": code}
    )


def plain(said: Said, found: Sequence[Evidence]) -> dict[str, Any]:
    """What was read and drafts nothing: codes of nothing that is ours, or nothing at all."""
    told = codes.unknown([each for each in found if each.kind == "item_code"])
    warnings = " ".join(line(warning) for each in found for warning in each.warnings)
    if told:
        text = f"The code says {', '.join(told[:MOST_CODES])}. {NOT_OURS}"
        return answers.answer(said.turn, "answer", text)
    return answers.unknown(said.turn, (), f"{NOTHING} {warnings}".strip())
