"""Views of a page in the book, each change one step."""

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.views import delete_view, rename_view, save_view
from rare_desk.store.book import Book
from rare_desk.store.reading.view_queries import saved_views
from tests.ops.given import codes


def test_a_view_is_saved_replaced_renamed_and_deleted(book: Book) -> None:
    changes = save_view(book, "trades", " 月末 ", {"filter": {"text": "镝"}})
    assert changes.tables == {"saved_views"}
    save_view(book, "quotes", "月末", {})
    save_view(book, "trades", "月末", {"filter": {}})
    assert saved_views(book, "trades") == {"月末": {"filter": {}}}
    rename_view(book, "trades", "月末", "季末")
    assert (list(saved_views(book, "trades")), list(saved_views(book, "quotes"))) == (["季末"], ["月末"])
    delete_view(book, "trades", "季末")
    assert saved_views(book, "trades") == {}
    book.undo()
    book.undo()
    assert saved_views(book, "trades") == {"月末": {"filter": {}}}


def test_a_name_is_needed_and_must_be_free(book: Book) -> None:
    save_view(book, "trades", "a", {})
    save_view(book, "trades", "b", {})
    with pytest.raises(Refused) as refused:
        save_view(book, "trades", "  ", {})
    assert codes(refused) == ["missing-name"]
    with pytest.raises(Refused) as refused:
        rename_view(book, "trades", "a", "b")
    assert codes(refused) == ["view-exists"]
    rename_view(book, "trades", "a", "a")
    with pytest.raises(Refused) as refused:
        delete_view(book, "trades", "gone")
    assert codes(refused) == ["record-gone"]
    with pytest.raises(Refused) as refused:
        rename_view(book, "trades", "gone", "c")
    assert codes(refused) == ["record-gone"]
