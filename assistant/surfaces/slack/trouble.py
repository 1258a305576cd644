"""Trouble: what it means for a message that Slack says no, or says nothing."""

from typing import Any, Literal

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

Kind = Literal["message", "channel", "unfit", "later", "silent", "stopped", "unknown"]
"""The message is gone, or all of its channel; what was sent cannot be drawn; it was too much;
nobody answered; nobody may write any more; or nobody here has heard of this answer."""

AGAIN = frozenset({"later", "silent", "stopped"})
"""What is no fault of the message: it is sent again, however often that was in vain."""

FAILURES = (SlackClientError, ClientError, OSError, TimeoutError)
"""Whatever a call to Slack raises that is no fault of this program."""

KINDS: dict[str, Kind] = dict.fromkeys(
    (
        "cannot_reply_to_message",
        "cant_update_message",
        "edit_window_closed",
        "message_not_found",
        "thread_not_found",
    ),
    "message",
)
KINDS |= dict.fromkeys(
    (
        "cannot_dm_bot",
        "channel_not_found",
        "channel_type_not_supported",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "user_disabled",
        "user_not_found",
    ),
    "channel",
)
KINDS |= dict.fromkeys(
    (
        "block_mismatch",
        "blocks_too_long",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "view_too_large",
    ),
    "unfit",
)
KINDS |= dict.fromkeys(("rate_limited", "ratelimited"), "later")
KINDS |= dict.fromkeys(
    (
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
    ),
    "silent",
)
KINDS |= dict.fromkeys(
    (
        "access_denied",
        "accesslimited",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    ),
    "stopped",
)
TOO_MANY, BROKEN = 429, 500
PATIENCE = 30.0  # Seconds to wait where Slack has not said how many.


class Trouble(Exception):
    """Something that was asked of Slack has not been done, or nobody knows whether it was."""

    def __init__(self, kind: Kind, code: str, wait: float = 0) -> None:
        super().__init__(code)
        self.kind = kind
        self.code = code
        self.wait = wait
        """Seconds in which nothing more of this is to be asked."""


def trouble_in(error: Exception) -> Trouble:
    """What went wrong, in the terms of who has to go on from there."""
    answer: Any = getattr(error, "response", None)
    if answer is None:
        return Trouble("silent", type(error).__name__)
    status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0))
    data = getattr(answer, "data", None)
    code = str(data.get("error") or "") if isinstance(data, dict) else ""
    kind = KINDS.get(code, "unknown")
    if status == TOO_MANY or kind == "later":
        return Trouble("later", code or "ratelimited", seconds(answer))
    if status >= BROKEN or not code:
        return Trouble("silent", code or f"http_{status}")
    return Trouble(kind, code)


def seconds(answer: Any) -> float:
    """How long Slack wants to be left alone."""
    said = (getattr(answer, "headers", None) or {}).get("Retry-After", "")
    try:
        return max(float(said), 0.0)
    except ValueError:
        return PATIENCE
