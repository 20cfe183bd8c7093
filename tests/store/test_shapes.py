"""What the program does not write is nothing it stumbles over: told in one sentence, and `check` names where it is."""

import datetime as dt
import json
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from rare_desk.core.problems import Problem, Refused
from rare_desk.ops.history import journal
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.parties.listing import lines as parties
from rare_desk.store import checking, shapes
from rare_desk.store.book import Book, BookError
from rare_desk.store.errors import of_the_file
from rare_desk.store.reading.index.chart_queries import layouts, vintage_heads
from rare_desk.store.reading.life.attachment_queries import attachments
from rare_desk.store.reading.life.closing_queries import closed_months, corrections
from rare_desk.store.reading.queries import announced, announced_with_ids, batches, calculations, import_templates
from rare_desk.store.reading.quotes.quote_columns import quote_columns
from rare_desk.store.reading.steps.journal_queries import row_history, steps
from rare_desk.store.reading.steps.step_rows import step_rows
from rare_desk.store.reading.trades.late_rows import read_late
from rare_desk.store.reading.trades.trade_queries import trade_totals
from rare_desk.store.reading.view_queries import saved_views
from rare_desk.store.rows import Row
from rare_desk.words import sentence
from tests.store.test_checking import behind_its_back
from tests.store.test_steps import add_party, many

Act = Callable[[Book], object]
AT = "2026-11-01T08:00:00+00:00"


def told(book: Book, act: Act) -> str:
    """The code of what is said; a fault that is called the program's own goes through."""
    try:
        act(book)
    except (Refused, BookError) as refused:
        problem: Problem | None = refused.problems[0] if isinstance(refused, Refused) else refused.problem
    except Exception as fault:
        problem = of_the_file(fault)
        if problem is None:
            raise
    else:
        return ""
    assert problem is not None
    assert sentence(problem, "zh") != sentence(problem, "en")
    return problem.code


def named(path: Path) -> set[tuple[str, str]]:
    return {(one.code, str(one.value)) for one in checking.check(path)}


def quoted(book: Book) -> None:
    quote: Row = {
        "date": "2026-01-08", "product": 1, "period": "day", "source": "S", "mid": 1, "unit": "t", "currency": "CNY",
        "tax_basis": "incl", "vat_rate": 13_000_000,
    }  # fmt: skip
    with book.step("quote-added", what="S") as step:
        step.insert("quotes", quote)


@pytest.mark.parametrize("day", ["", "x", "2026-01", "2026-02-30", "12:00", "2026-13-01"])
def test_a_quote_of_no_day_is_told_and_named(book: Book, day: str) -> None:
    quoted(book)
    ((row_id,),) = book.fetch("SELECT max(id) FROM quotes")
    behind_its_back(book.path, f"UPDATE quotes SET date = '{day}' WHERE id = {row_id}")
    said = {told(book, act) for act in (quote_columns, IndexState.load)}
    assert said <= ({"", "row-unreadable"} if day in ("", "x") else {"row-unreadable"})
    assert ("check-row", str(row_id)) in named(book.path)


def test_a_quote_that_is_all_tax_is_told(book: Book) -> None:
    quoted(book)
    behind_its_back(book.path, "UPDATE quotes SET vat_rate = -100000000 WHERE source = 'S'")
    assert told(book, quote_columns) == "row-unreadable"


@pytest.mark.parametrize("value", ["{}", "[]", "1", "null", '"', '"../../x"'])
def test_a_desk_that_is_no_name_writes_nothing(book: Book, value: str) -> None:
    behind_its_back(book.path, f"UPDATE settings SET value = '{value}' WHERE name = 'desk_id'")
    with Book.open(book.path) as opened:
        said = told(opened, lambda one: add_party(one, "A"))
    assert said == ("" if value == '"../../x"' else "row-unreadable")
    ((row_id,),) = book.fetch("SELECT id FROM settings WHERE name = 'desk_id'")
    assert ("check-row", str(row_id)) in named(book.path)


