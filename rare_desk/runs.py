"""Did earlier runs of the window end by themselves? Each holds a file beside the log, into which Python writes where it
was when the process crashed; who ends in good order takes the file away."""

import datetime as dt
import faulthandler
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rare_desk import logs

_BEHIND = 1 << 30
"""The byte that is locked lies far behind all that is written: Windows lets nobody read a locked one."""
_READ = 100_000


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that ended in no good order: a crash, a kill, a power cut. `trace` is empty when the process could not say
    where it was; `at` is when it last was known to live, by this machine's clock."""

    at: dt.datetime
    trace: str = ""


@contextmanager
def watched(folder: Path) -> Iterator[Callable[[], None]]:
    """For the time of a window. Gives what ends it in good order before: a system that shuts down lets no program come
    to its own end. A machine that cannot keep the file goes without."""
    held = None
    with suppress(OSError):
        held = _hold(folder)

    def end() -> None:
        if held is not None:
            path, file = held
            faulthandler.disable()
            file.close()
            with suppress(OSError):
                path.unlink(missing_ok=True)

    try:
        yield end
    finally:
        end()


def _hold(folder: Path) -> tuple[Path, BinaryIO]:
    stem, number = f"run-{dt.datetime.now():%Y%m%d-%H%M%S}", 1
    while (path := folder / f"{stem}-{number}.txt").exists():
        number += 1
    file = path.open("w+b", buffering=0)
    try:
        _lock(file)
    except OSError:
        file.close()
        path.unlink(missing_ok=True)
        raise
    faulthandler.enable(file, all_threads=True)
    return path, file


def ended(folder: Path) -> list[Ended]:
    """The runs that left their file, told once: into the log, and to the caller. The oldest first."""
    found = []
    with suppress(OSError):
        for path in sorted(folder.glob("run-*.txt")):
            one = _left(path)
            if one is not None:
                found.append(one)
                logs.LOG.error("an earlier run did not end in good order, last seen %s\n%s", one.at, one.trace)
    return found


def _left(path: Path) -> Ended | None:
    """None of a run that still goes on, or that another start has told of."""
    try:
        with path.open("r+b") as file:
            _lock(file)
            file.seek(0)
            trace = file.read(_READ).decode("utf-8", "replace").strip()
            at = dt.datetime.fromtimestamp(path.stat().st_mtime)
        path.unlink()
    except OSError:
        return None
    return Ended(at, trace)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(_BEHIND)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
