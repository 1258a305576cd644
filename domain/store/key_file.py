"""Keys of this installation, each in a file that only its owner may read."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from domain.store.cipher import new_signing_key, public_key
from domain.store.event_store import StoreUnavailable


def made_key(file: Path, of_what: str) -> bytes:
    """The key in this file, 32 random bytes; made when there is none."""
    if not file.exists():
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number, unfinished = tempfile.mkstemp(dir=file.parent)  # Its owner's alone, as made.
            os.write(number, new_signing_key().hex().encode())
            os.close(number)
            with suppress(FileExistsError):  # Another process was first; its key is as good.
                file.hardlink_to(unfinished)
            Path(unfinished).unlink()
        except OSError as error:
            raise StoreUnavailable(f"The key of {of_what} cannot be kept: {error}.") from error
    return known_key(file, of_what)


def known_key(file: Path, of_what: str) -> bytes:
    """The key in this file, which must be there."""
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
        public_key(key)
    except (OSError, ValueError) as error:
        raise StoreUnavailable(
            f"The key of {of_what} cannot be read from {file} ({error}): put it back."
        ) from error
    return key
