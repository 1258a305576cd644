"""What is sealed opens with its key at its place, and in no other way."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.store.cipher import (
    NONCE,
    Unreadable,
    is_signed,
    new_key,
    new_signing_key,
    opened,
    public_key,
    seal,
    signed,
)

KEYS = st.binary(min_size=32, max_size=32)


@given(key=KEYS, plain=st.binary(), place=st.binary())
def test_what_is_sealed_opens_as_it_was(key, plain, place):
    assert opened(key, seal(key, plain, place), place) == plain


@given(key=KEYS, plain=st.binary(min_size=1))
def test_the_same_text_never_looks_the_same_twice(key, plain):
    first, second = seal(key, plain, b""), seal(key, plain, b"")
    assert first != second
    assert first[:NONCE] != second[:NONCE]


@given(key=KEYS, other=KEYS, plain=st.binary(), place=st.binary(), elsewhere=st.binary())
def test_another_key_or_another_place_opens_nothing(key, other, plain, place, elsewhere):
    sealed = seal(key, plain, place)
    if other != key:
        with pytest.raises(Unreadable):
            opened(other, sealed, place)
    if elsewhere != place:
        with pytest.raises(Unreadable):
            opened(key, sealed, elsewhere)


@given(key=KEYS, plain=st.binary(), data=st.data())
def test_a_change_of_any_byte_shows(key, plain, data):
    sealed = bytearray(seal(key, plain, b"place"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unreadable):
        opened(key, bytes(sealed), b"place")


@given(key=KEYS, sealed=st.binary(max_size=60))
def test_what_was_never_sealed_is_unreadable(key, sealed):
    with pytest.raises(Unreadable):
        opened(key, sealed, b"")


@given(message=st.binary(), other=st.binary())
def test_a_signature_is_good_for_one_message(message, other):
    assume(message != other)
    key = new_signing_key()
    signature = signed(key, message)
    assert is_signed(public_key(key), message, signature)
    assert not is_signed(public_key(key), other, signature)
    assert not is_signed(public_key(new_signing_key()), message, signature)


def test_keys_are_long_and_never_the_same():
    keys = {new_key() for _ in range(50)}
    assert {len(key) for key in keys} == {32}
    assert len(keys) == 50
