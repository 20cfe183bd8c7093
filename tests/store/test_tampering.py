"""Each record table, of rows written one by one and in bulk: what another program did to one of them is named."""

import json
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import new_book
from rare_desk.store.book import Book
from rare_desk.store.checking import check, examine
from rare_desk.store.rows import Row
from rare_desk.store.tables import RECORDS
from rare_desk.words import sentence
from tests.store.test_checking import behind_its_back, codes
from tests.store.test_steps import add_party, many, trade

BULK = 3


def rows_of(book: Book, record: str, count: int, tag: str) -> list[Row]:
    """Rows that the table takes, all different."""
    marks = [f"{tag}{n}" for n in range(count)]
    at = "2026-01-08T00:00:00+00:00"
    plain: dict[str, Row] = {
        "batches": {"kind": "trades", "files": "[]", "at": at},
        "calculations": {"calculator": "concentrate", "input": "{}", "result": "{}", "trail": "[]", "saved_at": at},
        "vintages": {
            "freq": "daily", "date": "2026-01-08", "at": at, "who": "A", "step": 1, "methodology": "M", "version": 1,
            "methodology_hash": "h", "inputs_hash": "i", "hash": "x", "document": "{}",
        },
        "counterparty_defaults": {"counterparty": 1, "value": "v"},
        "counterparty_aliases": {"counterparty": 1},
        "trades": trade(book),
        "quotes": {"date": "2026-01-08", "product": 1, "period": "day", "mid": 1, "unit": "t", "currency": "CNY"},
        "announced": {"price": 1, "reo_basis": 50_000_000, "status": "announced"},
        "expectation_answers": {"month": "2026-01", "product": 1, "answer": "up"},
        "published_points": {"published_index": 1, "value": 1},
        "events": {"date": "2026-01-08", "kind": "note"},
        "deposit_oxides": {"deposit": 1, "share": 1},
        "calculation_trades": {"calculation": 1},
        "deliveries": {"trade": 1, "quantity_g": 1},
        "payments": {"trade": 1, "amount": 1, "currency": "CNY"},
        "attachments": {"record": "trades", "row": 1, "path": "p", "size": 1, "sha256": "s", "added_at": at},
        "corrections": {"made_in": "2026-02", "date": "2026-01-08", "record": "trades", "row": 1, "reason": "r"},
        "products": {"name_en": "P", "name_zh": "P", "group_name": "light", "form": "oxide"},
        "import_templates": {"template": "{}"}, "chart_layouts": {"layout": "{}"}, "settings": {"value": "1"},
        "saved_views": {"page": "trades", "view": "{}"},
        "methodologies": {"version": 1, "hash": "h", "definition": "{}"},
    }  # fmt: skip
    own = {
        "products": "code", "trades": "note", "quotes": "source", "announced": "quarter", "events": "title",
        "counterparty_aliases": "alias", "counterparty_defaults": "field", "expectation_answers": "respondent",
        "published_points": "date", "deposit_oxides": "oxide", "deliveries": "note", "payments": "note",
        "batches": "options", "vintages": "reason", "corrections": "month", "non_trading_days": "date",
    }.get(record, "name")  # fmt: skip
    if record == "closed_months":
        base = 2001 if tag == "a" else 2011
        return [{"month": f"{base + n}-01", "at": at, "who": "A", "totals": "{}"} for n in range(count)]
    if record == "calculation_trades":
        return [plain[record] | {"trade": n + (1 if tag == "a" else 9)} for n in range(count)]
    return [plain.get(record, {}) | {own: mark} for mark in marks]


