"""What can be read of a damaged file, row by row, from a copy of it."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from heapq import heappop, heappush
from pathlib import Path

from rare_desk import paths
from rare_desk.store.backups import making
from rare_desk.store.errors import BookError, book_error, said
from rare_desk.store.file import migrations
from rare_desk.store.file.opening import reading_connection
from rare_desk.store.rows import SqlValue

_PAGE = 4096
_HEADER = 100
_MOST = 1 << 24
"""The highest id that is believed."""
_ROWS_OF_A_PAGE = 64
"""So many are looked for at most where nothing says how many there were."""
_PATIENCE = 6000
"""Vain attempts at one table. The largest stretches are tried first, so that what can be read is read before."""


class Remains:
    """`holes` are the tables of which something could not be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.holes: set[str] = set()

    def columns(self, name: str) -> list[str]:
        """Those that are stored; none of a table that the file does not have."""
        found = self.connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
        return [str(column) for _, column, *_, hidden in found if not hidden]

    def rows(self, name: str, columns: Sequence[str], top: int = 0) -> Iterator[tuple[SqlValue, ...]]:
        """`top` is an id that there was at least. Where a page is damaged, the rows on both sides of it are found by
        halves."""
        wanted = f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED WHERE id BETWEEN ? AND ?"
        highest = max(top, self._highest(name))
        waiting, failed = [(-highest, 1, highest)], 0
        while waiting and failed < _PATIENCE:
            _, first, last = heappop(waiting)
            try:
                found = self.connection.execute(wanted, (first, last)).fetchall()
            except sqlite3.DatabaseError:
                failed += 1
                self.holes.add(name)
                middle = (first + last) // 2
                for one, other in ((first, middle), (middle + 1, last)) if first < last else ():
                    heappush(waiting, (one - other - 1, one, other))
                continue
            yield from found

    def _highest(self, name: str) -> int:
        asked = (f"SELECT max(id) FROM {name} NOT INDEXED", f"SELECT seq FROM sqlite_sequence WHERE name = '{name}'")
        known = []
        for sql in asked:
            with suppress(sqlite3.DatabaseError):
                known += [int(found) for (found,) in self.connection.execute(sql) if isinstance(found, int)]
        if known and max(known) < _MOST:
            return max(known)
        pages = self.connection.execute("PRAGMA page_count").fetchone()[0]
        return min(int(pages) * _ROWS_OF_A_PAGE, _MOST)


@contextmanager
def remains(path: Path) -> Iterator[Remains]:
    """BookError when there is no file, or nothing of a book can be read in it."""
    if not path.is_file():
        raise book_error("book-missing", path)
    with paths.scratch() as folder, said(path):
        copy = folder / "copy.raredesk"
        _copy(path, copy)
        if not _readable(copy):
            _mend_header(copy)
        if not _readable(copy):
            _mend_schema(copy, folder)
        if not _readable(copy):
            raise book_error("nothing-to-salvage", path)
        with closing(_connected(copy)) as connection:
            yield Remains(connection)


def _copy(path: Path, out: Path) -> None:
    """Through SQLite where it can, for the book may be open here: closing the file itself would give up all locks that
    this program has on it. A file of which not even that can be done is not open."""
    try:
        with closing(reading_connection(path)) as source, closing(_connected(out)) as target:
            making.pour(source, target)
    except (BookError, sqlite3.DatabaseError):
        out.unlink(missing_ok=True)
        for end in ("", "-wal"):
            if (file := path.with_name(path.name + end)).exists():
                shutil.copyfile(file, out.with_name(out.name + end))


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def _readable(copy: Path) -> bool:
    try:
        with closing(_connected(copy)) as connection:
            connection.execute("PRAGMA cell_size_check = ON")
            return bool(connection.execute("PRAGMA table_xinfo(steps)").fetchall())
    except sqlite3.DatabaseError:
        return False


def _mend_header(copy: Path) -> None:
    """As this program writes it; the file's length says how many pages there are."""
    data = bytearray(copy.read_bytes())
    data += bytes(-len(data) % _PAGE)
    mode = 2 if copy.with_name(copy.name + "-wal").exists() else 1
    version = data[63] if 1 <= data[63] <= migrations.VERSION else migrations.VERSION
    data[:_HEADER] = b"".join(
        (
            b"SQLite format 3\0",
            _PAGE.to_bytes(2, "big"),
            bytes((mode, mode, 0, 64, 32, 32)),
            _numbers(1, len(data) // _PAGE, 0, 0, 1, 4, 0, 0, 1, version, 0, migrations.APPLICATION_ID),
            bytes(20),
            _numbers(1, sqlite3.sqlite_version_info[0] * 1_000_000 + sqlite3.sqlite_version_info[1] * 1000),
        )
    )
    copy.write_bytes(data)


def _numbers(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "big") for value in values)


def _mend_schema(copy: Path, folder: Path) -> None:
    """The list of tables, as it stands in every book that was begun by this version."""
    fresh = folder / "fresh.raredesk"
    with closing(_connected(fresh)) as connection:
        migrations.migrate(connection)
    plain, data = fresh.read_bytes(), bytearray(copy.read_bytes())
    for page in _schema_pages(plain):
        start = page * _PAGE + (_HEADER if page == 0 else 0)
        data[start : (page + 1) * _PAGE] = plain[start : (page + 1) * _PAGE]
    copy.write_bytes(data)


def _schema_pages(data: bytes) -> list[int]:
    """Pages of the table that has the root 1, counted from 0. An inner page (kind 5) names those below it in the first
    four bytes of each cell, and the last of them in its head."""
    pages, waiting = [], [0]
    while waiting:
        page = waiting.pop()
        pages.append(page)
        start = page * _PAGE
        head = start + (_HEADER if page == 0 else 0)
        if data[head] != 5:
            continue
        count = int.from_bytes(data[head + 3 : head + 5], "big")
        cells = [head + 12 + 2 * n for n in range(count)]
        at = [start + int.from_bytes(data[cell : cell + 2], "big") for cell in cells]
        waiting += [int.from_bytes(data[one : one + 4], "big") - 1 for one in (*at, head + 8)]
    return pages
