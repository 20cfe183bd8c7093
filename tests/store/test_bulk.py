"""Rows written a column at a time."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rare_desk.store.bulk import Bulk, row_hash
from rare_desk.store.rows import SqlValue

_awkward = st.sampled_from(
    ["", "'", "%s", "%", '"', "\\", "\x1e", "\x00", "O'Neil", "稀土\n", "99.5%", "x" * 200, 0, 1, -1]
)
_values: st.SearchStrategy[SqlValue] = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.binary(max_size=4),
    _awkward,
)
_rows = st.lists(st.tuples(_values, _values, _values), min_size=1, max_size=6)
_alike = st.tuples(st.tuples(_values, _values, _values), st.integers(1, 5)).map(lambda made: [made[0]] * made[1])
NAMES = ("id", "a", "b", "c")


class Told(sqlite3.Connection):
    """Keeps the texts of what many rows are written with, as its cache of statements does."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.texts: set[str] = set()

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        self.texts.add(sql)
        return super().executemany(sql, parameters)


@given(st.one_of(_rows, _alike))
def test_rows_come_back_as_written_and_each_hash_is_its_rows_own(rows: list[tuple[SqlValue, ...]]) -> None:
    numbered: list[tuple[SqlValue, ...]] = [(number, *row) for number, row in enumerate(rows, 1)]
    bulk = Bulk.of_rows(NAMES, numbered)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, a ANY, b ANY, c ANY) STRICT")
        bulk.insert(connection, "kept")
        assert connection.execute("SELECT * FROM kept ORDER BY id").fetchall() == numbered
    assert bulk.hashes() == b"".join(map(row_hash, numbered))


@given(st.integers(0, 1000))
def test_many_rows_are_written_in_order_to_the_last(count: int) -> None:
    rows: list[tuple[SqlValue, ...]] = [(n, f"{n % 7}", None if n % 3 else n, "x") for n in range(1, count + 2)]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, a ANY, b ANY, c ANY) STRICT")
        Bulk.of_rows(NAMES, rows).insert(connection, "kept")
        assert connection.execute("SELECT * FROM kept ORDER BY id").fetchall() == rows


def test_import_after_import_is_written_with_the_same_statements() -> None:
    with closing(sqlite3.connect(":memory:", factory=Told)) as connection:
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, a ANY, b ANY, c ANY) STRICT")
        for batch in range(20):
            rows: list[tuple[SqlValue, ...]] = [
                (1000 * batch + n, f"L{n}", batch, f"party {batch}") for n in range(500)
            ]
            Bulk.of_rows(NAMES, rows[:5]).insert(connection, "kept")
            assert batch or len(connection.texts) == 1
            Bulk.of_rows(NAMES, rows[5:]).insert(connection, "kept")
        assert len(connection.texts) == 2
        assert connection.execute("SELECT count(*), count(DISTINCT c) FROM kept").fetchone() == (10_000, 20)
