"""Overlays as lines: in which unit, on which axis, and how long a quote holds."""

import datetime as dt
from decimal import Decimal

import pytest

from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ui.chart import MAIN, to_day
from rare_desk.ui.overlays import lines, overlay
from rare_desk.ui.overlays.lines import Named
from rare_desk.ui.overlays.overlay import ANNOUNCED, Overlay

NAMED = Named("k", "n", "t", "series2")


def quote(
    day: str,
    mid: str,
    period: Period = Period.DAY,
    basis: TaxBasis | None = TaxBasis.INCL,
    currency: str = "CNY",
    unit: Unit = Unit.T,
) -> Quote:
    return Quote(
        date=dt.date.fromisoformat(day), period=period, product="PRND-O", source="s", mid=Decimal(mid), unit=unit,
        currency=currency, tax_basis=basis,
    )  # fmt: skip


@pytest.mark.usefixtures("app")
def test_a_quote_including_vat_is_laid_over_without_it_at_the_rate_of_its_date() -> None:
    drawn = lines.quote_line([quote("2018-04-30", "117000"), quote("2026-01-05", "113000")], NAMED, "")
    assert drawn is not None
    assert drawn.line.values.tolist() == [100_000, 100_000]
    assert drawn.axis is not None
    assert drawn.axis.unit == "元/吨"


@pytest.mark.usefixtures("app")
def test_a_price_of_the_product_on_the_left_axis_shares_it() -> None:
    drawn = lines.quote_line([quote("2026-01-05", "113")], NAMED, lines.price_of("PRND-O"))
    assert drawn is not None
    assert (drawn.line.axis, drawn.axis) == (MAIN, None)


@pytest.mark.usefixtures("app")
def test_a_quote_whose_tax_basis_is_not_known_keeps_its_own_unit_and_axis() -> None:
    found = [quote("2026-01-05", "70", basis=None, currency="USD", unit=Unit.KG)]
    drawn = lines.quote_line(found, NAMED, lines.price_of("PRND-O"))
    assert drawn is not None
    assert drawn.line.values.tolist() == [70]
    assert drawn.axis is not None
    assert drawn.axis.unit == "美元/公斤"


@pytest.mark.usefixtures("app")
def test_a_month_holds_to_its_end_and_a_month_without_a_quote_is_a_hole() -> None:
    drawn = lines.quote_line(
        [quote("2025-12-01", "113", Period.MONTH), quote("2026-02-01", "226", Period.MONTH)], NAMED, ""
    )
    assert drawn is not None
    assert drawn.line.stepped
    on = {day: drawn.line.on(to_day(dt.date.fromisoformat(day))) for day in ("2025-12-31", "2026-02-01", "2026-02-28")}
    assert on == {"2025-12-31": 100, "2026-02-01": 200, "2026-02-28": 200}
    assert drawn.line.on(to_day(dt.date(2026, 1, 15))) != drawn.line.on(to_day(dt.date(2026, 1, 15)))


@pytest.mark.usefixtures("app")
def test_of_several_quotes_of_a_day_the_median_is_drawn() -> None:
    found = [quote("2026-01-05", mid) for mid in ("113", "226", "1130")]
    drawn = lines.quote_line(found, NAMED, "")
    assert drawn is not None
    assert drawn.line.values.tolist() == [200]


def test_a_year_is_dated_on_its_last_day_and_holds_the_whole_year() -> None:
    drawn = lines.quote_line([quote("2025-12-31", "113", Period.YEAR)], NAMED, "")
    assert drawn is not None
    assert drawn.line.on(to_day(dt.date(2025, 1, 1))) == pytest.approx(100)


def test_an_overlay_keeps_its_colour_when_another_goes() -> None:
    three = [Overlay("price", code) for code in ("LA-O", "CE-O", "ND-O")]
    first = overlay.inks(three, {}, ["text", "series0", "series1"])
    assert len(set(first.values())) == 3
    assert not set(first.values()) & {"series0", "series1"}
    kept = overlay.inks(three[1:], first, ["text", "series0", "series1"])
    assert kept == {one: first[one] for one in three[1:]}


def test_an_overlay_gives_way_when_the_chart_itself_needs_its_colour() -> None:
    one = Overlay("price", "LA-O")
    assert overlay.inks([one], {one: "series2"}, ["series2"])[one] != "series2"


def test_no_overlay_looks_like_the_announced_price_or_the_chart_s_own_line() -> None:
    many = [ANNOUNCED, *(Overlay("price", code) for code in ("LA-O", "CE-O", "ND-O"))]
    inks = set(overlay.inks(many, {}, ["accent"]).values())
    assert inks == {"concentrate", "series1", "series2", "series3"}


def test_a_group_is_laid_over_in_its_own_colour() -> None:
    heavy = Overlay("series", "heavy")
    assert overlay.inks([heavy], {}, ["accent"]) == {heavy: "series1"}


def test_what_a_layout_kept_comes_back_and_nonsense_does_not() -> None:
    kept = (ANNOUNCED, Overlay("quote", "北方稀土", "PRND-O"))
    assert overlay.of_json(overlay.to_json(kept)) == kept
    assert overlay.of_json([["unknown", "", ""], ["price"], 3, ["price", "LA-O", ""]]) == (Overlay("price", "LA-O"),)
    assert overlay.of_json({"a": 1}) == ()
