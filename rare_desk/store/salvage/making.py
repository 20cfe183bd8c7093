"""A new book made of what can be read of a damaged one. Its journal begins anew with what came over."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rare_desk.store import checking
from rare_desk.store.book import Book, Step
from rare_desk.store.errors import book_error
from rare_desk.store.file import placing
from rare_desk.store.replay import Expected, defaults
from rare_desk.store.rows import Row
from rare_desk.store.salvage.proof import Proof, proof, row_told
from rare_desk.store.salvage.remains import Remains, remains
from rare_desk.store.tables import RECORDS, Table, table


@dataclass
class Tally:
    """Rows of one table. `sound` are as the journal says, `unproven` came over where it can no longer be asked,
    `from_journal` were not readable themselves; `altered` are not as it says and stayed out, `lost` it knows of, and
    nothing can be read of them; `loosened` came over without naming a row that did not."""

    sound: int = 0
    unproven: int = 0
    from_journal: int = 0
    altered: int = 0
    lost: int = 0
    loosened: int = 0

    @property
    def came(self) -> int:
        return self.sound + self.unproven + self.from_journal

    @property
    def missing(self) -> int:
        return self.altered + self.lost

    @property
    def doubtful(self) -> int:
        return self.unproven + self.loosened


@dataclass
class Salvaged:
    """`steps` of the old journal that are sound, and the time of the last of them."""

    tables: dict[str, Tally] = field(default_factory=dict)
    steps: int = 0
    last: str = ""
    reopened: list[str] = field(default_factory=list)
    """Closed months of which something is missing: they are open in the new book."""

    @property
    def whole(self) -> bool:
        return not self.reopened and not any(one.missing or one.doubtful for one in self.tables.values())


def salvage(path: Path, out: Path) -> Salvaged:
    """BookError when nothing can be read, or `out` is there. The damaged file stays as it is."""
    placing.refuse_unfit(out)
    if out.exists():
        raise book_error("book-exists", out)
    with remains(path) as left:
        told, read = proof(left), dict[str, tuple[Table, dict[int, Row]]]()
        found = Salvaged(steps=told.steps, last=told.last)
        for name in sorted(RECORDS):
            read[name] = _rows(left, name, told, found.tables.setdefault(name, Tally()))
    book = Book.create(out)
    try:
        with book, book.beginning("book-salvaged", name=path.stem) as step:
            _fill(step, book.connection, {name: (known, rows) for name, (known, rows) in read.items() if rows}, found)
        _mend(out, found)
    except BaseException:
        for end in ("", "-wal", "-shm"):
            out.with_name(out.name + end).unlink(missing_ok=True)
        raise
    return found


def _rows(left: Remains, name: str, told: Proof, tally: Tally) -> tuple[Table, dict[int, Row]]:
    """Those that come over, by id."""
    expected, rows = told.expected[name], dict[int, Row]()
    known = table(left.connection, name)
    if not known.columns:
        return known, rows
    later, wrong, should = defaults(left.connection, known), set[int](), expected.there()
    for values in left.rows(name, known.columns, max(should, default=0)):
        row, verdict = dict(zip(known.columns, values, strict=True)), expected.verdict(known, values, later)
        row_id = row["id"]
        if not isinstance(row_id, int):
            continue
        if verdict:
            tally.sound += 1
        elif told.whole:
            wrong.add(row_id)
            continue
        else:
            tally.unproven += 1
        rows[row_id] = row
    absent = should - rows.keys() if told.whole or name in left.holes else wrong & should
    for row_id in sorted(absent):
        if (kept := _from_journal(expected, known, row_id)) is not None:
            rows[row_id] = kept
            tally.from_journal += 1
        elif row_id in wrong:
            tally.altered += 1
        else:
            tally.lost += 1
    tally.altered += len(wrong - should)
    return known, rows


def _from_journal(expected: Expected, known: Table, row_id: int) -> Row | None:
    said = row_told(expected, row_id)
    if said is None:
        return None
    for name in known.blobs & said.keys():
        value = said[name]
        said[name] = bytes.fromhex(value) if isinstance(value, str) else None
    return dict(zip(known.columns, known.defaults, strict=True)) | said


# -- the new book --------------------------------------------------------------------------------------------------


def _fill(
    step: Step, connection: sqlite3.Connection, read: Mapping[str, tuple[Table, dict[int, Row]]], found: Salvaged
) -> None:
    for name, (_, rows) in read.items():
        columns = step.table(name).columns
        plain: Row = dict(zip(columns, step.table(name).defaults, strict=True))
        whole = [{column: (plain | row)[column] for column in columns} for _, row in sorted(rows.items())]
        if name == "settings":
            _settings(step, whole)
        else:
            _put(step, connection, name, whole, found.tables[name])
    for name, row_id, column, optional in _broken(connection):
        if optional:
            step.update(name, row_id, {column: None})
            found.tables[name].loosened += 1
        elif step.read(name, row_id) is not None:
            step.delete(name, row_id)
            _lose(found.tables[name])


def _settings(step: Step, rows: Sequence[Row]) -> None:
    """A new book has some of them already."""
    for row in rows:
        there = step.find("settings", "name", str(row["name"]))
        if there is None:
            step.insert("settings", {"name": row["name"], "value": row["value"]})
        else:
            step.update("settings", there, {"value": row["value"]})


def _put(step: Step, connection: sqlite3.Connection, name: str, rows: Sequence[Row], tally: Tally) -> None:
    """All together; one by one where one of them is nothing that the table takes."""
    columns = step.table(name).columns
    try:
        with _tried(connection):
            step.put_rows(name, columns, [list(row.values()) for row in rows])
        return
    except sqlite3.IntegrityError:
        pass
    for row in rows:
        try:
            with _tried(connection):
                step.insert(name, row)
        except sqlite3.IntegrityError:
            _lose(tally)


@contextmanager
def _tried(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("SAVEPOINT tried")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO tried")
        raise
    finally:
        connection.execute("RELEASE tried")


def _lose(tally: Tally) -> None:
    """One that had been counted among those that come over."""
    for kind in ("unproven", "from_journal", "sound"):
        if count := getattr(tally, kind):
            setattr(tally, kind, count - 1)
            break
    tally.lost += 1


def _broken(connection: sqlite3.Connection) -> list[tuple[str, int, str, bool]]:
    """Rows that name a row which did not come over: table, id, column, and whether that may be empty."""
    found = []
    for name, row_id, _, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        keys = {key[0]: str(key[3]) for key in connection.execute(f"PRAGMA foreign_key_list({name})")}
        needed = {str(column[1]): bool(column[3]) for column in connection.execute(f"PRAGMA table_info({name})")}
        found.append((str(name), int(row_id), keys[number], not needed[keys[number]]))
    return found


def _mend(out: Path, found: Salvaged) -> None:
    """Without what the check of the new book finds: closed months of which something is missing, publications that no
    longer say what they said."""
    wrong = [
        one for one in checking.check(out) if one.code in ("check-month", "check-vintage", "check-vintage-columns")
    ]
    if not wrong:
        return
    with Book.open(out) as book, book.beginning("book-salvaged-mended") as step:
        for one in wrong:
            if one.code == "check-month":
                row_id = step.find("closed_months", "month", str(one.value))
                found.reopened.append(str(one.value))
            else:
                row_id = int(str(one.value))
                _lose(found.tables["vintages"])
                for (later,) in step.query("SELECT id FROM vintages WHERE restates = ?", (row_id,)):
                    step.update("vintages", int(str(later)), {"restates": None})
            if row_id is not None:
                step.delete("closed_months" if one.code == "check-month" else "vintages", row_id)
