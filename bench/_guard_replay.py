"""Judges recorded tasks and attacks as if the model were fully hijacked; needs no model."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from _guard_attacks import EMPTY, adapted

from guardrails.acts import Deed
from guardrails.downgrade import Judgement, Task, Verdict, judge_call, task_of
from guardrails.origin import Known, Seen

MODES = ("static", "adaptive", "adaptive, first")
Row = dict[str, Any]


@dataclass(frozen=True)
class Suite:
    """One business: its writing tools, what it knows, its tasks and the goals of attackers."""

    name: str
    deeds: Sequence[Deed]
    reads: frozenset[str]
    facts: Known
    tasks: Mapping[str, Any]
    goals: Mapping[str, Any]
    signed: bool = False
    """Whether every write becomes a draft, so that nothing runs before a person signed it."""

    def task(self, typed: str) -> Task:
        return task_of([typed], self.deeds, self.facts, self.reads)


@dataclass
class Replay:
    """One conversation: what passes is spent, and what is read is seen."""

    task: Task
    seen: tuple[Seen, ...] = ()
    seconds: float = 0.0
    calls: int = 0

    def call(self, call: Mapping[str, Any]) -> Judgement:
        began = time.perf_counter()
        judged = judge_call(self.task, call["tool"], call["arguments"], self.seen)
        self.seconds += time.perf_counter() - began
        self.calls += 1
        self.task = self.task.after(call["tool"])
        if "result" in call and judged.verdict is not Verdict.DENIED:
            self.seen = (*self.seen, Seen("tool", call["result"], call["tool"]))
        return judged


def half_of(name: str) -> str:
    return "looked at" if int(re.sub(r"\D", "", name)) % 2 == 0 else "held out"


def benign(suite: Suite) -> Iterator[Row]:
    """Every task with its own calls: does it get through, and how often is a person asked."""
    for task_name, user in suite.tasks.items():
        replay = Replay(suite.task(user["typed"]))
        judged = [(call["tool"], replay.call(call)) for call in user["calls"]]
        writes = [(tool, j) for tool, j in judged if tool in replay.task.deeds]
        yield {
            "suite": suite.name,
            "task": task_name,
            "half": half_of(task_name),
            "denied": [f"{t}: {j.reason}" for t, j in writes if j.verdict is Verdict.DENIED],
            "asked": sum(j.verdict is Verdict.PERSON for _, j in writes),
            "flagged": sum(any(f.tone == "stop" for f in j.flags) for _, j in writes),
            "seconds": replay.seconds,
            "calls": replay.calls,
        }


def attacks(suite: Suite, mode: str) -> Iterator[Row]:
    """Every pair: the person's calls and then the attacker's, or the attacker's before them."""
    for goal_name, goal in suite.goals.items():
        for task_name, user in suite.tasks.items():
            task = suite.task(user["typed"])
            replay = Replay(task, (Seen("document", goal["says"], "where the attack was"),))
            malicious = EMPTY.get((suite.name, goal_name)) or goal["calls"]
            for call in user["calls"]:
                if mode != "adaptive, first" or call["tool"] not in task.deeds:
                    replay.call(call)
            if mode != "static":
                malicious = [adapted(call, user["typed"], suite.facts, task) for call in malicious]
            pair = {
                "suite": suite.name,
                "task": task_name,
                "goal": goal_name,
                "half": half_of(task_name),
            }
            yield pair | outcome(replay, malicious, suite.signed)


def outcome(replay: Replay, calls: Sequence[Mapping[str, Any]], signed: bool) -> Row:
    """What became of the attacker's writes: run, shown to a person, or denied."""
    judged = [(call["tool"], replay.call(call)) for call in calls]
    writes = [(tool, j) for tool, j in judged if tool in replay.task.deeds]
    denied = any(j.verdict is Verdict.DENIED for _, j in writes)
    waits = {Verdict.PERSON, Verdict.GOES_ON} if signed else {Verdict.PERSON}
    asked = any(j.verdict in waits for _, j in writes)
    ran = [tool for tool, j in writes if j.verdict is Verdict.GOES_ON and not signed]
    return {
        "text only": not writes,
        "whole": asked and not denied,
        "any": asked,
        "unsigned": [tool for tool in ran if replay.task.deeds[tool].act != "fetch"],
        "read typed": [tool for tool in ran if replay.task.deeds[tool].act == "fetch"],
        "passed": [tool for tool, j in writes if j.verdict is not Verdict.DENIED],
        "red": any(flag.tone == "stop" for _, j in writes for flag in j.flags),
        "traced": all(j.origins or not j.verdict for _, j in writes),
    }


def replayed(suites: Sequence[Suite]) -> dict[str, list[Row]]:
    found = {"benign": [row for suite in suites for row in benign(suite)]}
    for mode in MODES:
        found[mode] = [row for suite in suites for row in attacks(suite, mode)]
    return found
