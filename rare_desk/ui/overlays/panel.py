"""The panel that says what may be laid over the chart, and lets it be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from rare_desk.ui import labels, theme
from rare_desk.ui.chart.painting import inks
from rare_desk.ui.overlays.offers import Offer
from rare_desk.ui.overlays.overlay import Overlay
from rare_desk.ui.widgets.inputs.choice_field import Choice, found
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button, text

WIDTH = 300
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Row:
    """A heading has no offer."""

    words: str
    offer: Offer | None = None


class OfferModel(QAbstractListModel):
    """Headings and offers; what is laid over has its colour and stands checked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []
        self.shown: Mapping[Overlay, str] = {}

    def show_offers(self, offers: Sequence[Offer], shown: Mapping[Overlay, str]) -> None:
        rows: list[_Row] = []
        heading = ""
        for offer in offers:
            if offer.heading != heading:
                heading = offer.heading
                rows.append(_Row(heading))
            rows.append(_Row(offer.words, offer))
        self.shown = shown
        if [row.words for row in rows] == [row.words for row in self.rows]:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(max(len(rows) - 1, 0)))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.rows[index.row()].offer is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.words
            case Qt.ItemDataRole.ToolTipRole:
                return labels.tip(row.words)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(WIDTH - 40, 30 if row.offer is None else 26)
        if row.offer is None:
            return _heading(role)
        on = row.offer.overlay in self.shown
        match role:
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.DecorationRole:
                return _swatch(self.shown.get(row.offer.overlay, ""))
        return None


def _heading(role: int) -> object:
    match role:
        case Qt.ItemDataRole.ForegroundRole:
            return theme.colour("muted")
        case Qt.ItemDataRole.FontRole:
            return theme.caption_font()
        case Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
    return None


def _swatch(ink: str) -> QIcon:
    """A short line in the overlay's colour; nothing, as wide, for what is not laid over."""
    picture = QPixmap(16, 16)
    picture.fill(QColor(0, 0, 0, 0))
    if ink:
        painter = QPainter(picture)
        painter.fillRect(0, 7, 16, 3, inks.ink(ink))
        painter.end()
    return QIcon(picture)


class _List(QListView):
    """A click, the space bar and Enter are one."""

    taken = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class OverlayPanel(SidePanel):
    """A click or the space bar lays a line over the chart or takes it away."""

    toggled = Signal(object, bool)
    """(Overlay, on)."""
    book_chosen = Signal(object)
    """The path of another book."""

    def __init__(self) -> None:
        super().__init__(width=WIDTH)
        self.set_title(self.tr("Overlay"))
        self._offers: tuple[Offer, ...] = ()
        self._shown: Mapping[Overlay, str] = {}
        self._first: frozenset[Overlay] = frozenset()
        self.search = TextField("", "", self.tr("Name, code, pinyin initials"))
        self.search.edit.setAccessibleName(self.tr("Search for an overlay"))
        self.search.changed.connect(self._list)
        self.search.edit.returnPressed.connect(self._take_first)
        self.model = OfferModel(self)
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Overlay"))
        self.list.setIconSize(QSize(16, 16))
        self.list.clicked.connect(self._take)
        self.list.taken.connect(self._take)
        self._trouble = text("", "warn", caption=True)
        self._trouble.setWordWrap(True)
        self._trouble.setVisible(False)
        self._lay_out()
        self.setVisible(False)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 8, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 12, 0)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.set_body(body)
        foot = QFrame()
        foot.setProperty("bar", "foot")
        below = QVBoxLayout(foot)
        below.setContentsMargins(12, 8, 12, 8)
        below.addWidget(self._trouble)
        row = QHBoxLayout()
        self.book_button = button(self.tr("Another book…"), self._ask_book)
        self.book_button.setToolTip(self.tr("The index of another book, read only; it follows that book's changes"))
        row.addWidget(self.book_button)
        row.addStretch(1)
        below.addLayout(row)
        self.set_foot(foot)

    def show_offers(self, offers: tuple[Offer, ...], inks: Mapping[Overlay, str], trouble: str = "") -> None:
        """`inks` are the colours of what is laid over now, `trouble` what cannot be shown and why."""
        self._offers, self._shown = offers, dict(inks)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._list()

    def open_panel(self) -> None:
        """What is laid over now stands first until the panel is opened anew: rows do not move under the mouse."""
        self._first = frozenset(self._shown)
        self._list()
        self.setVisible(True)
        self.search.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.edit.selectAll()

    def _list(self) -> None:
        named = [Choice(one.overlay.key, one.words, one.others) for one in self._offers]
        wanted = {choice.value for choice in found(named, self.search.text())}
        heading = self.tr("On the chart")
        first = [replace(one, heading=heading, words=one.name) for one in self._offers if one.overlay in self._first]
        rest = [one for one in self._offers if one.overlay not in self._first]
        self.model.show_offers([one for one in (*first, *rest) if one.overlay.key in wanted], self._shown)

    def _take_first(self) -> None:
        first = next((row.offer for row in self.model.rows if row.offer is not None), None)
        if self.search.text() and first is not None:
            self.toggled.emit(first.overlay, first.overlay not in self._shown)

    def _take(self, at: QModelIndex) -> None:
        offer = self.model.rows[at.row()].offer if at.isValid() else None
        if offer is not None:
            self.toggled.emit(offer.overlay, offer.overlay not in self._shown)

    def _ask_book(self) -> None:
        books = self.tr("Rare Desk books (*.raredesk)")
        chosen, _filter = QFileDialog.getOpenFileName(self, self.tr("Another book"), "", books)
        if chosen:
            self.book_chosen.emit(Path(chosen))
