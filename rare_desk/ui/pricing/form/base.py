"""What every calculator's form is: inputs that scroll when there is no room, and below them the result, always seen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from rare_desk.ops.pricing import place_name
from rare_desk.ui import labels, language
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.known import Known
from rare_desk.ui.pricing.form.totals import Totals
from rare_desk.ui.pricing.outcome import Outcome
from rare_desk.ui.pricing.pulling.refresh_bar import RefreshBar
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import rule, text

_NAMED = 4
"""So many missing inputs are named, the rest counted."""


class FittingArea(QScrollArea):
    """As high as its content where there is room, so that the result stands right below it and is always seen."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWidget(content)
        for part in (content, self.viewport()):
            part.setBackgroundRole(QPalette.ColorRole.Base)
            part.setAutoFillBackground(True)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        content = self._content
        layout = content.layout()
        width = self.viewport().width()
        fitted = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return QSize(content.sizeHint().width(), max(fitted, content.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Form(QWidget):
    """`edited` carries the inputs as they are after what the user did."""

    edited = Signal(object)
    pull_asked = Signal(str, QPoint)
    """(path of an input or a list, where the popup shall open)."""
    source_asked = Signal(str, QPoint)
    deposit_asked = Signal(QPoint)
    """The place of the menu of deposits."""

    def __init__(self) -> None:
        super().__init__()
        self.given: Given = {}
        self.refreshed = RefreshBar()
        self.totals = Totals()
        content = QWidget()
        self.column = flush(QVBoxLayout(content))
        whole = flush(QVBoxLayout(self))
        whole.addWidget(self.refreshed)
        whole.addWidget(FittingArea(content))
        whole.addWidget(rule())
        whole.addWidget(self.totals)
        whole.addStretch(1)

    def set_known(self, known: Known) -> None:
        """What the book knows that a form may offer."""

    def show_sources(self, said: Mapping[str, tuple[str, bool]]) -> None:
        """By path: the words of the source, and whether the book now says otherwise. Before `show_given`."""

    def show_given(self, given: Given, outcome: Outcome) -> None:
        self.given = given
        if outcome.priced is None:
            self.totals.show_nothing(self._result_name(), self._what_is_missing(outcome))

    def start(self) -> None:
        """Puts the cursor where a new calculation is begun."""

    def _result_name(self) -> str:
        """What the headline figure is called while there is none."""
        return ""

    def _what_is_missing(self, outcome: Outcome) -> str:
        found = [place_name(problem.field, language.current()) for problem in outcome.wrong or outcome.missing]
        names = self.tr(", ").join(dict.fromkeys(found[:_NAMED]))
        more = self.tr(" and {count} more").format(count=len(found) - _NAMED) if len(found) > _NAMED else ""
        said = self.tr("To be corrected: {names}") if outcome.wrong else self.tr("Still missing: {names}")
        return said.format(names=names) + more


def headed(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 4, 12, 4)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def warning() -> QLabel:
    label = text("", "warn", caption=True)
    label.setWordWrap(True)
    label.setContentsMargins(16, 4, 16, 4)
    label.setVisible(False)
    return label


def warn(label: QLabel, outcome: Outcome, roots: tuple[str, ...]) -> None:
    """The first thing wrong under these inputs, with its place."""
    found = [problem for problem in outcome.wrong if problem.field.startswith(roots)]
    if found:
        place = place_name(found[0].field, language.current())
        label.setText(f"{place}  {labels.say(found[0])}")
    label.setVisible(bool(found))
