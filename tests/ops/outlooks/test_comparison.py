"""A series of the book beside a published index."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from rare_desk.core.comparison.aligning import Fill, Freq, Take
from rare_desk.core.problems import Refused
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.index.points import index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.outlooks.comparison import Asked, compare, compare_points, comparison_json, own_points
from rare_desk.ops.outlooks.published import PublishedIndex, create_index, delete_index
from rare_desk.store.book import Book
from rare_desk.store.reading.index.published_queries import point_row, published_indices


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample book with an index that is a tenth of its composite, two index days late, and a monthly one."""
    with new_sample_book(tmp_path_factory.mktemp("compared") / "sample.raredesk") as opened:
        delete_index(opened, published_indices(opened)[0].id)  # the sample's own
        points = own_points(IndexState.load(opened), "composite")
        for name, rows in (("影子", _late(points, 2)), ("月度", points[::21])):
            create_index(opened, PublishedIndex(name))
            index = published_indices(opened)[-1].id
            with opened.step("imported", files=name, count="") as step:
                step.insert_many("published_points", [point_row(index, day, value / 10) for day, value in rows])
        yield opened


def _late(points: list[tuple[dt.date, Decimal]], by: int) -> list[tuple[dt.date, Decimal]]:
    days = [day for day, _ in points]
    return list(zip(days[by:], (value for _, value in points[:-by]), strict=True))


@pytest.fixture(scope="module")
def state(book: Book) -> IndexState:
    return IndexState.load(book)


def test_own_points_are_the_published_values(state: IndexState) -> None:
    points = index_points(state)["points"]
    assert own_points(state, "composite") == [
        (dt.date.fromisoformat(point["date"]), Decimal(point["value"])) for point in points
    ]


def test_the_shadow_is_found_two_days_behind(book: Book, state: IndexState) -> None:
    found = compare(book, state, "composite", "影子", Asked())
    assert found.freq is Freq.DAY
    best = found.measures.best_lag
    assert best is not None
    assert (best.lag, best.correlation > 0.9) == (2, True)
    assert found.measures.count == len(own_points(state, "composite")) - 2


def test_a_monthly_index_is_compared_by_months(book: Book, state: IndexState) -> None:
    found = compare(book, state, "composite", "月度", Asked())
    assert found.freq is Freq.MONTH
    assert {pair.date.replace(day=1) for pair in found.pairs} == {
        day.replace(day=1) for day, _ in own_points(state, "composite")
    }


def test_a_series_beside_itself_agrees(book: Book, state: IndexState) -> None:
    found = compare(book, state, "composite", "COMPOSITE", Asked(Freq.WEEK, Fill.COMMON, Take.MEAN))
    assert found.measures.correlation == pytest.approx(1)
    assert found.measures.tracking_difference == 0
    weekly = index_points(state, freq="weekly")["points"]
    means = {pair.date.isoformat(): pair.own for pair in found.pairs}
    assert all(abs(means[one["date"]] - Decimal(one["value"])) <= Decimal("0.01") for one in weekly)


def test_only_what_lies_between_two_days_counts(book: Book, state: IndexState) -> None:
    first, last = dt.date(2026, 3, 2), dt.date(2026, 6, 30)
    found = compare(book, state, "light", "影子", Asked(first=first, last=last))
    assert first <= found.pairs[0].date
    assert found.pairs[-1].date <= last
    assert found.own == "light"


def test_unknown_names_are_refused(book: Book, state: IndexState) -> None:
    with pytest.raises(Refused) as refused:
        compare(book, state, "nothing", "影子", Asked())
    assert refused.value.problems[0].code == "unknown-series"
    with pytest.raises(Refused) as refused:
        compare(book, state, "composite", "没有", Asked())
    assert dict(refused.value.problems[0].details) == {"names": "影子、月度"}


def test_the_document_says_all_of_it(book: Book, state: IndexState) -> None:
    document = comparison_json(compare(book, state, "composite", "影子", Asked()))
    assert (document["series"], document["with"], document["freq"]) == ("composite", "影子", "daily")
    assert document["best_lag"]["lag"] == 2
    assert len(document["lags"]) == 21
    assert document["points"] == len(document["pairs"])
    high = document["extremes"]["high"]
    assert Decimal(high["value"]) == max(Decimal(pair["value"]) for pair in document["pairs"])


def test_a_product_is_compared_by_its_daily_price(book: Book, state: IndexState) -> None:
    outside = sorted(set(state.computation.priced_products()) - set(state.computation.series_names))
    points = own_points(state, outside[0])
    assert len(points) > 20
    assert compare(book, state, outside[0], "影子", Asked()).measures.count > 20


def test_no_point_no_comparison(tmp_path: Path, state: IndexState) -> None:
    with new_sample_book(tmp_path / "b.raredesk") as empty:
        create_index(empty, PublishedIndex("空"))
        document = comparison_json(compare(empty, state, "composite", "空", Asked()))
    assert (document["points"], document["correlation"], document["extremes"], document["lags"]) == (0, None, None, [])


def test_ten_years_of_the_same_days_on_another_base_correlate_wholly() -> None:
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=n) for n in range(2500)]
    mine = [(day, Decimal(1000 + n * 7 % 91)) for n, day in enumerate(days)]
    theirs = [(day, value * 100 / mine[0][1]) for day, value in mine]
    found = compare_points("a", mine, "b", theirs, Asked())
    assert found.measures.correlation == pytest.approx(1)
