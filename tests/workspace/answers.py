"""The address at which an app may answer what somebody did: five times within half an hour."""

import json
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tests.block_kit import MESSAGE
from tests.workspace.chat import open_channel, stored
from tests.workspace.rules import linked, must_be_blocks, must_be_text, pinged
from tests.workspace.state import BOT_USER, Json, No, ResponseUrl

if TYPE_CHECKING:
    from tests.fake_slack import Call, FakeSlack

USES, SECONDS = 5, 30 * 60
KNOWN = {
    "attachments",
    "blocks",
    "delete_original",
    "metadata",
    "replace_original",
    "response_type",
    "text",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
}


async def answer_by_url(slack: "FakeSlack", request: Request) -> Response:
    from tests.fake_slack import Call

    args = json.loads(await request.body())
    call = Call("response_url", args, slack.clock())
    slack.calls.append(call)
    fault = slack.next_fault(call.method)
    try:
        if fault and fault.cut:
            slack.lines.cut(request.client)
            call.status = 0
            return PlainTextResponse("")
        if fault and fault.status != 200:
            call.status = fault.status
            return PlainTextResponse("upstream connect error", fault.status)
        return taken(slack, call, request.path_params["known"])
    finally:
        slack.look()


def taken(slack: "FakeSlack", call: "Call", known: str) -> Response:
    args = call.args
    try:
        answered(slack, url_of(slack, known), args)
    except No as no:
        call.status, call.error = (404 if no.code.endswith("_url") else 400), no.code
        if call.status == 400:
            slack.complain("response_url", no.code, *no.why)
        return PlainTextResponse(no.code, call.status)
    slack.pinged += [("response_url", ping) for ping in pinged(args)]
    slack.links += linked(args)
    return PlainTextResponse("ok")


def url_of(slack: "FakeSlack", known: str) -> ResponseUrl:
    url = slack.urls.get(known)
    if url is None:
        raise No("unknown_url")
    if slack.clock() - url.at > SECONDS:
        raise No("expired_url")
    if url.used >= USES:
        raise No("used_url")
    return url


def answered(slack: "FakeSlack", url: ResponseUrl, args: Json) -> None:
    if unknown := sorted(set(args) - KNOWN):
        raise No("invalid_payload", str(unknown))
    original = url.original
    if args.get("delete_original") is True:
        if original is None:
            raise No("invalid_payload", "there is no original")
        url.used, original.deleted = url.used + 1, True
        return
    must_be_text(args)
    must_be_blocks(args.get("blocks") or [], MESSAGE, slack.files)
    url.used += 1
    blocks = stored(slack, args.get("blocks"))
    if original and "replace_original" not in args:
        slack.complain("response_url: say replace_original, or what was clicked on is replaced")
    if original and args.get("replace_original", True):
        original.becomes(args.get("text") or "", blocks)
        return
    open_channel(slack, url.channel)
    to = "" if args.get("response_type") == "in_channel" else url.user
    thread = args.get("thread_ts") or (original.thread_ts if original else "")
    more = {"blocks": blocks, "thread_ts": thread, "own": True, "to": to}
    slack.put(url.channel, BOT_USER, args.get("text") or "", **more)
