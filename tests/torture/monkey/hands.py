"""What a hand may do with the window, at random: each act is one that a user could do at that moment."""

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QMenu, QWidget
from shiboken6 import isValid

from rare_desk.core.trades import Side, Trade
from rare_desk.ops.history import journal
from rare_desk.ops.trades import add_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort, trade_page
from rare_desk.ui import crash
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import choose_theme
from tests.torture.monkey.world import WORDS, World

_NAMES = "Return Escape Tab Backtab Up Down Left Right Home End PageUp PageDown Delete Backspace Space F1 F2 F4 F6 Menu"
KEYS = [Qt.Key[f"Key_{name}"] for name in (*_NAMES.split(), *"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")]
_NONE, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
HELD = (*[_NONE] * 5, *[_CTRL] * 3, _SHIFT, _SHIFT, _ALT, _CTRL | _SHIFT)
_LEFT = Qt.MouseButton.LeftButton


class Hands:
    def __init__(self, desk: Desk, world: World, chance: random.Random) -> None:
        self.desk, self.world, self.chance = desk, world, chance
        self.acts: dict[str, tuple[Callable[[], None], float]] = {
            "click": (self.click, 22), "key": (self.key, 14), "type": (self.type, 16), "twice": (self.twice, 4),
            "double": (self.double, 5), "context": (self.context, 5), "menu": (self.menu, 6), "drag": (self.drag, 4),
            "wheel": (self.wheel, 4), "page": (self.page, 5), "paste": (self.paste, 3), "copy": (self.copy, 3),
            "drop": (self.drop, 2), "undo": (self.undo, 0.7), "resize": (self.resize, 1), "bar": (self.bar, 3),
            "other program": (self.other, 2), "other book": (self.book, 0.4), "close": (self.close, 0.15),
            "theme": (self.theme, 0.2), "language": (self.language, 0.3), "escape": (self.escape, 3),
        }  # fmt: skip

    def act(self) -> str:
        """One; its name."""
        names = list(self.acts)
        (name,) = self.chance.choices(names, [self.acts[one][1] for one in names])
        self.acts[name][0]()
        return name

    def _target(self) -> QWidget | None:
        """Something that can be seen, and is not behind a menu or a dialog."""
        before = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        tops = [before] if before else [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        every = [one for top in tops for one in (top, *top.findChildren(QWidget))]
        seen = [one for one in every if one.isVisible() and one.isEnabled() and min(one.width(), one.height()) > 2]
        kinds = (QAbstractButton, QAbstractItemView, QLineEdit | QComboBox, QWidget)
        (kind,) = self.chance.choices(kinds, (35, 20, 20, 25))
        chosen = [one for one in seen if isinstance(one, kind)] or seen
        found = self.chance.choice(chosen) if chosen else None
        return found.viewport() if isinstance(found, QAbstractItemView) else found

    def _place(self, target: QWidget) -> QPoint:
        return QPoint(self.chance.randrange(max(target.width(), 1)), self.chance.randrange(max(target.height(), 1)))

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        return (popup.focusWidget() or popup) if popup else QApplication.focusWidget() or self.desk.window

    def click(self) -> None:
        if target := self._target():
            QTest.mouseClick(target, _LEFT, self.chance.choice(HELD[:8]), self._place(target))

    def twice(self) -> None:
        if target := self._target():
            place = self._place(target)
            for _ in range(2):
                if isValid(target) and target.isVisible():
                    QTest.mouseClick(target, _LEFT, _NONE, place)

    def double(self) -> None:
        if target := self._target():
            QTest.mouseDClick(target, _LEFT, _NONE, self._place(target))

    def context(self) -> None:
        if target := self._target():
            place = self._place(target)
            asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, target.mapToGlobal(place))
            QApplication.postEvent(target, asked)

    def menu(self) -> None:
        popup = QApplication.activePopupWidget()
        offered = [one for one in popup.actions() if one.isEnabled()] if isinstance(popup, QMenu) else []
        if isinstance(popup, QMenu) and offered:
            QTest.mouseClick(popup, _LEFT, _NONE, popup.actionGeometry(self.chance.choice(offered)).center())
        else:
            self.key()

    def key(self) -> None:
        QTest.keyClick(self._focus(), self.chance.choice(KEYS), self.chance.choice(HELD))

    def type(self) -> None:
        for letter in self.chance.choice(WORDS):
            field = self._focus()
            if letter.isascii():
                QTest.keyClicks(field, letter)
            else:
                handed = QInputMethodEvent()
                handed.setCommitString(letter)
                QApplication.sendEvent(field.focusProxy() or field, handed)
        if self.chance.random() < 0.6:
            QTest.keyClick(self._focus(), self.chance.choice(KEYS[:6]))

    def drag(self) -> None:
        if target := self._target():
            QTest.mousePress(target, _LEFT, _NONE, self._place(target))
            for _ in range(4):
                if isValid(target):
                    QTest.mouseMove(target, self._place(target))
            if isValid(target):
                QTest.mouseRelease(target, _LEFT, _NONE, self._place(target))

    def wheel(self) -> None:
        if target := self._target():
            place = self._place(target)
            turned = QPoint(0, self.chance.choice((-1200, -120, 120, 1200)))
            everywhere, nothing = QPointF(target.mapToGlobal(place)), Qt.MouseButton.NoButton
            phase, held = Qt.ScrollPhase.NoScrollPhase, self.chance.choice(HELD[:8])
            event = QWheelEvent(QPointF(place), everywhere, QPoint(), turned, nothing, held, phase, False)
            QApplication.sendEvent(target, event)

    def page(self) -> None:
        self.desk.show_page(self.chance.choice(pages.PAGES).name)

    def paste(self) -> None:
        QApplication.clipboard().setMimeData(self.world.mime())
        QTest.keyClick(self._focus(), Qt.Key.Key_V, _CTRL)

    def copy(self) -> None:
        QTest.keyClick(self._focus(), self.chance.choice([Qt.Key[f"Key_{letter}"] for letter in "ACXDR"]), _CTRL)

    def drop(self) -> None:
        target = None if QApplication.activeModalWidget() else self._target()
        while target is not None and not target.acceptDrops():
            target = target.parentWidget()
        if target is None:
            return
        mime, place, action = self.world.mime(), self._place(target), Qt.DropAction.CopyAction
        entered = QDragEnterEvent(place, action, mime, _LEFT, _NONE)
        QApplication.sendEvent(target, entered)
        if entered.isAccepted():
            QApplication.sendEvent(target, QDropEvent(QPointF(place), action, mime, _LEFT, _NONE))

    def undo(self) -> None:
        if self.desk.session:
            self.chance.choice((self.desk.undo, self.desk.undo, self.desk.redo))()

    def resize(self) -> None:
        self.desk.window.resize(self.chance.choice((300, 1024, 1920, 2500)), self.chance.choice((300, 640, 1200)))

    def bar(self) -> None:
        """From the menus of the window, whatever stands there."""
        menus = [one.menu() for one in self.desk.window.menuBar().actions()]
        menu = None if QApplication.activeModalWidget() else self.chance.choice(menus or [None])
        while isinstance(menu, QMenu):
            menu.aboutToShow.emit()
            offered = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator()]
            action = self.chance.choice(offered) if offered else None
            menu = action.menu() if action else None
            if action and not menu:
                action.trigger()

    def other(self) -> None:
        """Another program writes into the book that is shown, or takes back what was written last."""
        if self.desk.session is None:
            return
        trade = Trade(
            date=dt.date(2026, 10, 10), side=Side.BUY, product="PRND-O", quantity=Decimal(8), price=Decimal("580000"),
            counterparty="猴",
        )  # fmt: skip
        try:
            with Book.open(self.desk.session.path) as book:
                ids = [row.id for row in trade_page(book, order=Sort("id"), limit=1)]
                self.chance.choice((
                    lambda: add_trade(book, trade, accept_suspect=True), lambda: delete_trades(book, ids),
                    lambda: journal.undo(book), lambda: journal.redo(book),
                ))()  # fmt: skip
        except Exception as refused:
            if crash.problems_of(refused) is None:
                raise

    def book(self) -> None:
        self.desk.open_path(self.chance.choice((*self.world.books, self.world.files[0].with_name("garbage.raredesk"))))

    def close(self) -> None:
        self.desk.window.close()

    def theme(self) -> None:
        choose_theme(self.chance.choice(("dark", "light")))

    def language(self) -> None:
        self.desk.choose_language(self.chance.choice(("zh", "en")))

    def escape(self) -> None:
        if shown := QApplication.activePopupWidget() or QApplication.activeModalWidget():
            QTest.keyClick(shown, Qt.Key.Key_Escape)
