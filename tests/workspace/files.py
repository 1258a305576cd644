"""Files in the fake Slack: uploaded in three steps, shared, downloaded with the app's token."""

import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from tests.workspace.chat import must_be_thread, open_channel
from tests.workspace.state import BOT_USER, TEAM, Json, No, Said, Workspace

if TYPE_CHECKING:
    from tests.fake_slack import FakeSlack

LARGEST = 1_000_000_000
TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "txt": "text/plain",
}


@dataclass
class Kept:
    """A file with the bytes that it is made of."""

    id: str
    name: str
    root: str
    user: str
    length: int
    title: str = ""
    alt_txt: str = ""
    content: bytes | None = None
    """None until it is uploaded."""
    complete: bool = False
    shared: list[str] = field(default_factory=list)
    mimetype: str = ""
    mode: str = "hosted"
    """`tombstone` where somebody deleted it."""
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def shown(self) -> Json:
        kind = self.name.rpartition(".")[2].lower()
        place = f"{TEAM}-{self.id}"
        quoted = re.sub(r"[^\w.-]+", "_", self.name).lower()
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype or TYPES.get(kind, "application/octet-stream"),
            "filetype": kind,
            "user": self.user,
            "user_team": TEAM,
            "mode": self.mode,
            "is_external": False,
            "size": self.length,
            "url_private": f"{self.root}/files-pri/{place}/{quoted}",
            "url_private_download": f"{self.root}/files-pri/{place}/download/{quoted}",
            "channels": self.shared,
        }


def ask_for_place(slack: "FakeSlack", args: Json) -> Json:
    length = int(args["length"])
    if not 0 < length <= LARGEST:
        raise No("invalid_arguments", f"length {length}")
    if not args["filename"]:
        raise No("invalid_arguments", "a file has a name")
    kept = Kept(slack.name("F"), args["filename"], slack.root, BOT_USER, length)
    kept.alt_txt = args.get("alt_txt") or ""
    slack.files[kept.id] = kept
    return {"file_id": kept.id, "upload_url": f"{slack.root}/upload/{kept.id}/{kept.secret}"}


async def upload(slack: "FakeSlack", request: Request) -> Response:
    """The second step takes the bytes, raw or as a form; no token is needed."""
    kept = slack.files.get(request.path_params["file"])
    if kept is None or kept.secret != request.path_params["secret"]:
        return PlainTextResponse("not found", 404)
    content = await request.body()
    if request.headers.get("content-type", "").startswith("multipart/"):
        form = await request.form()
        sent = next((each for each in form.values() if not isinstance(each, str)), None)
        content = await sent.read() if sent else b""
    if len(content) != kept.length:
        return PlainTextResponse(f"{len(content)} bytes, not {kept.length}", 400)
    kept.content = content
    return PlainTextResponse(f"OK - {len(content)}")


def complete(slack: "FakeSlack", args: Json) -> Json:
    """The third step; with a channel it also shares the files there, as one message."""
    found: list[Kept] = []
    for each in args["files"]:
        kept = slack.files.get(each["id"])
        if kept is None or kept.content is None:
            raise No("file_not_found", each["id"])
        if kept.complete:
            raise No("file_already_completed", each["id"])
        kept.title = each.get("title") or ""
        found.append(kept)
    named = args.get("channel_id") or args.get("channels") or ""
    places = [open_channel(slack, each) for each in named.split(",") if each]
    threads = [must_be_thread(slack, place, args.get("thread_ts")) for place in places]
    for kept in found:
        kept.complete, kept.shared = True, [place.id for place in places]
    for place, thread in zip(places, threads, strict=True):
        share(slack, place.id, BOT_USER, found, args.get("initial_comment") or "", thread)
    return {"files": [kept.shown() for kept in found]}


def share(
    slack: Workspace, channel: str, user: str, files: list[Kept], text: str, thread: str
) -> Said:
    """A message with files in it."""
    shown = [kept.shown() for kept in files]
    own = user == BOT_USER
    return slack.put(channel, user, text, files=shown, thread_ts=thread, own=own)


def about(slack: "FakeSlack", args: Json) -> Json:
    kept = slack.files.get(args["file"])
    if kept is None:
        raise No("file_not_found", args["file"])
    if kept.mode == "tombstone":
        raise No("file_deleted", args["file"])
    return {"file": kept.shown(), "comments": []}


async def download(slack: "FakeSlack", request: Request) -> Response:
    """Without the token Slack leads to its page for signing in, with status 200 in the end."""
    kept = slack.files.get(request.path_params["file"].removeprefix(f"{TEAM}-"))
    sent = request.headers.get("authorization", "")
    slack.downloads.append((str(request.url), sent))
    if sent != f"Bearer {slack.token}" or slack.revoked:
        return RedirectResponse(f"{slack.root}/signin", 302)
    if kept is None or kept.content is None or kept.mode == "tombstone":
        return PlainTextResponse("not found", 404)
    return Response(kept.content, media_type=kept.shown()["mimetype"])


async def sign_in(request: Request) -> Response:
    return HTMLResponse("<!DOCTYPE html><html><body>Sign in to Bellavier</body></html>")
