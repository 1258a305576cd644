"""Messages in the fake Slack: posted, updated, deleted, shown to one person only."""

import copy
from typing import TYPE_CHECKING

from tests.block_kit import MESSAGE
from tests.workspace.rules import must_be_blocks, must_be_text
from tests.workspace.state import BOT_USER, TEAM, Channel, Json, No, Said

if TYPE_CHECKING:
    from tests.fake_slack import FakeSlack


def open_channel(slack: "FakeSlack", named: str) -> Channel:
    """The channel that something goes to; raises No where nothing can."""
    if named in slack.people:
        named = slack.direct(named)
    channel = slack.channels.get(named)
    if channel is None or (channel.kind == "private" and not channel.joined):
        raise No("channel_not_found", named)
    if channel.archived:
        raise No("is_archived", named)
    if not channel.joined:
        raise No("not_in_channel", named)
    return channel


def must_be_thread(slack: "FakeSlack", channel: Channel, ts: str | None) -> str:
    """A reply hangs on a message that is there and is itself no reply."""
    if not ts:
        return ""
    try:
        parent = slack.message(channel.id, ts)
    except No as no:
        raise No("thread_not_found", *no.why) from no
    if parent.thread_ts not in ("", ts) or parent.to:
        raise No("cannot_reply_to_message", f"{ts} is a reply or an ephemeral message")
    return ts


def stored(slack: "FakeSlack", blocks: list[Json] | None) -> list[Json]:
    """The blocks as Slack keeps them: each has an id, and so has each element."""
    kept = copy.deepcopy(blocks or [])
    for block in kept:
        block.setdefault("block_id", slack.name("b"))
        elements = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for element in elements:
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                element.setdefault("action_id", slack.name("a"))
    return kept


INTERACTIVE = {
    "button",
    "checkboxes",
    "datepicker",
    "feedback_buttons",
    "icon_button",
    "number_input",
    "overflow",
    "plain_text_input",
    "radio_buttons",
    "static_select",
    "timepicker",
}


def post(slack: "FakeSlack", args: Json) -> Json:
    channel = open_channel(slack, args["channel"])
    must_be_text(args)
    must_be_blocks(args.get("blocks") or [], MESSAGE, slack.files)
    said = slack.put(
        channel.id,
        BOT_USER,
        args.get("text") or args.get("markdown_text") or "",
        blocks=stored(slack, args.get("blocks")),
        thread_ts=must_be_thread(slack, channel, args.get("thread_ts")),
        metadata=args.get("metadata") or {},
        own=True,
    )
    return {"channel": channel.id, "ts": said.ts, "message": said.shown()}


def own(slack: "FakeSlack", channel: str, ts: str, code: str) -> Said:
    """A message of the app's own that can still be changed."""
    if channel not in slack.channels:
        raise No("channel_not_found", channel)
    open_channel(slack, channel)
    said = slack.message(channel, ts)
    if said.to:
        raise No("message_not_found", "nobody can update an ephemeral message by its ts")
    if not said.own:
        raise No(code, ts)
    return said


def update(slack: "FakeSlack", args: Json) -> Json:
    """Text alone takes the blocks away, as it does in Slack."""
    said = own(slack, args["channel"], args["ts"], "cant_update_message")
    if said.stream == "streaming":
        raise No("streaming_state_conflict", said.ts)
    must_be_text(args)
    must_be_blocks(args.get("blocks") or [], MESSAGE, slack.files)
    text = args.get("text") or args.get("markdown_text") or ""
    said.becomes(text, stored(slack, args.get("blocks")))
    said.metadata = args.get("metadata", said.metadata)
    return {"channel": said.channel, "ts": said.ts, "text": text, "message": said.shown()}


def delete(slack: "FakeSlack", args: Json) -> Json:
    said = own(slack, args["channel"], args["ts"], "cant_delete_message")
    said.deleted = True
    return {"channel": said.channel, "ts": said.ts}


def ephemeral(slack: "FakeSlack", args: Json) -> Json:
    channel = open_channel(slack, args["channel"])
    if args["user"] not in channel.members:
        raise No("user_not_in_channel", args["user"])
    must_be_text(args)
    must_be_blocks(args.get("blocks") or [], MESSAGE, slack.files)
    said = slack.put(
        channel.id,
        BOT_USER,
        args.get("text") or args.get("markdown_text") or "",
        blocks=stored(slack, args.get("blocks")),
        thread_ts=must_be_thread(slack, channel, args.get("thread_ts")),
        own=True,
        to=args["user"],
    )
    return {"message_ts": said.ts}


def permalink(slack: "FakeSlack", args: Json) -> Json:
    said = slack.message(open_channel(slack, args["channel"]).id, args["message_ts"])
    place = f"archives/{said.channel}/p{said.ts.replace('.', '')}"
    return {"channel": said.channel, "permalink": f"https://bellavier.slack.example/{place}"}


def replies(slack: "FakeSlack", args: Json) -> Json:
    channel = open_channel(slack, args["channel"])
    parent = slack.message(channel.id, args["ts"])
    found = [parent, *slack.messages(channel.id, parent.ts)]
    return {"messages": [said.shown() for said in found], "has_more": False}


def converse(slack: "FakeSlack", args: Json) -> Json:
    """Opens the direct conversation with one person."""
    users = [user for user in str(args.get("users") or "").split(",") if user]
    if len(users) != 1:
        raise No("not_enough_users" if not users else "too_many_users")
    if (person := slack.people.get(users[0])) is None:
        raise No("user_not_found", users[0])
    if person.deleted:
        raise No("user_disabled", users[0])
    if person.bot:
        raise No("cannot_dm_bot", users[0])
    return {"channel": {"id": slack.direct(users[0])}}


def channel_info(slack: "FakeSlack", args: Json) -> Json:
    channel = slack.channels.get(args["channel"])
    if channel is None or (channel.kind == "private" and not channel.joined):
        raise No("channel_not_found", args["channel"])
    return {"channel": channel.shown()}


def members(slack: "FakeSlack", args: Json) -> Json:
    channel = open_channel(slack, args["channel"])
    found = [*sorted(channel.members), BOT_USER]
    return {"members": found, "response_metadata": {"next_cursor": ""}}


def user_info(slack: "FakeSlack", args: Json) -> Json:
    person = slack.people.get(args["user"])
    if person is None or person.team != TEAM:
        raise No("user_not_found", args["user"])
    return {"user": person.shown()}


def react(slack: "FakeSlack", args: Json) -> Json:
    slack.message(open_channel(slack, args["channel"]).id, args["timestamp"])
    slack.reactions.append((args["channel"], args["timestamp"], args["name"]))
    return {}