@pytest.fixture
def grown(book: Book) -> Book:
    """One row added and changed, a hundred that came, of which some had a value replaced and some went."""
    party = add_party(book, "A")
    with book.step("counterparty-changed", name="A") as step:
        step.update("counterparties", party, {"note": "n"})
    many(book, 100)
    with book.step("counterparty-merged", name="A", into="B", count="10") as step:
        step.replace_many("trades", "note", range(1, 11), "", "replaced")
    with book.step("trades-deleted", count="60") as step:
        step.delete_many("trades", range(21, 81))
    return book


LISTS = ("{}", "null", "[]", "[[]]", '[["id"]]', '["id", {}]', "[1]", "1", '["id) FROM steps --"]', '["gone"]', "[")
IDS = ("{}", "null", "[1]", '[["1", "2"]]', "[[2, 1]]", "[[1, 2, 3]]", "[[0, 4]]", "[[1, 1e2]]", "[[1, 9999999999999]]",
       "[[5, 9], [1, 4]]")  # fmt: skip
ROWS = ("[]", "null", "1", '"x"', "{}", '{"id": [1]}', '{"id": 99}', '{"name": {}}', '{"id": 1.5}', '{"id": 1, "x": 1}')
PACKED = (b"", b"x", *(zlib.compress(text) for text in (b"{}", b"[]", b"[[1]]", b"[1]", b"[[[]]]", b"[" * 99_999)))


def said_of(book: Book) -> set[str]:
    """By whatever reads the journal, and takes all its steps back."""
    acts: list[Act] = [
        steps,
        lambda book: read_late(book, 0).rows,
        partial(row_history, record="trades", row_id=5, whole=True),
    ]
    acts += [partial(step_rows, step=n, start=0, count=50) for n in range(1, book.last_step() + 1)]
    return {told(book, act) for act in (*acts, *(Book.undo,) * 5)} - {""}


CASES = [
    *(("columns", "bulk IS NOT NULL", value) for value in LISTS),
    *(("columns", "row IS NULL AND bulk IS NULL", value) for value in LISTS),
    *(("ids", "row IS NULL", value) for value in IDS),
    *(("before", "row IS NOT NULL", value) for value in ROWS),
    *(("after", "row IS NOT NULL", value) for value in ROWS),
    *(("before", "row IS NULL AND bulk IS NULL", value) for value in ("[]", "{}", "1.5", "true", "[")),
    *(("packed", "bulk = 'out'", value) for value in PACKED),
]


@pytest.mark.parametrize(("column", "where", "value"), CASES)
def test_an_entry_of_the_journal_of_another_shape_is_told_and_named(
    grown: Book, column: str, where: str, value: str | bytes
) -> None:
    text = f"x'{value.hex()}'" if isinstance(value, bytes) else "'" + value.replace("'", "''") + "'"
    behind_its_back(grown.path, f"UPDATE changes SET {column} = {text} WHERE {where} AND step > 1")
    assert said_of(grown) & {"row-unreadable", "undo-conflict", "book-damaged"}
    assert {code for code, _ in named(grown.path)} & {"check-chain", "check-change", "check-packed"}


@pytest.mark.parametrize("value", ["[]", "null", "1", '{"name": []}', "{"])
def test_a_step_whose_words_are_none_is_told_and_named(grown: Book, value: str) -> None:
    last = grown.last_step()
    behind_its_back(grown.path, f"UPDATE steps SET details = '{value}' WHERE id = {last}")
    assert said_of(grown) == {"row-unreadable"}
    assert ("check-change", str(last)) in named(grown.path)


@pytest.mark.parametrize("value", ["[]", "null", "{}", '{"tables": [[]], "products": [], "first_day": null}', "{"])
def test_what_a_step_says_it_touched_is_not_believed_unseen(grown: Book, value: str) -> None:
    behind_its_back(grown.path, f"UPDATE steps SET touched = '{value}' WHERE id = {grown.last_step()}")
    assert told(grown, lambda book: book.changes_since(1)) == "row-unreadable"


