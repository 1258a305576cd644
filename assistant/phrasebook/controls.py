"""Controls: words to the assistant itself, such as approve, undo, why and never mind."""

import re
from dataclasses import replace

from assistant.phrasebook.context import Context
from assistant.phrasebook.documents import Exists
from assistant.phrasebook.outcome import Ask, Candidate, Control, Understood, Verb
from assistant.phrasebook.tokens import Token, folds_of
from assistant.phrasebook.vocabulary import courtesies, cues
from assistant.phrasebook.vocabulary.fillers import FILLERS, READ_FILLERS
from assistant.phrasebook.vocabulary.queue_words import asks_for_queue, asks_what_is_first
from assistant.phrasebook.vocabulary.trace_words import traced
from assistant.phrasebook.vocabulary.word_list import word_set

DECISIONS: dict[str, Verb] = {
    **dict.fromkeys(cues.APPROVE, "approve"),
    **dict.fromkeys(cues.REJECT, "reject"),
    **dict.fromkeys(cues.UNDO, "undo"),
}
GREETINGS = frozenset(map(folds_of, (*courtesies.GREETINGS, *courtesies.COURTESIES)))
LONGEST_GREETING = 8
DRAFT_NUMBER = re.compile(r"\bd-?(\d{1,12})\b|\bdraft (?:d-?)?(\d{1,12})\b")
SHOWN = 5
SHOWING = FILLERS | READ_FILLERS | word_set("open what about where status card draft let")
WHICH = "Which draft do you mean?"
Folds = tuple[str, ...]


def control(
    text: str, tokens: tuple[Token, ...], context: Context, exists: Exists
) -> Understood | None:
    """What a sentence asks of the assistant, if all of it does."""
    words = tuple(token.fold for token in tokens)
    meant = without_sounds(words)
    if meant in cues.FORGET:
        return Control("forget")
    if meant in cues.WHY_THAT_ANSWER:
        return Control("why")
    if meant in cues.WHY:
        return Control("why") if context.last or context.drafts else None
    if (name := traced(text)) is not None:
        return Control("trace", name or None)
    if meant in cues.HELP:
        return Control("help")
    if not cues.YES.isdisjoint((words, meant)) and not context.question:
        return on_the_table("approve", context.drafts) if context.drafts else Control("confirm")
    if words and greets(words):
        return Control("greet")
    if (function := asks_for_queue(words)) is not None:
        return Control("queue", function or None)
    if asks_what_is_first(words):
        return Control("first")
    return decision(text, meant, context, exists) or card_shown(text, context, exists)


def card_shown(text: str, context: Context, exists: Exists) -> Understood | None:
    """ "Show D-1", "D-1": the card of that draft, unless its number answers a question."""
    numbers = [found[1] or found[2] for found in DRAFT_NUMBER.finditer(text.lower())]
    rest = folds_of(DRAFT_NUMBER.sub(" ", text.lower()))
    asked = context.question is not None and context.question.slot == "draft"
    if len(numbers) != 1 or asked or not all(word in SHOWING for word in rest):
        return None
    draft = f"D-{int(numbers[0])}"
    if exists("draft", draft):
        return Control("show", draft)
    return replace(which("show", context.drafts), question=f"There is no {draft}. {WHICH}")


def without_sounds(words: Folds) -> Folds:
    """Without the "please", "uh" and "ok" around it."""
    sounds = word_set("please um uh er hmm ok okay well so and just then now")
    kept = list(words)
    while kept and kept[0] in sounds:
        kept.pop(0)
    for assent in cues.ASSENT:
        if tuple(kept[: len(assent)]) == assent and len(kept) > len(assent):
            return without_sounds(tuple(kept[len(assent) :]))
    while kept and kept[-1] in sounds:
        kept.pop()
    return tuple(kept)


def greets(words: Folds) -> bool:
    """Nothing but greetings, thanks and courtesies, one after another."""
    at = 0
    while at < len(words):
        lengths = range(min(LONGEST_GREETING, len(words) - at), 0, -1)
        step = next((length for length in lengths if words[at : at + length] in GREETINGS), 0)
        if not step and words[at] not in ("and", "so", "there", "all", "you"):
            return False
        at += step or 1
    return True


def decision(text: str, words: Folds, context: Context, exists: Exists) -> Understood | None:
    """ "Approve it": one card that was shown, or the one whose number is said."""
    if not words or words[0] not in DECISIONS:
        return None
    verb = DECISIONS[words[0]]
    number = DRAFT_NUMBER.search(text.lower())
    if number:
        draft = f"D-{int(number[1] or number[2])}"
        rest = folds_of(DRAFT_NUMBER.sub(" ", text.lower()))[1:]
        if not all(word in cues.CONTROL_OBJECTS | FILLERS for word in rest):
            return None
        return Control(verb, draft) if exists("draft", draft) else unknown(verb, draft)
    if not all(word in cues.CONTROL_OBJECTS for word in words[1:]):
        return None
    return on_the_table(verb, context.drafts)


def on_the_table(verb: Verb, drafts: tuple[str, ...]) -> Control | Ask:
    """The one card that was shown, or the question which of them is meant."""
    return Control(verb, drafts[0]) if len(drafts) == 1 else which(verb, drafts)


def which(verb: Verb, drafts: tuple[str, ...]) -> Ask:
    newest = tuple(Candidate(draft, draft) for draft in drafts[::-1][:SHOWN])
    question = f"Which draft shall I {'open for approval' if verb == 'approve' else verb}?"
    return Ask(question, "draft", verb, candidates=newest, total=len(drafts))


def unknown(verb: Verb, draft: str) -> Ask:
    return Ask(f"There is no {draft}. {WHICH}", "draft", verb)
