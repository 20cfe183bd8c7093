"""The versions of all methodologies: which is in force, since when, by whom and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
)

from rare_desk.ops.methodologies.versions import FUTURE, IN_FORCE, Version, reason_words
from rare_desk.ui import labels, language, theme
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.headed_list import ITEM, HeadedDelegate, add_heading
from rare_desk.ui.widgets.tiles import paint_chip
from rare_desk.ui.widgets.toolbar import Toolbar, text

_LINES = 58
_CHIPS = {IN_FORCE: "official", FUTURE: "indicative"}


def _paint(painter: QPainter, inner: QRect, version: Version) -> None:
    now, rules = theme.tokens(), version.rules
    top, middle, bottom = (
        QRect(inner.left(), inner.top() + line * inner.height() // 3, inner.width(), inner.height() // 3)
        for line in range(3)
    )
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setFont(theme.body_font())
    painter.setPen(QColor(now.text))
    painter.drawText(top, left, version_words(version))
    painter.setFont(theme.caption_font())
    if version.state in _CHIPS and (version.chosen or version.state == FUTURE):
        words = labels.label(f"methodology.{version.state}")
        width = painter.fontMetrics().horizontalAdvance(words) + 10
        place = QRectF(top.right() - width, top.center().y() - 8, width, 17)
        paint_chip(painter, place, words, _CHIPS[version.state])
    painter.setPen(QColor(now.muted))
    effective = rules.effective.isoformat() if rules.effective else labels.label("methodology.r-any-day")
    painter.drawText(middle, left, f"{effective}  {rules.author}")
    reason = painter.fontMetrics().elidedText(
        reason_words(rules, language.current()), Qt.TextElideMode.ElideRight, bottom.width()
    )
    painter.drawText(bottom, left, reason)


def version_words(version: Version) -> str:
    return f"v{version.rules.version}"


class VersionsList(QFrame):
    """One version is shown; the menu of another one compares, uses or exports it."""

    chosen = Signal(object)
    """Version, by the user."""
    use_asked = Signal(object)
    export_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "card")
        self.setFixedWidth(188)
        head = Toolbar(36, "head", side=12)
        head.add(text(self.tr("Versions")))
        self.list = QListWidget()
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(HeadedDelegate(self.list, _LINES, _paint))
        self.list.setAccessibleName(self.tr("Versions of the methodologies"))
        self.list.itemSelectionChanged.connect(self._tell)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        column.addWidget(self.list, 1)

    def show_versions(self, versions: Sequence[Version], shown: Version | None) -> None:
        """Under the name of their methodology, the one that the book uses first."""
        self.list.blockSignals(True)
        self.list.clear()
        name = None
        for version in versions:
            if version.rules.name != name:
                name = version.rules.name
                used = self.tr("{name}, used").format(name=name)
                add_heading(self.list, used if version.chosen else name)
            item = QListWidgetItem(f"{name} {version_words(version)}")
            item.setData(ITEM, version)
            words = reason_words(version.rules, language.current())
            item.setToolTip(labels.tip("\n".join(filter(None, (words, version.rules.author, version.hash[:16])))))
            self.list.addItem(item)
            if shown is not None and _same(version, shown):
                item.setSelected(True)
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def version(self) -> Version | None:
        items = self.list.selectedItems()
        found = items[0].data(ITEM) if items else None
        return found if isinstance(found, Version) else None

    def _tell(self) -> None:
        version = self.version()
        if version is not None:
            self.chosen.emit(version)

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        version = item.data(ITEM) if item else None
        if not isinstance(version, Version):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        use = menu.addAction(self.tr("Use for this book"))
        use.setEnabled(not version.chosen)
        use.triggered.connect(lambda: self.use_asked.emit(version))
        menu.addAction(self.tr("Export JSON…")).triggered.connect(lambda: self.export_asked.emit(version))
        menu.popup(self.list.viewport().mapToGlobal(at))


def _same(one: Version, other: Version) -> bool:
    return (one.rules.name, one.rules.version) == (other.rules.name, other.rules.version)
