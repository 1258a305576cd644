"""The cipher: sealing a text with a key, and signing a text so that a later change shows."""

import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BITS = 256
NONCE = 12  # Bytes; NIST SP 800-38D recommends this length.


class Unreadable(Exception):
    """A sealed text was changed, or the key is another's."""


def new_key() -> bytes:
    """A key for `seal`, 32 random bytes."""
    return AESGCM.generate_key(KEY_BITS)


def seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    """The nonce and the sealed text, AES-256 in Galois/Counter Mode (NIST SP 800-38D).

    `place` is not kept: whoever opens the text must name the same one, so that a sealed text
    that was moved elsewhere does not open there.
    """
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


def opened(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """What was sealed; raises Unreadable when text, key or place are not the same."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("The sealed text cannot be opened with this key.") from error


def new_signing_key() -> bytes:
    """A private key for `signed`, 32 random bytes (Ed25519, RFC 8032)."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(signing_key: bytes) -> bytes:
    """What others check signatures of this private key with, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(signing_key).public_key().public_bytes_raw()


def signed(signing_key: bytes, message: bytes) -> bytes:
    """The signature of a message, 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(signing_key).sign(message)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the owner of this public key signed exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
