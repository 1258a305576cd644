"""What people typed stands beside the ledger's chain, and is proved like the chain itself."""

import asyncpg
import pytest

from domain.kernel import FORGOTTEN
from domain.store.connections import SETTINGS
from domain.store.ledger_texts import DIGEST, SKELETON, TEXTS, divided

TURN = {
    "what": "turn",
    "user": "ben",
    "roles": ["buyer"],
    "text": 'Write to "Ann" ü 😀 \\ 1e2',
    "tier": 1,
    "arguments": {"draft": "D-7", "amount": 1.5, "lines": [{"item": "x"}], "Ann": "not one"},
    "nearest": ["show D-7", "open orders"],
    "reason": "",
    "elapsed_ms": 0.25,
}
GONE = TURN | {
    "text": FORGOTTEN,
    "arguments": {"draft": "D-7", "amount": FORGOTTEN, "lines": FORGOTTEN},
    "nearest": [FORGOTTEN],
}
OF_TENANT = "where tenant = $1 and position"


async def found(postgres, tenant):
    return [finding async for finding in postgres.verify(tenant)]


def about(n):
    return f"The text of the ledger entry at position {n}"


@pytest.fixture
async def talked(postgres, tenant):
    """Three turns, of which each has a text of its own."""
    turns = [TURN | {"text": f"sentence {n}"} for n in (1, 2, 3)]
    await postgres.enter(tenant, "t", turns, durable=True)
    assert await found(postgres, tenant) == []
    return tenant


@pytest.fixture
async def app(server, tenant):
    connection = await asyncpg.connect(server.dsn, server_settings=SETTINGS)
    await connection.execute("select set_config('app.tenant', $1, false)", tenant)
    yield connection
    await connection.close()


async def test_what_is_entered_is_read_as_it_was(store, tenant):
    await store.enter(tenant, "t1", [TURN], durable=True)
    await store.enter(tenant, "t2", [TURN, {"what": "outcome", "code": "x"}, {"n": 1}], False)
    await store.end(tenant, "t3", [TURN], "talk", "ben", {})
    place = {"position": 1, "trace": "t1"}
    first, *others = await store.ledger(tenant)
    assert first | place == {**TURN, **place, "at": first["at"]}
    assert [entry.keys() - {"at", "position", "trace"} for entry in others] == [
        TURN.keys(),
        {"what", "code"},
        {"n"},
        TURN.keys(),
    ]
    assert [entry.get("text") for entry in await store.ledger_before(tenant)] == [
        TURN["text"],
        None,
        None,
        TURN["text"],
        TURN["text"],
    ]


async def test_the_chain_holds_a_digest_and_no_word_that_was_typed(postgres, owner, tenant):
    await postgres.enter(tenant, "t", [TURN], durable=True)
    await postgres.enter(tenant, "t", [TURN, TURN], durable=True)
    chained = await owner.fetch(f"select entry::text as e from es.ledger {OF_TENANT} > 0", tenant)
    for word in ("Ann", "Write", "1.5", "open orders"):
        assert not any(word in record["e"] for record in chained)
    digest = f"select entry ->> '{DIGEST}' from es.ledger {OF_TENANT} = $2"
    digests = {await owner.fetchval(digest, tenant, n) for n in (1, 2, 3)}
    assert len(digests) == 3, "Equal texts have other digests, or one could be tried out."


def test_a_field_that_nobody_declared_is_a_text():
    skeleton, texts = divided({"what": "x", "remark": "Ann", "arguments": {"draft": "Ann"}})
    assert skeleton == {"what": "x", "remark": FORGOTTEN, "arguments": {"draft": FORGOTTEN}}
    assert texts == {"remark": "Ann", "arguments": {"draft": "Ann"}}
    assert not SKELETON & TEXTS


async def test_an_entry_whose_text_has_gone_reads_forgotten_in_each_of_its_texts(
    postgres, owner, tenant
):
    await postgres.enter(tenant, "t", [TURN], durable=True)
    await owner.execute("delete from es.ledger_texts where tenant = $1", tenant)
    [entry] = await postgres.ledger(tenant)
    assert entry == {**GONE, **{name: entry[name] for name in ("position", "at", "trace")}}
    assert await postgres.texts_gone(tenant) == 1


WRONG = {
    f'update es.ledger_texts set text = \'{{"text": "x"}}\' {OF_TENANT} = 2': (
        f"{about(2)} is not what was entered there.",
    ),
    f"delete from es.ledger_texts {OF_TENANT} = 2": (
        f"{about(2)} was removed, and no entry says by whom.",
    ),
    "insert into es.ledger_texts values ($1, 9, '{}')": (
        f"{about(9)} was never entered, or the entry was changed.",
    ),
    "update es.ledger_texts a set text = b.text from es.ledger_texts b where a.tenant = $1"
    " and b.tenant = $1 and a.position in (1, 3) and b.position = 4 - a.position": (
        f"{about(1)} is not what was entered there.",
        f"{about(3)} is not what was entered there.",
    ),
}


