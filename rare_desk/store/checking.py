"""Is the book what its journal says? The file's pages, the chain of hashes, every row."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rare_desk.core.life.closing import corrected
from rare_desk.core.problems import Problem, problem
from rare_desk.store import replay
from rare_desk.store.book import Book
from rare_desk.store.errors import BookError
from rare_desk.store.file import confirmed, migrations
from rare_desk.store.file.opening import reading_connection
from rare_desk.store.journal import chain_hash
from rare_desk.store.legible import illegible
from rare_desk.store.reading.life import closing_queries
from rare_desk.store.replay import SHOWN
from rare_desk.store.undoing import changes_of


@dataclass(frozen=True, slots=True)
class KeptHead:
    """Where in the chain a hash that was kept elsewhere stands: at this step of so many."""

    hash: str
    step: int
    at: str
    steps: int


@dataclass
class Report:
    """`head` is None when none was asked about, or when it is not in the chain, which is then among the findings.
    `last` is the hash of the last step."""

    findings: list[Problem] = field(default_factory=list)
    head: KeptHead | None = None
    last: str = ""


def check(path: Path, head: str | None = None) -> list[Problem]:
    """An empty list is a sound book. BookError only when there is no book that could be read at all."""
    return examine(path, head).findings


def examine(path: Path, head: str | None = None) -> Report:
    """The same, with where the hash `head` stands in the chain."""
    altered = None
    try:
        Book.open(path, read_only=True).close()
    except BookError as error:
        if error.problem.code not in ("book-damaged", "book-altered"):
            raise
        altered = error.problem if error.problem.code == "book-altered" else None
    report = Report()
    with closing(reading_connection(path)) as connection:
        try:
            if altered is not None and _unsafe(connection):
                report.findings += [*_schema(connection)] or [altered]
                return report
            report.findings += _damage(connection)
            if report.findings:
                return report
            _chain(connection, head, report)
            for found in (_references, replay.rows, _generated, _schema, _vintages):
                report.findings += found(connection)
            report.findings += _months(path, connection)
            if (behind := confirmed.behind(connection, path)) is not None:
                report.findings.append(behind)
            report.findings += [*illegible(connection, _rows_named(report.findings), SHOWN)]
        except sqlite3.DatabaseError as error:
            report.findings = [problem("check-page", "", str(error))]
    return report


def _rows_named(findings: list[Problem]) -> set[tuple[str, int]]:
    of_rows = (one for one in findings if one.code == "check-row")
    return {(dict(one.details)["table"], int(str(one.value))) for one in of_rows}


def _damage(connection: sqlite3.Connection) -> list[Problem]:
    said = [text for (text,) in connection.execute(f"PRAGMA integrity_check({SHOWN})") if text != "ok"]
    return [problem("check-page", "", text) for text in said]


def _references(connection: sqlite3.Connection) -> Iterator[Problem]:
    broken = connection.execute("PRAGMA foreign_key_check").fetchmany(SHOWN)
    for name, row_id, other, _ in broken:
        yield problem("check-reference", "", row_id, table=name, other=other)


# -- the chain ---------------------------------------------------------------------------------------------------


def _chain(connection: sqlite3.Connection, head: str | None, report: Report) -> None:
    previous, expected, kept = "", 1, None
    steps = connection.execute(
        "SELECT previous, hash, undo_top, redo_top, id, uuid, at, who, desk, label, details, kind, target, touched"
        " FROM steps ORDER BY id"
    )
    stacks, broken = _Stacks(), False
    for said_previous, own, undo_top, redo_top, *said in steps:
        number = said[0]
        spoken = (change.spoken() for change in changes_of(connection, number))
        tops = stacks.after(number, said[7], said[8])
        linked = number == expected and said_previous == previous and chain_hash(previous, said, spoken) == own
        if not linked or tops != (undo_top, redo_top):
            report.findings.append(problem("check-chain", "", number, at=said[2]))
            broken = True
            break
        previous, expected = own, number + 1
        if own == head:
            kept = number, said[2]
    report.last = previous
    if head is None:
        return
    if kept is not None:
        report.head = KeptHead(head, *kept, connection.execute("SELECT count(*) FROM steps").fetchone()[0])
        return
    behind = broken and connection.execute("SELECT 1 FROM steps WHERE hash = ?", (head,)).fetchone()
    report.findings.append(problem("check-head-behind" if behind else "check-head", "", head))


class _Stacks:
    """What can be undone and redone, followed from the first step."""

    def __init__(self) -> None:
        self.undo: list[int] = []
        self.redo: list[int] = []

    def after(self, step: int, kind: str, target: int | None) -> tuple[int, int]:
        if kind == "do":
            self.undo.append(step)
            self.redo.clear()
        elif kind == "undo" and self.undo[-1:] == [target]:
            self.redo.append(self.undo.pop())
        elif kind == "redo" and self.redo[-1:] == [target]:
            self.undo.append(self.redo.pop())
        return (self.undo or [0])[-1], (self.redo or [0])[-1]


def _generated(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Columns that the file computes by itself and the journal therefore does not keep."""
    for name, columns in migrations.GENERATED.items():
        wrong = " OR ".join(f"{column} IS NOT ({formula})" for column, formula in columns.items())
        for (row_id,) in connection.execute(f"SELECT id FROM {name} WHERE {wrong} ORDER BY id LIMIT {SHOWN}"):
            yield problem("check-row", "", row_id, table=name)


