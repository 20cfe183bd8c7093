"""What imports of every kind share: the files that come in, how a plan is counted and told, what was written."""

from abc import ABC, abstractmethod
from collections.abc import Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from rare_desk.core.problems import Problem, problem
from rare_desk.store.book import Changes
from rare_desk.store.errors import shown
from rare_desk.words import Language, sentence


@dataclass(frozen=True, slots=True)
class Source:
    """A file to bring in: a path, or bytes with a name (what was pasted)."""

    name: str
    data: Path | bytes


def sources(files: Sequence[Path | Source]) -> list[Source]:
    return [Source(shown(file.name), file) if isinstance(file, Path) else file for file in files]


def is_held(source: Source) -> bool:
    """Whether another program keeps the file for itself, so that it cannot be read now."""
    if isinstance(source.data, bytes):
        return False
    try:
        with source.data.open("rb") as stream:
            stream.read(1)
    except PermissionError:
        return True
    except OSError:
        return False  # gone, or no file any more: reading it says so
    return False


class Written(NamedTuple):
    """`changes` and `batch` are None when there was nothing new."""

    changes: Changes | None
    written: int
    batch: int | None


class Sheet(Protocol):
    """A table of which is known what would come in; `doubtful` only when suspect rows are accepted."""

    @property
    def sheet(self) -> str: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def header_row(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def fresh(self) -> Sized: ...
    @property
    def doubtful(self) -> Sized: ...
    @property
    def existing(self) -> int: ...
    @property
    def wrong(self) -> int: ...
    @property
    def problems(self) -> Sequence[Problem]: ...


class Plan(ABC):
    """Counts over all sheets."""

    __slots__ = ()

    @property
    @abstractmethod
    def sheets(self) -> Sequence[Sheet]: ...

    @property
    def new(self) -> int:
        return sum(len(sheet.fresh) for sheet in self.sheets)

    @property
    def existing(self) -> int:
        return sum(sheet.existing for sheet in self.sheets)

    @property
    def suspect(self) -> int:
        return sum(len(sheet.doubtful) for sheet in self.sheets)

    @property
    def wrong(self) -> int:
        return sum(sheet.wrong for sheet in self.sheets)

    @property
    def closed(self) -> int:
        """Rows of closed months, which come in only as corrections."""
        return 0

    def coming(self, accept_suspect: bool = False, corrections: bool = False) -> int:
        """How many rows would be written with these words."""
        return self.new + (self.suspect if accept_suspect else 0)

    def obstacles(
        self, skip_wrong: bool = False, accept_suspect: bool = False, corrections: bool = False
    ) -> tuple[Problem, ...]:
        """Why it would not be written with these words; empty when it would."""
        bad = (0 if skip_wrong else self.wrong) + (0 if skip_wrong or accept_suspect else self.suspect)
        return (problem("import-has-problems", count=bad),) if bad else ()


def counts_json(sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        "header_row": sheet.header_row or None,
        "rows": sheet.rows,
        "new": len(sheet.fresh),
        "existing": sheet.existing,
        "suspect": len(sheet.doubtful),
        "wrong": sheet.wrong,
    }


def problems_json(sheet: Sheet, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "kind": "suspect" if found.suspect else "wrong",
            "row": found.place.row,
            "column": found.place.column,
            "value": found.value,
            "code": found.code,
            "message": sentence(found, language),
        }
        for found in sheet.problems
    ]
