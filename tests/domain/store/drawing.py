"""Conversations as the chat draws them, written by statements that name their tenant first."""

import uuid
from typing import Any

USER = """
insert into chat.users (tenant, "id", "identifier", "metadata", "createdAt")
values ($1, '{user}', 'ana@' || $1, '{{}}', '2026-11-20T10:00:00Z')
"""
THREAD = """
insert into chat.threads (tenant, "id", "name", "userId", "userIdentifier")
values ($1, '{thread}', $${name}$$, '{user}', 'ana@' || $1)
"""
STEP = """
insert into chat.steps (tenant, "id", "name", "type", "threadId", "streaming", "output")
values ($1, '{step}', 'Countersign', 'assistant_message', '{thread}', false, $${output}$$)
"""
ELEMENT = """
insert into chat.elements (tenant, "id", "threadId", "name", "objectKey", "forId", "props")
values ($1, '{element}', '{thread}', 'Answer', '{element}/Answer', '{step}', $${props}$$)
"""
FEEDBACK = """
insert into chat.feedbacks (tenant, "id", "forId", "threadId", "value", "comment")
values ($1, '{feedback}', '{step}', '{thread}', 1, $${comment}$$)
"""
FILE = """
insert into chat.files (tenant, "objectKey", "threadId", "content")
values ($1, '{element}/Answer', '{thread}', '\\x{content}')
"""


def drawing(key: str = "", **said: Any) -> list[str]:
    """One conversation with a part of every kind; `said` is what stands in them."""
    parts = ("user", "thread", "step", "element", "feedback")
    ids = {part: uuid.uuid5(uuid.NAMESPACE_OID, f"{key} {part}") for part in parts}
    plain = {"name": "A question", "output": "An answer", "props": "{}", "comment": "Good"}
    content = said.pop("content", b"{}").hex()
    statements = (USER, THREAD, STEP, ELEMENT, FEEDBACK, FILE)
    return [each.format(**plain | said, **ids, content=content) for each in statements]


def thread_of(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{key} thread"))
