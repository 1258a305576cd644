"""Talks that name somebody, as they are remembered or as the chat has drawn them."""

import json
import re
from collections.abc import Collection, Iterable

from pydantic_core import from_json, to_json

from domain.store.connections import Connection, Record
from domain.store.sealing import Mentions, strings_in
from domain.store.talks import key_of, unsealed

TALKS = (
    "select conversation, context from es.conversations where tenant = $1"
    " and (context->'vault' ? 'sealed' or context->'earlier' ? 'sealed' or exists"
    " (select from unnest($2::text[]) as t (part) where strpos(context::text, part) > 0))"
)
ERASE = "delete from es.conversations where tenant = $1 and conversation = any($2)"
# Whole rows are looked through, so that no column that somebody adds is left out. Backslashes are
# in the way of words: JSON writes them before quotes, and the chat before what Markdown would take
# for layout. Only what is left then is read: not who and which it is of.
SHOWN = r"""
with found (thread, drawn, content) as (
    select t.id, to_jsonb(t), null::bytea from chat.threads t
     where t.tenant = $1 and replace(t::text, '\', '') like any ($2)
    union all
    select s."threadId", to_jsonb(s), null from chat.steps s
     where s.tenant = $1 and replace(s::text, '\', '') like any ($2)
    union all
    select e."threadId", to_jsonb(e), null from chat.elements e
     where e.tenant = $1 and e."threadId" is not null and replace(e::text, '\', '') like any ($2)
    union all
    select s."threadId", to_jsonb(f), null from chat.feedbacks f
      join chat.steps s on s.tenant = $1 and s.id = f."forId"
     where f.tenant = $1 and replace(f::text, '\', '') like any ($2)
    union all
    select f."threadId", null, f.content from chat.files f
     where f.tenant = $1 and replace(encode(f.content, 'escape'), '\', '') like any ($2))
select thread, content, (drawn - '{tenant,id,threadId,userId,userIdentifier,parentId,forId,'
       'objectKey,chainlitKey,url}'::text[])::text as said from found
"""
UNDRAW = (
    "with gone as (delete from chat.threads where tenant = $1"
    " and (id = any($2) or id::text = any($3)) returning 1) select count(*) from gone"
)
WILD, ESCAPED = re.compile(r"[%_]"), r"\\\g<0>"
SPACE = re.compile(r'\\+[nrtbf]|["\s]+')


async def erased(connection: Connection, tenant: str, texts: set[str]) -> list[str]:
    """Delete what conversations remember where one of these texts is in it; which they were."""
    mentions, keys = Mentions({"": texts}), await key_of(connection, tenant)
    talks = []
    for record in await connection.fetch(TALKS, tenant, parts(texts)):
        talk = record["conversation"]
        said = unsealed(tenant, talk, from_json(record["context"]), keys)
        if any(mentions.inside(text) for text in strings_in(said)):
            talks.append(talk)
    await connection.execute(ERASE, tenant, talks)
    return talks


def parts(texts: set[str]) -> list[str]:
    """Texts as they stand inside JSON."""
    return [to_json(text).decode()[1:-1] for text in sorted(texts)]


async def undrawn(
    connection: Connection, tenant: str, texts: Collection[str], talks: list[str]
) -> int:
    """Delete what was drawn of these talks, and wherever one of the texts was on the screen."""
    written = {spelling for text in texts for spelling in spellings(text)}
    mentions = Mentions({"": written})
    found = await connection.fetch(SHOWN, tenant, sorted(map(pattern, written)))
    threads = {record["thread"] for record in found if named(mentions, record)}
    deleted: int = await connection.fetchval(UNDRAW, tenant, list(threads), talks)
    return deleted


def named(mentions: Mentions, drawn: Record) -> bool:
    """Whether somebody is named in what was drawn, and not in how its fields are called."""
    return any(mentions.inside(plain(text)) for text in texts_of(drawn))


def texts_of(drawn: Record) -> Iterable[str]:
    if drawn["content"] is None:
        return strings_in(from_json(drawn["said"]))
    try:
        return strings_in(from_json(drawn["content"]))
    except ValueError:  # A picture, or text that is no JSON.
        return (drawn["content"].decode("utf-8", "replace"),)


def spellings(text: str) -> set[str]:
    """A text as it is, as JSON in ASCII has it, and as Postgres shows bytes."""
    octal = "".join(chr(byte) if byte < 128 else f"\\{byte:03o}" for byte in text.encode())
    return {plain(each) for each in (text, json.dumps(text)[1:-1], octal)} - {""}


def plain(text: str) -> str:
    """Without what JSON, rows and Markdown put around and between the words."""
    return " ".join(SPACE.sub(" ", text).replace("\\", "").split())


def pattern(text: str) -> str:
    """Its longest word, however the words around it are parted: enough to look for first."""
    longest = max(text.split(" "), key=len)
    return f"%{WILD.sub(ESCAPED, longest)}%"
