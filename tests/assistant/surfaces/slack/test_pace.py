"""As much as Slack allows in a minute, and no more; something is left for whoever clicks."""

import pytest

from assistant.surfaces.slack.pace import LONGEST, UPDATE, Pace, Window
from tests.assistant.surfaces.slack.posted import Time


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def pace(time):
    return Pace(time.timer, time.sleep, dice=lambda: 1.0)


def taken(pace, urgent=False, most=100):
    return sum(pace.take(UPDATE, urgent) for _ in range(most))


async def test_what_can_wait_leaves_five_calls_of_a_minute_to_who_cannot(pace):
    assert taken(pace) == 46, "One of the five is lent at once: nobody has needed any for long."
    assert taken(pace, urgent=True) == 4


async def test_while_nobody_clicks_what_is_kept_is_lent_out_all_but_one(pace, time):
    made = taken(pace)
    for _ in range(610):
        await time.sleep(1)
        made += taken(pace)
        assert taken(pace, urgent=True, most=0) == 0 and pace.room(UPDATE, urgent=True) >= 1
    assert made >= 10 * 49


async def test_as_soon_as_somebody_clicks_nothing_is_lent_any_more(pace, time):
    taken(pace)
    await time.sleep(13)
    assert taken(pace, urgent=True, most=1) == 1
    assert taken(pace) == 0
    await time.sleep(13)
    assert taken(pace) == 0 and taken(pace, urgent=True) == 3
    await time.sleep(36)
    assert taken(pace) == 41, "A new minute: five are kept, and four of them were clicked away."


async def test_no_minute_has_more_than_fifty_calls(pace, time):
    calls = []
    for second in range(300):
        urgent = second % 7 == 0
        calls += [time.seconds] * taken(pace, urgent, most=9)
        await time.sleep(1)
    for end in range(60, 300):
        assert sum(end - 60 < at <= end for at in calls) <= 50


async def test_who_waits_is_woken_when_there_is_room_and_not_long_before(pace, time):
    taken(pace, urgent=True)
    await pace.until_room(UPDATE)
    assert time.seconds == 61 and pace.take(UPDATE)


async def test_messages_in_different_channels_do_not_wait_for_each_other(pace, time):
    for _ in range(3):
        await pace.turn("C1")
    assert time.seconds == 2
    await pace.turn("C2")
    assert time.seconds == 2
    assert await pace.turn("C1", patience=0.5) == 1, "It would take so long, and is not waited for."
    assert time.seconds == 2


async def test_a_method_that_rests_holds_up_no_other(pace, time):
    pace.hold(30, UPDATE)
    assert pace.room(UPDATE) == 0 and pace.resting("chat.postMessage", "C1") == 0
    pace.hold(20, "chat.postMessage", "C1")
    assert pace.resting("chat.postMessage", "C1") == 20
    assert pace.resting("chat.postMessage", "C2") == 0
    await pace.until_room(UPDATE)
    assert time.seconds == 30


async def test_where_nobody_answers_the_pauses_grow_and_one_call_finds_out(pace, time):
    pauses = []
    for _ in range(8):
        pace.falter()
        pace.falter()
        pauses.append(pace.resting(UPDATE))
        await time.sleep(pauses[-1])
        assert pace.room(UPDATE) == 1
    assert pauses == [1, 2, 4, 8, 16, LONGEST, LONGEST, LONGEST]
    pace.recover()
    assert pace.room(UPDATE) > 1


def test_a_window_that_is_full_says_when_the_next_may_go():
    window = Window(3, 10, 1)
    for now in (0.0, 1.0):
        assert window.take(now, urgent=False)
    assert not window.take(2.0, urgent=False) and window.rest(2.0) == 8
    assert window.take(2.0, urgent=True) and not window.take(2.0, urgent=True)
