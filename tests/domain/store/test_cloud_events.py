"""A fact leaves as a CloudEvent: complete, in order, and without what is personal."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog import EVENTS
from domain.governance.draft_events import DraftProposed
from domain.governance.proposal import Origin, Planned
from domain.kernel import Cause, Event, Fact
from domain.procurement.bank_account import BankAccount
from domain.procurement.supplier import BankDetailsChanged, Profile, SupplierChanged, SupplierHeld
from domain.store.cloud_events import LARGEST, envelope, publication, schema_of, subject, token
from tests.domain.store.hiring import Contact, Hired
from tests.domain.store.orders import OrderPlaced, placed

AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
SOURCE = "https://erp.example"
IBAN = "DE89370400440532013000"

# CloudEvents 1.0.2: names of attributes (3.1.1), and what a string may not contain (3.1.2).
ATTRIBUTE = re.compile(r"[a-z0-9]{1,20}")
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
REQUIRED = {"specversion", "id", "source", "type"}


def sent(event: Event, cause: Cause = Cause(("ana",))) -> dict[str, Any]:  # noqa: B008
    return envelope("acme", Fact("s-1", 3, event, cause, 42, AT), SOURCE)


def test_a_fact_is_an_envelope_with_everything_that_places_it():
    fact = Fact("o-7", 2, placed("o-7").event, Cause(("ana",), "D-1", "trace-1"), 42, AT)
    assert envelope("acme", fact, SOURCE) == {
        "specversion": "1.0",
        "id": "acme:42",
        "source": SOURCE,
        "type": "countersign.domain.OrderPlaced",
        "subject": "o-7",
        "time": "2026-03-04T05:06:07.000089Z",
        "datacontenttype": "application/json",
        "dataschema": "urn:countersign:domain:OrderPlaced:1",
        "tenant": "acme",
        "position": "42",
        "streamversion": 2,
        "trace": "trace-1",
        "draft": "D-1",
        "sentence": str(fact.event),
        "data": fact.event.model_dump(mode="json"),
    }


def test_the_bytes_say_the_same_as_the_envelope():
    fact = placed("o1", note="née «Ä» \U0001f9f5").placed(7, AT)
    out = publication("acme", fact, SOURCE)
    assert json.loads(out.body) == envelope("acme", fact, SOURCE)
    assert (out.id, out.subject) == ("acme:7", "countersign.acme.domain.OrderPlaced")


def test_what_is_not_recorded_is_not_published():
    with pytest.raises(ValueError, match="not recorded yet"):
        envelope("acme", placed("o1"), SOURCE)


def test_time_is_universal_whatever_zone_it_was_written_in():
    there = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert envelope("acme", placed("o1").placed(1, there), SOURCE)["time"].endswith(
        "05:06:07.000089Z"
    )


def test_the_form_of_the_data_has_a_name_that_changes_with_it():
    class Moved(Event):
        schema_version = 3

    assert schema_of(Moved).endswith(":Moved:3")


@given(text=st.text(), tenant=st.from_regex(r"[a-z0-9][a-z0-9_-]{0,62}", fullmatch=True))
def test_attributes_keep_the_rules_of_cloud_events(text: str, tenant: str):
    class Noted(Event):
        note: str

        def __str__(self) -> str:
            return self.note

    fact = Fact(text, 1, Noted(note=text), Cause((), text, text), 2**40, AT)
    body = publication(tenant, fact, SOURCE).body
    attributes = json.loads(body)
    data = attributes.pop("data")
    assert data["note"].encode("utf-8", "replace") == text.encode("utf-8", "replace")
    assert attributes.keys() >= REQUIRED
    for name, value in attributes.items():
        assert ATTRIBUTE.fullmatch(name)
        assert value != ""
        assert isinstance(value, str | bool) or -(2**31) <= value < 2**31
        assert not isinstance(value, str) or not FORBIDDEN.search(value)


def test_what_is_personal_or_secret_stays_and_is_named():
    contacts = (Contact(role="next of kin", telephone="555-1"), Contact(role="doctor"))
    event = Hired(
        team="cutting", name="Vera", contacts=contacts, by_kind={"a": contacts[0]}, pin=1234
    )
    out = sent(event)
    assert out["data"] == {
        "team": "cutting",
        "contacts": [{"role": "next of kin"}, {"role": "doctor"}],
        "by_kind": {"a": {"role": "next of kin"}},
    }
    assert out["withheld"] == "name,pin,contacts.telephone,by_kind.telephone"
    text = json.dumps(out)
    assert not [word for word in ("Vera", "555", "1234") if word in text]


def test_a_sentence_leaves_unless_something_that_it_may_repeat_stays():
    assert sent(Hired(team="cutting"))["sentence"] == "Somebody joins cutting."
    assert "sentence" not in sent(Hired(team="cutting", name="Vera"))
    held = SupplierHeld(supplier="S-1", name="ACME", reason="no answer")
    assert sent(held)["sentence"] == str(held)


def test_a_bank_account_never_leaves_however_it_was_recorded():
    account = BankAccount(account=IBAN, bank="Hausbank")
    changed = BankDetailsChanged(supplier="S-1", name="ACME", account=account, previous=account)
    arguments = {"account": IBAN}
    proposed = DraftProposed(
        title="Pay ACME to another account",
        kind="change",
        function="procurement",
        by=("ana",),
        steps=(Planned(stream="supplier-S-1", command="ChangeBankDetails", arguments=arguments),),
        origins=(Origin(field="account", value="DE89 3704 0044 0532 0130 00", source="said"),),
        asked=arguments,
        preview={"events": [{"account": IBAN}]},
        expires_at=AT,
    )
    for event in (changed, proposed):
        text = json.dumps(sent(event))
        assert IBAN not in text
        assert IBAN[-4:] not in text
    assert sent(changed)["data"]["account"] == {"bank": "Hausbank"}
    assert sent(proposed)["withheld"] == "asked,origins,preview,steps.arguments"


def test_an_e_mail_address_does_not_leave_in_a_sentence_about_its_change():
    before = Profile(name="ACME", currency="EUR", email="old@example.com")
    after = before.model_copy(update={"email": "new@example.com"})
    text = json.dumps(sent(SupplierChanged(supplier="S-1", before=before, after=after)))
    assert "example.com" not in text


def test_what_is_too_large_for_the_bus_says_so_and_leaves_its_data_out():
    fact = placed("o1", note="x" * LARGEST).placed(1, AT)
    out = json.loads(publication("acme", fact, SOURCE).body)
    assert out["toolarge"] is True
    assert out.keys() & {"data", "datacontenttype"} == set()
    assert out["dataschema"] == schema_of(OrderPlaced)
    small = json.loads(publication("acme", placed("o1").placed(1, AT), SOURCE).body)
    assert "toolarge" not in small


@given(name=st.text())
def test_any_name_is_one_token_of_a_subject(name: str):
    assert re.fullmatch(r"[A-Za-z0-9_~%-]+", token(name))


@given(names=st.lists(st.text(max_size=4), min_size=2, max_size=2, unique=True))
def test_two_names_never_share_a_subject(names: list[str]):
    assert token(names[0]) != token(names[1])


@given(tenant=st.text(), wild=st.sampled_from(["*", ">", "a.b", " ", "\r\nPUB x 0", ""]))
def test_a_subject_has_four_tokens_whatever_stands_in_them(tenant: str, wild: str):
    kind = type(f"Placed{wild}", (Event,), {"__module__": f"domain.{wild or '_'}"})
    tokens = subject(tenant, kind).split(".")
    assert len(tokens) == 4
    assert tokens[0] == "countersign"
    assert all(re.fullmatch(r"[A-Za-z0-9_~%-]+", each) for each in tokens)


def test_ordinary_names_stand_in_a_subject_as_they_are():
    kinds = [subject("bellavier-2_b", kind) for kind in EVENTS.values()]
    assert "countersign.bellavier-2_b.procurement.GoodsReceived" in kinds
    assert "%" not in "".join(kinds)
    assert len(set(kinds)) == len(EVENTS)


def test_a_tenant_cannot_write_a_header_of_its_own():
    fact = placed("o1", amount=str(Decimal(1))).placed(1, AT)
    assert publication("a\r\nNats-Rollup: all", fact, SOURCE).id == "a%0D%0ANats-Rollup%3A%20all:1"
