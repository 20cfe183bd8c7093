import os
from pathlib import Path

import pytest

from rare_desk import paths, prefs
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
