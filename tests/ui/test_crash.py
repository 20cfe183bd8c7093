"""What nobody caught is told, and holds on to nothing."""

import sys
import weakref

import pytest
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from rare_desk.ui import crash


@pytest.mark.expects_fault
def test_a_fault_while_painting_lets_go_of_the_painter(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", crash._hook)
    device = QPixmap(8, 8)

    def paint() -> None:
        painter = QPainter(device)
        painters.append(weakref.ref(painter))
        raise ValueError("of our own")

    painters: list[weakref.ref[QPainter]] = []
    try:
        paint()
    except ValueError as fault:
        sys.last_value = fault
        sys.excepthook(type(fault), fault, fault.__traceback__)
    assert painters[0]() is None
    assert not device.paintingActive()
    assert not hasattr(sys, "last_value")
