"""The audit sheet for paper: what it says, in both languages, of a day and of a month."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rare_desk.ops.audit import audit, report, write
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.methodologies.report import Block, Form
from rare_desk.store.book import Book
from rare_desk.words import Language


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, IndexState]]:
    with new_sample_book(tmp_path_factory.mktemp("sample") / "sample.raredesk") as book:
        yield book, IndexState.load(book)


def blocks(
    sample: tuple[Book, IndexState], day: dt.date, freq: str = "daily", language: Language = "zh"
) -> list[Block]:
    book, state = sample
    return list(report(audit(book, state, "composite", day, freq, language), language))


def text(found: list[Block]) -> str:
    return "\n".join(line for block in found for line in (block.text, *(" ".join(row) for row in block.rows)))


def under(found: list[Block], heading: str) -> list[tuple[str, ...]]:
    """The rows of the table after that heading, without its titles."""
    at = next(n for n, block in enumerate(found) if block.form is Form.HEADING and block.text == heading)
    return list(next(block for block in found[at:] if block.form is Form.TABLE).rows[1:])


def test_a_day_shows_its_members_with_their_trades(sample: tuple[Book, IndexState]) -> None:
    book, state = sample
    told = audit(book, state, "composite", dt.date(2026, 9, 15), "daily", "zh")
    found = blocks(sample, dt.date(2026, 9, 15))
    assert "1,176.46" in text(found)
    assert under(found, "成员与权重")[0][0] == "氧化镨钕"
    assert len(under(found, "成员与权重")) == len(told.explanation.members)
    for member in told.explanation.members:
        rows = under(found, f"{told.name(member.product)} 的成交")
        assert [row[0] for row in rows] == [told.deal(used.id).number for used in member.trades]
    assert state.computation.methodology.hash in text(found)


def test_the_contributions_close_with_the_change(sample: tuple[Book, IndexState]) -> None:
    rows = under(blocks(sample, dt.date(2026, 9, 15)), "涨跌贡献")
    assert rows[-1][:1] == ("涨跌",)
    assert rows[-1][3:] == ("+0.80", "+0.07 %")


def test_what_was_left_out_is_told_with_its_reason(sample: tuple[Book, IndexState]) -> None:
    book, state = sample
    weighed = state.computation.series_names
    out = next(one for one in state.computation.exclusions() if one.code == "outlier" and one.product in weighed)
    told = audit(book, state, out.product, out.date, "daily", "en")
    rows = under(list(report(told, "en")), "Left out")
    assert [row[5] for row in rows if row[0] == told.deal(out.id).number] == ["Outlier"]
    assert any("% from the median" in row[6] for row in rows)


def test_a_month_shows_its_days(sample: tuple[Book, IndexState]) -> None:
    book, state = sample
    points = state.computation.series("composite", "monthly")
    day = points.point(len(points) - 2).date
    told = audit(book, state, "composite", day, "monthly", "en")
    found = blocks(sample, day, "monthly", "en")
    assert [row[0] for row in under(found, "Days")] == [one.point.date.isoformat() for one in told.explanation.days]
    assert "Members and weights" not in [block.text for block in found]


def test_an_imputed_price_shows_its_way(sample: tuple[Book, IndexState]) -> None:
    book, state = sample
    series = state.computation.series("heavy")
    at = next(n for n in range(len(series) - 1, 0, -1) if series.coverage[n] < 1)
    told = audit(book, state, "heavy", series.point(at).date, "daily", "zh")
    member = next(one for one in told.explanation.members if one.imputed_from)
    rows = under(list(report(told, "zh")), f"{told.name(member.product)} 的推算价")
    assert len(rows) == member.stale_days
    assert rows[-1][3] == f"{member.price:,.2f}"


def test_a_price_outside_the_weights_has_its_sheet_too(sample: tuple[Book, IndexState], tmp_path: Path) -> None:
    book, state = sample
    prices = state.computation.daily_prices("DYFE")
    at = int((prices.status == 1).nonzero()[0][-1])
    day = dt.date(1970, 1, 1) + dt.timedelta(days=int(prices.days[at]))
    told = audit(book, state, "DYFE", day, "daily", "zh")
    found = list(report(told, "zh"))
    assert f"{prices.price[at]:,.2f}" in text(found)
    assert under(found, f"{told.title} 的成交")
    write(book, state, "DYFE", day, "daily", tmp_path / "price.xlsx", "zh")
    sheets = load_workbook(tmp_path / "price.xlsx")
    assert sheets.worksheets[0]["B5"].value == "='成员'!$D$2"
    assert str(sheets["成员"]["D2"].value).startswith("=SUMPRODUCT('成交'!$L$2:")
