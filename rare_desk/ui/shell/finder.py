"""Ctrl+K: pages, actions, calculators, saved calculations, views and layouts, products, trades and the handbook by a
few letters or pinyin initials.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMenuBar,
    QVBoxLayout,
)

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.store.reading import queries
from rare_desk.store.reading.index import chart_queries
from rare_desk.store.reading.view_queries import named_views
from rare_desk.ui import labels, language, theme
from rare_desk.ui.handbook import contents
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.workbench import Workbench
from rare_desk.ui.widgets.inputs.choice_field import Choice, found, pinyin_initials, product_choices
from rare_desk.ui.widgets.popover import Popover
from rare_desk.ui.widgets.rows.headed_list import ITEM, HeadedDelegate

_WIDTH, _HEIGHT, _ROW, _MOST = 560, 420, 30, 60


@dataclass(frozen=True, slots=True)
class Found:
    """Something to go to: what it is called and belongs to, its key, further names by which it is found."""

    words: str
    group: str
    do: Callable[[], object]
    key: str = ""
    others: tuple[str, ...] = ()


class Finder(Popover):
    """Lies over the window. Enter or a click goes there, Esc or a press beside it leaves."""

    def __init__(self, bench: Workbench, bar: QMenuBar) -> None:
        super().__init__(bench)
        self._bench = bench
        places = tuple(self._places())
        there = {(one.words, one.key) for one in places}
        offered = (*_actions(bar, self.tr("Action")), *self._of_page())
        actions = {one.words: one for one in offered if (one.words, one.key) not in there}
        self._all = [*places, *self._records(), *actions.values(), *self._chapters()]
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Find pages, actions, calculators, products, trades"))
        self.edit.setAccessibleName(self.tr("Find"))
        self.edit.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(HeadedDelegate(self.list, _ROW, _paint))
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 1)
        column.setSpacing(8)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        self.setFixedSize(_WIDTH, min(_HEIGHT, bench.height() - 40))
        self.move((bench.width() - _WIDTH) // 2, 24)
        self._narrow("")
        self.rise(self.edit)

    def shown(self) -> list[Found]:
        return [self.list.item(place).data(ITEM) for place in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
        elif event.key() in step:
            row = self.list.currentRow() + step[Qt.Key(event.key())]
            self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
        else:
            return False
        return True

    def _narrow(self, raw: str) -> None:
        places = {str(place): one for place, one in enumerate(self._all)}
        choices = [Choice(place, one.words, (*one.others, one.group + one.words)) for place, one in places.items()]
        hits = [places[choice.value] for choice in found(choices, raw)]
        if raw.strip():
            wanted = raw.strip()
            show = partial(self._bench.session.navigate.emit, "trades", {"text": wanted})
            hits = [*hits[: _MOST - 1], Found(self.tr("Trades with “{words}”").format(words=wanted), "", show)]
        self.list.clear()
        for one in hits[:_MOST]:
            item = QListWidgetItem(one.words)
            item.setData(ITEM, one)
            item.setToolTip(labels.tip(f"{one.group} {one.words}".strip()))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        chosen = item.data(ITEM)
        self.close()
        chosen.do()

    def _places(self) -> Iterator[Found]:
        keys = pages.keys()
        for entry in pages.PAGES:
            show = partial(self._bench.show_page, entry.name)
            own = pages.title(entry.name)
            yield Found(pages.full_title(entry), self.tr("Page"), show, keys[entry.name], (own, pinyin_initials(own)))
        navigate = self._bench.session.navigate
        for kind in CALCULATORS:
            show_kind = partial(navigate.emit, "pricing", {"calculator": kind})
            yield Found(labels.label(f"pricing.{kind}"), pages.title("pricing"), show_kind, "", (kind,))

    def _of_page(self) -> Iterator[Found]:
        """What the page that is shown offers in its menu, whose keys are its own."""
        for action in self._bench.current.menu_actions():
            words, _, key = action.text().replace("&", "").partition("\t")
            if words and action.isEnabled() and not action.isSeparator():
                yield Found(words, pages.title(self._bench.shown), action.trigger, key)

    def _chapters(self) -> Iterator[Found]:
        """Of the handbook, and their sections."""
        for chapter in contents.chapters(language.current()).values():
            yield Found(chapter.title, self.tr("Handbook"), partial(self._bench.handbook_asked.emit, chapter.key, ""))
            for section in chapter.sections:
                ask = partial(self._bench.handbook_asked.emit, chapter.key, section.key)
                yield Found(f"{chapter.title} · {section.title}", self.tr("Handbook"), ask)

    def _records(self) -> Iterator[Found]:
        session = self._bench.session
        for row in queries.newest_versions(session.book):
            opened = partial(session.navigate.emit, "pricing", {"calculation": row.id})
            yield Found(row.name, self.tr("Calculation"), opened)
        known = {entry.name for entry in pages.PAGES}
        for page, name in named_views(session.book):
            if page in known:
                group = self.tr("{page} view").format(page=pages.title(page))
                yield Found(name, group, partial(session.navigate.emit, page, {"view": name}))
        for name in chart_queries.layouts(session.book):
            laid = partial(session.navigate.emit, "index", {"layout": name})
            yield Found(name, self.tr("Layout of the chart"), laid)
        for choice in product_choices(queries.catalogue(session.book)):
            listed = partial(session.navigate.emit, "trades", {"products": (choice.value,)})
            yield Found(choice.words, self.tr("Trades of"), listed, "", (choice.value, *choice.others))


def _actions(bar: QMenuBar, group: str) -> Iterator[Found]:
    """What the menus offer that are filled without their page."""
    for top in bar.actions():
        yield from _of_menu(top, group)


def _of_menu(action: QAction, group: str) -> Iterator[Found]:
    menu = action.menu()
    if not isinstance(menu, QMenu):
        if action.text() and action.isEnabled() and not action.isSeparator():
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield Found(action.text().replace("&", ""), group, action.trigger, key)
        return
    for one in menu.actions():
        yield from _of_menu(one, action.text().split("(")[0].replace("&", ""))


def _paint(painter: QPainter, inner: QRect, one: Found) -> None:
    now = theme.tokens()
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(theme.body_font())
    painter.setPen(QColor(now.text))
    words = painter.fontMetrics().elidedText(one.words, Qt.TextElideMode.ElideRight, inner.width() * 2 // 3)
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, words)
    painter.setFont(theme.caption_font())
    painter.setPen(QColor(now.muted))
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, f"{one.group}  {one.key}".strip())
