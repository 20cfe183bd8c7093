"""How others show the trades: `list BOOK` fetches every row with all its columns into a list, as a browser of databases
does; `proxy BOOK ROWS` puts so many into a list model behind a QSortFilterProxyModel. Prints one line of JSON, in ms.
"""

import json
import sqlite3
import sys
import time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from tests.bench.bench_rows import memory_mb

_NONE = QModelIndex()


class ListModel(QAbstractTableModel):
    def __init__(self, names: list[str], rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self.names, self.rows = names, rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NONE) -> int:
        return len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NONE) -> int:
        return len(self.names)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return str(self.rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None


class Timer:
    def __init__(self) -> None:
        self.found: dict[str, float] = {}
        self._begun = time.perf_counter()

    def note(self, name: str) -> None:
        now = time.perf_counter()
        self.found[name] = round((now - self._begun) * 1000, 1)
        self._begun = now


def fetched(path: str, limit: int) -> tuple[list[str], list[tuple[Any, ...]]]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = connection.execute("SELECT * FROM trades ORDER BY day DESC, id DESC LIMIT ?", (limit,))
    return [one[0] for one in found.description], found.fetchall()


def as_list(path: str) -> dict[str, float]:
    """Opening, another order and a search are each the whole query again."""
    bare, timer = memory_mb(), Timer()
    names, rows = fetched(path, -1)
    timer.note("opens")
    place = names.index("quantity_g")
    rows.sort(key=lambda row: row[place] or 0, reverse=True)
    timer.note("order")
    hits = [row for row in rows if any(isinstance(cell, str) and "无此" in cell for cell in row)]
    timer.note("search")
    return timer.found | {"MB": memory_mb() - bare, "hits": len(hits)}


def as_proxy(path: str, count: int) -> dict[str, float]:
    app = QApplication([])
    bare, timer = memory_mb(), Timer()
    names, rows = fetched(path, count)
    proxy, view = QSortFilterProxyModel(), QTableView()
    proxy.setSourceModel(ListModel(names, rows))
    view.setModel(proxy)
    view.resize(1700, 900)
    view.show()
    app.processEvents()
    timer.note("opens")
    proxy.sort(names.index("quantity_g"), Qt.SortOrder.DescendingOrder)
    app.processEvents()
    timer.note("order")
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterFixedString("无此")
    app.processEvents()
    timer.note("search")
    return timer.found | {"MB": memory_mb() - bare}


if __name__ == "__main__":
    kind, book, *rest = sys.argv[1:]
    print(json.dumps(as_list(book) if kind == "list" else as_proxy(book, int(rest[0]))))
