"""Where the panel comes from: the book's weeks or months of a series, or a panel that is pasted or opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from rare_desk.ui import series_names
from rare_desk.ui.index.content import choices
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.toolbar import Elided, button

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation
    from rare_desk.core.products import Catalogue
    from rare_desk.ops.companions import Panel


@dataclass(frozen=True, slots=True)
class BookSource:
    series: str
    freq: str


@dataclass(frozen=True, slots=True, eq=False)
class GivenSource:
    """`name` is the file's, or empty for what was pasted."""

    panel: Panel
    name: str


class SourceChoice(QObject):
    """The controls of the toolbar; `changed` comes for every choice by the user."""

    changed = Signal()
    paste_asked = Signal()
    open_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = SegmentedButtons((("book", self.tr("Book")), ("panel", self.tr("Panel"))))
        self.kind.button("book").setToolTip(self.tr("Unit values of the book's accepted trades"))
        self.kind.button("panel").setToolTip(self.tr("A panel of your own: period, product, price, quantity"))
        self.series = QComboBox()
        self.series.setAccessibleName(self.tr("Products"))
        self.series.setMaxVisibleItems(30)
        self.series.setMinimumWidth(150)
        self.freq = SegmentedButtons((("weekly", self.tr("Week")), ("monthly", self.tr("Month"))), "monthly")
        self.paste = button(self.tr("Paste"), self.paste_asked.emit)
        self.paste.setToolTip(self.tr("Paste a table with the columns period, product, price, quantity"))
        self.open = button(self.tr("Open file…"), self.open_asked.emit)
        self.given_name = Elided()
        self.given: GivenSource | None = None
        self.kind.chosen.connect(lambda _key: self._switched())
        self.freq.chosen.connect(lambda _key: self.changed.emit())
        self.series.activated.connect(lambda _place: self.changed.emit())

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return self.kind, self.series, self.freq, self.paste, self.open, self.given_name

    @property
    def current(self) -> BookSource | GivenSource | None:
        """None while there is no panel yet, or no index of the book."""
        if self.kind.current == "panel":
            return self.given
        series = self.series.currentData()
        return BookSource(str(series), self.freq.current) if series else None

    def told(self) -> str:
        """In words, for a workbook."""
        if self.kind.current == "panel":
            return self.given_name.text()
        unit_values = self.tr("Unit values of the book's accepted trades")
        return f"{unit_values} · {self.series.currentText()} · {self.freq.button(self.freq.current).text()}"

    def take(self, given: GivenSource) -> None:
        """Another panel; it is what is shown from now on."""
        self.given = given
        name = given.name or self.tr("pasted")
        counts = self.tr("{periods} periods, {products} products").format(
            periods=len(given.panel.periods), products=len(given.panel.products)
        )
        self.given_name.setText(f"{name} · {counts}")
        self.kind.choose("panel")
        self._switched()

    def list_series(self, computation: Computation, products: Catalogue) -> None:
        """Groups, own indices and products of the index; the choice stays where it can."""
        own = computation.methodology.indices
        found = choices(computation, products)
        listed = [(series_names.full(key, products, own), key) for group in found.listed for key in group]
        if listed == [(self.series.itemText(n), self.series.itemData(n)) for n in range(self.series.count())]:
            return
        before = self.series.currentData()
        self.series.clear()
        for words, key in listed:
            self.series.addItem(words, key)
        self.series.setCurrentIndex(max(self.series.findData(before), 0) if listed else -1)

    def _switched(self) -> None:
        self.show_kind()
        self.changed.emit()

    def show_kind(self) -> None:
        """Only the controls of the kind that is chosen; once they have their place in a bar."""
        book = self.kind.current == "book"
        for widget in self.widgets[1:3]:
            widget.setVisible(book)
        for widget in self.widgets[3:]:
            widget.setVisible(not book)
