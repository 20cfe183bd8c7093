"""Going back to a step of the journal and forth again, and finding steps in it."""

import datetime as dt
from dataclasses import replace

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import check
from rare_desk.ops.history.journal import Wanted, back_to, history, matched, matching, steps_between, undo
from rare_desk.store.book import Book
from rare_desk.store.reading.steps.journal_queries import step_lines
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from tests.ops.given import BUY, enter
from tests.ops.imports.given import booked, row


def entered(book: Book, *numbers: str) -> list[int]:
    """A step for each; their numbers in the journal."""
    found = []
    for number in numbers:
        enter(book, replace(BUY, deal_no=number))
        found.append(book.last_step())
    return found


def numbers(book: Book) -> list[str]:
    return sorted(one.trade.deal_no for one in trades_by_id(book, trade_ids(book)))


def test_back_to_a_step_takes_every_later_one_back_as_a_step_each(book: Book) -> None:
    first, *_ = entered(book, "A", "B", "C", "D")
    assert steps_between(book, first) == 3
    assert back_to(book, first) == 3
    assert numbers(book) == ["A"]
    assert [step.kind for step in history(book, 3)] == ["undo", "undo", "undo"]
    assert check(book.path) == []


def test_a_step_that_was_taken_back_is_gone_forth_to_again(book: Book) -> None:
    first, _, third, _ = entered(book, "A", "B", "C", "D")
    back_to(book, first)
    assert steps_between(book, third) == -2
    assert back_to(book, third) == 2
    assert numbers(book) == ["A", "B", "C"]


def test_back_to_the_beginning_leaves_the_new_book(book: Book) -> None:
    begun = book.last_step()
    entered(book, "A", "B")
    assert back_to(book, begun) == 2
    assert numbers(book) == []


def test_there_is_no_way_back_to_a_step_that_another_took_the_place_of(book: Book) -> None:
    _, second = entered(book, "A", "B")
    undo(book)
    entered(book, "C")
    assert steps_between(book, second) == 0
    assert back_to(book, second) == 0


def test_going_back_can_be_stopped_between_two_steps(book: Book) -> None:
    first, *_ = entered(book, "A", "B", "C", "D")
    told: list[float] = []
    assert back_to(book, first, told.append, lambda: len(told) >= 2) == 2
    assert check(book.path) == []
    assert told == sorted(told)


def test_one_long_undo_that_is_cancelled_changes_nothing(book: Book) -> None:
    booked(book, *(row(单号=f"L-{number}") for number in range(60)))
    with pytest.raises(Refused) as refused:
        undo(book, cancelled=lambda: True)
    assert [one.code for one in refused.value.problems] == ["undo-cancelled"]
    assert len(numbers(book)) == 60
    assert check(book.path) == []


def test_steps_are_found_by_their_words_in_the_language_that_is_shown(book: Book) -> None:
    first, second = entered(book, "HT-77", "HT-78")
    assert matching(book, Wanted("ht-77"), "zh") == [first]
    assert matching(book, Wanted("新增 78"), "zh") == [second]
    assert matching(book, Wanted("trade added 78"), "en") == [second]
    assert matching(book, Wanted("trade added"), "zh") == []


def test_steps_are_found_by_kind_and_by_day(book: Book) -> None:
    (typed,) = entered(book, "A")
    booked(book, row(单号="L-1"))
    came = book.last_step()
    undo(book)
    back = book.last_step()
    assert matching(book, Wanted(kinds=("imports",)), "zh") == [came]
    assert matching(book, Wanted(kinds=("undo",)), "zh") == [back]
    assert typed in matching(book, Wanted(kinds=("edits",)), "zh")
    today = dt.date.today()
    day = dt.timedelta(days=1)
    assert matching(book, Wanted(first=today - day, last=today + day), "zh")[:3] == [back, came, typed]
    assert matching(book, Wanted(last=today - 2 * day), "zh") == []


def test_steps_are_found_on_from_where_they_were_found_before(book: Book) -> None:
    wanted = Wanted("新增")
    found = matched(book, wanted, "zh")
    for turn in (entered, Book.undo, Book.redo, Book.undo, entered):
        entered(book, "A", "B") if turn is entered else turn(book)
        found = matched(book, wanted, "zh", found)
        assert (found.step, list(found.ids)) == (book.last_step(), matching(book, wanted, "zh"))
    other = replace(found, hash="another", ids=())
    assert matched(book, wanted, "zh", other) == found
    assert list(matched(book, Wanted("新增"), "en", found).ids) == []
    assert list(matched(book, Wanted(), "zh", found).ids) == matching(book, Wanted(), "zh")


def test_a_line_counts_rows_without_what_came_along_and_knows_what_was_taken_back(book: Book) -> None:
    booked(book, *(row(单号=f"L-{number}") for number in range(60)))
    step = book.last_step()
    (line,) = step_lines(book, [step])
    assert (line.rows, line.undone, line.batch) == (60, False, 1)
    undo(book)
    back, line = step_lines(book, [book.last_step(), step])
    assert (back.rows, back.batch) == (60, None)
    assert line.undone
