"""The newest point says once that it is new; then nothing runs any more."""

from typing import Final

from PySide6.QtCore import QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QStyle, QWidget

_MILLISECONDS: Final = 700


class Pulse(QObject):
    """Silent where the system asks for no motion."""

    moved = Signal(float)
    """From 0 to 1, where it ends."""

    def __init__(self, of: QWidget) -> None:
        super().__init__(of)
        self._of = of
        self.on = True
        self._run = QVariantAnimation(self)
        self._run.setStartValue(0.0)
        self._run.setEndValue(1.0)
        self._run.setDuration(_MILLISECONDS)
        self._run.valueChanged.connect(self._tell)

    @property
    def running(self) -> bool:
        return self._run.state() == QVariantAnimation.State.Running

    def beat(self) -> None:
        """Begins anew, also while it runs."""
        self._run.stop()
        if self.on and self._of.isVisible() and self._moves():
            self._run.start()

    def stop(self) -> None:
        self._run.stop()
        self.moved.emit(1.0)

    def _moves(self) -> bool:
        return self._of.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._of) > 0

    def _tell(self, value: object) -> None:
        if isinstance(value, float):
            self.moved.emit(value)
