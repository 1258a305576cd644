"""The JSON API: the same objects as on the terminal, for programs and for pages."""

import logging
import secrets
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.surfaces.admission import Admission, Unadmitted
from assistant.surfaces.front import Outcome
from assistant.surfaces.moments import UnknownMoment, moment_of
from assistant.surfaces.office import Office, as_json, decided, error, for_programs
from domain.kernel import Refused
from guardrails.caller import Caller

log = logging.getLogger(__name__)

PATH = "/api"
AT_ONCE = 200  # Drafts signed in one request.
REFUSED = 422
STATUS_OF_OUTCOME = {"denied": 403, "unknown": 404, "stale": 409, "read_again": 409, "already": 409}
CODES = {
    400: "invalid",
    404: "not_found",
    405: "wrong_method",
    413: "too_large",
    415: "wrong_type",
}


class Body(BaseModel):
    """What a program sends: no field that is not known, so that no wish is overlooked."""

    model_config = ConfigDict(extra="forbid")


class Question(Body):
    text: str
    conversation: str = Field("", max_length=100)
    as_of: str = ""
    model: str = Field("auto", pattern="auto|off")


class Signature(Body):
    version: int
    digest: str = Field(min_length=1)


class SignatureOf(Signature):
    id: str


class Batch(Body):
    drafts: list[SignatureOf] = Field(min_length=1, max_length=AT_ONCE)


class Rejection(Body):
    version: int
    digest: str = ""
    reason: str = Field("", max_length=2_000)


class Changes(Body):
    version: int
    changes: dict[str, str] = Field(min_length=1)


async def admitted(request: Request) -> Caller:
    """The caller of a request, from its token or cookie and never from its content."""
    admission: Admission = request.app.state.admission
    return await admission.caller(request.method, request.headers)


