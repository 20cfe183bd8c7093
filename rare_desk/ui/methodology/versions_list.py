"""The versions of all methodologies: which is in force, since when, by whom and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from rare_desk.ops.methodologies.versions import FUTURE, IN_FORCE, Version
from rare_desk.ui import labels, theme
from rare_desk.ui.widgets.tiles import paint_chip
from rare_desk.ui.widgets.toolbar import text

_VERSION_ROLE = Qt.ItemDataRole.UserRole
_LINES, _HEAD = 58, 26
_CHIPS = {IN_FORCE: "official", FUTURE: "indicative"}


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _LINES if isinstance(index.data(_VERSION_ROLE), Version) else _HEAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now = theme.tokens()
        rect: QRect = option.rect
        inner = rect.adjusted(12, 4, -10, -4)
        version = index.data(_VERSION_ROLE)
        painter.save()
        if not isinstance(version, Version):
            painter.setFont(theme.caption_font())
            painter.setPen(QColor(now.muted))
            painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, str(index.data()))
            painter.restore()
            return
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.accent_weak))
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), QColor(now.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(now.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.row_rule))
        self._words(painter, inner, version)
        painter.restore()

    def _words(self, painter: QPainter, inner: QRect, version: Version) -> None:
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
        reason = painter.fontMetrics().elidedText(rules.reason, Qt.TextElideMode.ElideRight, bottom.width())
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
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(36)
        titles = QVBoxLayout(head)
        titles.setContentsMargins(12, 0, 12, 0)
        titles.addWidget(text(self.tr("Versions")))
        self.list = QListWidget()
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setAccessibleName(self.tr("Versions of the methodologies"))
        self.list.itemSelectionChanged.connect(self._tell)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
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
                title = QListWidgetItem(self.tr("{name}, used").format(name=name) if version.chosen else name)
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(title)
            item = QListWidgetItem(f"{name} {version_words(version)}")
            item.setData(_VERSION_ROLE, version)
            item.setToolTip("\n".join(filter(None, (version.rules.reason, version.rules.author, version.hash[:16]))))
            self.list.addItem(item)
            if shown is not None and _same(version, shown):
                item.setSelected(True)
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def version(self) -> Version | None:
        items = self.list.selectedItems()
        found = items[0].data(_VERSION_ROLE) if items else None
        return found if isinstance(found, Version) else None

    def _tell(self) -> None:
        version = self.version()
        if version is not None:
            self.chosen.emit(version)

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        version = item.data(_VERSION_ROLE) if item else None
        if not isinstance(version, Version):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        use = menu.addAction(self.tr("Use for this book"))
        use.setEnabled(not version.chosen)
        use.triggered.connect(lambda: self.use_asked.emit(version))
        menu.addAction(self.tr("Export JSON...")).triggered.connect(lambda: self.export_asked.emit(version))
        menu.popup(self.list.viewport().mapToGlobal(at))


def _same(one: Version, other: Version) -> bool:
    return (one.rules.name, one.rules.version) == (other.rules.name, other.rules.version)
