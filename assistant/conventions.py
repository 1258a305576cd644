"""Conventions: what OpenTelemetry calls the parts of a turn; names and sizes, and no content."""

import hashlib
from collections.abc import Mapping
from typing import Any

from assistant.model.message import Usage
from assistant.orchestrator import AGENT
from assistant.said import Said
from guardrails.call import Call

Attributes = Mapping[str, str | int | bool | list[str]]
"""By the GenAI and MCP conventions of autumn 2026; what they do not know begins with our name."""

TOOL_CALL = "tools/call"


def turn(said: Said) -> Attributes:
    return {
        "countersign.trace": said.turn.trace,
        "countersign.surface": said.caller.surface,
        "gen_ai.conversation.id": conversation(said),
    }


def came(found: Mapping[str, Any]) -> Attributes:
    return {
        "countersign.tier": found["tier"],
        "countersign.kind": found["kind"],
        "countersign.drafts": list(found["drafts"]),
    }


def aid(said: Said) -> Attributes:
    return {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": AGENT,
        "gen_ai.conversation.id": conversation(said),
        "countersign.trace": said.turn.trace,
    }


def request(model: str, local: bool, most: int) -> Attributes:
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.request.model": model,
        "gen_ai.request.max_tokens": most,
        "gen_ai.request.stream": True,
        "countersign.local": local,
    }


def usage(spent: Usage) -> Attributes:
    """Tokens from and into a cache are counted among those that went in."""
    return {
        "gen_ai.usage.input_tokens": spent.input + spent.cache_read + spent.cache_written,
        "gen_ai.usage.output_tokens": spent.output,
        "gen_ai.usage.cache_read.input_tokens": spent.cache_read,
        "gen_ai.usage.cache_creation.input_tokens": spent.cache_written,
    }


def call(asked: Call) -> Attributes:
    """A tool, or what a person does with a draft by its number."""
    told: dict[str, str | int | bool | list[str]] = {
        "countersign.trace": asked.trace,
        "countersign.kind": asked.kind,
        "countersign.surface": asked.caller.surface,
    }
    if asked.caller.agent:
        told["gen_ai.agent.name"] = asked.caller.agent
    if all(action != asked.tool for _, action in asked.commands):  # What a person does by a click.
        return told | {"countersign.draft": str(asked.arguments.get("draft", ""))}
    return told | {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": asked.tool,
        "gen_ai.tool.type": "function",
        "mcp.method.name": TOOL_CALL,
    }


def name_of(asked: Call, told: Attributes) -> str:
    """As `tools/call list_suppliers`; a signature is named by what it does, as `sign_draft`."""
    return f"{TOOL_CALL} {asked.tool}" if "mcp.method.name" in told else asked.tool


def conversation(said: Said) -> str:
    """The same for each sentence of a conversation; its real name holds the person's."""
    name = f"{said.caller.tenant}\n{said.talk}"
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def spoken(role: str, text: str) -> list[dict[str, Any]]:
    return [{"role": role, "parts": [{"type": "text", "content": text}]}]