def test_a_table_that_is_none_of_the_books_is_not_read(grown: Book) -> None:
    behind_its_back(grown.path, "UPDATE changes SET record = 'trades; DROP TABLE trades' WHERE bulk = 'in'")
    assert said_of(grown) & {"row-unreadable"}
    assert grown.number("SELECT count(*) FROM trades") == 100


def test_a_row_that_the_tables_rules_forbid_does_not_come_back(book: Book) -> None:
    row_id = add_party(book, "A")
    with book.step("counterparty-deleted", name="A") as step:
        step.delete("counterparties", row_id)
    before = json.dumps({"id": row_id, "uuid": "u", "name": None})
    behind_its_back(book.path, f"UPDATE changes SET before = '{before}' WHERE before IS NOT NULL AND step > 1")
    assert told(book, Book.undo) == "undo-conflict"


@pytest.mark.parametrize("quarter", ["1.5", "", "2026Q5", "2026-Q1"])
def test_an_announced_price_of_no_quarter_is_told_and_named(book: Book, quarter: str) -> None:
    ((row_id,),) = book.fetch("SELECT min(id) FROM announced")
    behind_its_back(book.path, f"UPDATE announced SET quarter = '{quarter}' WHERE id = {row_id}")
    assert {told(book, act) for act in (announced, announced_with_ids)} == {"row-unreadable"}
    assert ("check-row", str(row_id)) in named(book.path)


def test_a_text_that_is_nested_too_deep_is_no_value() -> None:
    with pytest.raises(ValueError, match="deep"):
        shapes.read("[" * 5000 + "]" * 5000)


MOMENTS: tuple[tuple[str, str, Row, Act], ...] = (
    ("calculations", "saved_at", {"name": "n", "calculator": "grade", "input": "{}", "result": "{}", "trail": "[]"},
     calculations),
    ("batches", "at", {"kind": "trades", "files": "[]"}, batches),
    ("closed_months", "at", {"month": "2026-01", "who": "w", "totals": '{"lines": [], "corrections": 0}'},
     closed_months),
    ("vintages", "at", {
        "freq": "daily", "date": "2026-01-08", "who": "", "step": 1, "methodology": "", "version": 1, "document": "{}",
        "methodology_hash": "", "inputs_hash": "", "hash": "",
     }, vintage_heads),
    ("attachments", "added_at", {"record": "trades", "row": 1, "name": "n", "path": "p", "size": 1, "sha256": "s"},
     attachments),
)  # fmt: skip


@pytest.mark.parametrize(("table", "column", "row", "reading"), MOMENTS)
@pytest.mark.parametrize("at", ["", "[[[1]]]", "2026-01-08", "2026-02-30T08:00:00+00:00", "9999-12-31T23:59:59+00:00",
                                "2026-01-08T08:00:00", "2026-01-08T08:00:00+08:00"])  # fmt: skip
def test_a_moment_that_is_none_is_told_and_named(
    book: Book, table: str, column: str, row: Row, reading: Act, at: str
) -> None:
    with book.step("setting-changed") as step:
        row_id = step.insert(table, row | {column: AT})
    assert told(book, reading) == ""
    assert ("check-illegible", str(row_id)) not in named(book.path)
    with book.step("setting-changed") as step:
        step.update(table, row_id, {column: at})
    assert told(book, reading) == "row-unreadable"
    assert ("check-illegible", str(row_id)) in named(book.path)


def test_every_moment_that_the_program_writes_is_one(book: Book) -> None:
    begun = dt.datetime(2026, 1, 8, 23, 59, 59, tzinfo=dt.UTC)
    for thousandth in range(0, 1000, 7):
        at = (begun + dt.timedelta(milliseconds=thousandth)).isoformat(timespec="milliseconds")
        with book.step("setting-changed") as step:
            step.insert("batches", {"kind": "trades", "files": "[]", "at": shapes.moment(at)})
    assert checking.check(book.path) == []


