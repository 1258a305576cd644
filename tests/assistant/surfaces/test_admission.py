"""A token or the chat's cookie says who it is, and a cookie counts on our own pages only."""

import pytest

from assistant.surfaces.admission import Admission, Unadmitted

OURS = "http://127.0.0.1:8000"


@pytest.fixture
def admission(accounts):
    def identify(jar: dict[str, str]) -> str | None:
        return jar.get("pass")

    return Admission(accounts, identify, (OURS,))


async def status(admission: Admission, method: str, **headers: str) -> int:
    try:
        await admission.caller(method, headers)
    except Unadmitted as found:
        return found.status
    return 200


async def test_nobody_comes_in_without_proof(admission):
    assert await status(admission, "GET") == 401


async def test_a_token_says_who_it_is(admission, accounts):
    _, secret = await accounts.issue("atelier", "buyer", "api")
    caller = await admission.caller("POST", {"authorization": f"Bearer {secret}"})
    assert (caller.user, caller.tenant, caller.surface) == ("buyer", "atelier", "api")


async def test_a_token_made_for_mcp_does_not_open_the_api(admission, accounts):
    _, secret = await accounts.issue("atelier", "buyer", "mcp")
    assert await status(admission, "GET", authorization=f"Bearer {secret}") == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic b3duZXI6eA==", "Bearer cs_forged"])
async def test_a_forged_token_is_nobody_even_with_a_good_cookie(admission, header):
    cookie = "pass=owner@atelier"
    assert await status(admission, "GET", authorization=header, cookie=cookie) == 401


async def test_a_cookie_opens_from_our_own_pages(admission):
    cookie = "pass=owner@atelier"
    assert await status(admission, "POST", cookie=cookie, origin=OURS) == 200
    assert await status(admission, "GET", cookie=cookie) == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{OURS}.evil.example"])
async def test_a_cookie_sent_by_a_foreign_page_is_turned_away(admission, origin):
    cookie = "pass=owner@atelier"
    assert await status(admission, "POST", cookie=cookie, origin=origin) == 403
    assert await status(admission, "GET", cookie=cookie, origin=origin) == 403


async def test_a_change_without_an_origin_is_no_change_of_a_page_of_ours(admission):
    assert await status(admission, "POST", cookie="pass=owner@atelier") == 403


async def test_a_cookie_of_a_disabled_user_opens_nothing(admission, accounts):
    await accounts.disable("atelier", "buyer", ("owner",))
    assert await status(admission, "GET", cookie="pass=buyer@atelier") == 401


@pytest.mark.parametrize("cookie", ["pass", "pass=", "pass=owner", "pass=@", "a=b; c[]=\x01"])
async def test_a_broken_cookie_is_nobody(admission, cookie):
    assert await status(admission, "GET", cookie=cookie) == 401