def desk(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


Who = Annotated[Caller, Depends(admitted)]
Desk = Annotated[Office, Depends(desk)]
router = APIRouter(prefix=PATH)


def answer(value: Any, status: int = 200) -> Response:
    return Response(as_json(value), status, media_type="application/json")


def failure(status: int, code: str, message: str) -> Response:
    return answer(error(code, message), status)


@router.post("/ask")
async def ask(who: Who, office: Desk, question: Question) -> Response:
    moment = moment_of(question.as_of) if question.as_of else None
    # A conversation is found by its name, so the name carries whose it is.
    conversation = f"api/{who.user}/{question.conversation or secrets.token_hex(8)}"
    found = await office.ask(
        who, question.text, conversation, as_of=moment, aided=question.model == "auto"
    )
    return answer(for_programs(found))


@router.get("/queue")
async def queue(who: Who, office: Desk) -> Response:
    return answer(await office.queue_objects(who))


@router.get("/attention")
async def attention(who: Who, office: Desk, function: str = "") -> Response:
    """All that needs this person, drafts and what nobody has drafted, in all functions or one."""
    return answer(await office.queue(who, function))


@router.post("/drafts/approve")
async def approve_several(who: Who, office: Desk, batch: Batch) -> Response:
    """One result for each draft, in their order; some may stand and others not."""
    signings = [(each.id, each.version, each.digest) for each in batch.drafts]
    outcomes = await office.decide_many(who, signings)
    results = [decided(outcome) for outcome in outcomes]
    return answer({"ok": all(result["ok"] for result in results), "results": results})


@router.get("/drafts/{draft_id}")
async def draft(who: Who, office: Desk, draft_id: str) -> Response:
    if (found := await office.draft_object(who, draft_id)) is None:
        raise unseen(draft_id)
    return answer(found)


@router.post("/drafts/{draft_id}/approve")
async def approve(who: Who, office: Desk, draft_id: str, signature: Signature) -> Response:
    await existing(office, who, draft_id)
    version, digest = signature.version, signature.digest
    outcome = await office.decide(who, draft_id, version, digest, "sign")
    return after(outcome)


@router.post("/drafts/{draft_id}/reject")
async def reject(who: Who, office: Desk, draft_id: str, rejection: Rejection) -> Response:
    await existing(office, who, draft_id)
    outcome = await office.decide(
        who, draft_id, rejection.version, rejection.digest, "reject", rejection.reason
    )
    return after(outcome)


@router.post("/drafts/{draft_id}/edit")
async def edit(who: Who, office: Desk, draft_id: str, changes: Changes) -> Response:
    await existing(office, who, draft_id)
    outcome = await office.edit(who, draft_id, changes.version, changes.changes)
    return after(outcome)


@router.post("/drafts/{draft_id}/undo")
async def undo(who: Who, office: Desk, draft_id: str) -> Response:
    """Draft the reversal; the answer is that new draft."""
    await existing(office, who, draft_id)
    return after(await office.undo(who, draft_id))


@router.get("/history/{stream:path}")
async def history(who: Who, office: Desk, stream: str) -> Response:
    return answer(await office.history(who, stream))


@router.get("/trace/{trace_id}")
async def trace(who: Who, office: Desk, trace_id: str) -> Response:
    return answer(await office.trace(who, trace_id))


@router.get("/tools")
async def tools(who: Who, office: Desk) -> Response:
    return answer(await office.menu(who))


@router.get("/phrases")
async def phrases(who: Who, office: Desk) -> Response:
    return answer(await office.phrases(who))


@router.get("/me")
async def me(who: Who) -> Response:
    return answer({"tenant": who.tenant, "user": who.user, "name": who.name, "roles": who.roles})


async def existing(office: Office, who: Caller, draft_id: str) -> None:
    """One that is somebody else's business does not exist."""
    if not await office.sees(who, draft_id):
        raise unseen(draft_id)


def unseen(draft_id: str) -> Refused:
    return Refused(f"There is no draft {draft_id} that you may see.", "unknown_draft")


def after(outcome: Outcome) -> Response:
    """The draft as it stands now, with what became of the decision."""
    told = decided(outcome)
    if outcome["ok"]:
        return answer(told)
    told |= error(outcome["code"], outcome["message"])
    return answer(told, STATUS_OF_OUTCOME.get(outcome["code"], REFUSED))


def install(app: FastAPI, office: Office, admission: Admission, down: type[Exception]) -> None:
    """Hang the API on the application; `down` is how the database says that it is away."""
    app.state.office, app.state.admission = office, admission
    app.include_router(router)
    app.add_exception_handler(Unadmitted, unadmitted)
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(UnknownMoment, misread)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, plain)
    app.add_exception_handler(down, unavailable)
    app.add_exception_handler(Exception, unexpected)


async def unadmitted(_: Request, found: Exception) -> Response:
    status, code = getattr(found, "status", 401), getattr(found, "code", "unauthenticated")
    return failure(status, code, str(found))


async def refused(_: Request, found: Exception) -> Response:
    code = getattr(found, "code", "refused")
    status = 404 if code.startswith("unknown") else 403 if code == "denied" else REFUSED
    return failure(status, code, str(found))


async def misread(_: Request, found: Exception) -> Response:
    return failure(400, "invalid", str(found))


async def invalid(_: Request, found: Exception) -> Response:
    """The first wrong field, in one sentence, without an echo of what was sent."""
    faults: Sequence[Any] = getattr(found, "errors", list)()
    where = ".".join(str(part) for part in faults[0]["loc"][1:]) if faults else ""
    why = faults[0]["msg"] if faults else "it cannot be read"
    return failure(400, "invalid", f"The request cannot be read: {where or 'body'}: {why}.")


async def plain(request: Request, found: Exception) -> Response:
    status = getattr(found, "status_code", 400)
    words = {404: "There is nothing at this address.", 405: "This address takes another method."}
    message = words.get(status, str(getattr(found, "detail", "The request cannot be read.")))
    return failure(status, CODES.get(status, "error"), message)


async def unavailable(_: Request, found: Exception) -> Response:
    return failure(503, "unavailable", str(found))


async def unexpected(_: Request, found: Exception) -> Response:
    number = f"E-{secrets.token_hex(3)}"
    log.error("%s in the API", number, exc_info=found)
    return failure(500, "error", f"Something went wrong inside. The log says more: {number}.")
