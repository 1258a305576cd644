"""What people say of when and where they want to be told is understood as what it is."""

from typing import Any

import pytest

from tests import trade
from tests.assistant.model.conftest import Talk, detectors, talk

__all__ = ["detectors", "talk"]

QUIET = {"begins": "19:00", "ends": "07:00"}
SAID: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("what are my quiet hours", "show_own_wishes", {}),
    ("what are my quiet hours?", "show_own_wishes", {}),
    ("when do i get my digest", "show_own_wishes", {}),
    ("when do i get my digest?", "show_own_wishes", {}),
    ("which channel gets procurement drafts", "list_channel_routes", {"function": "procurement"}),
    ("where are drafts posted in Slack", "list_channel_routes", {}),
    ("who has quiet hours", "list_members_wishes", {}),
    ("do not disturb me between 19:00 and 7:00", "draft_quiet_hours", QUIET),
    ("don't disturb me between 19:00 and 07:00", "draft_quiet_hours", QUIET),
    ("do not disturb me from 7 pm to 7 am", "draft_quiet_hours", QUIET),
    ("please leave me in peace between 7pm and 7:00", "draft_quiet_hours", QUIET),
    ("my quiet hours are 19:00 to 7:00", "draft_quiet_hours", QUIET),
    ("set my quiet hours from 19:00 until 07:00", "draft_quiet_hours", QUIET),
    ("send my digest at 7:30", "draft_digest", {"at": "07:30"}),
    ("send me my digest at 7.30 am", "draft_digest", {"at": "07:30"}),
    ("move my digest to noon", "draft_digest", {"at": "12:00"}),
    ("no digest on saturdays", "draft_digest_end", {"weekday": "2026-11-21"}),
    ("no digest on fridays", "draft_digest_end", {"weekday": "2026-11-20"}),
    ("no digest on Mondays", "draft_digest_end", {"weekday": "2026-11-23"}),
    ("turn off my digest", "draft_digest_end", {}),
    ("switch my digest off", "draft_digest_end", {}),
    ("stop my digest on saturdays", "draft_digest_end", {"weekday": "2026-11-21"}),
    ("turn on my digest", "draft_digest", {}),
    ("turn on messages for single drafts", "draft_single_messages", {}),
    ("send my digest on saturdays too", "draft_digest_day", {"weekday": "2026-11-21"}),
    ("do not disturb me on sundays", "draft_quiet_day", {"weekday": "2026-11-22"}),
    ("no messages on sundays", "draft_quiet_day", {"weekday": "2026-11-22"}),
    ("send me only the digest", "draft_single_messages_end", {}),
    ("turn off messages for single drafts", "draft_single_messages_end", {}),
    (
        "send procurement drafts to C0123ABC #orders",
        "draft_channel_route",
        {"function": "procurement", "channel": "C0123ABC #orders"},
    ),
    (
        "post the drafts of receivables in C0123ABC",
        "draft_channel_route",
        {"function": "receivables", "channel": "C0123ABC"},
    ),
    (
        "stop sending procurement drafts to slack",
        "draft_channel_route_end",
        {"function": "procurement"},
    ),
    (
        "do not post procurement drafts in Slack",
        "draft_channel_route_end",
        {"function": "procurement"},
    ),
)


@pytest.mark.parametrize(("said", "tool", "arguments"), SAID, ids=[said for said, *_ in SAID])
async def test_it_is_said_as_people_say_it(
    talk: Talk, said: str, tool: str, arguments: dict[str, str]
) -> None:
    caller: Any = trade.caller("owner", agent="")
    answer = await talk.desk.ask(caller, said, "c")
    assert (answer["tool"], answer["arguments"]) == (tool, arguments), answer["text"]
