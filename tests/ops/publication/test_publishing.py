"""A day, a week or a month is frozen: what can be published, what the document says, what its hashes cover."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops.book.books import new_book
from rare_desk.ops.index.points import index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.parties.records import Counterparty
from rare_desk.ops.publication import Published, Vintages, document, publish, publish_up_to, text
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.words import Language, sentence, word
from tests.core.index.books import example, expected
from tests.ops.given import add_counterparty, methodology, put, trade_of
from tests.ops.publication.conftest import TODAY, add, deals, late, live, rows

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.mark.parametrize("name", ["a", "b"])
def test_the_example_books_are_published_to_the_digit(book: Book, name: str) -> None:
    put(book, [trade_of(deal) for deal in example(name)[0]])
    state = IndexState.load(book, methodology(name))
    last = state.computation.last_day
    assert last is not None
    made = publish_up_to(book, state, "daily", last, today=last)
    points, prices = expected(name, "index"), expected(name, "daily_prices")
    assert [day.isoformat() for day in made.dates] == sorted({row["date"] for row in points})
    for number, day in zip(made.vintages, made.dates, strict=True):
        told = document(book, number)
        for row in (row for row in points if row["date"] == day.isoformat()):
            point = told["points"][row["series"]]
            assert (point["value"], point["status"]) == (row["value"], row["status"])
            assert "+".join(point["reasons"]) == row["reasons"]
            assert float(point["raw"]) == pytest.approx(float(row["raw"]), rel=1e-9)
            assert (point["trades"], point["pairs"]) == (int(row["trades"]), int(row["pairs"]))
            assert Decimal(point["coverage"]) == Decimal(row["coverage"])
        wanted = {row["product"]: row["status"] for row in prices if row["date"] == day.isoformat()}
        assert {code: price["status"] for code, price in told["prices"].items()} == wanted


def test_weeks_and_months_say_what_the_live_index_says(traded: Book) -> None:
    state = live(traded)
    for freq in ("weekly", "monthly"):
        made = publish_up_to(traded, state, freq, today=TODAY)
        points = {point["date"]: point for point in index_points(state, "heavy", freq)["points"]}
        for number, day in zip(made.vintages, made.dates, strict=True):
            told = document(traded, number)["points"]["heavy"]
            point = points[day.isoformat()]
            assert (told["value"], told["status"]) == (point["value"], point["status"])
            assert (told["trades"], told["pairs"]) == (point["trades"], point["pairs"])


def test_the_hash_is_that_of_the_documents_bytes(published: Book) -> None:
    for row in rows(published).rows:
        told = text(published, row.id)
        assert sha256(told.encode()).hexdigest() == row.hash
        assert json.dumps(json.loads(told), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == told


def hashes(book: Book) -> tuple[str, ...]:
    return publish_up_to(book, None, "daily", today=TODAY, dry_run=True).hashes


def test_the_same_trades_give_the_same_bytes_whatever_their_rows_are_called(
    traded: Book, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with new_book(tmp_path_factory.mktemp("other") / "other.raredesk") as other:
        add_counterparty(other, Counterparty("Z"))
        for deal in reversed(deals(dt.date(2025, 2, 3), dt.date(2025, 3, 31))[-40:]):
            add(other, deal)
        add(other, *reversed(deals(dt.date(2025, 2, 3), dt.date(2025, 3, 31))[:-40]))
        assert hashes(other) == hashes(traded)


def test_inputs_are_those_of_the_period_and_its_windows(traded: Book) -> None:
    def inputs() -> dict[str, str]:
        made = publish_up_to(traded, None, "daily", today=TODAY)
        told = {
            day.isoformat(): document(traded, n)["inputs"]["hash"]
            for n, day in zip(made.vintages, made.dates, strict=True)
        }
        traded.undo()
        return told

    before = inputs()
    add(traded, replace(late("2025-03-11", 100_900.0, "Y-O"), flag="cancelled"))
    after = inputs()
    moved = [day for day in before if before[day] != after[day]]
    assert moved == ["2025-03-11", "2025-03-12", "2025-03-13", "2025-03-14", "2025-03-17"]


def test_a_quote_is_an_input_of_its_day_whatever_its_row_is_called(traded: Book) -> None:
    before = hashes(traded)
    day = dt.date(2025, 3, 31)
    quoted = [
        Quote(date=day, period=Period.DAY, product="Y-O", source=source, mid=Decimal(50_000 + n))
        for n, source in enumerate(("甲网", "乙网"))
    ]
    for quote in quoted:
        add_quote(traded, replace(quote, tax_basis=TaxBasis.EXCL))
    after = hashes(traded)
    assert [one == other for one, other in zip(before, after, strict=True)] == [True] * (len(before) - 1) + [False]
    traded.undo()
    traded.undo()
    for quote in reversed(quoted):
        add_quote(traded, replace(quote, tax_basis=TaxBasis.EXCL))
    assert hashes(traded) == after


def test_a_day_is_published_once(traded: Book) -> None:
    made = publish(traded, None, "daily", dt.date(2025, 3, 10), today=TODAY)
    assert made.dates == (dt.date(2025, 3, 10),)
    with pytest.raises(Refused, match="publish-again"):
        publish(traded, None, "daily", dt.date(2025, 3, 10), today=TODAY)
    rest = publish_up_to(traded, None, "daily", today=TODAY)
    assert dt.date(2025, 3, 10) not in rest.dates
    assert publish_up_to(traded, None, "daily", today=TODAY) == Published("daily", (), ())


def test_today_is_published_when_it_is_named_and_not_otherwise(traded: Book) -> None:
    add(traded, late("2025-04-01", 101_000.0))
    assert publish_up_to(traded, None, "daily", today=TODAY).dates[-1] == dt.date(2025, 3, 31)
    assert publish(traded, None, "daily", TODAY, today=TODAY).dates == (TODAY,)
    traded.undo()
    assert publish_up_to(traded, None, "daily", TODAY, today=TODAY).dates == (TODAY,)


@pytest.mark.parametrize(
    ("freq", "day", "code"),
    [
        ("daily", dt.date(2025, 4, 2), "publish-future"),
        ("weekly", dt.date(2025, 4, 1), "publish-week-open"),
        ("monthly", dt.date(2025, 4, 1), "publish-month-open"),
        ("daily", dt.date(2025, 3, 29), "publish-no-point"),
        ("monthly", dt.date(2025, 1, 15), "publish-no-point"),
    ],
)
def test_what_is_not_over_or_has_no_point_is_refused(traded: Book, freq: str, day: dt.date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        publish(traded, None, freq, day, today=TODAY)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert day.isoformat() in sentence(problem, "en")
    assert rows(traded).rows == ()


def test_up_to_a_day_to_come_is_refused(traded: Book) -> None:
    with pytest.raises(Refused, match="publish-future"):
        publish_up_to(traded, None, "daily", dt.date(2025, 4, 2), today=TODAY)


def test_any_day_names_its_week_and_its_month(traded: Book) -> None:
    assert publish(traded, None, "weekly", dt.date(2025, 3, 26), today=TODAY).dates == (dt.date(2025, 3, 28),)
    assert publish(traded, None, "monthly", dt.date(2025, 3, 1), today=TODAY).dates == (dt.date(2025, 3, 31),)


def test_a_week_is_over_on_its_last_index_day_though_the_trades_end_before(book: Book) -> None:
    add(book, late("2025-03-26", 100_000.0))
    assert publish_up_to(book, None, "weekly", today=dt.date(2025, 3, 29)).dates == (dt.date(2025, 3, 28),)


def test_a_dry_run_writes_nothing_and_tells_the_same_hashes(traded: Book) -> None:
    tried = publish_up_to(traded, None, "weekly", today=TODAY, dry_run=True)
    assert rows(traded).rows == ()
    made = publish_up_to(traded, None, "weekly", today=TODAY)
    assert (tried.dates, tried.hashes) == (made.dates, made.hashes)
    assert len(made.vintages) == len(made.dates)


def test_an_older_computation_catches_up_before_it_is_published(traded: Book) -> None:
    state = live(traded)
    add(traded, late("2025-03-31", 101_000.0))
    made = publish(traded, state, "daily", dt.date(2025, 3, 31), today=TODAY)
    assert rows(traded).rows[0].step == traded.last_step() - 1
    traded.undo()
    assert publish(traded, None, "daily", dt.date(2025, 3, 31), today=TODAY).hashes == made.hashes


def test_undo_takes_a_publication_back_and_the_journal_keeps_both(traded: Book) -> None:
    publish_up_to(traded, None, "monthly", today=TODAY)
    published = text(traded, 1)
    traded.undo()
    assert rows(traded).rows == ()
    traded.redo()
    assert text(traded, 1) == published
    assert traded.undo_label() == (
        "published-monthly-many",
        {"date": "2025-03-31", "first": "2025-02-28", "count": "2"},
    )


def test_what_was_read_before_is_not_read_again(published: Book) -> None:
    before = rows(published)
    assert Vintages.load(published, before) is before
    publish_up_to(published, None, "monthly", today=TODAY)
    after = Vintages.load(published, before)
    assert after.rows[: len(before.rows)] == before.rows
    assert after.rows == rows(published).rows
    published.undo()
    assert Vintages.load(published, after).rows == before.rows


@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_words(freq: str, language: Language) -> None:
    details = {"first": "F", "date": "D", "count": "7", "reason": "R"}
    labels = (f"published-{freq}", f"published-{freq}-many", f"restated-{freq}")
    said = {word(f"steps.{label}", language, **details) for label in labels}
    assert len(said) == 3
    assert all("D" in one for one in said)
