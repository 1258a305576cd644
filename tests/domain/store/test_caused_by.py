"""What a draft brought about is looked up, however long the history of the business is."""

from dataclasses import replace

from domain.store.history import DRAFT
from tests.domain.store.orders import placed


def of(draft, order):
    fact = placed(order)
    return replace(fact, cause=replace(fact.cause, draft=draft))


async def test_an_index_finds_what_a_draft_brought_about(postgres, owner, tenant):
    await postgres.append(tenant, [of(f"D-{n % 50}", f"o-{n}") for n in range(2_000)])
    await owner.execute("analyze es.events")
    statement = DRAFT.replace("$1", f"'{tenant}'").replace("$2", "'D-7'")
    async with postgres.connections.keeping.held() as connection:
        await connection.speak_for(tenant)
        plan = await connection.fetch(f"explain {statement}")
    said = " ".join(record[0] for record in plan)
    assert "Index Cond" in said and "AND (draft = 'D-7'::text)" in said.partition("Index Cond")[2]
    assert len(await postgres.caused_by(tenant, "D-7")) == 40
