"""The deal number proposed for a new trade is not one that another trade has."""

import pytest

from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.trades.numbering import numbered
from tests.ui.trades.ledger import deal

NUMBERS = ("SL-26-0007", "SL-26-0008", "SL-26-0031", "SL-26-00450", "SL-25-0090", "A[1]-98/B", "A[1]-99/B", "合同")


@pytest.fixture
def numbers(book: Book) -> Book:
    for number in NUMBERS:
        add_trade(book, deal(1, "PRND-O", "8", "577500", deal_no=number), accept_suspect=True)
    return book


@pytest.mark.parametrize(
    ("counted_on", "proposed"),
    [
        ("SL-26-0032", "SL-26-0032"),
        ("SL-26-0008", "SL-26-0032"),
        ("SL-27-0008", "SL-27-0008"),
        ("SL-25-0090", "SL-25-0091"),
        ("A[1]-98/B", "A[1]-100/B"),
        ("", ""),
        ("合同", ""),
    ],
)
def test_a_number_that_is_taken_gives_way_to_the_one_after_the_greatest_written_alike(
    numbers: Book, counted_on: str, proposed: str
) -> None:
    assert numbered(numbers, Draft(deal_no=counted_on), ()).deal_no == proposed


def test_rows_that_are_typed_and_not_saved_have_their_numbers(numbers: Book) -> None:
    typed = {"SL-26-0032", "SL-26-0033"}
    assert numbered(numbers, Draft(deal_no="SL-26-0008"), typed).deal_no == "SL-26-0034"
