"""The AsyncAPI document names every event, and says of each what really leaves."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from domain.catalog import EVENTS
from domain.kernel import Cause, Event, Fact, function_of
from domain.store.asyncapi import ENVELOPE, document
from domain.store.cloud_events import envelope, publication, subject
from tests.domain.histories import BY_HAND, DECIDERS, steps_of
from tests.domain.store.hiring import Hired

WRITTEN = Path(__file__).parents[3] / "docs/reference/asyncapi.json"
DOCUMENT: dict[str, Any] = json.loads(WRITTEN.read_text(encoding="utf-8"))
EVENTS_BY_HAND = [
    event for decider in DECIDERS for _, [event] in steps_of(decider, BY_HAND[decider.name])
]


def references(value: Any) -> Iterator[str]:
    match value:
        case dict():
            yield from [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            for inner in value.values():
                yield from references(inner)
        case list():
            for inner in value:
                yield from references(inner)


def followed(place: str) -> Any:
    found: Any = DOCUMENT
    for step in place.removeprefix("#/").split("/"):
        found = found[step]
    return found


def payload_of(made: dict[str, Any], kind: type[Event]) -> dict[str, Any]:
    """The schema of one kind of message, in which references lead somewhere."""
    return {**made["components"]["messages"][kind.__name__]["payload"], **made}


def sent(event: Event) -> dict[str, Any]:
    cause = Cause(("ana",), draft="D-1", trace="t-1")
    return envelope("acme", Fact("s", 1, event, cause, 1, datetime.now(UTC)), "https://erp.example")


def test_the_document_has_what_asyncapi_asks_for():
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= DOCUMENT["info"].keys()
    assert all({"host", "protocol"} <= server.keys() for server in DOCUMENT["servers"].values())
    for channel in DOCUMENT["channels"].values():
        assert "{tenant}" in channel["address"]
        assert channel["parameters"].keys() == {"tenant"}
    for operation in DOCUMENT["operations"].values():
        assert operation["action"] == "send"
        channel = followed(operation["channel"]["$ref"])
        # A message of an operation is one of its channel, and not of the components.
        assert followed(operation["messages"][0]["$ref"]) in channel["messages"].values()


def test_every_reference_leads_somewhere():
    found = set(references(DOCUMENT))
    assert len(found) > len(EVENTS)
    for place in found:
        assert isinstance(followed(place), dict), place


def test_nothing_is_described_that_nothing_refers_to():
    used = set(references(DOCUMENT))
    for kind in ("messages", "schemas", "parameters"):
        for name in DOCUMENT["components"][kind]:
            assert f"#/components/{kind}/{name}" in used


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_of_the_catalog_has_its_channel_its_operation_and_its_message(name: str):
    function = function_of(EVENTS[name])
    address = DOCUMENT["channels"][name]["address"]
    assert address == f"countersign.{{tenant}}.{function}.{name}"
    assert address.format(tenant="acme") == subject("acme", EVENTS[name])
    assert f"send{name}" in DOCUMENT["operations"]
    assert DOCUMENT["components"]["messages"][name]["summary"]


def test_there_is_no_event_that_the_catalog_does_not_know():
    assert DOCUMENT["channels"].keys() == EVENTS.keys()


def test_schemas_are_valid_in_the_dialect_of_asyncapi():
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema.Draft7Validator.check_schema(schema)
    assert not [word for word in ('"$defs"', '"prefixItems"') if word in json.dumps(DOCUMENT)]


@pytest.mark.parametrize("event", EVENTS_BY_HAND, ids=lambda event: type(event).__name__)
def test_what_leaves_is_what_the_document_describes(event: Event):
    schema = payload_of(DOCUMENT, type(event))
    jsonschema.validate(sent(event), schema, jsonschema.Draft7Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            sent(event) | {"type": "countersign.x.Y"}, schema, jsonschema.Draft7Validator
        )
    described = DOCUMENT["components"]["schemas"][type(event).__name__]
    assert sent(event)["data"].keys() == described["properties"].keys()


def test_what_does_not_leave_is_not_described():
    made = document({Hired: "{name} joins."}, "1")
    described = made["components"]["schemas"]["Hired"]
    assert described["properties"].keys() == {"team", "contacts", "by_kind"}
    assert described["x-withheld"] == ["name", "pin"]
    assert made["components"]["schemas"]["Contact"]["properties"].keys() == {"role"}
    jsonschema.validate(sent(Hired(team="a", name="Vera")), payload_of(made, Hired))


def test_every_attribute_of_an_envelope_is_described():
    cause = Cause((), draft="D-1", trace="t-1")
    facts = [
        Fact("s", 1, Hired(team=team, name=name), cause, 1, datetime.now(UTC))
        for team, name in (("a", "Vera"), ("a", ""), ("x" * 1_000_000, ""))
    ]
    made = [json.loads(publication("acme", fact, "here").body) for fact in facts]
    assert {name for each in made for name in each} == ENVELOPE.keys()
