"""The bar of a page, and the small parts that every bar and panel is made of."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget

from rare_desk.ui import labels, theme

_GAP = 8


def text(words: str, role: str = "", *, caption: bool = False, bold: bool = False) -> QLabel:
    """A label; `role` is of the style sheet: muted, caption, warn, bad, stale."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    if caption or role == "caption":
        label.setFont(theme.caption_font())
    elif bold:
        label.setFont(theme.body_font(bold=True))
    return label


class Elided(QLabel):
    """A muted line that gives way: cut with an ellipsis where there is no room, whole in its tooltip."""

    def __init__(self, words: str = "", role: str = "caption") -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if role == "caption":
            self.setFont(theme.caption_font())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = self.text()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(labels.tip(whole) if shown != whole else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


def is_enter(event: QKeyEvent) -> bool:
    """Either of the two keys, and no other held."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held


class _Button(QPushButton):
    """Enter presses it, as Space does. Keeps its key with other words, which Qt would take away."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def setText(self, text: str) -> None:
        key = self.shortcut()
        super().setText(text)
        if not key.isEmpty():
            self.setShortcut(key)


def button(words: str, do: Callable[[], object] | None = None, kind: str = "", key: str = "") -> QPushButton:
    """`kind`: primary, link, quiet or plain. `key` such as `Ctrl+N` works while the button's page is shown."""
    made = _Button(words)
    if kind:
        made.setProperty("kind", kind)
    if kind in ("link", "quiet"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if key:
        made.setShortcut(QKeySequence(key))
        made.setToolTip(f"{words}  {QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}")
    if do:
        made.clicked.connect(lambda _checked=False: do())
    return made


def rule(*, vertical: bool = False) -> QFrame:
    """A line of 1 px."""
    line = QFrame()
    line.setProperty("bar", "rule")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def put_in(area: QScrollArea, content: QWidget) -> None:
    """In the place of what was there, which goes later: the area's own `setWidget` deletes it within its own click."""
    old = area.takeWidget()
    if old is not None:
        old.hide()
        old.deleteLater()
    area.setWidget(content)


class Toolbar(QFrame):
    """Left things from the left, right things from the right, 8 px between them.

    `height` 0: as tall as what it holds, with 6 px above and below. `side` is the room at both ends, px.
    """

    def __init__(self, height: int = 40, bar: str = "tool", side: int = 16) -> None:
        super().__init__()
        self.setProperty("bar", bar)
        if height:
            self.setFixedHeight(height)
        row = QHBoxLayout(self)
        row.setContentsMargins(side, 0 if height else 6, side, 0 if height else 6)
        row.setSpacing(_GAP)
        self._side = side
        self._added: list[QWidget] = []
        self._left = QHBoxLayout()
        self._left.setSpacing(_GAP)
        self._right = QHBoxLayout()
        self._right.setSpacing(_GAP)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._added.append(widget)
            self._left.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_right(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._added.append(widget)
            self._right.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def needed(self) -> int:
        """How wide it must be for all that is shown, px."""
        shown = (widget for widget in self._added if not widget.isHidden())
        return 2 * self._side + sum(_width(widget) + _GAP for widget in shown)

    def room_left(self, one: QWidget) -> int:
        """How wide that widget may be beside all others that are shown, px."""
        others = (widget for widget in self._added if widget is not one and not widget.isHidden())
        return self.width() - 2 * self._side - sum(_width(widget) + _GAP for widget in others)


def _width(widget: QWidget) -> int:
    """That it is given where there is room."""
    return max(widget.minimumWidth(), min(widget.sizeHint().width(), widget.maximumWidth()))
