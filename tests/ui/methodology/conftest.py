"""The methodology page on the sample book, in the window's own way."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.ui.methodology.page import MethodologyPage
from rare_desk.ui.session import Session
from tests.ui.dialogs import Chosen
from tests.ui.waiting import settled


@pytest.fixture
def dialogs() -> Chosen:
    return Chosen()


@pytest.fixture
def page(
    tmp_path: Path, sample_file: Path, open_book: Callable[[Path], Session], qtbot: QtBot, dialogs: Chosen
) -> Iterator[MethodologyPage]:
    """Shown, with the book's index computed."""
    session = open_book(Path(shutil.copy(sample_file, tmp_path / "sample.raredesk")))
    made = MethodologyPage(session, dialogs)
    session.message.connect(made.show_message)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: session.index is not None)
    settled(qtbot, made)
    yield made
    made.close()
