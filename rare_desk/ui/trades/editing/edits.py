"""Rows of the list that are being typed: what stands in them, what is wrong, and whether they are of the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rare_desk.core.problems import Problem
from rare_desk.core.trades import Trade
from rare_desk.store.rows import TradeRow
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.entry.reading import Reading
from rare_desk.ui.trades.editing.cells import column_of

Read = Callable[[Draft, Trade | None], Reading]


@dataclass(frozen=True, slots=True)
class RowEdit:
    """A row as it is typed. A new one has an `id` below zero and no `row`."""

    id: int
    draft: Draft
    reading: Reading
    begun: Draft
    row: TradeRow | None = None
    """As it stood in the book when typing began."""
    left: bool = False
    """It was left once: what is missing is told from then on."""
    saving: bool = False
    refused: tuple[Problem, ...] = ()
    """By the book."""
    accepted: Trade | None = None
    """With the suspicious price that was accepted."""

    @property
    def is_new(self) -> bool:
        return self.row is None

    @property
    def touched(self) -> bool:
        return self.draft != self.begun

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is told: nothing of what is missing before the row was left once."""
        told = (p for p in self.reading.problems if self.left or p.suspect or not p.code.startswith("missing-"))
        return (*self.refused, *told)

    @property
    def wrong(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if not p.suspect)

    def shown(self) -> EditedRow:
        uuid = self.row.uuid if self.row else ""
        batch = self.row.batch if self.row else None
        return EditedRow(self.id, uuid, self.reading.so_far, self.reading.prices, batch, edit=self)

    def problems_at(self, column: str, there: Callable[[str], bool]) -> tuple[Problem, ...]:
        """`there`: whether a column is shown."""
        return tuple(p for p in self.problems if column_of(p.field, self.draft, there) == column)


@dataclass(frozen=True, slots=True)
class EditedRow(TradeRow):
    """Stands in the list for the row of the book, or for one that the book has not yet."""

    edit: RowEdit = field(kw_only=True)


class Edits:
    """In the order begun. `read` reads a draft, of a changed row against its trade in the book."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._edits: dict[int, RowEdit] = {}
        self._saved: set[int] = set()
        self._next = -1

    def __iter__(self) -> Iterator[RowEdit]:
        return iter(tuple(self._edits.values()))

    def __len__(self) -> int:
        return len(self._edits)

    def get(self, row_id: int) -> RowEdit | None:
        return self._edits.get(row_id)

    @property
    def new_ids(self) -> list[int]:
        """Those that the book does not have yet. Asked on any thread."""
        return [one for one in tuple(self._edits) if one < 0 and one not in self._saved]

    def shown(self, ids: Sequence[int]) -> dict[int, EditedRow]:
        """Of those rows the typed ones. Asked on any thread."""
        edits = self._edits
        return {one: edits[one].shown() for one in ids if one in edits}

    def begin_new(self, draft: Draft, begun: Draft | None = None) -> RowEdit:
        edit = RowEdit(self._next, draft, self._read(draft, None), begun or draft)
        self._next -= 1
        return self.put(edit)

    def begin(self, row: TradeRow, draft: Draft) -> RowEdit:
        return self.put(RowEdit(row.id, draft, self._read(draft, row.trade), draft, row))

    def type(self, edit: RowEdit, draft: Draft) -> RowEdit:
        """Something else stands in the row; what the book refused no longer counts."""
        return self.put(replace(edit, draft=draft, reading=self.reading(edit, draft), refused=()))

    def reading(self, edit: RowEdit, draft: Draft) -> Reading:
        return self._read(draft, edit.accepted or (edit.row.trade if edit.row else None))

    def put(self, edit: RowEdit) -> RowEdit:
        self._edits[edit.id] = edit
        return edit

    def saved(self, row_id: int) -> None:
        """The book has it; it is still shown until the list has been read anew. Told on the book's thread."""
        self._saved.add(row_id)

    def not_saved(self, row_id: int) -> None:
        self._saved.discard(row_id)

    def is_saved(self, row_id: int) -> bool:
        return row_id in self._saved

    def drop(self, row_id: int) -> RowEdit | None:
        self._saved.discard(row_id)
        return self._edits.pop(row_id, None)
