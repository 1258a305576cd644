"""An answer in Slack: the sentence, its figures, how they were found, and what to say next."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.surfaces.front import Answer, Candidate, View
from assistant.surfaces.slack import sheet
from assistant.surfaces.slack.escaping import clean, context, plain, section
from assistant.surfaces.slack.paging import LABEL, VALUE, messages, shortened
from assistant.surfaces.slack.wire import EVIDENCE, FEEDBACK, SAY, Block, Message

GOOD, BAD = "good", "bad"
THIS, ASK, HOW = "This one", "Say this", "How it was found"
NEITHER = "Neither? Say it again in other words."
NO_WORDS = "There is nothing to say about it."


def of_answer(answer: Answer) -> tuple[Message, ...]:
    """Everything that is said; charts and drafts are messages of their own."""
    return messages(sentence(answer), blocks(answer))


def sentence(answer: Answer) -> str:
    texts = answer.get("view", View()).get("headline", ""), answer.get("text", "")
    return next((text for text in texts if clean(text).strip()), NO_WORDS)


def blocks(answer: Answer) -> Iterator[Block]:
    yield from section(sentence(answer))
    yield from beside(answer)


def beside(answer: Answer) -> Iterator[Block]:
    """What stands below the sentence."""
    view = answer.get("view", View())
    if table := view.get("table"):
        yield from captioned(answer, table.get("caption", ""))
        yield from sheet.blocks(table)
    told: Mapping[str, Any] = view  # A model's part, `by`, is named in no program's view.
    yield from context(" · ".join(filter(None, map(told.get, ("cut", "evidence", "by")))))
    yield from candidates(view.get("candidates", ()))
    for words in view.get("nearest", ()):
        yield from choice(words, words, ASK)
    if notice := view.get("notice"):
        yield from context(f"○ {notice}")
    yield from judged(answer.get("trace", ""))


def captioned(answer: Answer, caption: str) -> Iterator[Block]:
    """A caption that only repeats the sentence is for those who cannot see where it stands."""
    if caption != sentence(answer):
        yield from context(caption)


def candidates(offered: Sequence[Candidate]) -> Iterator[Block]:
    """Who may be meant, with what tells one from the other, each beside its button."""
    for candidate in offered:
        label = " · ".join(filter(None, (candidate["label"], candidate.get("detail", ""))))
        yield from choice(label, candidate["text"], THIS)
    if offered:
        yield from context(NEITHER)


def choice(label: str, words: str, button: str) -> Iterator[Block]:
    """Words with a button that says them; too long for one, they are to be typed."""
    shown = list(section(label or words))
    if shown and 0 < len(words) <= VALUE:
        shown[-1]["accessory"] = {
            "type": "button",
            "action_id": SAY,
            "text": plain(button),
            "value": words,
            "accessibility_label": shortened(f"{button}: {label or words}", LABEL),
        }
    yield from shown


def judged(trace: str) -> Iterator[Block]:
    """How it was found is a click away, and so is a word about whether it was right."""
    if not trace:
        return
    how = {"type": "button", "action_id": EVIDENCE, "text": plain(HOW), "value": trace}
    yield {"type": "actions", "elements": [how]}
    feedback = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": {"text": plain("Right"), "value": f"{GOOD}:{trace}"},
        "negative_button": {"text": plain("Not right"), "value": f"{BAD}:{trace}"},
    }
    yield {"type": "context_actions", "elements": [feedback]}
