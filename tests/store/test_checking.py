"""Whatever happens behind the journal's back is found and named."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rare_desk.ops.book.books import check
from rare_desk.store.book import Book
from rare_desk.words import sentence
from tests.store.test_steps import add_party, many


def behind_its_back(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def codes(path: Path, head: str | None = None) -> list[tuple[str, str]]:
    found = check(path, head)
    for problem in found:
        assert sentence(problem, "zh") != sentence(problem, "en")
    return [(problem.code, problem.value) for problem in found]


@pytest.fixture
def used(book: Book) -> Book:
    """A book with a party added and changed, one deleted, an import of which one row was changed and one deleted, an
    import that was undone, and one that was undone and done again."""
    party = add_party(book, "A")
    with book.step("counterparty-changed", name="A") as step:
        step.update("counterparties", party, {"note": "n"})
    gone = add_party(book, "B")
    with book.step("counterparty-deleted", name="B") as step:
        step.delete("counterparties", gone)
    many(book, 100)
    with book.step("counterparty-merged", name="A", into="B", count="10") as step:
        step.replace_many("trades", "note", range(11, 21), "", "replaced")
    with book.step("trade-changed", what="7") as step:
        step.update("trades", 7, {"note": "n"})
    with book.step("trade-deleted", what="8") as step:
        step.delete("trades", 8)
    with book.step("trades-deleted", count="60") as step:
        step.delete_many("trades", range(21, 81))
    many(book, 60)
    book.undo()
    many(book, 70)
    book.undo()
    book.redo()
    return book


def test_a_used_book_is_sound(used: Book) -> None:
    assert codes(used.path) == []


def test_a_row_changed_behind_the_journal(used: Book) -> None:
    behind_its_back(used.path, "UPDATE counterparties SET note = 'other' WHERE name = 'A'")
    assert codes(used.path) == [("check-row", "1")]


def test_an_imported_row_changed_behind_the_journal(used: Book) -> None:
    behind_its_back(used.path, "UPDATE trades SET price = 1 WHERE id = 9")
    assert codes(used.path) == [("check-row", "9")]


@pytest.mark.parametrize(
    "change", ["note = '' WHERE id = 12", "price = 1 WHERE id = 12", "note = 'replaced' WHERE id = 9"]
)
def test_rows_of_which_one_value_was_replaced_changed_behind_the_journal(used: Book, change: str) -> None:
    behind_its_back(used.path, f"UPDATE trades SET {change}")
    assert codes(used.path) == [("check-row", change.split()[-1])]


def test_an_imported_row_that_was_edited_and_then_changed_behind_the_journal(used: Book) -> None:
    behind_its_back(used.path, "UPDATE trades SET note = 'other' WHERE id = 7")
    assert codes(used.path) == [("check-row", "7")]


def test_a_row_of_an_import_done_again_changed_behind_the_journal(used: Book) -> None:
    last = used.number("SELECT max(id) FROM trades")
    behind_its_back(used.path, f"UPDATE trades SET status = 'draft' WHERE id = {last}")
    assert codes(used.path) == [("check-row", str(last))]


def test_rows_added_and_removed_behind_the_journal(used: Book) -> None:
    behind_its_back(
        used.path, "INSERT INTO counterparties (uuid, name) VALUES ('x', 'C')", "DELETE FROM trades WHERE id IN (7, 9)"
    )
    assert sorted(codes(used.path)) == [
        ("check-extra-row", "3"),
        ("check-missing-row", "7"),
        ("check-missing-row", "9"),
    ]


def test_a_deleted_row_that_came_back_behind_the_journal(used: Book) -> None:
    behind_its_back(used.path, "INSERT INTO counterparties (id, uuid, name) VALUES (2, 'x', 'B')")
    assert codes(used.path) == [("check-extra-row", "2")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE steps SET who = 'other' WHERE id = 3",
        "UPDATE steps SET at = '2020-01-01T00:00:00+00:00' WHERE id = 3",
        "UPDATE steps SET details = '{}' WHERE id = 3",
        'UPDATE steps SET touched = \'{"tables":[],"products":[],"first_day":null}\' WHERE id = 3',
        "UPDATE changes SET after = replace(after, '\"n\"', '\"m\"') WHERE step = 3",
        "DELETE FROM changes WHERE step = 3",
        "UPDATE changes SET step = 4 WHERE step = 3",
    ],
)
def test_a_link_of_the_chain_that_was_altered(used: Book, statement: str) -> None:
    behind_its_back(used.path, statement)
    assert ("check-chain", "3") in codes(used.path)


def test_a_step_cut_out_of_the_chain(used: Book) -> None:
    behind_its_back(used.path, "DELETE FROM changes WHERE step = 3", "DELETE FROM steps WHERE id = 3")
    assert codes(used.path)[0] == ("check-chain", "4")


def test_the_hashes_of_an_import_belong_to_the_chain(used: Book) -> None:
    step = used.number("SELECT min(step) FROM changes WHERE bulk = 'in' AND record = 'trades'")
    behind_its_back(
        used.path, f"UPDATE changes SET hashes = zeroblob(length(hashes)) WHERE step = {step} AND bulk = 'in'"
    )
    assert codes(used.path)[0] == ("check-chain", str(step))


def test_what_can_be_undone_follows_from_the_chain(used: Book) -> None:
    last = used.last_step()
    behind_its_back(used.path, f"UPDATE steps SET undo_top = 2 WHERE id = {last}")
    assert codes(used.path) == [("check-chain", str(last))]


def test_a_journal_cut_short_is_found_by_a_hash_kept_elsewhere(used: Book) -> None:
    ((head,),) = used.fetch("SELECT hash FROM steps ORDER BY id DESC LIMIT 1")
    assert codes(used.path, str(head)) == []
    add_party(used, "later")
    assert codes(used.path, str(head)) == []
    used.undo()
    last = used.number("SELECT max(id) FROM steps WHERE kind = 'redo'")
    behind_its_back(used.path, f"DELETE FROM changes WHERE step >= {last}", f"DELETE FROM steps WHERE id >= {last}")
    assert ("check-head", str(head)) in codes(used.path, str(head))


def test_a_damaged_page(used: Book) -> None:
    used.close()
    content = bytearray(used.path.read_bytes())
    content[20 * 4096 : 21 * 4096] = b"\xaa" * 4096
    used.path.write_bytes(content)
    assert {code for code, _ in codes(used.path)} == {"check-page"}


def test_a_reference_to_nothing(used: Book) -> None:
    behind_its_back(used.path, "UPDATE trades SET buyer = 77 WHERE id = 9")
    assert ("check-reference", "9") in codes(used.path)


def test_many_findings_of_a_kind_are_counted(used: Book) -> None:
    behind_its_back(used.path, "UPDATE trades SET note = 'x'")
    found = codes(used.path)
    assert len(found) == 21
    assert found[-1] == ("check-more", "89")