PARENTS = ("counterparties", "trades", "published_indices", "deposits", "calculations", "batches")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with rows in every table: two written one by one, then three at once."""
    path = tmp_path_factory.mktemp("full") / "full.raredesk"
    with new_book(path) as book:
        order = (*PARENTS, *sorted(RECORDS - set(PARENTS) - {"closed_months"}), "closed_months")
        for record in order:
            with book.step("setting-changed") as step:
                for row in rows_of(book, record, 2, "a"):
                    step.insert(record, row)
                step.insert_many(record, rows_of(book, record, BULK, "b"))
        book.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def copied(full: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(full, tmp_path / "book.raredesk"))


def last_ids(path: Path, record: str) -> tuple[int, int]:
    """Of a row written alone and of one that came with others."""
    with closing(sqlite3.connect(path)) as connection:
        last = connection.execute(f"SELECT max(id) FROM {record}").fetchone()[0]
    return last - BULK, last


def found(path: Path) -> set[tuple[str, str, str]]:
    return {(one.code, dict(one.details).get("table", ""), one.value) for one in check(path)}


@pytest.fixture(scope="module")
def sound(full: Path) -> set[tuple[str, str, str]]:
    """What is said of the made-up rows themselves: documents, totals and days that are none."""
    said = found(full)
    assert {code for code, _, _ in said} <= {"check-vintage", "check-month", "check-months", "check-illegible"}
    return said


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_a_changed_deleted_or_added_row_of_every_table_is_named(
    record: str, copied: Path, sound: set[tuple[str, str, str]]
) -> None:
    alone, among = last_ids(copied, record)
    with closing(sqlite3.connect(copied)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({record})") if row[1] != "id"]
    behind_its_back(
        copied,
        f"UPDATE {record} SET uuid = 'altered' || id WHERE id IN ({alone}, {among})",
        f"DELETE FROM {record} WHERE id IN ({alone - 1}, {among - 1})",
    )
    assert found(copied) - sound >= {
        ("check-row", record, str(alone)),
        ("check-row", record, str(among)),
        ("check-missing-row", record, str(alone - 1)),
        ("check-missing-row", record, str(among - 1)),
    }
    again = ", ".join(f"{name} || '+'" if name == "uuid" else name for name in columns)
    with closing(sqlite3.connect(copied)) as connection:
        connection.execute(f"CREATE TEMP TABLE one AS SELECT {again} FROM {record} WHERE id = {among}")
        connection.execute(f"DELETE FROM {record} WHERE id = {among}")
        connection.execute(f"INSERT INTO {record} ({', '.join(columns)}) SELECT * FROM one")
        connection.commit()
    assert ("check-extra-row", record, str(among + 1)) in found(copied)


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_two_rows_of_every_table_that_changed_places_are_named(record: str, copied: Path) -> None:
    alone, among = last_ids(copied, record)
    for first, second in ((alone, alone - 1), (among, among - 1)):
        behind_its_back(
            copied,
            f"UPDATE {record} SET id = -1 WHERE id = {first}",
            f"UPDATE {record} SET id = {first} WHERE id = {second}",
            f"UPDATE {record} SET id = {second} WHERE id = -1",
        )
    named = {value for code, table, value in found(copied) if code == "check-row" and table == record}
    assert named == {str(row) for row in (alone, alone - 1, among, among - 1)}


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE steps SET id = -4 WHERE id = 4", "UPDATE steps SET id = 4 WHERE id = 5",
         "UPDATE steps SET id = 5 WHERE id = -4"),
        ("UPDATE changes SET id = -id WHERE step = 4", "UPDATE changes SET id = id + 100000 WHERE step = 4"),
        ("INSERT INTO changes (step, record, row, after) VALUES (4, 'settings', 1, '{}')",),
        ("UPDATE steps SET id = id + 1000 WHERE id >= 4",
         ("INSERT INTO steps SELECT 4, 'new', at, who, desk, label, details, kind, target, touched, undo_top,"
          " redo_top, previous, hash FROM steps WHERE id = 1004"),
         "UPDATE steps SET id = id - 999 WHERE id >= 1004"),
    ],
    ids=["steps-reordered", "changes-reordered", "change-inserted", "step-inserted"],
)  # fmt: skip
def test_journal_entries_reordered_or_inserted_are_named(copied: Path, statements: tuple[str, ...]) -> None:
    behind_its_back(copied, *statements)
    assert ("check-chain", "4") in codes(copied)


@pytest.mark.parametrize(
    "alteration",
    ["record = 'no-table'", "ids = '[[1,1000000000000]]'", "ids = '{'", "row = 1, after = 'no json'", "columns = '[1'"],
)
def test_a_journal_that_cannot_be_read_is_named_and_ends_nothing(copied: Path, alteration: str) -> None:
    behind_its_back(copied, f"UPDATE changes SET {alteration} WHERE step = 4 AND bulk = 'in'")
    assert ("check-chain", "4") in codes(copied)


def test_rows_kept_for_undoing_a_deletion_are_those_that_went_and_others_do_not_come_back(book: Book) -> None:
    many(book, 60)
    with book.step("trades-deleted", count="60") as step:
        step.delete_many("trades", range(1, 61))
    assert codes(book.path) == []
    ((number, packed),) = book.fetch("SELECT step, packed FROM changes WHERE bulk = 'out'")
    kept = json.loads(zlib.decompress(packed))
    kept[7][-2] = "altered"
    with closing(sqlite3.connect(book.path)) as connection, connection:
        connection.execute(
            "UPDATE changes SET packed = ? WHERE bulk = 'out'", (zlib.compress(json.dumps(kept).encode()),)
        )
    assert codes(book.path) == [("check-packed", str(number))]
    with pytest.raises(Refused):
        book.undo()
    assert book.number("SELECT count(*) FROM trades") == 0


@pytest.mark.parametrize("version", [1, 2])
def test_a_column_that_came_after_the_row_is_guarded_as_well(version: int, tmp_path: Path) -> None:
    path = Path(
        shutil.copy(Path(__file__).parents[1] / f"data/books/version-{version}.raredesk", tmp_path / "b.raredesk")
    )
    with Book.open(path) as book, book.step("setting-changed") as step:
        if not book.number("SELECT count(*) FROM calculations"):
            step.insert("calculations", rows_of(book, "calculations", 1, "a")[0] | {"status": "draft"})
    assert codes(path) == []
    behind_its_back(path, "UPDATE calculations SET status = 'agreed' WHERE id = 1")
    assert codes(path) == [("check-row", "1")]


def test_what_the_file_computes_by_itself_is_computed_again(book: Book) -> None:
    many(book, 5)
    ((sql,),) = book.fetch("SELECT sql FROM sqlite_schema WHERE name = 'trades'")
    book.close()
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        other = str(sql).replace("128 * (side", "256 * (side").replace("64 * (side", "128 * (side")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'trades'", (other,))
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        connection.execute("UPDATE trades SET note = note WHERE id = 3")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'trades'", (sql,))
    assert ("check-row", "3") in codes(book.path)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TRIGGER sly AFTER INSERT ON trades BEGIN UPDATE trades SET price = 1 WHERE id = new.id; END", "sly"),
        ("CREATE VIEW sly AS SELECT * FROM trades", "sly"),
        ("CREATE TABLE sly (x)", "sly"),
        ("ALTER TABLE events ADD COLUMN sly TEXT", "events"),
        ("DROP INDEX trades_day", "trades_day"),
    ],
)
def test_what_was_built_into_the_file_is_named(book: Book, statement: str, name: str) -> None:
    behind_its_back(book.path, statement)
    assert ("check-schema", name) in codes(book.path)


def test_a_table_that_was_taken_out_is_named_with_what_was_in_it(copied: Path) -> None:
    behind_its_back(copied, "DROP TABLE saved_views")
    assert {("check-schema", "", "saved_views"), ("check-missing-row", "saved_views", "1")} <= found(copied)


def test_a_hash_kept_elsewhere_is_found_at_its_step(book: Book) -> None:
    add_party(book, "A")
    ((kept,),) = book.fetch("SELECT hash FROM steps ORDER BY id DESC LIMIT 1")
    add_party(book, "B")
    report = examine(book.path, kept)
    assert report.head is not None
    assert (report.findings, report.head.step, report.head.steps) == ([], 2, 3)
    ((last,),) = book.fetch("SELECT hash FROM steps ORDER BY id DESC LIMIT 1")
    assert report.last == last


def test_a_hash_behind_a_break_of_the_chain_vouches_for_nothing(book: Book) -> None:
    add_party(book, "A")
    add_party(book, "B")
    ((kept,),) = book.fetch("SELECT hash FROM steps ORDER BY id DESC LIMIT 1")
    behind_its_back(book.path, "UPDATE steps SET who = 'other' WHERE id = 2")
    report = examine(book.path, kept)
    assert report.head is None
    assert [one.code for one in report.findings] == ["check-chain", "check-head-behind"]
    assert all(sentence(one, "zh") != sentence(one, "en") for one in report.findings)
