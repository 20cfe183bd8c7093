import datetime as dt

from rare_desk.core.calendar import IndexDays, position

DAYS = IndexDays([dt.date(2025, 5, 1), dt.date(2025, 5, 2), dt.date(2025, 5, 5)])


def test_weekends_and_days_of_the_table_are_no_index_days() -> None:
    assert dt.date(2025, 4, 30) in DAYS
    assert dt.date(2025, 5, 1) not in DAYS
    assert dt.date(2025, 5, 3) not in DAYS


def test_a_day_off_leads_to_the_next_index_day() -> None:
    assert DAYS.on_or_after(dt.date(2025, 5, 1)) == dt.date(2025, 5, 6)
    assert DAYS.on_or_after(dt.date(2025, 5, 6)) == dt.date(2025, 5, 6)


def test_both_ends_are_included() -> None:
    found = DAYS.between(dt.date(2025, 4, 29), dt.date(2025, 5, 6))
    assert found == (dt.date(2025, 4, 29), dt.date(2025, 4, 30), dt.date(2025, 5, 6))
    assert position(found, dt.date(2025, 5, 2)) == 2
    assert position(found, dt.date(2025, 5, 7)) == 3