def _schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Tables, columns, rules and triggers other than the program's. An older book, which is only viewed, is asked for
    triggers and views alone, of which a book has none."""
    found = dict(_named(connection))
    if connection.execute("PRAGMA main.user_version").fetchone()[0] == migrations.VERSION:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as plain:
            migrations.migrate(plain)
            proper = dict(_named(plain))
        wrong = {name for name in found.keys() | proper.keys() if found.get(name) != proper.get(name)}
    else:
        wrong = {(kind, name) for kind, name in found if kind in ("trigger", "view")}
    for _, name in sorted(wrong):
        yield problem("check-schema", "", name)


def _unsafe(connection: sqlite3.Connection) -> bool:
    """Whether merely reading the file would run what somebody else wrote into it: views, virtual tables, and tables
    of ours that compute or demand other things. Of an older book that is altered it cannot be told."""
    if connection.execute("PRAGMA main.user_version").fetchone()[0] != migrations.VERSION:
        return True
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as plain:
        migrations.migrate(plain)
        proper = dict(_named(plain))
    own = {name for _, name in proper}
    return any(
        kind == "view" or sql.upper().startswith("CREATE VIRTUAL") or (name in own and proper.get((kind, name)) != sql)
        for (kind, name), sql in _named(connection)
    )


def _named(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], str]]:
    for kind, name, sql in connection.execute(
        "SELECT type, name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ):
        yield (kind, name), sql


def _vintages(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Every document has the hash it was published under, and says what its row says."""
    found = connection.execute(
        "SELECT id, date, hash, document, freq, methodology, version, methodology_hash, inputs_hash FROM vintages"
    )
    for number, day, own, document, *said in found:
        if hashlib.sha256(document.encode()).hexdigest() != own:
            yield problem("check-vintage", "", number, date=day)
        elif _told(document) != [day, *said]:
            yield problem("check-vintage-columns", "", number, date=day)


def _months(path: Path, connection: sqlite3.Connection) -> Iterator[Problem]:
    """What was in a closed month and its corrections since come to what is in it."""
    book = Book(path, connection, True)
    try:
        months = closing_queries.closed_months(book)
    except (ValueError, KeyError, TypeError, ArithmeticError):
        yield problem("check-months")
        return
    for month in months:
        since = closing_queries.corrections(book, month.month, after=month.corrections)
        after = corrected(month.totals, ((one.record, one.before, one.after) for one in since))
        if after != closing_queries.month_totals(book, month.month):
            yield problem("check-month", "", month.month)


def _told(text: str) -> list[Any] | None:
    """None of what is no document."""
    try:
        document = json.loads(text)
        rules = document["methodology"]
        parts = [rules["name"], rules["version"], rules["hash"]]
        return [document["date"], document["freq"], *parts, document["inputs"]["hash"]]
    except (ValueError, KeyError, TypeError):
        return None
