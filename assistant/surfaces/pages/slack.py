"""Slack: where a signed-in person reads the code that links an account of theirs."""

from collections.abc import Sequence
from typing import Any, Protocol

from fastapi import APIRouter, Request, Response

from assistant.surfaces.pages.routes import Reading
from domain.kernel import Refused
from guardrails.caller import Caller

router = APIRouter()
NOT_HERE = (
    "Slack is not connected here. Whoever runs this server sets SLACK_BOT_TOKEN and "
    "SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: docs/slack.md says how."
)
ANOTHERS = "The Slack workspace that is connected here is that of another business."


class Linking(Protocol):
    """Codes for linking, and the accounts that are linked."""

    async def code(self, caller: Caller) -> str: ...

    async def accounts_of(self, tenant: str, user: str) -> Sequence[Any]: ...


@router.get("/slack")
async def slack(look: Reading, request: Request) -> Response:
    """Each look makes a new code, and the one before it is void."""
    linking: Linking | None = request.app.state.linking
    if linking is None:
        raise Refused(NOT_HERE, "not_connected")
    if look.caller.tenant != request.app.state.slack_tenant:
        raise Refused(ANOTHERS, "another_business")
    linked = await linking.accounts_of(look.caller.tenant, look.caller.user)
    code = await linking.code(look.caller)
    return await look.page("slack", "Slack", code=code, linked=[row.account for row in linked])
