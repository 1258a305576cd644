"""The routes: one page for each thing people look up, for whoever the chat's sign-in proves."""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from assistant.cards.figures import dated
from assistant.cards.page import dressed
from assistant.documents.seen import Unreadable
from assistant.surfaces.admission import Admission
from assistant.surfaces.office import Library, Office, as_json
from assistant.surfaces.pages.additions import addition
from assistant.surfaces.pages.as_read import as_read
from assistant.surfaces.pages.function import beside, exact, with_moments
from assistant.surfaces.pages.timeline import timeline
from assistant.telling import field_words
from assistant.templates import rendered
from domain.kernel import Refused
from guardrails.caller import Caller

ADMINS = frozenset({"owner", "admin"})
JSON = "application/json"
NO_FILE = "There is no such file that you may see."
NAMES = {1: "Phrasebook", 2: "Small model", 3: "Model"}


@dataclass(frozen=True)
class Reader:
    """Who looks at a page, and what they look it up in."""

    caller: Caller
    office: Office
    library: Library
    path: str

    async def page(self, name: str, title: str, **values: Any) -> Response:
        """The page in its frame, which names the business and the reader."""
        text = rendered(
            f"pages/{name}.html",
            title=title,
            path=self.path,
            house=await self.library.house(self.caller),
            reader=self.caller.title,
            outside=self.caller.outside,
            admin=bool(ADMINS & {*self.caller.roles}),
            **values,
        )
        return Response(text, media_type="text/html")


async def reader(request: Request) -> Reader:
    """The caller of a request, from its cookie or token and never from its address."""
    admission: Admission = request.app.state.admission
    caller = replace(await admission.caller(request.method, request.headers), surface="page")
    return Reader(caller, request.app.state.office, request.app.state.library, request.url.path)


Reading = Annotated[Reader, Depends(reader)]
router = APIRouter()


@router.get("/")
async def front() -> Response:
    return RedirectResponse("functions")


@router.get("/queue")
async def queue(look: Reading, function: str = "") -> Response:
    """What needs the reader, in all functions or in one, with the rule by which it is ranked."""
    found = await look.office.queue(look.caller, function)
    return await look.page("queue", "What needs you", found=found, said=quote)


@router.get("/functions")
async def functions(look: Reading) -> Response:
    return await look.page("functions", "Functions", found=await look.library.names(look.caller))


@router.get("/functions/{name}")
async def function(look: Reading, name: str, request: Request) -> Response:
    """A page for people and the same object for programs, at one address."""
    found = await look.library.function(look.caller, name)
    if JSON in request.headers.get("accept", "") or "json" in request.query_params:
        return Response(as_json(exact(found)), media_type=JSON)
    now = await look.library.now(look.caller)
    shown = with_moments(found, now)
    return await look.page("function", found["title"], found=shown, json=beside(found))


@router.get("/traces")
async def traces(look: Reading) -> Response:
    now = await look.library.now(look.caller)
    found = await look.library.traces(look.caller)
    told = {"found": found, "tiers": NAMES, "when": lambda at: dated(at, now)}
    return await look.page("traces", "Traces", **told)


@router.get("/trace/{trace_id}")
async def trace(look: Reading, trace_id: str) -> Response:
    found = await look.library.trace(look.caller, trace_id)
    parts = timeline(found["entries"], await look.library.now(look.caller))
    denied = sum(part.tone == "stop" for part in parts)
    told = {"found": found, "parts": parts, "denied": denied, "words": field_words}
    return await look.page("trace", f"Trace {trace_id}", **told)


@router.get("/history/{stream:path}")
async def history(look: Reading, stream: str) -> Response:
    found = {"events": await look.library.history(look.caller, stream)}
    shown = with_moments(found, await look.library.now(look.caller))
    return await look.page("history", stream, stream=stream, events=shown["events"])


@router.get("/drafts/{draft_id}")
async def draft(look: Reading, draft_id: str) -> Response:
    card = await look.office.card(look.caller, draft_id)
    if card is None:
        raise Refused(f"There is no draft {draft_id} that you may see.", "unknown_draft")
    return await look.page("draft", f"{card['kind']} {draft_id}", **dressed(card))


@router.get("/evidence/{file}")
async def evidence(look: Reading, file: str, draft: str = "") -> Response:
    """A file beside what was read from it, and beside the draft that was made of that."""
    try:
        found = await look.library.reread(look.caller, file)
    except Unreadable as wrong:
        raise Refused(str(wrong), "unreadable") from wrong
    if found is None:
        raise Refused(NO_FILE, "unknown_file")
    card = await look.office.card(look.caller, draft) if draft else None
    told = as_read(found, card, file)
    return await look.page("evidence", found.name, **told)


@router.get("/evidence/{file}/original")
async def original(look: Reading, file: str) -> Response:
    """The file that a draft was read from, to be kept and looked at, and never run in our name."""
    found = await look.library.original(look.caller, file)
    if found is None:
        raise Refused(NO_FILE, "unknown_file")
    name, content = found
    kept = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"content-disposition": kept, "x-content-type-options": "nosniff"}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/phrases")
async def phrases(look: Reading) -> Response:
    found = await look.library.phrases(look.caller)
    menu = await look.office.menu(look.caller)
    rows = [row | addition(row, menu) for row in found]
    return await look.page("phrases", "Sentences passed on", found=rows)
