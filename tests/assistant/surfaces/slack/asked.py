"""Questions for tests of Slack, with what is answered to them."""

from typing import Any

from tests.assistant.surfaces.slack.conftest import Bench

STEP: Any = {"tool": "late_deliveries", "title": "Late", "arguments": {"days": "7"}, "output": {}}
DENIED: Any = STEP | {"title": "late_deliveries", "verdict": "denied"}
LATE: Any = {
    "kind": "answer",
    "text": "Two orders are late.",
    "trace": "a1b2",
    "view": {"headline": "Two orders are late.", "evidence": "from 2 lines", "steps": [STEP]},
}
CHART: Any = {"title": "Spend", "x": ["a", "b"], "y": ["1", "2"], "kind": "bar", "sentence": "Up."}


def speaks(bench: Bench, *pieces: str | None, answer: Any = LATE) -> None:
    """A model that says these words, takes back what it said at None, and has an answer."""

    async def speak(reader: Any) -> Any:
        for piece in pieces:
            await (reader.reset() if piece is None else reader.text(piece))
        return answer

    bench.front.speaks = speak


def shown(told: Any) -> list[str]:
    return [each.words for each in told]
