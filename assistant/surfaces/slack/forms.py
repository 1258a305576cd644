"""Forms: the modals for an edit, a reason, a why and what was wrong with an answer."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.surfaces.front import Caller, Front, Outcome
from assistant.surfaces.slack import modals, sentences, wire
from assistant.surfaces.slack.answer import GOOD
from assistant.surfaces.slack.feedback import Judged, Judges, taken
from assistant.surfaces.slack.people import People, of_interaction
from assistant.surfaces.slack.replies import Replies, kind_of
from assistant.surfaces.slack.wire import EDIT, EVIDENCE, FEEDBACK, REJECT, WHY, Signing

log = logging.getLogger(__name__)
OPEN_ALREADY = "exchanged_trigger_id"
"""The same click came twice, and its form stands open."""
Ack = Callable[..., Awaitable[Any]]
View = dict[str, Any]
OPENING = (EDIT, REJECT, WHY, EVIDENCE, FEEDBACK)
"""The buttons that open a form: Slack gives three seconds for it, so they are not kept."""


class Refreshing(Protocol):
    """Whoever keeps the cards as they stand."""

    async def refresh(self, tenant: str, draft: str) -> None: ...


class Evidence(Protocol):
    """How an answer was found, for whoever may see it."""

    async def view(self, caller: Caller, trace: str) -> View: ...


@dataclass(frozen=True)
class Forms:
    """A form is made anew from the record when it is opened, and checked anew when it comes."""

    front: Front
    people: People
    posting: Refreshing
    replies: Replies
    client: AsyncWebClient
    evidence: Evidence
    judges: Judges
    page: str = ""

    async def open(self, body: Mapping[str, Any]) -> None:
        """The form that a button asks for."""
        [action] = body["actions"]
        account = of_interaction(body)
        place = place_of(body)
        caller = await self.people.who(account)
        if caller is None:
            await self.people.turned_away(account, action["action_id"])
            await self.replies.privately(place, sentences.not_linked(self.people.links.page))
            return
        kind = action["action_id"].partition(":")[0]
        if kind == FEEDBACK:
            said = await taken(self.judges, caller, action["value"])
            if Judged.read(action["value"]).verdict == GOOD:
                await self.replies.privately(place, said)
                return
        view, words = await self.view(caller, kind, action["value"])
        if view is None:
            await self.replies.privately(place, words)
            return
        try:
            await self.client.views_open(trigger_id=body["trigger_id"], view=view)
        except (SlackApiError, aiohttp.ClientError, OSError) as problem:
            if (code := kind_of(problem)) == OPEN_ALREADY:
                return
            log.warning("A form did not open in Slack: %s", code)
            await self.replies.privately(place, sentences.NOT_OPENED)

    async def view(self, caller: Caller, kind: str, value: str) -> tuple[View | None, str]:
        """The form, or why there is none."""
        if kind == EVIDENCE:
            return await self.evidence.view(caller, value), ""
        if kind == FEEDBACK:
            return modals.feedback(Judged.read(value).trace), ""
        what = Signing.read(value)
        card = await self.front.card(caller, what.draft)
        if card is None:
            return None, sentences.GONE
        if kind == WHY:
            return modals.why(card, self.page), ""
        if (card["version"], card["digest"]) != (what.version, what.digest):
            await self.posting.refresh(caller.tenant, what.draft)
            return None, sentences.CHANGED
        if kind == REJECT:
            return (modals.reject(what, card["title"]), "") if card["may_reject"] else no(card)
        return (modals.edit(card), "") if card["may_edit"] else no(card)

    async def take(self, ack: Ack, body: Mapping[str, Any]) -> None:
        """What was filled in: acknowledged with what is wrong with it, or closed."""
        view = body["view"]
        caller = await self.people.who(of_interaction(body))
        if caller is None:
            await self.people.turned_away(of_interaction(body), view["callback_id"])
            await ack(**modals.failed(view, {"": sentences.NOT_LINKED_FORM}))
            return
        match view["callback_id"]:
            case wire.EDIT:
                await self.edited(ack, caller, view)
            case wire.REJECT:
                await self.rejected(ack, caller, view)
            case wire.FEEDBACK:
                judged = ":".join(modals.judged(view))
                await taken(self.judges, caller, judged, modals.said(view))
                await ack()
            case _:
                await ack()

    async def edited(self, ack: Ack, caller: Caller, view: Mapping[str, Any]) -> None:
        what = modals.signing(view)
        outcome = await self.front.edit(caller, what.draft, what.version, modals.changes(view))
        await self.closed(ack, caller, view, what, outcome)

    async def rejected(self, ack: Ack, caller: Caller, view: Mapping[str, Any]) -> None:
        what, reason = modals.signing(view), modals.said(view)
        outcome = await self.front.decide(
            caller, what.draft, what.version, what.digest, "reject", reason
        )
        await self.closed(ack, caller, view, what, outcome)

    async def closed(
        self, ack: Ack, caller: Caller, view: Mapping[str, Any], what: Signing, outcome: Outcome
    ) -> None:
        if outcome["ok"]:
            await ack()
            return
        await ack(**modals.failed(view, {"": sentences.said(outcome)}))
        await self.posting.refresh(caller.tenant, what.draft)


def no(card: Mapping[str, Any]) -> tuple[None, str]:
    return None, card["why_not"] or sentences.NOT_YOURS


def place_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Where only this person sees what is said."""
    container = body.get("container") or {}
    return {
        "response_url": body.get("response_url") or "",
        "channel": (body.get("channel") or {}).get("id") or container.get("channel_id") or "",
        "user": body["user"]["id"],
        "thread": container.get("thread_ts") or "",
    }
