import datetime as dt
from decimal import Decimal

from rare_desk.ui import formats, language


def test_a_negative_figure_has_the_real_minus() -> None:
    assert formats.money(Decimal("-1234.5")) == "−1,234.50"


def test_nothing_is_a_dash() -> None:
    assert formats.price(None) == "–"
    assert formats.index_value(float("nan")) == "–"


def test_rounding_is_half_up_and_of_the_written_digits() -> None:
    assert formats.number(1.005, 2) == "1.01"
    assert formats.number(Decimal("0.125"), 2) == "0.13"


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert formats.signed(Decimal("-0.001")) == "0.00"
    assert formats.change_pct(Decimal("0.004")) == "0.00 %"


def test_a_rise_has_a_plus_and_a_fall_the_minus() -> None:
    assert formats.change_pct(Decimal("0.25")) == "+0.25 %"
    assert formats.change_pct(-0.44) == "−0.44 %"


def test_tonnes_are_to_the_kilogram() -> None:
    assert formats.mass(Decimal("0.35")) == "0.350"


def test_days_and_months_are_in_the_windows_language(app: object) -> None:
    day = dt.date(2026, 3, 19)
    assert formats.date_weekday(day) == "2026-03-19 周四"
    assert formats.month(day) == "3月"
    language.choose("en")
    assert formats.date_weekday(day) == "2026-03-19 Thu"
    assert formats.month(day) == "Mar"
