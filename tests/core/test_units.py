import datetime as dt

import pytest

from rare_desk.core.units import Unit, vat_rate_on


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2017-06-01", 17),
        ("2018-04-30", 17),
        ("2018-05-01", 16),
        ("2019-03-31", 16),
        ("2019-04-01", 13),
        ("2026-01-01", 13),
    ],
)
def test_vat_follows_the_date(day: str, rate: int) -> None:
    assert vat_rate_on(dt.date.fromisoformat(day)) == rate


def test_a_thousand_kilograms_are_a_tonne() -> None:
    assert 1000 * Unit.KG.tonnes == Unit.T.tonnes
