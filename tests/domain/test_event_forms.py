"""What was recorded in any version of the program can be read in this one."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from domain.catalog import EVENTS, UPCASTERS
from domain.kernel import Event
from domain.store.codec import Codec
from tests.domain.forms import bare, breaks
from tests.domain.samples import sample

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = bool(os.environ.get("UPDATE_SNAPSHOTS"))
CODEC = Codec(EVENTS.values(), UPCASTERS)
of_every_event = pytest.mark.parametrize("event", EVENTS.values(), ids=lambda e: e.__name__)
of_every_snapshot = pytest.mark.parametrize(
    "path", sorted(SNAPSHOTS.glob("*.json")), ids=lambda path: path.stem
)


def form(event: type[Event]) -> dict[str, Any]:
    """What is accepted as such an event, in words for programs."""
    schema: dict[str, Any] = bare(event.model_json_schema(mode="validation"))
    return schema


def kept(event: type[Event]) -> Path:
    return SNAPSHOTS / f"{event.__name__}.{event.schema_version}.json"


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def lifted(name: str, version: int, payload: Any) -> Event:
    record = ("s-1", 1, name, version, json.dumps(payload), "{}", 1, None)
    return CODEC.fact(record).event


@of_every_event
def test_an_event_can_still_be_read_as_it_was_written(event: type[Event]) -> None:
    now, path = form(event), kept(event)
    if UPDATE and not path.exists():
        write(event, path)
    assert path.exists(), f"{path.name} is missing: UPDATE_SNAPSHOTS=1 writes it."
    found = breaks(read(path)["form"], now)
    assert not found, (
        f"Events of form {event.schema_version} are stored, and cannot be read any more: "
        f"{' '.join(found)} Take the change back, or raise {event.__name__}.schema_version and "
        "add to UPCASTERS what makes the new form of the old one."
    )
    if UPDATE:
        write(event, path)
    assert read(path)["form"] == now, "It only accepts more: UPDATE_SNAPSHOTS=1 takes note of it."


def write(event: type[Event], path: Path) -> None:
    """The form, with the sample that was written first and must be readable for ever."""
    form_now = form(event)
    first = read(path)["sample"] if path.exists() else sample(form_now)
    told = {"form": form_now, "sample": first}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@of_every_snapshot
def test_whatever_was_ever_written_becomes_an_event_of_today(path: Path) -> None:
    name, version = path.stem.rsplit(".", 1)
    assert name in EVENTS, f"{name} is stored: keep the event, though nothing records it any more."
    today = EVENTS[name].schema_version
    assert int(version) <= today, "A snapshot of the future: remove it."
    missing = [n for n in range(int(version), today) if (name, n) not in UPCASTERS]
    assert not missing, f"UPCASTERS lacks {[(name, n) for n in missing]}."
    event = lifted(name, int(version), read(path)["sample"])
    assert type(event) is EVENTS[name]
    assert lifted(name, today, event.model_dump(mode="json")) == event


def test_no_form_between_the_first_and_todays_was_thrown_away() -> None:
    kept_forms = {path.stem for path in SNAPSHOTS.glob("*.json")}
    every = {f"{n}.{v}" for n, e in EVENTS.items() for v in range(1, e.schema_version + 1)}
    assert kept_forms == every, "Snapshots of old forms stay as long as events of them are stored."


def test_no_upcaster_is_left_that_nothing_needs() -> None:
    assert all(name in EVENTS and n < EVENTS[name].schema_version for name, n in UPCASTERS)
