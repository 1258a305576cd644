"""Talks: what a conversation keeps for a model, sealed with a key of its business."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic_core import from_json

from domain.store.cipher import Unreadable, opened, seal
from domain.store.connections import Connection
from domain.store.data_keys import OF_SUBJECTS, Ask, DataKey, DataKeys
from domain.store.sealing import ENVELOPE, SealBroken

SUBJECT = "conversations"
"""Whose key it is: nobody's in particular, so it stands on no list of people."""
PARTS = ("vault", "earlier")
"""What pseudonyms stand for, and what was said: names and figures that no other part needs."""


async def closed(
    keys: DataKeys, tenant: str, talk: str, context: Mapping[str, Any], ask: Ask, change: Ask
) -> dict[str, Any]:
    """The context as it is kept; without such parts no key is asked for."""
    parts = {name: context[name] for name in PARTS if context.get(name)}
    if not parts:
        return dict(context)
    key = (await keys.given(tenant, [SUBJECT], ask, change))[SUBJECT]
    return {
        **context,
        **{name: _close(key, place(tenant, talk, name), parts[name]) for name in parts},
    }


async def open_again(
    keys: DataKeys, tenant: str, talk: str, context: dict[str, Any], ask: Ask
) -> dict[str, Any]:
    """The context as it was; parts that lost their key are gone."""
    found = {key_id for part in sealed_parts(context) for key_id in context[part]["keys"]}
    if not found:
        return context
    known = await keys.known(tenant, sorted(found), ask)
    return unsealed(tenant, talk, context, known)


def unsealed(
    tenant: str, talk: str, context: dict[str, Any], keys: Mapping[str, DataKey | None]
) -> dict[str, Any]:
    told = dict(context)
    for name in sealed_parts(context):
        [key_id] = context[name]["keys"]
        key = keys.get(key_id)
        if key is None:
            del told[name]
        else:
            told[name] = _open(key, place(tenant, talk, name), context[name]["sealed"])
    return told


async def key_of(connection: Connection, tenant: str) -> dict[str, DataKey | None]:
    """The key at this moment, to look through everything that it sealed."""
    found = await connection.fetch(OF_SUBJECTS, tenant, [SUBJECT])
    return {key.key_id: key for key in (DataKey(*record) for record in found)}


def sealed_parts(context: Mapping[str, Any]) -> Iterator[str]:
    for name in PARTS:
        part = context.get(name)
        if isinstance(part, dict) and part.keys() == ENVELOPE:
            yield name


def place(tenant: str, talk: str, part: str) -> bytes:
    """Moved to another conversation, or to another business, it does not open."""
    return json.dumps([tenant, talk, part]).encode()


def _close(key: DataKey, where: bytes, part: Any) -> dict[str, Any]:
    plain = json.dumps(part, ensure_ascii=False, default=str).encode()
    return {"sealed": b64encode(seal(key.key, plain, where)).decode(), "keys": [key.key_id]}


def _open(key: DataKey, where: bytes, text: str) -> Any:
    try:
        return from_json(opened(key.key, b64decode(text, validate=True), where))
    except (Unreadable, ValueError) as error:
        raise SealBroken(
            "What a conversation keeps was not sealed in it: somebody changed the table. "
            "Begin another conversation."
        ) from error


def people(subjects: Iterable[str]) -> list[str]:
    return [subject for subject in subjects if subject != SUBJECT]
