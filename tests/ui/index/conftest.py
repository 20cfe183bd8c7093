"""The index page on the sample book, in the window's own way."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.session import Session
from tests.ui.waiting import settled


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    """The file of a sample book: a year of made-up trades."""
    return shutil.copyfile(sample_file, tmp_path / "sample.raredesk")


@pytest.fixture
def page(sample: Path, open_book: Callable[[Path], Session], qtbot: QtBot) -> Iterator[IndexPage]:
    """Shown, with its chart drawn."""
    made = show_page(open_book(sample), qtbot)
    qtbot.waitUntil(lambda: made.chart.content.last_day is not None)
    settled(qtbot, made)
    yield made
    made.close()


def show_page(session: Session, qtbot: QtBot) -> IndexPage:
    made = IndexPage(session)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    return made
