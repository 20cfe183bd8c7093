"""A moment of the book is told by the clock and calendar of the machine that shows it."""

import datetime as dt

import pytest

from rare_desk import moments

LATE = "2026-05-06T23:30:12.345+00:00"


@pytest.mark.usefixtures("baotou")
def test_what_is_done_before_eight_in_baotou_is_of_the_day_after_that_of_utc() -> None:
    assert moments.day(LATE) == dt.date(2026, 5, 7)
    assert moments.minute(LATE) == "2026-05-07 07:30"
    assert moments.minute("2026-05-07T01:00:00Z") == "2026-05-07 09:00"
