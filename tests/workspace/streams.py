"""Streamed messages in the fake Slack: started, grown, stopped, expired."""

from typing import TYPE_CHECKING

from tests.block_kit import MESSAGE
from tests.workspace.chat import must_be_thread, open_channel, own, stored
from tests.workspace.rules import MARKDOWN, must_be_blocks, must_be_chunks
from tests.workspace.state import BOT_USER, Json, No, Said

if TYPE_CHECKING:
    from tests.fake_slack import FakeSlack

SESSIONS = {"active", "processing", "suspended", "closed"}


def grow(slack: "FakeSlack", said: Said, args: Json) -> None:
    """What comes in a call is added to the message, in order."""
    text, chunks = args.get("markdown_text") or "", list(args.get("chunks") or ())
    if text and chunks:
        raise No("invalid_arguments", "markdown_text together with chunks")
    if len(text) > MARKDOWN:
        raise No("msg_too_long")
    chunks += [{"type": "markdown_text", "text": text}] if text else []
    must_be_chunks(chunks, slack.files)
    for chunk in chunks:
        said.chunks.append(chunk)
        if chunk["type"] == "markdown_text":
            said.text += chunk["text"]
        elif chunk["type"] == "blocks":
            said.blocks += stored(slack, chunk["blocks"])
    if len(said.blocks) > 2 * MESSAGE:
        raise No("msg_blocks_too_long")


def start(slack: "FakeSlack", args: Json) -> Json:
    channel = open_channel(slack, args["channel"])
    mode = args.get("task_display_mode", "timeline")
    if mode not in ("timeline", "plan"):
        raise No("invalid_arguments", f"task_display_mode {mode}")
    thread = must_be_thread(slack, channel, args.get("thread_ts"))
    if channel.kind == "im" and not thread:
        raise No("invalid_arguments", "a stream in a direct conversation is a reply")
    if channel.kind != "im":
        if not args.get("recipient_user_id"):
            raise No("missing_recipient_user_id")
        if not args.get("recipient_team_id"):
            raise No("missing_recipient_team_id")
    said = slack.put(channel.id, BOT_USER, "", thread_ts=thread, own=True, stream="streaming")
    try:
        grow(slack, said, args)
    except No:
        slack.said.remove(said)
        raise
    return {"channel": channel.id, "ts": said.ts}


def streaming(slack: "FakeSlack", args: Json) -> Said:
    said = own(slack, args["channel"], args["ts"], "message_not_owned_by_app")
    if said.stream != "streaming":
        raise No("message_not_in_streaming_state", said.stream or "it never was one")
    return said


def append(slack: "FakeSlack", args: Json) -> Json:
    said = streaming(slack, args)
    if not args.get("markdown_text") and not args.get("chunks"):
        raise No("no_text")
    grow(slack, said, args)
    return {"channel": said.channel, "ts": said.ts}


def stop(slack: "FakeSlack", args: Json) -> Json:
    said = streaming(slack, args)
    must_be_blocks(args.get("blocks") or [], MESSAGE, slack.files)
    status = args.get("session_status", "active")
    if status not in SESSIONS:
        raise No("invalid_arguments", f"session_status {status}")
    grow(slack, said, args)
    said.blocks += stored(slack, args.get("blocks"))
    said.stream, said.metadata = "stopped", args.get("metadata") or {}
    return {"channel": said.channel, "ts": said.ts, "message": said.shown()}


def in_thread(slack: "FakeSlack", args: Json) -> tuple[str, str]:
    channel = open_channel(slack, args["channel_id"])
    return channel.id, must_be_thread(slack, channel, args.get("thread_ts"))


def status(slack: "FakeSlack", args: Json) -> Json:
    if len(args.get("loading_messages") or ()) > 10:
        raise No("invalid_arguments", "ten loading_messages at most")
    slack.statuses.append((*in_thread(slack, args), args["status"]))
    return {}


def title(slack: "FakeSlack", args: Json) -> Json:
    slack.titles[in_thread(slack, args)] = args["title"]
    return {}


def prompts(slack: "FakeSlack", args: Json) -> Json:
    """In an agent's view they belong to the conversation; for a thread Slack does nothing."""
    if args.get("thread_ts"):
        raise No("invalid_arguments", "an agent's prompts take no thread_ts")
    offered = args["prompts"]
    if not 0 < len(offered) <= 4 or any(set(each) != {"title", "message"} for each in offered):
        raise No("invalid_arguments", "one to four prompts, each with title and message")
    slack.prompts[open_channel(slack, args["channel_id"]).id] = offered
    return {}


def session(slack: "FakeSlack", args: Json) -> Json:
    if args["status"] not in SESSIONS:
        raise No("invalid_arguments", f"status {args['status']}")
    if len(args.get("title") or "") > 200:
        raise No("invalid_arguments", "a title holds 200 characters")
    slack.sessions[in_thread(slack, args)] = args["status"]
    return {"status": args["status"]}


def rename(slack: "FakeSlack", args: Json) -> Json:
    place = in_thread(slack, args)
    if place not in slack.sessions:
        raise No("session_not_found")
    if not 0 < len(args["title"]) <= 200:
        raise No("invalid_arguments", "a title holds one to 200 characters")
    slack.titles[place] = args["title"]
    return {}
