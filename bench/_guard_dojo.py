"""Exports AgentDojo's tasks, goals and their calls as JSON; runs in an environment of its own."""

import json
import sys
import warnings
from typing import Any

from _guard_world import known_of
from agentdojo.functions_runtime import FunctionsRuntime
from agentdojo.task_suite.load_suites import get_suites

VERSION = "v1.2.2"


def suite_of(name: str, suite: Any) -> dict[str, Any]:
    return {
        "tools": [tool.name for tool in suite.tools],
        "known": known_of(name, suite.load_and_inject_default_environment({})),
        "tasks": {key: task_of(suite, user) for key, user in suite.user_tasks.items()},
        "goals": {key: goal_of(suite, goal) for key, goal in suite.injection_tasks.items()},
    }


def task_of(suite: Any, user: Any) -> dict[str, Any]:
    """The person's sentence, the right calls, and what each of them reads."""
    env = user.init_environment(suite.load_and_inject_default_environment({}))
    runtime = FunctionsRuntime(suite.tools)
    calls = []
    for call in user.ground_truth(env):
        result, _ = runtime.run_function(env, call.function, dict(call.args))
        calls.append({"tool": call.function, "arguments": call.args, "result": str(result)})
    return {"typed": user.PROMPT, "calls": calls}


def goal_of(suite: Any, goal: Any) -> dict[str, Any]:
    """What the injected text wants, and the calls a hijacked model would make for it."""
    defaults = suite.get_injection_vector_defaults()
    vectors = {key: f"{text} {goal.GOAL}" for key, text in defaults.items()}
    env = suite.load_and_inject_default_environment(vectors)
    calls = [{"tool": c.function, "arguments": c.args} for c in goal.ground_truth(env)]
    return {"says": goal.GOAL, "calls": calls}


def main() -> None:
    warnings.simplefilter("ignore")
    suites = get_suites(VERSION)
    json.dump({name: suite_of(name, suite) for name, suite in suites.items()}, sys.stdout)


if __name__ == "__main__":
    main()
