"""A field with a list behind it that narrows while typing, by any name or by pinyin initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QListView, QToolButton

from rare_desk.core.products import Product, simplified
from rare_desk.ops.book import shipped
from rare_desk.ui import icons, labels, theme
from rare_desk.ui.widgets.inputs.fields import TextField

_LONGEST_LIST = 200
_FEWEST_INITIALS = 2
_WORDS_ROLE = Qt.ItemDataRole.UserRole
_NOBODY: Any = None
"""Which PySide's stubs do not let stand for a widget."""


class _Down(QToolButton):
    """The arrow inside the field, as a combo box has it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "quiet")
        self.setFixedWidth(18)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.width() / 2 - 5, self.height() / 2 - 5, 10, 10)
        icons.paint(painter, "down", place, theme.tokens().muted)
        painter.end()


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is the code, `words` what is shown, `others` further names by which it is found."""

    value: str
    words: str
    others: tuple[str, ...] = ()
    hint: str = ""


class _Listed(QAbstractListModel):
    """The choices of the open list; in `_WORDS_ROLE` what the edit takes from it, without the hint."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choices: list[Choice] = []

    def show_choices(self, choices: list[Choice]) -> None:
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(self.choices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        one = self.choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{one.words}   {one.hint}".rstrip()
        return one.words if role == _WORDS_ROLE else None


class ChoiceField(TextField):
    """With `free` any text stands (a new counterparty); else only a choice, and what is no choice is said below."""

    def __init__(
        self, label: str = "", choices: Iterable[Choice] = (), placeholder: str = "", *, free: bool = False
    ) -> None:
        super().__init__(label, "", placeholder)
        self._free = free
        self._choices: tuple[Choice, ...] = ()
        self._value = ""
        self._model = _Listed(self)
        listed = QListView()
        listed.setProperty("bar", "popup")
        self._completer = QCompleter(self._model, self)
        self._completer.setPopup(listed)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCompletionRole(_WORDS_ROLE)
        self._completer.setMaxVisibleItems(14)
        self._completer.activated.connect(self._picked)
        self.edit.setCompleter(self._completer)
        # Else a window system that speaks of the list only after it has closed brings the keys back here.
        listed.setFocusProxy(_NOBODY)
        down = _Down()
        down.setToolTip(self.tr("Show all"))
        down.clicked.connect(self.show_all)
        self.inside.setContentsMargins(8, 0, 2, 0)
        self.inside.addWidget(down)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Keeps the value if it is still among them; while somebody is in the field its text stays as it is, and the
        caret, and what is marked."""
        self._choices = tuple(choices)
        if self.edit.hasFocus() and (self.edit.isModified() or self._meant(self.text()) == self._value):
            self._value = self._meant(self.text())
            self._narrow(self.text() if self.edit.isModified() else "")
            self.read()
        else:
            self.set_value(self._value)

    def value(self) -> str:
        """The chosen code; with `free` the text itself when it is no choice; empty when nothing is chosen."""
        return self._value

    def set_value(self, value: str) -> None:
        known = next((one for one in self._choices if one.value == value), None)
        self._value = value if known or self._free else ""
        self.set_text(known.words if known else self._value)
        self._narrow("")

    def set_text(self, raw: str) -> None:
        super().set_text(raw)
        self._value = self._meant(raw)

    def show_all(self) -> None:
        self.edit.setFocus()
        self._narrow("")
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def reading_problem(self) -> str:
        if self._free or not self.text() or self._value:
            return ""
        return self.tr("Not in the list: {text}").format(text=self.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        opens = (Qt.Key.Key_Down, Qt.Key.Key_F4)
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in opens
        if pressed and not self._list_is_open():
            self.show_all()
            return True
        return super().eventFilter(watched, event)

    def _list_is_open(self) -> bool:
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()

    def _edited(self) -> None:
        raw = self.text()
        self._narrow(raw)
        self._value = self._meant(raw)
        super()._edited()

    def _commit(self) -> None:
        """What was typed names the first choice of the narrowed list, if there is a narrowed list; with `free` only by
        its initials and as the only one."""
        raw = self.text()
        listed = self._model.choices
        narrowed = bool(listed) and len(listed) < len(self._choices)
        if raw and not self._exact(raw) and (by_initials(listed, raw) if self._free else narrowed):
            self._take(listed[0])
        super()._commit()

    def _meant(self, raw: str) -> str:
        exact = self._exact(raw)
        if exact:
            return exact.value
        return raw.strip() if self._free else ""

    def _exact(self, raw: str) -> Choice | None:
        wanted = folded(raw)
        if not wanted:
            return None
        return next((one for one in self._choices if wanted in _names(one)), None)

    def _narrow(self, raw: str) -> None:
        self._model.show_choices(found(self._choices, raw)[:_LONGEST_LIST])

    def _picked(self, words: str) -> None:
        picked = next((one for one in self._model.choices if one.words == words), None)
        if picked is not None:
            self._take(picked)
            self.changed.emit()
            super()._commit()

    def _take(self, choice: Choice) -> None:
        self.set_text(choice.words)
        self._value = choice.value


def found(choices: Sequence[Choice], raw: str) -> list[Choice]:
    """Those that the text names: beginnings before middles, each in the given order; all for an empty text."""
    wanted = folded(raw)
    if not wanted:
        return list(choices)
    initials = wanted.isascii()
    begins, holds = [], []
    for one in choices:
        names = (*_names(one), *(pinyin_initials(one.words),) * initials)
        if any(name.startswith(wanted) for name in names):
            begins.append(one)
        elif any(wanted in name for name in names):
            holds.append(one)
    return begins + holds


def by_initials(near: Sequence[Choice], raw: str) -> bool:
    """Whether small letters, by which no new name is written, begin the pinyin initials of the only choice found."""
    letters = raw.strip()
    if len(near) != 1 or len(letters) < _FEWEST_INITIALS or not (letters.isascii() and letters.isalpha()):
        return False
    words = near[0].words
    return letters.islower() and not words.isascii() and pinyin_initials(words).startswith(letters)


def folded(raw: str) -> str:
    return "".join(simplified(unicodedata.normalize("NFKC", raw)).casefold().split())


@cache
def _names(choice: Choice) -> tuple[str, ...]:
    return tuple(folded(name) for name in (choice.words, choice.value, *choice.others) if name)


@cache
def pinyin_initials(words: str) -> str:
    """`氧化镨钕` is `yhpn`; other characters stay."""
    known = _letters()
    if all(character in known or character.isascii() for character in words):
        return "".join(known.get(character, character) for character in words).casefold().replace(" ", "")
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(words, style=Style.FIRST_LETTER)).casefold().replace(" ", "")


_OTHERS = "包头子物离买卖市场草拟确认部分交货已完结作是否不明现长协款到发付承兑汇票月日周年元吨公斤美存疑废"
_OTHER_LETTERS = "btzwlmmsccnqrbfjhywjzsfbmxcxkdffcdhpyrznydgjmcyf"


@cache
def _letters() -> dict[str, str]:
    """Of the characters in products' names and in the words of codes: the dictionary of all characters takes a third of
    a second to load."""
    letters = dict(zip(_OTHERS, _OTHER_LETTERS, strict=True))
    initials = shipped.pinyin()
    for product in shipped.catalogue():
        syllables = initials[product.code][0].split()
        if len(syllables) == len(product.name_zh):
            letters |= {character: said[0] for character, said in zip(product.name_zh, syllables, strict=True)}
    return letters


def product_choices(products: Iterable[Product]) -> list[Choice]:
    """By code, either name, alias or formula, and pinyin initials of the Chinese name."""
    choices = []
    for one in products:
        shown = labels.product(one)
        others = (one.code, one.name_zh, one.name_en, one.formula, *one.aliases, pinyin_initials(one.name_zh))
        choices.append(Choice(one.code, shown, tuple(name for name in others if name), one.code))
    return choices
