"""The AsyncAPI document: every event that leaves, where it is found, and how it looks."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import ModelSchema

from domain.kernel import Event, function_of
from domain.store.cloud_events import CONTENT_TYPE, FAMILY, schema_of, staying, type_of

SCHEMAS = "#/components/schemas"
ABOUT = (
    "Each fact that a person signed, or that followed from it, in the order in which it was "
    "recorded. At least once: whoever listens remembers the id. In order for each tenant: its "
    "position grows by one. What is personal or secret does not leave. Events of tokens, of "
    "quality control and of material (T91) are events like these: once a function records them, "
    "they are here and leave by the same road."
)
ID = (
    "tenant:position, or tenant:position:mark behind the place where the history went on from a "
    "backup; the same again when it is sent again"
)
TEXT = {"type": "string", "minLength": 1}
ENVELOPE = {
    "specversion": {"const": "1.0"},
    "id": {**TEXT, "description": ID},
    "source": {**TEXT, "description": "the installation that sends"},
    "type": TEXT,
    "subject": {**TEXT, "description": "the stream: the record that this happened to"},
    "time": {"type": "string", "format": "date-time", "description": "when it was recorded"},
    "datacontenttype": {"const": "application/json"},
    "dataschema": {**TEXT, "description": "the form of the data; another form, another name"},
    "data": {"type": "object"},
    "tenant": {**TEXT, "description": "the business"},
    "position": {
        "type": "string",
        "pattern": "^[1-9][0-9]*$",
        "description": "its place among all facts of the tenant, without gaps; those behind what "
        "a backup brought back are given again, to other facts",
    },
    "streamversion": {"type": "integer", "minimum": 1, "description": "its place in the stream"},
    "trace": {**TEXT, "description": "the request it came from"},
    "draft": {**TEXT, "description": "the draft that was signed"},
    "sentence": {**TEXT, "description": "what happened in words, unless some of it was withheld"},
    "withheld": {**TEXT, "description": "fields that do not leave, with commas between them"},
    "toolarge": {"const": True, "description": "the data was too large for the bus: ask for it"},
}
OPTIONAL = {"datacontenttype", "data", "trace", "draft", "sentence", "withheld", "toolarge"}
HEADERS = {
    "type": "object",
    "required": ["Nats-Msg-Id", "Content-Type"],
    "properties": {
        "Nats-Msg-Id": {**TEXT, "description": "the id; by it the bus drops what it has already"},
        "Content-Type": {"const": CONTENT_TYPE},
    },
}


class Leaving(GenerateJsonSchema):
    """The JSON schema of a message as it leaves: without what stays, and open to new fields."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        kept = staying(model)
        made.pop("additionalProperties", None)
        if kept:
            made["x-withheld"] = list(kept)
            made["properties"] = {n: f for n, f in made["properties"].items() if n not in kept}
            made["required"] = [n for n in made.get("required", ()) if n not in kept]
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def document(sentences: Mapping[type[Event], str], version: str) -> dict[str, Any]:
    """The document for these events, each with the form of its sentence."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Countersign events",
            "version": version,
            "description": ABOUT,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {
            "bus": {"host": "127.0.0.1:4222", "protocol": "nats", "description": "NATS_URL"}
        },
        "channels": {kind.__name__: channel(kind) for kind in sentences},
        "operations": {f"send{kind.__name__}": operation(kind) for kind in sentences},
        "components": {
            "messages": {kind.__name__: message(kind, said) for kind, said in sentences.items()},
            "parameters": {"tenant": {"description": "the business, such as bellavier"}},
            "schemas": {
                "Headers": HEADERS,
                "CloudEvent": {
                    "type": "object",
                    "required": [name for name in ENVELOPE if name not in OPTIONAL],
                    "properties": ENVELOPE,
                },
                **schemas(sentences),
            },
        },
    }


def schemas(kinds: Collection[type[Event]]) -> dict[str, Any]:
    """The form of each event and of all that is part of one, each under a name of its own."""
    _, made = models_json_schema(
        [(kind, "serialization") for kind in kinds],
        ref_template=f"{SCHEMAS}/{{model}}",
        schema_generator=Leaving,
    )
    found, ahead = set(), [kind.__name__ for kind in kinds]
    while ahead:
        name = ahead.pop()
        found.add(name)
        ahead.extend(set(referred(made["$defs"][name])) - found)
    return {name: schema for name, schema in made["$defs"].items() if name in found}


def referred(schema: Any) -> Iterator[str]:
    """The names of the schemas that stand in this one."""
    match schema:
        case {"$ref": str() as place}:
            yield place.rpartition("/")[2]
        case dict():
            for inner in schema.values():
                yield from referred(inner)
        case list():
            for inner in schema:
                yield from referred(inner)


def channel(kind: type[Event]) -> dict[str, Any]:
    name, function = kind.__name__, function_of(kind)
    return {
        "address": f"{FAMILY}.{{tenant}}.{function}.{name}",
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "parameters": {"tenant": {"$ref": "#/components/parameters/tenant"}},
        "tags": [{"name": function}],
    }


def operation(kind: type[Event]) -> dict[str, Any]:
    place = f"#/channels/{kind.__name__}"
    return {
        "action": "send",
        "channel": {"$ref": place},
        "messages": [{"$ref": f"{place}/messages/{kind.__name__}"}],
    }


def message(kind: type[Event], sentence: str) -> dict[str, Any]:
    own = {
        "type": {"const": type_of(kind)},
        "dataschema": {"const": schema_of(kind)},
        "data": {"$ref": f"{SCHEMAS}/{kind.__name__}"},
    }
    return {
        "name": type_of(kind),
        "title": kind.__name__,
        "summary": sentence,
        "contentType": CONTENT_TYPE,
        "correlationId": {"location": "$message.payload#/trace"},
        "headers": {"$ref": f"{SCHEMAS}/Headers"},
        "payload": {
            "allOf": [{"$ref": f"{SCHEMAS}/CloudEvent"}, {"type": "object", "properties": own}]
        },
    }
