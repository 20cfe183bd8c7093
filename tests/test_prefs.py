import json
import os
from pathlib import Path

import pytest

from rare_desk import paths, prefs
from rare_desk.ui.methodology import kept as drafts
from rare_desk.ui.trades.editing import kept as typed
from tests.systems import only_on_windows


def test_what_is_saved_is_read_again() -> None:
    kept = prefs.Prefs(language="en", red_up=False)
    kept.columns["trades"] = {"price": 120}
    kept.save()
    assert prefs.load() == kept


def test_the_book_opened_last_stands_first_and_once() -> None:
    kept = prefs.Prefs()
    for name in ("a", "b", "a"):
        kept.opened(Path(name))
    assert prefs.load().recent == ["a", "b"]


@only_on_windows("elsewhere names that differ in case are two files")
def test_a_book_is_among_them_once_however_its_name_is_written() -> None:
    kept = prefs.Prefs()
    for name in ("E:\\Desk.RAREDESK", "e:/desk.raredesk"):
        kept.opened(Path(name))
    assert kept.recent == ["e:\\desk.raredesk"]
    kept.forget(Path("E:\\DESK.raredesk"))
    assert kept.recent == []


def test_an_unreadable_file_counts_as_none() -> None:
    paths.prefs_file().parent.mkdir(parents=True, exist_ok=True)
    for broken in ("{", "[]", '{"language": 7, "theme": "dark", "unheard-of": 1}'):
        paths.prefs_file().write_text(broken, encoding="utf-8")
        assert prefs.load().language == ""
    assert prefs.load().theme == "dark"


def test_of_a_file_that_others_have_written_only_what_fits_is_taken() -> None:
    target = paths.prefs_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    written = {
        "recent": ["/a.raredesk", 1, None, {}, "a\0b"],
        "letterhead": {"name": "甲", "logo": 5},
        "columns": {"trades": {"date": 90, "side": "x", "note": 10**30, "lot": -1}, "quotes": 5},
        "views": {"trades": {"layout": {}}, "index": "x", "pricing": None},
    }
    target.write_text(json.dumps(written), encoding="utf-8")
    found = prefs.load()
    assert (found.recent, found.letterhead) == (["/a.raredesk"], {"name": "甲"})
    assert found.columns == {"trades": {"date": 90}}
    assert found.views == {"trades": {"layout": {}}}
    target.write_text("[" * 100_000, encoding="utf-8")
    assert prefs.load() == prefs.Prefs()


def test_no_half_written_file_is_left_behind() -> None:
    prefs.Prefs(theme="dark").save()
    assert [file.name for file in paths.prefs_file().parent.iterdir()] == ["prefs.json"]


def test_pictures_leave_no_trace() -> None:
    prefs.Prefs(theme="dark", transient=True).save()
    assert not paths.prefs_file().exists()


def test_what_is_saved_while_another_reads_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    put, refusals = os.replace, [PermissionError(13, "being read")] * 3

    def replace(source: object, target: object) -> None:
        if refusals:
            raise refusals.pop()
        put(str(source), str(target))

    monkeypatch.setattr(os, "replace", replace)
    prefs.Prefs(theme="dark").save()
    assert prefs.load().theme == "dark"
    assert refusals == []


def test_what_was_typed_and_not_saved_is_nothing_where_nobody_can_read_it() -> None:
    shared = prefs.shared()
    garbage: tuple[object, ...] = ("x", 5, None, [1], {"a.raredesk": 5}, ["x", None, {}])
    for written in garbage:
        shared.views["methodology"] = {"drafts": written}
        assert drafts.kept(Path("a.raredesk"), []) is None
        drafts.forget(Path("a.raredesk"))
        shared.views["trades-unsaved"] = {"a.raredesk": written}
        assert typed.kept(Path("a.raredesk")) == []
