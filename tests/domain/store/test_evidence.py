"""Originals are kept once under the digest of their content, each tenant's for itself."""

from hashlib import sha256
from uuid import uuid4

import asyncpg
import pytest

from domain.store.evidence import MemoryFiles, PostgresFiles

BILL = b"%PDF-1.7 \x00\xff"


@pytest.fixture(params=["memory", "postgres"])
def files(request, postgres):
    return MemoryFiles() if request.param == "memory" else PostgresFiles(postgres.connections)


@pytest.fixture
def tenant() -> str:
    return f"t{uuid4().hex[:12]}"


async def test_a_file_is_given_back_as_it_came(files, tenant):
    file = await files.keep_file(tenant, BILL, "Rechnung Ä.pdf", "pdf", "ana")
    assert file == sha256(BILL).hexdigest()
    assert await files.give_file(tenant, file) == ("Rechnung Ä.pdf", BILL)


async def test_the_same_content_is_kept_once_under_its_first_name(files, tenant):
    first = await files.keep_file(tenant, BILL, "a.pdf", "pdf", "ana")
    assert await files.keep_file(tenant, BILL, "b.pdf", "pdf", "ben") == first
    assert await files.give_file(tenant, first) == ("a.pdf", BILL)


async def test_another_tenant_has_nothing_of_it(files, tenant):
    file = await files.keep_file(tenant, BILL, "a.pdf", "pdf", "ana")
    assert await files.give_file(f"{tenant}x", file) is None


async def test_nobody_exchanges_a_file_for_another(postgres, tenant):
    keeper = PostgresFiles(postgres.connections)
    file = await keeper.keep_file(tenant, BILL, "a.pdf", "pdf", "ana")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await postgres.connections.change(
            tenant, "update es.evidence set content = '' where file = $1", file
        )
    assert await keeper.give_file(tenant, file) == ("a.pdf", BILL)
