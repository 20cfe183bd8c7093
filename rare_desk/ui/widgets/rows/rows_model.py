"""Rows of a long table: the first page at once, the order of the others behind it, rows fetched as they are seen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rare_desk.store.book import Book
from rare_desk.ui import labels
from rare_desk.ui.widgets.rows.clip import quoted
from rare_desk.ui.widgets.rows.rows_source import Follow, Followed, Reading, Reads, Source
from rare_desk.words import printed

A = TypeVar("A")
R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
FIRST = 64
PAGE = 64
_FEW = 8
_KEPT = 1024
"""Rows that were looked at last are kept, this many to twice as many."""

FLAG_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""`suspect` puts the corner on a cell; see Column.flag."""
STATE_ROLE = FLAG_ROLE + 1
"""`cancelled` strikes the row out; see RowsModel.row_state."""
_NO_INDEX = QModelIndex()
_SHOWN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_TYPED = _SHOWN | Qt.ItemFlag.ItemIsEditable


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """`text` is as shown; `copied` as Excel expects it (no thousands commas), `text` when there is none."""

    key: str
    title: str
    text: Callable[[R], str]
    unit: str = ""
    width: int = 96
    align: Literal["left", "right", "centre"] = "left"
    muted: bool = False
    sortable: bool = True
    copied: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    flag: Callable[[R], str] | None = None
    """`suspect`, `bad`, `muted`, `rise`, `fall`, `chip:<kind>`, or empty."""
    spare: int = 0
    """Above 0: a table that fits its width does without it when there is no room, 1 first."""
    grows: bool = False
    """It takes what the others, at their own width, leave, to twice its own; then all share, and the rest is its."""
    roomy: bool = False
    """Words of any length: it becomes wider than others where there is room."""
    raw: Callable[[R], str] | None = None
    """What an editor begins with; None: the cell cannot be typed into."""


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows by id; a page of them is read from the book when the view first asks for one of it. After a change of the
    book a source that can follow it renews only what changed."""

    order_asked = Signal(object)
    """Sorts, the first counting most, or none for the page's own order: make a source in that order and call `load`."""
    edited = Signal(int, str, str)
    """(row id, column key, text as typed)."""
    ids_loaded = Signal()

    def __init__(self, columns: Sequence[Column[R]], read: Reads, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.row_state: Callable[[R], str] = lambda _row: ""
        self._read = read
        self._source: Source[R] | None = None
        self._ids: Sequence[int] = ()
        self._rows: dict[int, R | None] = {}
        self._older: dict[int, R | None] = {}
        self._step: int | None = None
        """What is at hand is not older than that."""
        self._ordered = False
        self._loading = 0
        self._reading: Reading | None = None
        self._flags = [_TYPED if column.raw else _SHOWN for column in self.columns]

    @property
    def complete(self) -> bool:
        """False while the order of the rows behind the first page is still coming."""
        return self._loading == 0

    def load(self, source: Source[R], step: int | None = None) -> None:
        """Shows the first page of another filter or order at once; `step` is one of the journal that these rows are not
        older than."""
        self.beginResetModel()
        self._source = source
        first = source.first(FIRST)
        self._ids = array("q", [source.key(row) for row in first])
        self._forget(step)
        self._rows.update((source.key(row), row) for row in first)
        self.endResetModel()
        if len(first) < FIRST:
            self._loading = 0
            self._ordered = True
            self.ids_loaded.emit()
        else:
            self._fetch_ids()

    def stop(self) -> None:
        """The order that is still coming is not waited for: other rows are about to be loaded."""
        if self._reading is not None:
            self._reading.cancel()

    def reload(self, step: int | None = None) -> None:
        """The same rows after a change of the book, whose last step is that; selection and place stay with their
        rows."""
        source, ids, since = self._source, self._ids, self._step
        if source is None:
            return
        follow: Follow | None = getattr(source, "followed", None)
        if follow is None or since is None or not self._ordered:
            self._reload_all(step)
        else:
            self._ask(lambda book: follow(book, ids, since), partial(self._take_followed, step))

    def id_at(self, row: int) -> int:
        return self._ids[row]

    def ids(self) -> Sequence[int]:
        return self._ids

    def place_of(self, row_id: int) -> int:
        """The row's place, or -1."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def row_at(self, place: int) -> R | None:
        """None when the book no longer has it."""
        if not 0 <= place < len(self._ids):
            return None
        row_id = self._ids[place]
        try:
            return self._rows[row_id]
        except KeyError:
            return self._fetch(row_id, place)

    def read_ahead(self, places: range) -> None:
        """What is not at hand of the rows at these places is read in one go; of a few that come into sight with every
        turn of the wheel a page is read now and then."""
        wanted = [one for one in self._ids[places.start : places.stop] if not self._at_hand(one)]
        if len(wanted) > _FEW:
            self._read_rows(wanted)
            self._keep_few()

    def put_in(self, place: int, row_id: int) -> None:
        """A row that the source has just been given stands at that place until the order is read anew."""
        ids = array("q", self._ids)
        ids.insert(place, row_id)
        self.beginInsertRows(QModelIndex(), place, place)
        self._ids = ids
        self.endInsertRows()
        self._read_again()

    def take_out(self, row_id: int) -> None:
        place = self.place_of(row_id)
        if place < 0:
            return
        ids = array("q", self._ids)
        del ids[place]
        self.beginRemoveRows(QModelIndex(), place, place)
        self._ids = ids
        self.endRemoveRows()
        self._read_again()

    def renew(self, row_id: int) -> None:
        """That row is asked of the source again."""
        self._renew((row_id,))
        if (place := self.place_of(row_id)) >= 0:
            self._tell(place)

    def rows_at(self, places: Sequence[int]) -> list[R]:
        """Read from the book in chunks without touching the cache: for copying and exporting."""
        assert self._source is not None
        wanted = [self._ids[place] for place in places]
        rows: list[R] = []
        for start in range(0, len(wanted), 900):
            rows.extend(self._source.rows(wanted[start : start + 900]))
        return rows

    def taken(self, columns: Sequence[int]) -> Callable[[Book, Callable[[float], None]], list[list[tuple[str, str]]]]:
        """Reads all rows on another thread, in the order shown now: each cell as shown and as copied."""
        source, known, chosen = self._source, self._ids if self.complete else None, [self.columns[n] for n in columns]

        def read(book: Book, progress: Callable[[float], None]) -> list[list[tuple[str, str]]]:
            assert source is not None
            ids = source.ids(book) if known is None else known
            there = source.on(book)
            cells: list[list[tuple[str, str]]] = []
            for start in range(0, len(ids), 900):
                progress(start / len(ids))
                cells += [_both(chosen, row) for row in there.rows(ids[start : start + 900])]
            return cells

        return read

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return printed(column.text(row))
        if role == FLAG_ROLE:
            return column.flag(row) if column.flag else ""
        if role == STATE_ROLE:
            return self.row_state(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (labels.tip(column.tip(row)) or None) if column.tip else None
        if role == Qt.ItemDataRole.EditRole:
            return column.raw(row) if column.raw else column.text(row)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self.edited.emit(self._ids[index.row()], self.columns[index.column()].key, str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            column = self.columns[section]
            return f"{column.title} {column.unit}".rstrip()
        return None

    def tsv(self, places: Sequence[int], columns: Sequence[int], *, header: bool = True) -> str:
        """Those cells as Excel reads them from the clipboard, with `header` their titles first when more than one row
        is taken."""
        chosen = [self.columns[number] for number in columns]
        lines = [[f"{one.title} {one.unit}".rstrip() for one in chosen]] if header and len(places) > 1 else []
        lines += [[(one.copied or one.text)(row) for one in chosen] for row in self.rows_at(places)]
        return "\n".join("\t".join(_cell(value) for value in line) for line in lines)

    def _fetch(self, row_id: int, place: int) -> R | None:
        """With what is not at hand of the page around it."""
        if row_id not in self._older:
            begin = place // PAGE * PAGE
            self._read_rows([one for one in self._ids[begin : begin + PAGE] if not self._at_hand(one)])
        else:
            self._rows[row_id] = self._older[row_id]
        row = self._rows[row_id]
        self._keep_few()
        return row

    def _keep_few(self) -> None:
        if len(self._rows) > _KEPT:
            self._rows, self._older = {}, self._rows

    def _read_rows(self, ids: Sequence[int]) -> None:
        assert self._source is not None
        self._rows.update(dict.fromkeys(ids))
        self._rows.update((self._source.key(row), row) for row in self._source.rows(ids))

    def _renew(self, ids: Iterable[int]) -> None:
        self._read_rows([one for one in ids if self._at_hand(one)])

    def _at_hand(self, row_id: int) -> bool:
        return row_id in self._rows or row_id in self._older

    def _forget(self, step: int | None) -> None:
        self._rows, self._older = {}, {}
        self._step, self._ordered = step, False

    def _read_again(self) -> None:
        """An order that is still coming does not know of the change."""
        if self._loading:
            self._fetch_ids()

    def _reload_all(self, step: int | None) -> None:
        self._forget(step)
        if self._ids:
            self._tell(0, len(self._ids) - 1)
        self._fetch_ids()

    def _fetch_ids(self) -> None:
        source = self._source
        assert source is not None
        self._ask(lambda book: array("q", source.ids(book)), self._take_ids)

    def _ask(self, read: Callable[[Book], A], take: Callable[[A], None]) -> None:
        """In place of what is being read: of what was asked before nothing is taken any more."""
        source = self._source
        self._loading += 1
        ticket = self._loading

        def done(found: A) -> None:
            if source is self._source and ticket == self._loading:
                self._loading = 0
                take(found)

        self.stop()
        self._reading = self._read(read, done)

    def _take_followed(self, step: int | None, found: Followed | None) -> None:
        if found is None:
            self._reload_all(step)
            return
        self._step = found.step
        self._renew(found.changed)
        if found.ids is not self._ids:
            self._replace(found.ids)
        for place in found.places:
            self._tell(place)
        self.ids_loaded.emit()

    def _tell(self, first: int, last: int | None = None) -> None:
        """That these rows say something else."""
        end = first if last is None else last
        self.dataChanged.emit(self.index(first, 0), self.index(end, len(self.columns) - 1))

    def _take_ids(self, ids: Sequence[int]) -> None:
        self._ordered, before = True, self._ids
        if len(ids) >= len(before) and ids[: len(before)] == before:
            if len(ids) > len(before):
                self.beginInsertRows(QModelIndex(), len(before), len(ids) - 1)
                self._ids = ids
                self.endInsertRows()
        else:
            self._replace(ids)
        self.ids_loaded.emit()

    def _replace(self, ids: Sequence[int]) -> None:
        """Another order or length: what the view holds on to moves with its rows."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        kept = {self._ids[index.row()] for index in held if index.row() < len(self._ids)}
        places = _places(ids, kept)
        moved = [
            self.createIndex(places[old], index.column())
            if index.row() < len(self._ids) and (old := self._ids[index.row()]) in places
            else QModelIndex()
            for index in held
        ]
        self._ids = ids
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()


_MANY = 20_000


def _places(ids: Sequence[int], wanted: set[int]) -> dict[int, int]:
    """Where these ids stand; of very many rows they are not looked for one by one."""
    if not wanted:
        return {}
    if len(ids) < _MANY or not isinstance(ids, array):
        return {row_id: place for place, row_id in enumerate(ids) if row_id in wanted}
    import numpy as np

    found = np.isin(np.frombuffer(ids, np.int64), np.fromiter(wanted, np.int64))
    return {ids[place]: place for place in np.flatnonzero(found).tolist()}


def _both(columns: Sequence[Column[R]], row: R) -> list[tuple[str, str]]:
    """Each cell as shown and as copied."""
    return [(shown := column.text(row), column.copied(row) if column.copied else shown) for column in columns]


def _cell(value: str) -> str:
    return quoted(value.replace("−", "-"))
