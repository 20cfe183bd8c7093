"""A step is all or nothing, says what it touched, and can be taken back across restarts."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.suspicion import usual_days
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.queries import counterparties
from rare_desk.store.reading.steps.journal_queries import row_history
from rare_desk.store.reading.trades.trade_queries import trade_ids
from rare_desk.store.rows import Row


def add_party(book: Book, name: str, **values: str) -> int:
    with book.step("counterparty-added", name=name) as step:
        return step.insert("counterparties", {"name": name, **values})


def names(book: Book) -> list[str]:
    return sorted(party.name for party in counterparties(book))


def failing(book: Book, fault: Callable[[], object]) -> None:
    with book.step("counterparty-added", name="A") as step:
        step.insert("counterparties", {"name": "A"})
        fault()


def deleting_what_is_gone(book: Book) -> None:
    with book.step("trades-deleted", count="1") as step:
        step.insert("counterparties", {"name": "A"})
        step.delete("trades", 99)


def trade(book: Book, day: str = "2026-01-08", code: str = "PRND-O") -> Row:
    ((product,),) = book.fetch("SELECT id FROM products WHERE code = ?", (code,))
    return {
        "date": day, "product": product, "side": "buy", "status": "confirmed", "quantity_unit": "t", "price_unit": "t",
        "currency": "CNY", "tax_basis": "incl", "vat_rate": 13_000_000, "related": 0, "spot": 1, "compliance": "yes",
    }  # fmt: skip


def test_a_fault_of_an_op_is_not_told_as_a_damaged_book(book: Book) -> None:
    with pytest.raises(OverflowError):
        failing(book, lambda: usual_days(dt.date.max))
    assert names(book) == []


def test_a_name_that_another_program_takes_meanwhile_is_refused(book: Book) -> None:
    with Book.open(book.path) as other:
        add_party(other, "北方稀土")
    with pytest.raises(Refused) as refused:
        add_party(book, "北方稀土")
    assert [one.code for one in refused.value.problems] == ["name-taken"]
    assert names(book) == ["北方稀土"]


def test_a_step_that_fails_leaves_the_book_as_it_was(book: Book) -> None:
    last = book.last_step()
    with pytest.raises(ZeroDivisionError):
        failing(book, lambda: 1 / 0)
    assert names(book) == []
    assert book.last_step() == last


def test_a_step_that_changes_nothing_leaves_no_trace(book: Book) -> None:
    row = add_party(book, "A")
    last = book.last_step()
    with book.step("counterparty-changed", name="A") as step:
        step.update("counterparties", row, {"name": "A"})
    assert book.last_step() == last
    assert step.changes.tables == frozenset()


def test_every_record_has_an_identity_that_sorts_by_time(book: Book) -> None:
    add_party(book, "A")
    add_party(book, "B")
    with book.step("imported", files="x", count="3") as step:
        step.insert_many("counterparties", [{"name": name} for name in "CDE"])
    uuids = [str(uuid) for (uuid,) in book.fetch("SELECT uuid FROM counterparties ORDER BY id")]
    assert uuids == sorted(set(uuids))
    assert {uuid[14] for uuid in uuids} == {"7"}
    assert {uuid[19] for uuid in uuids} <= set("89ab")


def test_a_step_says_which_tables_products_and_days_it_touched(book: Book) -> None:
    with book.step("trade-added", what="x") as step:
        step.insert("trades", trade(book, "2026-03-04", "DY-O"))
        step.insert("trades", trade(book, "2026-01-02", "LA-O"))
    changes = step.changes
    assert changes.tables == {"trades"}
    assert changes.products == {"DY-O", "LA-O"}
    assert (changes.first_day, changes.last_day) == (dt.date(2026, 1, 2), dt.date(2026, 3, 4))
    assert changes.step == book.last_step()


def test_a_moved_trade_touches_its_old_day_and_product_too(book: Book) -> None:
    with book.step("trade-added", what="x") as step:
        row = step.insert("trades", trade(book, "2026-01-02", "LA-O"))
    with book.step("trade-changed", what="x") as step:
        step.update("trades", row, trade(book, "2026-05-06", "DY-O"))
    assert step.changes.products == {"DY-O", "LA-O"}
    assert (step.changes.first_day, step.changes.last_day) == (dt.date(2026, 1, 2), dt.date(2026, 5, 6))


def test_of_changes_together_the_last_day_is_the_latest_and_unknown_when_one_is() -> None:
    early, late = dt.date(2026, 1, 2), dt.date(2026, 5, 6)
    one, other = Changes(first_day=early, last_day=early), Changes(first_day=late, last_day=late)
    assert one.merged(other).last_day == other.merged(one).last_day == late
    assert one.merged(Changes(tables=frozenset({"settings"}))).last_day == early
    assert one.merged(Changes(first_day=early)).last_day is None


def test_another_connection_hears_what_was_touched_since_the_step_it_knows(book: Book) -> None:
    with book.reader() as reader:
        known, version = reader.last_step(), reader.data_version()
        add_party(book, "A")
        with book.step("trade-added", what="x") as step:
            step.insert("trades", trade(book))
        assert reader.data_version() != version
        heard = reader.changes_since(known)
    assert heard.tables == {"counterparties", "trades"}
    assert heard.products == {"PRND-O"}
    assert heard.step == book.last_step()
    assert heard.last_day == step.changes.last_day == heard.first_day
    assert book.changes_since(book.last_step()).tables == frozenset()


def test_a_party_that_joins_a_group_touches_the_products_it_traded(book: Book) -> None:
    party = add_party(book, "A")
    with book.step("trade-added", what="x") as step:
        step.insert("trades", trade(book, "2026-02-03", "TB-O") | {"counterparty": party})
    with book.step("counterparty-changed", name="A") as step:
        step.update("counterparties", party, {"note": "only a note"})
    assert step.changes.products == frozenset()
    with book.step("counterparty-changed", name="A") as step:
        step.update("counterparties", party, {"group_name": "G"})
    assert step.changes.products == {"TB-O"}
    assert step.changes.first_day == dt.date(2026, 2, 3)


def test_the_last_step_is_taken_back_and_done_again_after_a_restart(book: Book) -> None:
    add_party(book, "A")
    add_party(book, "B")
    book.close()
    with Book.open(book.path) as again:
        assert again.undo_label() == ("counterparty-added", {"name": "B"})
        again.undo()
        assert names(again) == ["A"]
    with Book.open(book.path) as again:
        assert again.redo_label() == ("counterparty-added", {"name": "B"})
        again.redo()
        assert names(again) == ["A", "B"]
        assert again.redo_label() is None


def test_all_steps_can_be_taken_back_but_not_the_beginning(book: Book) -> None:
    for name in "ABC":
        add_party(book, name)
    while book.undo():
        pass
    assert names(book) == []
    assert book.undo_label() is None
    assert book.fetch("SELECT count(*) FROM products") != [(0,)]
    while book.redo():
        pass
    assert names(book) == ["A", "B", "C"]


def test_a_new_step_forgets_what_could_be_done_again(book: Book) -> None:
    add_party(book, "A")
    book.undo()
    add_party(book, "B")
    assert book.redo() is None
    assert names(book) == ["B"]


def test_an_undo_is_a_step_of_the_journal_and_says_what_it_touched(book: Book) -> None:
    with book.step("trade-added", what="x") as step:
        step.insert("trades", trade(book))
    changes = book.undo()
    assert changes is not None
    assert changes.tables == {"trades"}
    assert changes.products == {"PRND-O"}
    assert changes.step == step.changes.step + 1
    assert book.changes_since(step.changes.step) == changes


def test_undo_brings_a_row_back_with_its_own_id_and_uuid(book: Book) -> None:
    row = add_party(book, "A", note="first")
    before = book.fetch("SELECT * FROM counterparties")
    with book.step("counterparty-deleted", name="A") as step:
        step.delete("counterparties", row)
    add_party(book, "B")
    book.undo()
    book.undo()
    assert book.fetch("SELECT * FROM counterparties") == before


def test_ids_are_never_given_twice(book: Book) -> None:
    first = add_party(book, "A")
    book.undo()
    assert add_party(book, "B") > first


def test_undo_is_refused_when_a_row_was_changed_behind_the_journal(book: Book) -> None:
    row = add_party(book, "A")
    book.connection.execute("UPDATE counterparties SET note = 'x' WHERE id = ?", (row,))
    with pytest.raises(Refused) as refused:
        book.undo()
    assert [problem.code for problem in refused.value.problems] == ["undo-conflict"]
    assert names(book) == ["A"]


def test_a_row_that_is_gone_is_refused_and_the_whole_step_with_it(book: Book) -> None:
    with pytest.raises(Refused):
        deleting_what_is_gone(book)
    assert names(book) == []


def many(book: Book, count: int) -> tuple[int, int]:
    with book.step("imported", files="x", count=str(count)) as step:
        batch = step.insert("batches", {"kind": "trades", "files": "[]", "at": "2026-01-08T08:00:00+00:00"})
        return step.insert_many("trades", [trade(book) | {"deal_no": f"{n}"} for n in range(count)], batch)


def test_many_rows_are_one_record_of_the_journal(book: Book) -> None:
    first, last = many(book, 500)
    assert last - first == 499
    assert book.number("SELECT count(*) FROM changes WHERE step = ?", (book.last_step(),)) == 2
    assert book.number("SELECT count(*) FROM trades WHERE batch = 1") == 500


def test_an_import_is_one_undo_and_redo_brings_the_same_rows(book: Book) -> None:
    many(book, 500)
    before = book.fetch("SELECT * FROM trades ORDER BY id")
    for _ in range(2):
        book.undo()
        assert trade_ids(book) == []
        assert book.fetch("SELECT * FROM batches") == []
        book.redo()
        assert book.fetch("SELECT * FROM trades ORDER BY id") == before


def test_undoing_an_import_is_refused_when_one_of_its_rows_was_changed_behind_the_journal(book: Book) -> None:
    many(book, 500)
    book.connection.execute("UPDATE trades SET note = 'x' WHERE id = 17")
    with pytest.raises(Refused):
        book.undo()
    assert book.number("SELECT count(*) FROM trades") == 500


def test_a_selection_deleted_at_once_comes_back(book: Book) -> None:
    many(book, 300)
    before = book.fetch("SELECT * FROM trades ORDER BY id")
    with book.step("trades-deleted", count="150") as step:
        step.delete_many("trades", range(1, 300, 2))
    assert book.number("SELECT count(*) FROM trades") == 150
    assert book.number("SELECT count(*) FROM changes WHERE step = ?", (book.last_step(),)) == 1
    book.undo()
    assert book.fetch("SELECT * FROM trades ORDER BY id") == before


def test_a_hundred_thousand_rows_leave_the_journal_small(tmp_path: Path) -> None:
    with Book.create(tmp_path / "b.raredesk") as book, book.step("imported", files="x", count="2000") as step:
        step.insert_many("counterparties", [{"name": f"{n}", "note": "long " * 40} for n in range(2000)])
    with Book.open(tmp_path / "b.raredesk") as book:
        size = book.number("SELECT sum(length(hashes) + length(ids) + length(columns)) FROM changes")
        assert size < 20 * 2000


def test_what_belongs_to_a_trade_goes_with_it_in_one_step_and_comes_back_with_it(book: Book) -> None:
    with book.step("trade-added", what="A") as step:
        row = step.insert("trades", trade(book))
        delivery = step.insert("deliveries", {"trade": row, "due": "2026-02-01", "quantity_g": 5_000_000})
    with book.step("trade-deleted", what="A") as step:
        step.delete("trades", row)
        step.delete("deliveries", delivery)
    book.undo()
    assert book.fetch("SELECT trade, due, done, quantity_g FROM deliveries") == [(row, "2026-02-01", "", 5_000_000)]
    with pytest.raises(sqlite3.IntegrityError), book.step("trade-deleted", what="A") as step:
        step.delete("trades", row)
    assert trade_ids(book) == [row]


def test_a_value_replaced_in_many_rows_is_one_change_that_says_what_it_touched_and_can_be_taken_back(
    book: Book,
) -> None:
    before, after = add_party(book, "A"), add_party(book, "B")
    with book.step("imported", files="x", count="120") as step:
        rows = [trade(book, f"2026-01-{1 + n % 28:02}") | {"counterparty": before} for n in range(120)]
        step.insert_many("trades", rows)
    ids = trade_ids(book)
    with book.step("counterparty-merged", name="A", into="B", count="120") as step:
        step.replace_many("trades", "counterparty", ids, before, after)
    assert step.changes.products == {"PRND-O"}
    assert (step.changes.first_day, step.changes.last_day) == (dt.date(2026, 1, 1), dt.date(2026, 1, 28))
    assert book.number("SELECT count(*) FROM changes WHERE step = ?", (book.last_step(),)) == 1
    assert [version.after for version in row_history(book, "trades", ids[0])] == [{"counterparty": after}]
    book.undo()
    assert book.number("SELECT count(*) FROM trades WHERE counterparty = ?", (before,)) == 120
    book.redo()
    assert book.number("SELECT count(*) FROM trades WHERE counterparty = ?", (after,)) == 120


def test_a_value_is_not_replaced_where_a_row_says_something_else(book: Book) -> None:
    with book.step("trade-added", what="x") as step:
        own = step.insert("trades", trade(book) | {"note": "other"})
    with (
        pytest.raises(Refused),
        book.step("trades-changed", count="1") as step,
    ):
        step.replace_many("trades", "note", [own], "", "new")
    assert book.fetch("SELECT note FROM trades") == [("other",)]
