"""What tests of the import page do with it, as a person does."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.session import Session

WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"


def shown(session: Session, qtbot: QtBot) -> ImportPage:
    page = ImportPage(session)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    return page


def planned(page: ImportPage, qtbot: QtBot, *names: str) -> None:
    page.take_files([WORKBOOKS / name for name in names])
    qtbot.waitUntil(lambda: page.plan is not None)


def states(page: ImportPage) -> dict[str, int]:
    """How many rows of the shown sheet stand as what, as the picture of the sheet says beside them."""
    model = page.review.sheet_view.sheet
    return dict(Counter(model.state(at) for at in range(model.rowCount()) if model.is_read(at)))


def planned_again(page: ImportPage, qtbot: QtBot, do: Callable[[], object]) -> None:
    before = page.plan
    do()
    qtbot.waitUntil(lambda: page.plan is not before)


def chosen(page: ImportPage, code: str, value: str, qtbot: QtBot) -> None:
    """Answers a question as a person does, and waits for the new plan."""
    field = page.questions.fields[code]

    def answer() -> None:
        if isinstance(field, QLineEdit):
            field.setText(value)
            field.editingFinished.emit()
        else:
            assert isinstance(field, QComboBox)
            field.setCurrentIndex(field.findData(value))
            field.activated.emit(field.currentIndex())

    planned_again(page, qtbot, answer)


def click_gutter(page: ImportPage, row: int) -> None:
    """On the state beside that row."""
    gutter = page.review.sheet_view.gutter
    y = gutter.sectionViewportPosition(page.review.sheet_view.sheet.place_of(row)) + 12
    QTest.mouseClick(gutter.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(14, y))


def menu_of(page: ImportPage, column: int, part: str) -> QMenu:
    """The menu that a click above the column opens."""
    header = page.review.sheet_view.meanings
    left = header.sectionViewportPosition(column)
    rect = header.part_rect(header.rect().adjusted(left, 0, 0, 0), part)
    before = set(page.findChildren(QMenu))
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(10, 10))
    return next(menu for menu in page.findChildren(QMenu) if menu not in before)


def pick(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def keep_as_windows_does(monkeypatch: pytest.MonkeyPatch, file: Path, lock: Path) -> None:
    """While the lock is beside it no other program may open the file; Linux has no such thing."""
    opened, read = Path.open, Path.read_bytes

    def check(path: Path) -> None:
        if path == file and lock.exists():
            raise PermissionError(13, "used by another process", str(path))

    def open_checked(path: Path, *how: Any, **said: Any) -> Any:
        check(path)
        return opened(path, *how, **said)

    def read_checked(path: Path) -> bytes:
        check(path)
        return read(path)

    monkeypatch.setattr(Path, "open", open_checked)
    monkeypatch.setattr(Path, "read_bytes", read_checked)


def save_like_excel(target: Path, data: bytes) -> None:
    """A lock file, the content in a temporary file, the old one away, the temporary one in its place."""
    lock = target.with_name(f"~${target.name}")
    lock.write_bytes(b"\x05Desk" + b" " * 160)
    fresh = target.with_name("8F3A1C00.tmp")
    fresh.write_bytes(data)
    old = target.with_name("5D2B7E10.tmp")
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    old.unlink(missing_ok=True)
    lock.unlink()
