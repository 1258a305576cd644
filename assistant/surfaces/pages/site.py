"""The site: the pages as an application of its own, with their sheets, rules and refusals."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint
from starlette.staticfiles import StaticFiles

from assistant.surfaces.admission import Admission, Unadmitted
from assistant.surfaces.office import Library, Office
from assistant.surfaces.pages import papers, slack
from assistant.surfaces.pages.routes import router
from assistant.templates import rendered
from domain.kernel import Refused

log = logging.getLogger(__name__)

PATH = "/pages"
WEB = Path(__file__).parent.parent / "web"
SHEETS = ("tokens.css", "components.css", "pages.css")
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
DENIED = frozenset({"not_admin", "not_readable", "denied"})
SIGN_IN = "Sign in to the chat first; then this page knows who is looking."
NOTHING = "There is no page at this address."
FAILED = "Something failed inside, and nothing was changed. Give the admin number {number}."


def site(
    office: Office,
    library: Library,
    admission: Admission,
    down: type[Exception],
    linking: slack.Linking | None = None,
    slack_tenant: str = "",
) -> FastAPI:
    """No script, no form and no outside address; what is not allowed is told on a page too."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.office, app.state.library, app.state.admission = office, library, admission
    app.include_router(router)
    app.state.linking, app.state.slack_tenant = linking, slack_tenant
    app.include_router(papers.router)
    app.include_router(slack.router)
    for name in SHEETS:
        app.add_api_route(f"/sheets/{name}", sheet(name))
    app.mount("/sheets/fonts", StaticFiles(directory=WEB / "fonts"))
    app.middleware("http")(hardened)
    app.add_exception_handler(Unadmitted, unadmitted)
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(HTTPException, missing)
    app.add_exception_handler(down, away)
    app.add_exception_handler(Exception, unexpected)
    return app


def sheet(name: str) -> Callable[[], Awaitable[Response]]:
    async def read() -> Response:
        return FileResponse(WEB / name, headers={"cache-control": "no-cache"})

    return read


async def hardened(request: Request, go_on: RequestResponseEndpoint) -> Response:
    """Nothing a person may see is kept by a browser: it is asked for at each look."""
    answer = await go_on(request)
    answer.headers.update(HEADERS)
    answer.headers.setdefault("cache-control", "no-store")
    return answer


def notice(status: int, title: str, reason: str) -> Response:
    text = rendered("pages/notice.html", title=title, reason=reason, sign_in=status == 401)
    return Response(text, status, media_type="text/html")


async def unadmitted(_: Request, found: Exception) -> Response:
    status = getattr(found, "status", 401)
    reason = SIGN_IN if status == 401 else str(found)
    return notice(status, "Who is looking?", reason)


async def refused(_: Request, found: Exception) -> Response:
    code = getattr(found, "code", "refused")
    if code in DENIED:
        return notice(403, "Not for you to see", str(found))
    unknown = code.startswith("unknown")
    return notice(404 if unknown else 422, "Nothing to show", str(found))


async def missing(_: Request, found: Exception) -> Response:
    return notice(getattr(found, "status_code", 404), "Nothing to show", NOTHING)


async def away(_: Request, found: Exception) -> Response:
    return notice(503, "Not now", str(found))


async def unexpected(_: Request, found: Exception) -> Response:
    number = f"E-{secrets.token_hex(3)}"
    log.error("%s on a page", number, exc_info=found)
    return notice(500, "Not shown", FAILED.format(number=number))
