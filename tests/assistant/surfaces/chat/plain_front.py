"""A front of plain data for tests of the surface: it keeps the contract and no business."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from assistant.surfaces.front import Answer, CardView, Decision, Outcome, QueueRow, QueueView

HOUSE = "bellavier"
DIGEST = "7f3a" * 16
QUANTITY = "lines.0.quantity"


@dataclass(frozen=True)
class Person:
    tenant: str
    user: str
    name: str
    roles: tuple[str, ...]
    surface: str = "chat"


def order(draft_id: str = "D-1") -> CardView:
    return {
        "id": draft_id,
        "version": 1,
        "digest": DIGEST,
        "kind": "Purchase order",
        "title": "Order 500 Chainring from Beaumont Bikes",
        "status": "waiting",
        "status_word": "Waiting for you",
        "stake": {"text": "$15,630.00", "note": "net of VAT"},
        "happens": {
            "title": "Will happen",
            "items": [{"sentence": "Stock on order rises by 500.", "function": "inventory"}],
            "more": "",
        },
        "lines": {
            "title": "Lines",
            "rows": [{"label": "Chainring", "ref": "CR-7833", "quantity": "500 EA"}],
            "total": None,
        },
        "signatures": [{"state": "open", "name": "Owner", "note": ""}],
        "edit_fields": [
            {"label": "Quantity", "value": "500", "unit": "EA", "type": "number", "path": QUANTITY}
        ],
        "sign_label": "Sign order",
        "may_edit": True,
        "may_reject": True,
        "may_sign": True,
        "why_not": "",
    }


@dataclass
class PlainFront:
    """Only the owner signs; a decision counts for one version, once."""

    drafts: dict[str, CardView] = field(default_factory=dict)
    people: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {"owner": ("owner",), "buyer": ("buyer",)}
    )
    answers: dict[str, Answer] = field(default_factory=dict)
    listeners: list[tuple[str, Callable[[str], None]]] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    queues_read: int = 0
    broken: Exception | None = None
    speaks: Callable[[Any], Awaitable[Answer]] | None = None
    """A model that speaks to whoever reads along, and then has an answer."""

    async def sign_in(
        self, tenant: str | None, user: str, password: str, address: str
    ) -> Person | None:
        if self.broken:
            raise self.broken
        return await self.caller(tenant or HOUSE, user) if password == f"{user} pass" else None

    async def caller(self, tenant: str, user: str) -> Person | None:
        known = user in self.people
        return Person(tenant, user, user.title(), self.people[user]) if known else None

    async def ask(self, caller: Person, text: str, conversation: str, **told: Any) -> Answer:
        if self.broken:
            raise self.broken
        if self.speaks is not None:
            return await self.speaks(told["reader"])
        return self.answers.get(text) or Answer(kind="unknown", text="I do not know that yet.")

    async def capture(
        self, caller: Person, content: bytes, name: str, conversation: str, said: str = ""
    ) -> Answer:
        text = f"{name} of {caller.name} has {len(content)} bytes. {said}".strip()
        return Answer(kind="draft", text=text, view={"headline": text})

    async def queue(self, caller: Person) -> QueueView:
        self.queues_read += 1
        waiting = [d for d in self.drafts.values() if d["status"] == "waiting"]
        said = f"{len(waiting)} wait for {caller.name}."
        rows = [row(n, draft) for n, draft in enumerate(waiting, 2)]
        return {"lead": None, "count": len(waiting), "rows": rows, "empty": said}

    async def card(self, caller: Person, draft_id: str) -> CardView | None:
        draft = self.drafts.get(draft_id)
        return None if draft is None else self.seen_by(caller, draft)

    async def batch(self, caller: Person, drafts: Sequence[str] = ()) -> CardView | None:
        found = [await self.card(caller, draft) for draft in drafts or list(self.drafts)]
        cards = [card for card in found if card is not None]
        return table(cards) if cards else None

    async def decide_many(
        self, caller: Person, signings: Sequence[tuple[str, int, str]]
    ) -> list[Outcome]:
        return [await self.decide(caller, *signing, "sign") for signing in signings]

    def seen_by(self, caller: Person, draft: CardView) -> CardView:
        view = deepcopy(draft)
        if "owner" not in caller.roles and view["may_sign"]:
            view |= {"may_sign": False, "why_not": "The Owner may sign."}
        return view

    async def decide(
        self,
        caller: Person,
        draft_id: str,
        version: int,
        digest: str,
        decision: Decision,
        reason: str = "",
    ) -> Outcome:
        if self.broken:
            raise self.broken
        draft = self.drafts.get(draft_id)
        if draft is None:
            return told("unknown", "There is no such draft.", None)
        if "owner" not in caller.roles:
            return told("denied", "Denied: the Owner may sign.", self.seen_by(caller, draft))
        if draft["status"] != "waiting":
            return told("already", "This was decided before.", self.seen_by(caller, draft))
        if (draft["version"], draft["digest"]) != (version, digest):
            return told("stale", "Please read it again.", self.seen_by(caller, draft))
        signed = decision == "sign"
        word = "Signed" if signed else "Rejected"
        draft |= {"status": word.lower(), "status_word": word, "may_undo": signed}
        draft |= {"may_sign": False, "may_edit": False, "may_reject": False}
        self.signatures.append(f"{caller.user} {word.lower()} {draft_id} {reason}".strip())
        self.commit(draft_id)
        return told(draft["status"], "", self.seen_by(caller, draft), ok=True)

    async def edit(
        self, caller: Person, draft_id: str, version: int, changes: Mapping[str, str]
    ) -> Outcome:
        draft = self.drafts[draft_id]
        draft |= {"version": version + 1, "edit_fields": [dict(draft["edit_fields"][0])]}
        draft["edit_fields"][0]["value"] = changes[QUANTITY]
        draft["lines"]["rows"][0]["quantity"] = f"{changes[QUANTITY]} EA"
        self.commit(draft_id)
        said = f"Version {version + 1} waits."
        return told("edited", said, self.seen_by(caller, draft), ok=True)

    async def undo(self, caller: Person, draft_id: str) -> Outcome:
        reversal = order(f"{draft_id}-undo")
        self.drafts[reversal["id"]] = reversal
        return told("undone", "The reversal waits for a signature.", reversal, ok=True)

    async def redraft(self, caller: Person, draft_id: str) -> Outcome:
        return told("refused", "Nothing has changed since.", None)

    def subscribe(self, tenant: str, callback: Callable[[str], None]) -> Callable[[], None]:
        self.listeners.append((tenant, callback))
        return lambda: self.listeners.remove((tenant, callback))

    def commit(self, draft_id: str, tenant: str = HOUSE) -> None:
        for listening, callback in list(self.listeners):
            if listening == tenant:
                callback(draft_id)


def table(cards: list[CardView]) -> CardView:
    waiting = [card for card in cards if card["may_sign"]]
    signed = sum(card["status"] == "signed" for card in cards)
    return {
        "id": "+".join(card["id"] for card in cards),
        "kind": "Drafts, read together",
        "title": f"{len(cards)} drafts, read together",
        "status": "waiting" if waiting else "signed",
        "status_word": f"{signed} of {len(cards)} signed" if signed else "Waiting for you",
        "stake": {"text": "$31,260.00", "note": "all of them together"},
        "happens": {"title": "Will happen", "items": [], "more": ""},
        "cautions": [],
        "batch": [line(card) for card in cards],
        "may_sign": bool(waiting),
        "sign_label": f"Sign {len(waiting)} drafts" if waiting else "",
        "footer": "",
    }


def line(card: CardView) -> dict[str, Any]:
    own = {name: card[name] for name in ("id", "version", "digest", "kind", "title")}
    told = "" if card["may_sign"] else card["status_word"]
    state = {"included": not told, "result": told, "tone": "done", "why": card["why_not"]}
    return own | state | {"amount": card["stake"]["text"], "note": ""}


def row(n: int, draft: CardView) -> QueueRow:
    return {
        "n": n,
        "title": draft["title"],
        "detail": "",
        "amount": draft["stake"]["text"],
        "when": "today",
        "draft": draft["id"],
    }


def told(code: str, message: str, card: Any, ok: bool = False) -> Outcome:
    return Outcome(ok=ok, code=code, message=message, card=card)
