"""A chart in a window, with a year of two made-up series."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui.chart import TimeChart
from tests.ui.chart.given import content


@pytest.fixture
def chart(app: QApplication, qtbot: QtBot) -> TimeChart:
    made = TimeChart()
    qtbot.addWidget(made)
    made.set_pulse(False)
    made.resize(900, 600)
    made.set_content(content())
    made.show()
    qtbot.waitExposed(made)
    return made
