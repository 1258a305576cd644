"""Modals with their stack, homes, and the trigger that opens one once within three seconds."""

import copy
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.workspace.chat import stored
from tests.workspace.rules import must_be_view
from tests.workspace.state import APP, BOT, TEAM, Json, No

if TYPE_CHECKING:
    from tests.fake_slack import FakeSlack

TRIGGER = 3.0
"""Seconds that a trigger opens something."""
DEEPEST = 3


@dataclass
class Trigger:
    user: str
    at: float
    view: str = ""
    """The modal in which it came to be."""
    used: bool = False


@dataclass
class Shown:
    """A modal or a home as somebody sees it."""

    id: str
    user: str
    view: Json
    root: str
    hash: str = field(default_factory=lambda: secrets.token_hex(8))
    closed: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    """What the person was told at each input when the form came back."""
    state: Json = field(default_factory=dict)
    """What is typed into it: block_id, action_id, value."""

    def becomes(self, view: Json) -> None:
        """Where a block keeps its id, what was typed stays."""
        there = {block["block_id"] for block in view["blocks"]}
        self.state = {block: values for block, values in self.state.items() if block in there}
        self.view, self.hash, self.errors = view, secrets.token_hex(8), {}

    def shown(self) -> Json:
        beside = {"id": self.id, "team_id": TEAM, "hash": self.hash, "app_id": APP, "bot_id": BOT}
        beside |= {"root_view_id": self.root, "app_installed_team_id": TEAM}
        plain = {"private_metadata": "", "callback_id": "", "external_id": ""}
        return plain | copy.deepcopy(self.view) | beside | {"state": {"values": self.state}}


def exchanged(slack: "FakeSlack", args: Json) -> Trigger:
    """The trigger of a click, which opens one thing and soon nothing."""
    trigger = slack.triggers.get(args.get("trigger_id") or "")
    if trigger is None:
        raise No("invalid_trigger_id")
    if trigger.used:
        raise No("exchanged_trigger_id")
    if slack.clock() - trigger.at > TRIGGER:
        raise No("expired_trigger_id")
    trigger.used = True
    return trigger


def must_be_new(slack: "FakeSlack", view: Json, but: str = "") -> None:
    named = view.get("external_id")
    taken = {v.view.get("external_id") for v in slack.views.values() if v.id != but}
    if named and named in taken:
        raise No("duplicate_external_id", named)


def kept(slack: "FakeSlack", view: Json, kind: str) -> Json:
    must_be_view(view, kind, slack.files)
    return view | {"blocks": stored(slack, view["blocks"])}


def show(slack: "FakeSlack", user: str, view: Json, root: str = "") -> Shown:
    """A modal opens in front of somebody."""
    must_be_new(slack, view)
    known = slack.name("V")
    shown = Shown(known, user, kept(slack, view, "modal"), root or known)
    slack.views[known] = shown
    return shown


def open_modal(slack: "FakeSlack", args: Json) -> Json:
    must_be_view(args["view"], "modal", slack.files)
    trigger = exchanged(slack, args)
    return {"view": show(slack, trigger.user, args["view"]).shown()}


def push(slack: "FakeSlack", args: Json) -> Json:
    must_be_view(args["view"], "modal", slack.files)
    trigger = exchanged(slack, args)
    if trigger.view not in slack.views:
        raise No("not_found", "a view is pushed onto an open one")
    return {"view": pushed(slack, slack.views[trigger.view], args["view"]).shown()}


def pushed(slack: "FakeSlack", under: Shown, view: Json) -> Shown:
    stack = [each for each in slack.views.values() if each.root == under.root and not each.closed]
    if len(stack) >= DEEPEST:
        raise No("push_limit_reached")
    return show(slack, under.user, view, under.root)


def update(slack: "FakeSlack", args: Json) -> Json:
    named = args.get("view_id")
    if args.get("external_id"):
        known = args["external_id"]
        named = next((v.id for v in slack.views.values() if v.view.get("external_id") == known), "")
    shown = slack.views.get(named or "")
    if shown is None or shown.closed:
        raise No("not_found", f"view {named}")
    if args.get("hash") not in (None, "", shown.hash):
        raise No("hash_conflict")
    must_be_new(slack, args["view"], shown.id)
    shown.becomes(kept(slack, args["view"], shown.view["type"]))
    return {"view": shown.shown()}


def publish(slack: "FakeSlack", args: Json) -> Json:
    user = args["user_id"]
    if user not in slack.people:
        raise No("invalid_user_id", user)
    view = kept(slack, args["view"], "home")
    home = slack.homes.get(user)
    if home is None:
        home = slack.homes[user] = Shown(slack.name("V"), user, view, "")
        home.root = home.id
        slack.views[home.id] = home
        return {"view": home.shown()}
    if args.get("hash") not in (None, "", home.hash):
        raise No("hash_conflict")
    home.becomes(view)
    return {"view": home.shown()}


def answered(slack: "FakeSlack", shown: Shown, answer: Json) -> None:
    """The app has answered a form: it closes, comes back, changes, or another opens on it."""
    match answer.get("response_action"):
        case None:
            shown.closed = True
        case "clear":
            for each in slack.views.values():
                each.closed = each.closed or each.root == shown.root
        case "errors":
            inputs = {b["block_id"] for b in shown.view["blocks"] if b["type"] == "input"}
            if not answer["errors"] or set(answer["errors"]) - inputs:
                raise No("invalid_arguments", f"errors at {set(answer['errors'])}, not {inputs}")
            shown.errors = answer["errors"]
        case "update":
            shown.becomes(kept(slack, answer["view"], "modal"))
        case "push":
            pushed(slack, shown, answer["view"])
        case unknown:
            raise No("invalid_arguments", f"response_action {unknown}")
