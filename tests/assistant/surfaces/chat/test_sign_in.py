"""Signing in to the chat: a name, perhaps a business, and a password."""

import pytest
from fastapi import HTTPException

from tests.assistant.surfaces.chat.plain_front import PlainFront
from tests.assistant.surfaces.chat.room import Room


@pytest.mark.parametrize(
    ("typed", "password", "identifier"),
    [
        ("owner", "owner pass", "owner@bellavier"),
        (" owner@elsewhere ", "owner pass", "owner@elsewhere"),
        ("owner", "wrong", None),
        ("nobody@shop.example", "nobody@shop.example pass", None),
    ],
)
async def test_a_person_signs_in_with_a_name_and_perhaps_a_business(
    room: Room, typed: str, password: str, identifier: str | None
) -> None:
    from chainlit.config import config

    if identifier is None:
        with pytest.raises(HTTPException, match="do not fit together"):
            await config.code.password_auth_callback(typed, password)
        return
    user = await config.code.password_auth_callback(typed, password)
    assert user.identifier == identifier


async def test_a_sign_in_that_cannot_be_checked_is_not_called_wrong(
    room: Room, front: PlainFront
) -> None:
    from chainlit.config import config

    front.broken = ConnectionError("no database")
    with pytest.raises(HTTPException) as problem:
        await config.code.password_auth_callback("owner", "owner pass")
    assert problem.value.status_code == 503
    assert "no database" not in problem.value.detail