@pytest.mark.parametrize("change", WRONG)
async def test_a_text_that_somebody_changed_swapped_added_or_removed_is_named(
    postgres, owner, talked, change
):
    await owner.execute(change, talked)
    assert await found(postgres, talked) == list(WRONG[change])


async def test_an_entry_that_lost_its_digest_is_found_with_its_text(postgres, owner, talked):
    await owner.execute(f"update es.ledger set entry = entry - '{DIGEST}' {OF_TENANT} = 2", talked)
    assert await found(postgres, talked) == [
        "The ledger entry at position 2 is not what was recorded there.",
        f"{about(2)} was never entered, or the entry was changed.",
    ]


async def test_texts_are_proved_range_by_range_as_well(postgres, owner, tenant, monkeypatch):
    monkeypatch.setattr("domain.store.chain.RANGE", 2)
    await postgres.enter(tenant, "t", [TURN] * 7, durable=True)
    assert await found(postgres, tenant) == []
    await owner.execute(f"delete from es.ledger_texts {OF_TENANT} in (2, 3, 7)", tenant)
    assert await found(postgres, tenant) == [
        f"{about(n)} was removed, and no entry says by whom." for n in (2, 3, 7)
    ]


async def test_nobody_can_pretend_that_texts_were_deleted_before_they_were_entered(
    postgres, owner, tenant
):
    """An entry accounts for what stands before it, and only in the form of the store."""
    for gone in ("{[1,9)}", "{[2,2),[x,3)}", "everything"):
        entry = f'{{"what": "retention", "user": "eve", "texts_gone": "{gone}"}}'
        await owner.execute(
            "select es.ledger_enter($1, array['t'], array[$2], null, true)", tenant, entry
        )
    await postgres.enter(tenant, "t", [TURN], durable=True)
    await owner.execute(f"delete from es.ledger_texts {OF_TENANT} = 4", tenant)
    assert await found(postgres, tenant) == [f"{about(4)} was removed, and no entry says by whom."]


@pytest.mark.parametrize(
    "statement",
    [
        "update es.ledger_texts set text = '{}'",
        "delete from es.ledger_texts",
        "truncate es.ledger_texts",
        "delete from es.ledger_texts_00",
    ],
)
async def test_the_program_neither_changes_nor_deletes_texts_by_itself(app, statement):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(statement)


REFUSED = {
    ('{"what": "retention"}', None, 730): "must say who",
    ('{"what": "retention", "user": "ben"}', None, 29): "after 30 days",
    ('{"what": "retention", "user": "ben"}', None, None): "after 30 days",
    ('{"what": "retention", "user": "ben"}', (1,), 730): "after 30 days",
    ('{"what": "turn", "user": "ben"}', (1,), None): "with somebody who is forgotten",
    ('{"what": "forgetting", "user": "ben", "subject": "member:ida"}', (1,), None): "with somebody",
    ('{"user": "ben"}', (1,), None): "with somebody",
}


@pytest.mark.parametrize("asked", REFUSED)
async def test_texts_are_deleted_only_with_somebody_who_is_forgotten_or_when_old(
    postgres, app, talked, asked
):
    entry, positions, days = asked
    # Of an earlier transaction, and dated ahead: that is no leave to delete.
    await app.execute(
        "insert into es.forgotten (tenant, number, subject, forgotten_at)"
        " values ($1, 1, 'member:ida', '2999-01-01')",
        talked,
    )
    call = "select es.ledger_forget($1, 't', $2, null, $3, $4, true)"
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=REFUSED[asked]):
        await app.fetchval(call, talked, entry, positions, days)
    assert await postgres.texts_gone(talked) == 0
    assert len(await postgres.ledger(talked)) == 3


async def test_texts_of_another_business_are_out_of_reach(postgres, app, talked):
    other = f"{talked[:40]}-b"
    await app.execute("select set_config('app.tenant', $1, false)", other)
    assert await app.fetch("select * from es.ledger_texts") == []
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await app.execute("insert into es.ledger_texts values ($1, 9, '{}')", talked)


async def test_a_text_that_is_no_json_is_not_taken(postgres, tenant, owner):
    enter = "select es.ledger_enter($1, array['t'], array['{}'], array[$2], true)"
    for text in ("[]", "x", '{"a": "\\u0000"}'):
        with pytest.raises(asyncpg.PostgresError):
            await owner.execute(enter, tenant, text)
    assert await postgres.ledger(tenant) == []


async def test_what_a_program_of_the_version_before_enters_is_read_and_proved(
    postgres, owner, tenant
):
    await owner.execute(
        "select es.ledger_enter($1, array['t'], array[$2], true)", tenant, '{"text": "as before"}'
    )
    assert [entry["text"] for entry in await postgres.ledger(tenant)] == ["as before"]
    assert await found(postgres, tenant) == []
    assert await postgres.texts_gone(tenant) == 0
