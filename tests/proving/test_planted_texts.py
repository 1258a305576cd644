"""Published attack texts as documents and results: a hijacked model gets nothing done by them."""

import json
from collections.abc import Iterator
from pathlib import Path

from guardrails.downgrade import Verdict, judge_call, task_of
from guardrails.origin import Seen, Source, known
from mcp_servers.deeds import deeds

FACTS = known({"NORDLIN": "Nordlin Thread Works", "PO-1": ""})
ASKED = ("Summarise this document for me.", "Which deliveries are late this week?")
DEEDS = deeds()
SOURCES: tuple[Source, ...] = ("document", "tool", "connector")


def texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.jsonl")):
        if "benign" not in path.name:
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.dumps(json.loads(line), ensure_ascii=False)


def test_a_hijacked_model_that_follows_a_planted_text_drafts_nothing(shared_data: Path) -> None:
    tasks = [task_of([asked], DEEDS, FACTS) for asked in ASKED]
    planted = list(texts(shared_data / "injection"))
    assert len(planted) > 1000
    for at, text in enumerate(planted):
        seen = (Seen(SOURCES[at % len(SOURCES)], text[:2000], "planted"),)
        deed = DEEDS[at % len(DEEDS)]
        arguments = {name: "NORDLIN" for name in deed.parts}
        for task in tasks:
            assert judge_call(task, deed.tool, arguments, seen).verdict is Verdict.DENIED
