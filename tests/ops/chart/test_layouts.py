"""Layouts of the chart in the book."""

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.chart.layouts import delete_layout, rename_layout, save_layout
from rare_desk.store.book import Book
from rare_desk.store.reading.index import chart_queries

FIRST = {"chosen": "composite", "overlays": [{"kind": "quote", "source": "北方稀土", "product": "PRND-O"}]}


def test_a_layout_is_saved_replaced_renamed_and_deleted_and_each_is_undone(book: Book) -> None:
    save_layout(book, " 晨会 ", FIRST)
    assert chart_queries.layouts(book) == {"晨会": FIRST}
    save_layout(book, "晨会", {"chosen": "light"})
    assert chart_queries.layouts(book) == {"晨会": {"chosen": "light"}}
    rename_layout(book, "晨会", "早盘")
    assert list(chart_queries.layouts(book)) == ["早盘"]
    delete_layout(book, "早盘")
    assert chart_queries.layouts(book) == {}
    for _ in range(3):
        book.undo()
    assert chart_queries.layouts(book) == {"晨会": FIRST}


def test_a_layout_without_a_name_or_with_one_that_is_taken_is_refused(book: Book) -> None:
    save_layout(book, "a", {})
    save_layout(book, "b", {})
    for name, code in (("  ", "missing-name"), ("b", "layout-exists")):
        with pytest.raises(Refused) as refused:
            rename_layout(book, "a", name)
        assert [problem.code for problem in refused.value.problems] == [code]
    with pytest.raises(Refused):
        save_layout(book, "", {})


def test_a_layout_that_is_gone_is_neither_renamed_nor_deleted(book: Book) -> None:
    with pytest.raises(Refused):
        rename_layout(book, "a", "b")
    with pytest.raises(Refused):
        delete_layout(book, "a")
