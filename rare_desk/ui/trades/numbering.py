"""The deal number that is proposed for a new trade."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import greatest_deal_no, is_numbered
from rare_desk.ui.entry.draft import Draft, last_digits, next_number


def numbered(book: Book, draft: Draft, typed: Collection[str]) -> Draft:
    """Under its own number while that is free in the book and among those `typed` and not saved; else under the one
    after the greatest that is written alike."""
    number = draft.deal_no
    while number:
        if number in typed:
            number = next_number(number)
        elif is_numbered(book, number):
            number = next_number(greatest_deal_no(book, *last_digits(number)))
        else:
            break
    return replace(draft, deal_no=number)
