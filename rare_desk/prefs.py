"""What this machine remembers between two runs: never data of a book, unless typed and not yet saved."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from rare_desk import paths
from rare_desk.moving import move

RECENT = 8
_WIDEST = 10_000
_PATIENCE_S = 0.04
"""The window waits for it."""


@dataclass(slots=True)
class Prefs:
    """`language` and `theme` are empty for "as the system"; `red_up` is None for "as the language says"."""

    name: str = ""
    """Who works here, as the history says it; empty for the account's name."""
    language: str = ""
    theme: str = ""
    red_up: bool | None = None
    recent: list[str] = field(default_factory=list)
    geometry: str = ""
    """The window's place and size as Qt writes it, base64."""
    page: str = ""
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    """Widths in px by table and column name."""
    letterhead: dict[str, str] = field(default_factory=dict)
    """Of the papers for the other side: `name`, `lines` (parted by line breaks), `logo` (a picture's path)."""
    backup_folder: str = ""
    """A second place for backups; empty for none."""
    backup_lock: str = ""
    """What locks the copies there; it does not open them."""
    views: dict[str, Any] = field(default_factory=dict)
    """What a page wants to find again, by the page's name: plain JSON values."""

    transient: bool = False
    """Of this run alone: nothing is written. For pictures and the self-test."""

    def opened(self, book: Path) -> None:
        """Puts the book first among the recent ones."""
        self.recent = [str(book), *self._without(book)][:RECENT]
        self.save()

    def forget(self, book: Path) -> None:
        self.recent = self._without(book)
        self.save()

    def _without(self, book: Path) -> list[str]:
        """The recent ones, of which it is one however its name is written where the system does not mind."""
        name = os.path.normcase(book)
        return [known for known in self.recent if os.path.normcase(known) != name]

    def save(self) -> None:
        """Written whole beside the old file, then renamed over it. A machine that cannot keep it goes without."""
        if self.transient:
            return
        target = paths.prefs_file()
        fresh = target.with_suffix(f".{os.getpid()}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
            move(fresh, target, _PATIENCE_S)
        except OSError:
            fresh.unlink(missing_ok=True)


def load() -> Prefs:
    """From the file; an unreadable file or value counts as not there, whoever wrote it."""
    try:
        read = json.loads(paths.prefs_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Prefs()
    if not isinstance(read, dict):
        return Prefs()
    plain = Prefs()
    read.pop("transient", None)
    known = {
        f.name: read[f.name] for f in fields(Prefs) if f.name in read and _fits(getattr(plain, f.name), read[f.name])
    }
    found = Prefs(**known)
    found.recent = [name for name in found.recent if isinstance(name, str) and "\0" not in name]
    found.letterhead = {name: text for name, text in found.letterhead.items() if isinstance(text, str)}
    found.columns = {name: _widths(kept) for name, kept in found.columns.items() if isinstance(kept, dict)}
    found.views = {name: kept for name, kept in found.views.items() if isinstance(kept, dict)}
    return found


def _widths(kept: Mapping[str, object]) -> dict[str, int]:
    return {key: width for key, width in kept.items() if isinstance(width, int) and 0 < width <= _WIDEST}


def _fits(default: object, value: object) -> bool:
    return value is None or isinstance(value, bool) if default is None else isinstance(value, type(default))


@cache
def shared() -> Prefs:
    """The one that the whole window reads and changes."""
    return load()
