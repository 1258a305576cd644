"""Two processes in one home: what one of them records, the other one sees and can look after."""

import asyncio
import json
import shutil
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from app import Root
from assistant.settings import Settings
from assistant.surfaces.terminal import followers, housekeeping
from assistant.surfaces.terminal.output import Output
from assistant.surfaces.terminal.running import Errand
from domain.governance.member import AddMember, member
from domain.kernel import Refused, Step
from domain.store.subscriber import Transactional
from domain.store.subscriptions import Subscriptions

LONG = 60.0


@pytest.fixture
def home():
    path = Path(tempfile.mkdtemp(prefix="countersign-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


async def parks(connection, tenant, facts) -> None:
    raise ValueError("nobody listens")


async def test_processes_hear_of_each_other_and_the_terminal_looks_after_subscribers(home, capsys):
    root = Root(Settings(home))
    async with AsyncExitStack() as stack:
        house, other = [await stack.enter_async_context(root.open()) for _ in range(2)]
        for each in (house, other):
            await each.upkeep.open_tenant("atelier", {"currency": "EUR", "timezone": "UTC"})
        await heard_of_a_commit(house, other)
        await shown_and_retried(house, capsys)


async def heard_of_a_commit(house, other) -> None:
    async def recorded_until_heard() -> None:
        """The other listens a moment after it has opened, so the first commits may be too early."""
        n = 0
        while not other.following.news.is_set():
            n += 1
            who = f"ida{n}"
            add = AddMember(user=who, name="Ida", roles=("buyer",))
            await house.approvals.record("atelier", [Step(member.stream(who), add)], ("owner",))

    await asyncio.wait_for(recorded_until_heard(), LONG)
    assert other.following.woken == {"atelier"}
    assert not house.following.woken


async def shown_and_retried(house, capsys) -> None:
    store, errand = house.upkeep, Errand(house, Output(), "atelier", "")
    await followers.show(errand)
    assert "Nobody follows the events of atelier yet." in capsys.readouterr().out
    subscriber = Transactional(name="books", handle=parks, attempts=1)
    subscriptions = Subscriptions(store.connections, store.codec, store.tenants, [subscriber])
    await subscriptions.catch_up("atelier")
    await followers.show(errand)
    shown = capsys.readouterr().out
    assert "books                has come to the end, event " in shown
    assert "Event 1 is parked since" in shown
    assert "    ValueError: nobody listens\n" in shown
    await followers.retry(errand, "books", 1)
    assert "books will try again, in atelier: 1." in capsys.readouterr().out
    with pytest.raises(Refused, match="books has parked no event 999999"):
        await followers.retry(errand, "books", 999999)
    await followers.show(Errand(house, Output(json=True), "atelier", ""))
    found = json.loads(capsys.readouterr().out)
    assert (found["subscribers"][0]["behind"], found["parked"][0]["again"]) == (0, True)


async def test_the_terminal_says_who_stayed_forgotten_after_an_older_backup(home, capsys):
    root, copy = Root(Settings(home)), home / "monday.backup"
    async with root.open() as house:
        await house.upkeep.open_tenant("atelier", {"currency": "EUR", "timezone": "UTC"})
        add = AddMember(user="ida", name="Ida Wiesner", roles=("buyer",))
        await house.approvals.record("atelier", [Step(member.stream("ida"), add)], ("owner",))
        await root.backup(copy)
        await house.upkeep.privacy.forget("atelier", "member:ida", "owner", "Her letter", "t")
    assert (home / "forgotten.jsonl").stat().st_mode & 0o777 == 0o600
    await housekeeping.restore(root, Output(), copy, instead=True)
    assert "\n1 person whom it still knew stayed forgotten.\n" in capsys.readouterr().out
    async with root.open() as house:
        assert "member:ida" not in await house.upkeep.privacy.subjects("atelier")
