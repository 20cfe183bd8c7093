"""Moments that a book keeps, UTC in ISO form, as this machine's clock and calendar have them."""

import datetime as dt


def local(at: str) -> dt.datetime:
    return dt.datetime.fromisoformat(at).astimezone()


def day(at: str) -> dt.date:
    """In Baotou what was done before eight in the morning is a day later than in UTC."""
    return local(at).date()


def minute(at: str) -> str:
    """As people write it: `2026-11-26 07:30`."""
    return f"{local(at):%Y-%m-%d %H:%M}"
