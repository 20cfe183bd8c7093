"""The chapter of the keys against the keys that the window has."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from rare_desk.ui.handbook.contents import chapters
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.workbench import Workbench
from rare_desk.ui.trades.page import TradesPage
from rare_desk.words import LANGUAGES, Language

SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
ROW = re.compile(r"^\| (`.+) \| (.+) \|$", re.MULTILINE)


def told(language: Language) -> dict[str, dict[str, str]]:
    """By section: what each key does."""
    chapter = chapters(language)["keys"]
    texts = SECTION.split(chapter.text)[2::2]
    found = {}
    for section, text in zip(chapter.sections, texts, strict=True):
        rows = ((re.findall(r"`([^`]+)`", keys), does) for keys, does in ROW.findall(text))
        found[section.key] = {key: does for keys, does in rows for key in keys}
    return found


def plain(words: str) -> str:
    """As a menu's words stand in the table."""
    return words.partition("\t")[0].replace("&", "").rstrip("….").removeprefix("+ ")


def walked(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from walked(inner)
        elif not action.isSeparator():
            yield action


def keys_of(owner: QObject) -> Iterator[tuple[str, str]]:
    """(key, words) of all that the keyboard does in a page; words are empty where it says none."""
    for shortcut in owner.findChildren(QShortcut):
        keys = shortcut.keys()
        yield from ((key.toString(), "") for key in keys)
    for button in owner.findChildren(QAbstractButton):
        if not button.shortcut().isEmpty():
            yield button.shortcut().toString(), plain(button.text())


def whole(bench: Workbench, name: str) -> QObject:
    """A page with all its panels, also those that are made when they are first asked for."""
    page = bench.show_page(name)
    if isinstance(page, TradesPage):
        assert not any(panel.isVisible() for panel in (page.entry, page.life, page.months))
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_menus_stands_there_by_its_own_words(opened: Desk, language: Language) -> None:
    opened.choose_language(language)
    table = told(language)["window"]
    menus = (action.menu() for action in opened.window.menuBar().actions()[:3])
    actions = [one for menu in menus if isinstance(menu, QMenu) for one in walked(menu)]
    help_menu = opened.window.menuBar().actions()[-1].menu()
    assert isinstance(help_menu, QMenu)
    real = {
        key.toString(): plain(action.text()) for action in (*actions, *walked(help_menu)) for key in action.shortcuts()
    }
    assert set(table) == set(real)
    for key, words in real.items():
        assert table[key].startswith(words), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_a_page_stands_in_its_section(opened: Desk, qtbot: QtBot, language: Language) -> None:
    opened.choose_language(language)
    bench = opened.window.workbench
    assert bench is not None
    table = told(language)
    for entry in pages.PAGES:
        page = whole(bench, entry.name)
        rows = table.get(entry.name, {})
        for key, words in keys_of(page):
            assert key in rows, f"{entry.name}: {key} {words}"
            assert not words or rows[key] == words, f"{entry.name}: {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pages_actions_are_called_as_in_its_menu(opened: Desk, language: Language) -> None:
    opened.choose_language(language)
    bench = opened.window.workbench
    assert bench is not None
    table = told(language)
    for name in ("trades", "quotes", "index"):
        for action in bench.show_page(name).menu_actions():
            words, _, key = action.text().partition("\t")
            if key:
                assert table[name][QKeySequence(key).toString()] == plain(words)


def test_no_key_is_told_that_nothing_listens_to(opened: Desk) -> None:
    bench = opened.window.workbench
    assert bench is not None
    opened.show_handbook("keys")
    assert opened.handbook is not None
    owners: dict[str, QObject] = {entry.name: whole(bench, entry.name) for entry in pages.PAGES}
    owners["handbook"] = opened.handbook
    for section, rows in told("zh").items():
        if section in owners:
            real = {key for key, _ in keys_of(owners[section])}
            pressed = {"Alt+↓", "Alt+Shift+↓", "Esc", "F2", "Del", *"UFD123"}  # without a shortcut
            pressed |= {"Tab", "Shift+Tab", "Enter", "Shift+Enter", "Shift+Space", "Ctrl+Home", "Ctrl+End"}
            assert set(rows) - real - pressed == set(), section
