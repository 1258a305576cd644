"""Answering: what a model said becomes an answer, with its evidence from the tools alone."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant import answers
from assistant.conversation import Conversation
from assistant.model.denials import denials
from assistant.model.hands import Used
from assistant.model.router import Tried, sentence
from assistant.orchestrator import asked, which
from assistant.phrasebook import Act
from assistant.said import Said
from guardrails import injection
from guardrails.redaction.vault import TOKEN

WAITS = "Nothing happens until somebody signs."
FIGURE = re.compile(r"\d[\d.,]*")
NAMED = 5
NOTHING = "nothing was drafted or changed"
"""Stands beside the words of a model that drafted nothing, whatever they claim."""
BY = {2: "answered by the small language model", 3: "answered by the language model"}
"""Which tier an answer is from; one of the phrasebook needs no remark."""

Found = tuple[dict[str, Any], Conversation]


def answered(said: Said, tried: Sequence[Tried], used: Sequence[Used], hidden: str = "") -> Found:
    """The text is the model's; rows, figures, drafts and sources are what the tools gave back.

    What a control stopped, and what was `hidden` in a text, the person is told by us.
    """
    last = tried[-1]
    text = injection.clean(last.course.text) if last.answered else sentence(tried)
    question = choice(said, used)
    if question is not None and not said.turn.drafts:
        found, after = question
        view = found["view"] | {"by": BY[last.tier]}
        return found | {"view": view} | ledgered(last.tier, tried), after
    made = drafted(said) if said.turn.drafts else ""
    stops = denials(said.turn.steps)
    found = evidence(said, used)
    notices = [hidden]
    if strange := figures(text, said, used):
        named = ", ".join(strange[:NAMED])
        notices.append(f"Not in anything that was read for this answer: {named}.")
    text = " ".join(filter(None, (made, stops, text)))
    by = BY[last.tier] if made else f"{BY[last.tier]} · {NOTHING}"
    view = found["view"] | {"headline": text, "by": by}
    if notice := " ".join(filter(None, notices)):
        view["notice"] = notice
    told = {"text": text, "kind": kind(said, text, used), "view": view}
    return found | told | ledgered(last.tier, tried), remembered(said, used)


def stopped(said: Said, tried: Sequence[Tried], used: Sequence[Used], now: Tried | None) -> Found:
    """What was drafted before somebody stopped it stays, and is shown."""
    kept = f"{drafted(said)} Nothing else was recorded." if said.turn.drafts else ""
    stops = denials(said.turn.steps)
    text = " ".join(filter(None, ("Stopped.", kept or "Nothing was recorded.", stops)))
    found = evidence(said, used if said.turn.drafts else ())
    all_tried = [*tried, *([now] if now else ())]
    told = {"text": text, "kind": "draft" if said.turn.drafts else "answer"}
    view = found["view"] | {"headline": text}
    tier = all_tried[-1].tier if all_tried else answers.TIER
    return found | told | {"view": view} | ledgered(tier, all_tried), remembered(said, used)


def unaided(said: Said, plain: Mapping[str, Any], tried: Sequence[Tried], why: str) -> Found:
    """What there is without a model, and one sentence why it did not help, if that is news."""
    text = " ".join(filter(None, (denials(said.turn.steps), why, plain["text"])))
    view = plain["view"] | {"headline": text, "steps": said.turn.steps}
    told = {"text": text, "view": view}
    return dict(plain) | told | ledgered(answers.TIER, tried), said.conversation


def ledgered(tier: int, tried: Sequence[Tried]) -> dict[str, Any]:
    """For the ledger: which model, how much, and why; never what it thought."""
    return {"tier": tier, "model": [each.entry() for each in tried]}


def drafted(said: Said) -> str:
    names = said.turn.drafts
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} drafted. {WAITS}"


def kind(said: Said, text: str, used: Sequence[Used]) -> str:
    if said.turn.drafts:
        return "draft"
    if used and not any(each.answered for each in used):
        return "refusal"
    return "question" if text.endswith("?") else "answer"


def evidence(said: Said, used: Sequence[Used]) -> dict[str, Any]:
    """The newest reply with rows as the table, and every reply as a source."""
    replies = [each for each in used if each.answered and "headline" in each.found["content"]]
    rows = [each for each in replies if each.found["content"].get("rows")]
    shown = next(iter((rows or replies)[::-1]), None)
    turn = said.turn
    if shown is None:
        last = next((each for each in used[::-1] if each.answered), None)
        parts = {"tool": last.tool, "arguments": dict(last.arguments)} if last else {}
        return answers.answer(turn, "answer", "", **parts)
    found = answers.of_reply(turn, shown.tool, shown.arguments, shown.found["content"])
    sources = [
        answers.of_reply(turn, each.tool, each.arguments, each.found["content"])["sources"][0]
        for each in replies
    ]
    return found | {"sources": sources, "view": found["view"] | {"sources": sources}}


def choice(said: Said, used: Sequence[Used]) -> Found | None:
    """A tool that ended the work with a choice asks it itself, so that a click can answer."""
    last = used[-1] if used else None
    content: Any = last.found.get("content") if last else None
    if last is None or last.answered or not isinstance(content, dict) or "options" not in content:
        return None
    arguments = worded(last.arguments)
    if arguments is None:
        return None
    act = Act(last.tool, arguments, dict(last.origins))
    return asked(said, which(act, str(last.found["reason"]), content))


def remembered(said: Said, used: Sequence[Used]) -> Conversation:
    """The last call that was answered is what the next words may refer to."""
    for each in used[::-1]:
        arguments = worded(each.arguments)
        if each.answered and arguments is not None:
            drafts = tuple(said.turn.drafts)
            return said.conversation.after_call(each.tool, arguments, drafts, said.turn.trace)
    return said.conversation.model_copy(update={"trace": said.turn.trace})


def worded(arguments: Mapping[str, Any]) -> dict[str, str] | None:
    """As the phrasebook writes arguments; None where one of them is no plain value."""
    plain = all(isinstance(value, str | int | float) for value in arguments.values())
    return {name: str(value) for name, value in arguments.items()} if plain else None


def figures(text: str, said: Said, used: Sequence[Used]) -> list[str]:
    """Numbers in an answer that stand in no reply and were not said by anybody before."""
    before = [part for each in said.conversation.earlier for part in (each.asked, each.answered)]
    replies = [each.text for each in used]
    read = " ".join([said.text, said.turn.today.isoformat(), *before, *replies])
    known = {bare(number) for number in FIGURE.findall(read)}
    plain = TOKEN.sub("", text)  # A pseudonym that stands for nothing has a number and is none.
    told = dict.fromkeys(number.rstrip(".,") for number in FIGURE.findall(plain))
    drafts = {bare(number) for draft in said.turn.drafts for number in FIGURE.findall(draft)}
    return [number for number in told if bare(number) not in known | drafts]


def bare(number: str) -> str:
    """12,350.00 and 12350 are one figure."""
    whole, _, cents = number.replace(",", "").rstrip(".").partition(".")
    return f"{whole}.{cents.rstrip('0')}".rstrip(".")