CORRECTED: Row = {"month": "2026-01", "made_in": "2026-02", "date": "2026-02-03", "record": "deliveries", "row": 1,
                  "reason": "r", "before": '{"trade": 1, "quantity_g": 1}', "after": None}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value"),
    [("month", "x"), ("made_in", ""), ("date", "2026-02-30"), ("record", "quotes"), ("before", '{"trade": 1}'),
     ("before", '{"trade": 1, "quantity_g": "1"}'), ("after", '{"trade": "x", "quantity_g": 1}')],
)  # fmt: skip
def test_a_correction_that_is_none_is_told(book: Book, column: str, value: str) -> None:
    with book.step("setting-changed") as step:
        row_id = step.insert("corrections", CORRECTED)
    assert [one.row for one in corrections(book)] == [1]
    with book.step("setting-changed") as step:
        step.update("corrections", row_id, {column: value})
    assert told(book, corrections) == "row-unreadable"
    if column not in ("before", "after"):
        assert ("check-illegible", str(row_id)) in named(book.path)


LINES = ('[["quotes", "buy", 1, 0, 0, 0, 0]]', '[["trades", 1, 1, 0, 0, 0, 0]]', '[["trades", "buy", "1", 0, 0, 0, 0]]')


@pytest.mark.parametrize("lines", LINES)
def test_a_closed_month_of_other_lines_is_told_and_named(book: Book, lines: str) -> None:
    totals = f'{{"lines": {lines}, "corrections": 0}}'
    with book.step("setting-changed") as step:
        step.insert("closed_months", {"month": "2026-01", "at": AT, "who": "w", "totals": totals})
    assert told(book, closed_months) == "row-unreadable"
    assert "check-months" in {code for code, _ in named(book.path)}


def test_figures_that_no_sum_has_room_for_are_told_and_named(book: Book) -> None:
    first, last = many(book, 2)
    behind_its_back(book.path, f"UPDATE trades SET quantity_g = {2**63 - 1} WHERE id >= {first}")
    assert told(book, lambda book: book.fetch("SELECT sum(quantity_g) FROM trades")) == "row-unreadable"
    assert told(book, parties) == told(book, trade_totals) == ""
    assert ("check-row", str(last)) in named(book.path)


def test_a_step_without_the_details_of_its_words_is_called_by_its_code(grown: Book) -> None:
    behind_its_back(grown.path, f"""UPDATE steps SET details = '{{"key": "x"}}' WHERE id = {grown.last_step()}""")
    assert journal.step_words(steps(grown, 1)[0], "zh") == "trades-deleted"


def test_a_closed_month_that_is_no_month_is_told_and_named(book: Book) -> None:
    with book.step("setting-changed") as step:
        row_id = step.insert("closed_months", {"month": "<b>", "at": AT, "who": "w", "totals": '{"lines": []}'})
    assert told(book, closed_months) == "row-unreadable"
    assert ("check-illegible", str(row_id)) in named(book.path)


KEPT: tuple[tuple[str, str, Row, Act], ...] = (
    ("import_templates", "template", {"name": "n"}, import_templates),
    ("chart_layouts", "layout", {"name": "n"}, layouts),
    ("saved_views", "view", {"page": "p", "name": "n"}, partial(saved_views, page="p")),
    ("batches", "files", {"kind": "trades", "at": AT}, batches),
    ("closed_months", "totals", {"month": "2026-01", "at": AT, "who": "w"}, closed_months),
)


@pytest.mark.parametrize(("table", "column", "row", "reading"), KEPT)
@pytest.mark.parametrize(
    "value", ["", "{", "1", "null", '"x"', "[[]" + "]" * 9, pytest.param("[" * 5000 + "]" * 5000, id="deep")]
)
def test_a_document_of_another_shape_is_named_even_where_the_journal_says_the_same(
    book: Book, table: str, column: str, row: Row, reading: Act, value: str
) -> None:
    def put(book: Book) -> None:
        with book.step("setting-changed") as step:
            step.insert(table, row | {column: value})

    if said := told(book, put):
        assert (said, table) == ("book-damaged", "closed_months")
        return
    assert told(book, reading) == "row-unreadable"
    assert "check-illegible" in {code for code, _ in named(book.path)}
