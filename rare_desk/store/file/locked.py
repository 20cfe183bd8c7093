"""A file under a password, by libsodium (through PyNaCl): a secret stream of which each piece is authenticated.

Its key is sealed to a pair of keys that the password makes (Argon2id). Whoever knows the public half alone, as this
machine does between two backups, can lock files and not open them.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rare_desk.store.errors import book_error
from rare_desk.store.file import durable

ENDING = ".locked"
_MAGIC = b"Rare Desk locked 1\n"
_SALT, _SEALED, _HEADER, _MORE = 16, 80, 24, 17
_PIECE = 1 << 20
_PASSES, _MEMORY = 3, 64 << 20
"""Of Argon2id; RFC 9106's second recommended choice."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What locks and does not open."""

    salt: bytes
    public: bytes

    def text(self) -> str:
        return f"{self.salt.hex()}:{self.public.hex()}"


def lock_of_text(text: str) -> Lock | None:
    """None for what `Lock.text` never wrote."""
    with suppress(ValueError):
        salt, public = (bytes.fromhex(part) for part in text.split(":"))
        if (len(salt), len(public)) == (_SALT, 32):
            return Lock(salt, public)
    return None


def new_lock(password: str) -> Lock:
    salt = os.urandom(_SALT)
    return Lock(salt, _keys(password, salt)[0])


def _keys(password: str, salt: bytes) -> tuple[bytes, bytes]:
    """Public and secret. However a keyboard composes an accent, it is the same password."""
    from nacl import bindings

    written = unicodedata.normalize("NFC", password).encode()
    seed = bindings.crypto_pwhash_alg(32, written, salt, _PASSES, _MEMORY, bindings.crypto_pwhash_ALG_ARGON2ID13)
    public, secret = bindings.crypto_box_seed_keypair(seed)
    return public, secret


def is_locked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def lock(source: Path, out: Path, by: Lock) -> None:
    """`out` is there when it has been read back and says what `source` says. Never overwrites."""
    from nacl import bindings

    if out.exists():
        raise book_error("book-exists", out)
    key = bindings.crypto_secretstream_xchacha20poly1305_keygen()
    head = _MAGIC + by.salt + bindings.crypto_box_seal(key, by.public)
    unfinished = durable.unfinished(out)
    durable.clear(out.parent)
    try:
        with source.open("rb") as read, unfinished.open("wb") as written:
            written.write(head)
            said = _lock_stream(read, written, key, head)
        with unfinished.open("rb") as read:
            read.seek(len(head))
            again = hashlib.sha256()
            for piece in _pieces(read, key, head, out):
                again.update(piece)
        if again.digest() != said:
            raise book_error("backup-unsound", out)
        durable.put(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def _lock_stream(read: BinaryIO, written: BinaryIO, key: bytes, head: bytes) -> bytes:
    """The SHA-256 of what was read."""
    from nacl import bindings as sodium

    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    written.write(sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key))
    digest, piece = hashlib.sha256(), read.read(_PIECE)
    while True:
        following = read.read(_PIECE)
        tag = (
            sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
            if following
            else sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        )
        written.write(sodium.crypto_secretstream_xchacha20poly1305_push(state, piece, head, tag))
        digest.update(piece)
        if not following:
            return digest.digest()
        piece = following


def _pieces(read: BinaryIO, key: bytes, head: bytes, path: Path) -> Iterator[bytes]:
    """What was locked; BookError when a piece is not what was written, is missing, or more follow."""
    from nacl import bindings as sodium
    from nacl.exceptions import CryptoError

    state, tag = sodium.crypto_secretstream_xchacha20poly1305_state(), 0
    try:
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, read.read(_HEADER), key)
        while piece := read.read(_PIECE + _MORE):
            if tag == sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL:
                raise book_error("backup-damaged", path)
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, piece, head)
            yield plain
    except (CryptoError, TypeError) as error:
        raise book_error("backup-damaged", path) from error
    if tag != sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL:
        raise book_error("backup-damaged", path)


def unlock(source: Path, out: Path, password: str) -> None:
    """BookError for a wrong password, and for a file that is not whole; then there is no `out`."""
    from nacl import bindings
    from nacl.exceptions import CryptoError

    try:
        with source.open("rb") as read, out.open("wb") as written:
            head = read.read(len(_MAGIC) + _SALT + _SEALED)
            salt, sealed = head[len(_MAGIC) : len(_MAGIC) + _SALT], head[len(_MAGIC) + _SALT :]
            if len(sealed) != _SEALED:
                raise book_error("backup-damaged", source)
            try:
                key = bindings.crypto_box_seal_open(sealed, *_keys(password, salt))
            except CryptoError as error:
                raise book_error("wrong-password", source) from error
            for piece in _pieces(read, key, head, source):
                written.write(piece)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
