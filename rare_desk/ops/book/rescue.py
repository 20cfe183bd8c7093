"""What to do about a damaged book: the latest good backup with what it lacks, and what can still be read."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from rare_desk.ops.book import keeping
from rare_desk.store import checking
from rare_desk.store.backups import making, second, thinning
from rare_desk.store.errors import BookError
from rare_desk.store.salvage.lack import lacking
from rare_desk.store.salvage.making import Salvaged
from rare_desk.store.salvage.making import salvage as make

_TRIED = 12
"""So many backups, the latest first, are checked for a good one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The latest backup that is sound, and what it lacks: steps and trades of the damaged book that are not in it, None
    where that can no longer be read. `made` is this machine's time."""

    copy: Path
    made: dt.datetime | None
    steps: int | None
    trades: int | None


def salvage(path: Path, out: Path) -> Salvaged:
    """A new book at `out` with all that can be read of the damaged one, which stays as it is. Never overwrites."""
    return make(path, out)


def latest_good(path: Path) -> Offer | None:
    """Beside the book or in the second folder, of those that take no password; None when none is sound."""
    for copy in list(_copies(path))[:_TRIED]:
        with suppress(BookError):
            if not checking.check(copy):
                return Offer(copy, keeping.time_of(copy.name), *lacking(path, copy))
    return None


def _copies(path: Path) -> Iterator[Path]:
    """The latest first."""
    if not path.name:
        return
    there = second.chosen()
    folders = [making.folder(path), *(there.folder.glob(f"{escape(path.name)}-*") if there else ())]
    found = [copy for folder in folders for copy in thinning.backups_in(folder) if copy.suffix == ".raredesk"]
    yield from sorted((copy for copy in found if "damaged" not in copy.stem), key=lambda one: one.name, reverse=True)
