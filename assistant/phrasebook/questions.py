"""Questions: finishing a match into a call, or into the one thing to ask first."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.phrasebook.declaration import Declaration, Slot
from assistant.phrasebook.fitting import missing_record
from assistant.phrasebook.matching import Match
from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.outcome import Act, Ask, Candidate
from assistant.phrasebook.vocabulary.document_kinds import DOCUMENT_KINDS

SHOWN = 5
PATIENCE = 2  # unhelpful answers before the form is shown
ORDER = (
    "unknown",
    "no such name",
    "no number",
    "below zero",
    "no such day",
    "or",
    "about",
    "",
    "partial",
)


def finish(match: Match) -> Act | Ask:
    """Act if every value is sure and nothing required is missing, else ask one question."""
    tool = match.tool
    sure: dict[str, Sense] = {}
    open_slots: list[tuple[Slot, Mention]] = []
    for name, mention in match.fit.filled.items():
        slot = tool.slots[name]
        sense = mention.fills(slot)
        if sense:
            sure[name] = sense
        else:
            open_slots.append((slot, mention))
    for name, value in {**match.also, **match.example.fixed}.items():
        sure.setdefault(name, Sense(value, value.replace("_", " ")))
    done = Act(tool.name, wires(sure), origins(sure, match.fit.filled), labels(sure))
    wrong = match.fit.wrong_kind(tool)
    if open_slots:
        slot, mention = min(open_slots, key=lambda pair: ORDER.index(pair[1].doubt))
        return ask_about(tool, slot, mention, done)
    if wrong:
        return ask_other_kind(tool, wrong, match.fit.filled, done)
    return complete(tool, done)


def complete(tool: Declaration, done: Act, asked: int = 1, draft: str | None = None) -> Act | Ask:
    """The call if nothing required is missing, else the question for the first such slot."""
    for slot in tool.required:
        if slot.name not in done.arguments:
            question = understood(tool, done) + slot.asks
            return asking(slot, question, done, asked=asked, draft=draft)
    return done


def wires(senses: Mapping[str, Sense]) -> dict[str, str]:
    return {name: sense.wire for name, sense in senses.items()}


def labels(senses: Mapping[str, Sense]) -> dict[str, str]:
    return {name: sense.label for name, sense in senses.items()}


def origins(senses: Mapping[str, Sense], filled: Mapping[str, Mention]) -> dict[str, str]:
    """How each value was found; a record reads as it was typed when that differs."""
    return {
        name: origin_of(sense, filled[name]) if name in filled else sense.origin
        for name, sense in senses.items()
    }


def origin_of(sense: Sense, mention: Mention) -> str:
    same = mention.said.rstrip(".") in (sense.label.rstrip("."), sense.wire)
    if sense.origin != "typed" or same:
        return sense.origin
    return f"typed as “{mention.said}”"


def understood(tool: Declaration, done: Act) -> str:
    """What is clear already, in front of the question; siblings with the word that parts them."""
    said = " · ".join(told(tool.slots.get(name), label) for name, label in done.labels.items())
    return f"{said}. " if said else ""


def told(slot: Slot | None, label: str) -> str:
    """ "5 damaged", "from Main store"; a bare 5 or two bare places say nothing."""
    if slot is None or slot.kind == "text":
        return label
    before = " ".join(slot.before[0]) if slot.before else ""
    after = " ".join(slot.after[0]) if slot.after and not before else ""
    return " ".join(filter(None, (before, label, after)))


def ask_about(tool: Declaration, slot: Slot, mention: Mention, done: Act) -> Ask:
    senses = mention.senses.get(slot.kind, ())
    total = mention.total(slot.kind)
    question = understood(tool, done) + wording(slot, mention, total)
    found = asking(slot, question, done, candidates_of(senses), total)
    return replace(found, tried=tried(slot, mention))


def tried(slot: Slot, mention: Mention) -> str:
    """What was said for a record that is not there: the tool may know some that are like it."""
    match mention.doubt:
        case "unknown":
            return number_of(slot, mention)
        case "no such name":
            return mention.said
        case _:
            return ""


def number_of(slot: Slot, mention: Mention) -> str:
    return f"{DOCUMENT_KINDS[slot.kind][0]}-{mention.said.split('-')[-1].split()[-1]}"


def wording(slot: Slot, mention: Mention, total: int) -> str:
    """Why the value is not clear, in one sentence, and the question."""
    match mention.doubt:
        case "unknown":
            return f"There is no {number_of(slot, mention)}. {slot.asks}"
        case "no such name":
            return f"There is no {slot.kind} called “{mention.said}”. {slot.asks}"
        case "partial" if total == 1:
            return f"By “{mention.said}”, do you mean {mention.senses[slot.kind][0].label}?"
        case "partial":
            return f"“{mention.said}” may be any of {total}. {slot.asks}"
        case "about":
            return f"“{mention.said}” is not exact. {slot.asks}"
        case "no such day":
            return f"There is no day “{mention.said}”. {slot.asks}"
        case "below zero":
            return f"“{mention.said}” is below zero. {slot.asks}"
        case "no number":
            return f"I cannot read “{mention.said}” as a number. {slot.asks}"
        case _:
            return f"“{mention.said}” can mean {max(total, 2)} things. {slot.asks}"


def ask_other_kind(
    tool: Declaration, wrong: Mention, filled: Mapping[str, Mention], done: Act
) -> Act | Ask:
    """A customer where a supplier is needed is a question, never another tool."""
    slot = missing_record(tool, filled)
    if slot is None:
        return complete(tool, done)
    kind = next(iter(wrong.senses)).replace("_", " ")
    article = "an" if kind[0] in "aeiou" else "a"
    return asking(slot, f"“{wrong.said}” is {article} {kind}. {slot.asks}", done)


def asking(
    slot: Slot,
    question: str,
    done: Act,
    candidates: tuple[Candidate, ...] = (),
    total: int = 0,
    asked: int = 1,
    draft: str | None = None,
) -> Ask:
    return Ask(
        question=question,
        slot=slot.name,
        tool=done.tool,
        arguments=done.arguments,
        candidates=candidates,
        total=max(total, len(candidates)),
        origins=done.origins,
        labels=done.labels,
        draft=draft,
        asked=asked,
        form=asked > PATIENCE,
    )


def candidates_of(senses: tuple[Sense, ...]) -> tuple[Candidate, ...]:
    return tuple(Candidate(sense.wire, sense.label, sense.detail) for sense in senses[:SHOWN])
