"""What the book proposes as probably one firm."""

from rare_desk.core.trades import Side
from rare_desk.ops.history import journal
from rare_desk.ops.parties.merging import merge
from rare_desk.ops.parties.near import ProbablySame, mark_apart, nearest_party, probably_same
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries
from tests.ops.given import TODAY, deal
from tests.ops.parties.given import LONG, OTHER, SHORT, fill, keep, party_id


def proposed(book: Book) -> list[tuple[str, str, str]]:
    found: list[ProbablySame] = probably_same(book, party_queries.figures(book))
    return [(one.gone.name, one.into.name, one.why) for one in found]


def test_the_one_with_fewer_trades_goes_into_the_other(book: Book) -> None:
    fill(book)
    assert proposed(book) == [(LONG, SHORT, "place")]
    for day in ("2026-03-01", "2026-03-02"):
        add_trade(book, deal(day, Side.BUY, "3", "410000", LONG), today=TODAY)
    assert proposed(book) == [(SHORT, LONG, "place")]


def test_what_was_merged_or_told_apart_is_not_proposed_again(book: Book) -> None:
    fill(book)
    mark_apart(book, party_id(book, SHORT), party_id(book, LONG))
    assert proposed(book) == []
    journal.undo(book)
    assert len(proposed(book)) == 1
    merge(book, party_id(book, SHORT), party_id(book, LONG))
    assert proposed(book) == []


def test_one_tax_number_is_one_firm_and_two_that_check_are_two(book: Book) -> None:
    fill(book)
    keep(book, OTHER, tax_id="91150000701463622D")
    assert (OTHER, SHORT, "tax") in proposed(book) or (SHORT, OTHER, "tax") in proposed(book)
    keep(book, OTHER)
    keep(book, LONG, tax_id="91330100799655058B")
    assert proposed(book) == []


def test_an_alias_is_near_too(book: Book) -> None:
    fill(book)
    keep(book, OTHER, aliases=("乙稀土（赣州）",))
    keep(book, "庚远", aliases=("乙稀土(赣州)有限公司",))
    assert ("庚远", OTHER, "spelling") in proposed(book)


def test_a_new_name_is_told_which_party_it_probably_means(book: Book) -> None:
    fill(book)
    assert nearest_party(book, "包头甲辰磁材（有限公司）") in (LONG, SHORT)
    assert nearest_party(book, "赣州乙稀土") == OTHER
    assert nearest_party(book, LONG) == nearest_party(book, "甲辰") == nearest_party(book, "全新单位") == ""
