"""The book's exclusive lock, for migration and restore: a file beside the book that names its holder."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rare_desk.store.errors import BUSY, book_error


def lock_path(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def refuse_if_held(path: Path) -> None:
    """BookError with exit code 4 while another program holds the lock."""
    if lock_path(path).exists():
        with exclusive(path):
            pass


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(lock_path(path), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise book_error("book-held", path, BUSY, holder=_holder(path)) from error
    try:
        _holder_path(path).write_text(f"{_machine()}, {os.getpid()}", encoding="utf-8")
        yield
    finally:
        # While it is still held: nobody waits for it, so nobody can be left with a lock on a file that is gone.
        for file in (_holder_path(path), lock_path(path)):
            with suppress(OSError):
                file.unlink(missing_ok=True)
        lock.release()


def _machine() -> str:
    """`platform` asks a socket for it on Windows."""
    return os.environ.get("COMPUTERNAME") or platform.node()


def _holder_path(path: Path) -> Path:
    """Apart from the lock itself, which Windows lets nobody else read."""
    return path.with_name(path.name + ".holder")


def _holder(path: Path) -> str:
    try:
        return _holder_path(path).read_text(encoding="utf-8")
    except OSError:
        return "?"
