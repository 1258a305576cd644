"""Nobody is flooded, disturbed in quiet hours or told twice, and whoever is needed hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from domain.analysis.notices import (
    ASKING,
    Case,
    Lender,
    Listener,
    before_eyes,
    may_sign,
    notices,
    waits_for,
)
from domain.analysis.quiet_time import LAST_CALL
from domain.analysis.telling import MOST, Lately, Mark, Telling, count_of, tellings
from domain.governance.drafts import EMPTY, DraftRow
from domain.governance.wish import WEEK, Digest, Quiet, Wishes

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NIGHT = Wishes(Quiet(begins=time(19), ends=time(7)))
STEP = timedelta(minutes=15)


def row(name: str = "D-1", **more: object) -> DraftRow:
    told = {
        "draft": name,
        "version": 1,
        "status": "waiting",
        "function": "procurement",
        "may_sign": ("owner", "manager", "buyer"),
        "proposer": "sam",
        "hands": ("sam",),
        "proposed_at": NOON,
        "expires_at": NOON + timedelta(hours=60),
    }
    return EMPTY.model_copy(update=told | more)


def buyer(wishes: Wishes = NIGHT) -> Listener:
    return Listener("bea", frozenset({"buyer"}), wishes)


@dataclass
class Days:
    """Looks one after another, with everything that leaves."""

    people: Sequence[Listener]
    cases: list[Case]
    now: datetime
    routes: dict[str, str] = field(default_factory=dict)
    left: list[tuple[datetime, Telling]] = field(default_factory=list)
    known: set[Mark] = field(default_factory=set)

    def look(self) -> list[Telling]:
        found = list(
            tellings(
                notices(self.cases, self.people, self.routes, self.now),
                self.people,
                frozenset(self.known),
                {who.user: self.lately(who.user) for who in self.people},
                {who.user: self.needed(who) for who in self.people},
                self.now,
                frozenset(m for _, t in self.left if t.way == "channel" for m in t.marks),
            )
        )
        for each in found:
            assert not self.known & {*each.marks}
            self.known |= {*each.marks}
            self.left.append((self.now, each))
        return found

    def until(self, moment: datetime) -> None:
        while self.now < moment:
            self.look()
            self.now += STEP

    def lately(self, user: str) -> Lately:
        ways = [
            told.way
            for at, told in self.left
            if told.to == user and self.now - at < timedelta(hours=1)
        ]
        return Lately(ways.count("alone"), ways.count("together"))

    def needed(self, who: Listener) -> int:
        return sum(case.open and may_sign(who, case) for case in self.cases)


def days(*cases: Case, people: Sequence[Listener] = (), now: datetime = NOON) -> Days:
    return Days(people or (buyer(),), list(cases), now)


def ways(found: Sequence[Telling]) -> list[str]:
    return [each.way for each in found]


def test_what_comes_by_day_is_told_at_once_and_once():
    looks = days(Case(row()))
    assert ways(looks.look()) == ["alone"]
    assert looks.look() == []


def test_what_comes_at_night_is_told_at_the_end_of_it():
    looks = days(Case(row()), now=NOON.replace(hour=22))
    assert looks.look() == []
    looks.until(NOON.replace(day=21, hour=7))
    assert looks.left == []
    assert ways(looks.look()) == ["alone"]


def test_what_was_decided_meanwhile_is_not_told():
    looks = days(Case(row()), now=NOON.replace(hour=22))
    looks.look()
    looks.cases = [Case(replace_row(looks.cases[0].row, status="signed", closed_at=looks.now))]
    looks.until(NOON.replace(day=21, hour=12))
    assert looks.left == []


def replace_row(found: DraftRow, **more: object) -> DraftRow:
    return found.model_copy(update=more)


def test_many_at_once_are_five_messages_and_one_for_all_the_others():
    looks = days(*(Case(row(f"D-{n}")) for n in range(12)))
    found = looks.look()
    assert ways(found) == ["alone"] * MOST + ["together"]
    assert len(found[-1].notices) == 7
    looks.cases += [Case(row("D-90")), Case(row("D-91"))]
    looks.now += STEP
    assert looks.look() == []
    looks.now += timedelta(hours=1)
    assert ways(looks.look()) == ["alone", "alone"]


def test_the_digest_takes_the_place_of_what_waited_for_the_morning():
    monday = NOON.replace(day=23, hour=8)
    looks = days(Case(row(expires_at=monday + timedelta(days=4))), now=monday)
    [digest] = looks.look()
    assert digest.way == "digest" and [each.draft for each in digest.notices] == ["D-1"]
    looks.until(monday + timedelta(hours=6))
    assert len(looks.left) == 1
    looks.until(monday + timedelta(days=1, hours=1))
    assert ways([told for _, told in looks.left]) == ["digest", "digest"]


def test_no_digest_comes_about_nothing():
    assert days(now=NOON.replace(day=23, hour=8)).look() == []


def test_without_single_messages_a_draft_waits_for_the_digest_or_the_last_call():
    quietly = replace(NIGHT, singles=False)
    none = replace(quietly, digest=Digest(at=None))
    for wishes, way, after in (
        (quietly, "digest", timedelta(days=3)),
        (none, "alone", timedelta(hours=60) - LAST_CALL),
    ):
        looks = days(Case(row(expires_at=NOON + timedelta(hours=72))), people=[buyer(wishes)])
        if wishes is none:
            looks.cases = [Case(row())]
        looks.until(NOON + timedelta(hours=72))
        at, told = looks.left[0]
        assert told.way == way and at <= NOON + after


def test_whoever_is_away_gets_no_digest():
    gone = replace(buyer(), away=True)
    assert days(Case(row()), people=[gone], now=NOON.replace(day=23, hour=8)).look() == []


def test_a_channel_has_no_quiet_hours():
    looks = days(Case(row()), now=NOON.replace(hour=22))
    looks.routes = {"procurement": "C0123ABC"}
    [told] = looks.look()
    assert (told.to, told.way) == ("C0123ABC", "channel")


def test_what_was_posted_in_a_channel_is_not_told_to_people_and_the_other_way_round():
    looks = days(Case(row()))
    looks.routes = {"procurement": "C0123ABC"}
    assert ways(looks.look()) == ["channel"]
    looks.routes = {}
    assert looks.look() == []
    looks.cases.append(Case(row("D-2")))
    assert ways(looks.look()) == ["alone"]
    looks.routes = {"procurement": "C0456DEF"}
    assert looks.look() == []


def test_what_is_told_together_is_counted_by_what_it_is():
    found = notices([Case(row("D-1"), drifted=True)], [buyer()], {}, NOON)
    assert list(count_of(found).items()) == [("drifted", 1), ("waits", 1)]


ROLES = ("owner", "manager", "buyer", "staff")
clocks = some.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
wishes = some.builds(
    Wishes,
    some.one_of(
        some.builds(
            Quiet,
            begins=clocks,
            ends=clocks,
            days=some.sets(some.sampled_from(WEEK), max_size=2).map(tuple),
        ).filter(lambda quiet: quiet.begins != quiet.ends),
        some.just(Quiet()),
    ),
    some.builds(Digest, at=some.one_of(clocks, some.none())),
    some.booleans(),
)
people = some.lists(
    some.builds(
        Listener,
        user=some.sampled_from(("ana", "ben", "cleo", "dan")),
        roles=some.sets(some.sampled_from(ROLES), min_size=1, max_size=2).map(frozenset),
        wishes=wishes,
        away=some.booleans(),
        stands_in=some.lists(
            some.builds(
                Lender,
                user=some.sampled_from(("eva", "finn")),
                roles=some.sets(some.sampled_from(ROLES), max_size=2).map(frozenset),
            ),
            max_size=1,
        ).map(tuple),
    ),
    unique_by=lambda who: who.user,
    max_size=4,
)
rows = some.builds(
    lambda n, **more: row(f"D-{n}", **more),
    n=some.integers(1, 9),
    may_sign=some.sets(some.sampled_from(ROLES)).map(tuple),
    proposer=some.sampled_from(("ana", "ben", "eva", "zoe")),
    independent=some.booleans(),
    occasion=some.sampled_from(("", "x")),
    escalated_to=some.sampled_from(("", "manager", "owner")),
    expires_at=some.integers(4 * 4, 80 * 4).map(lambda n: NOON + n * STEP),
).map(lambda found: replace_row(found, hands=(found.proposer,)))
cases = some.lists(
    some.builds(
        Case,
        row=rows,
        lendable=some.booleans(),
        apart=some.sets(some.sampled_from(("ana", "ben")), max_size=1).map(frozenset),
        drifted=some.booleans(),
    ),
    max_size=8,
    unique_by=lambda case: case.row.draft,
)


def has_time(who: Listener, found: DraftRow) -> bool:
    """Whether there is any moment before its end at which they may be disturbed."""
    steps = (found.expires_at - NOON) // STEP
    return any(not who.wishes.quiet.covers(NOON + n * STEP) for n in range(steps))


@settings(deadline=None, max_examples=60)
@given(people, cases)
def test_over_four_days_everybody_needed_hears_of_it_in_time_and_nobody_else_does(
    house: list[Listener], drafts: list[Case]
):
    looks = Days(house, drafts, NOON)
    looks.until(NOON + timedelta(hours=84))
    by_user = {who.user: who for who in house}
    for at, told in looks.left:
        who = by_user[told.to]
        assert not who.wishes.quiet.covers(at) and not who.away
        for notice in told.notices:
            case = next(each for each in drafts if each.row.draft == notice.draft)
            assert notice.kind not in ASKING or may_sign(who, case)
            assert at < case.row.expires_at
    reached = {(told.to, notice.draft) for _, told in looks.left for notice in told.notices}
    for case in drafts:
        drafter = None if case.row.escalated_to else before_eyes(case, house)
        asked = [drafter] if drafter else waits_for(case, house)
        needed = {who.user for who in asked if has_time(who, case.row)}
        heard = {to for to, draft in reached if draft == case.row.draft}
        assert heard or not needed, case.row
