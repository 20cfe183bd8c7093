"""The chart beside the lists: what is selected in them, over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.products import Catalogue
from rare_desk.core.quotes import AnnouncedPrice, Quote
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.index import published_queries
from rare_desk.ui import labels
from rare_desk.ui.chart import MAIN, Content, TimeChart
from rare_desk.ui.overlays import lines
from rare_desk.ui.overlays.lines import Drawn, Named
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Elided

_INKS = ("text", "series0", "series1", "series2", "series3", "series5", "series6")
MOST = len(_INKS)
"""Lines on the chart."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`pairs` of (product, source); published indices by name; the announced prices."""

    pairs: tuple[tuple[str, str], ...] = ()
    published: tuple[str, ...] = ()
    announced: bool = False


class ChartPane(QFrame):
    """Reads what it draws on a reading thread; only the newest wish is drawn."""

    def __init__(self, session: Session, catalogue: Catalogue) -> None:
        super().__init__()
        self._session = session
        self._catalogue = catalogue
        self._wanted = Wanted()
        self.title = Elided("")
        self.chart = TimeChart()
        self.chart.setMinimumSize(240, 160)
        self.chart.setAccessibleName(self.tr("Chart of what is selected"))
        self.chart.set_view(replace(self.chart.view, panes=()))
        head = QWidget()
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.title, 1)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        column.addWidget(self.chart, 1)

    def show_wanted(self, wanted: Wanted, *, again: bool = False) -> None:
        """`again`: also when it is the same, because the book has changed."""
        if wanted != self._wanted or again:
            other = wanted != self._wanted
            self._wanted = wanted
            self._session.read(lambda book: _drawn(book, wanted, self._catalogue), lambda found: self._take(
                wanted, found, other
            ))  # fmt: skip

    def _take(self, wanted: Wanted, drawn: Sequence[Drawn], other: bool) -> None:
        if wanted != self._wanted:
            return
        self.title.setText("  ".join(dict.fromkeys(one.line.name for one in drawn)) or self.tr("Nothing selected"))
        axes = {one.axis.key: one.axis for one in drawn if one.axis is not None}
        unit = lines.points() if wanted.published else lines.per_tonne()
        main = next((one for one in drawn if one.line.axis == MAIN), None)
        if drawn and main is None:  # the first line's axis becomes the left one
            first = drawn[0].line.axis
            unit = axes.pop(first).unit
            drawn = [
                one._replace(line=replace(one.line, axis=MAIN)) if one.line.axis == first else one for one in drawn
            ]
        self.chart.set_content(Content(tuple(one.line for one in drawn), unit, axes=tuple(axes.values())))
        days = [int(day) for one in drawn for day in (one.line.days[:1].tolist() + one.line.days[-1:].tolist())]
        if other and days:
            self.chart.show_range("All", max(days))


def _drawn(book: Book, wanted: Wanted, catalogue: Catalogue) -> list[Drawn]:
    with book.snapshot():
        if wanted.announced:
            made = _announced(queries.announced(book))
            return [made] if made else []
        if wanted.published:
            return [
                lines.dated_line(dated, Named(name, name, _short(name), ink), name, lines.points(), name)
                for name, ink in zip(wanted.published, _INKS, strict=False)
                if (dated := published_queries.drawn_points(book, name))
            ]
        return _quoted(book, wanted.pairs, catalogue)


def _quoted(book: Book, pairs: Sequence[tuple[str, str]], catalogue: Catalogue) -> list[Drawn]:
    several = len({product for product, _ in pairs}) > 1
    found = []
    for (product, source), ink in zip(pairs, _INKS, strict=False):
        quotes: tuple[Quote, ...] = tuple(row.quote for row in queries.quotes(book, product, source))
        short = labels.short_product_of(catalogue, product)
        named = Named(f"{product}|{source}", f"{short}  {source}", short if several else _short(source), ink)
        made = lines.quote_line(quotes, named, lines.price_of(pairs[0][0]))
        if made is not None:
            found.append(made)
    return found


def _announced(announced: Sequence[AnnouncedPrice]) -> Drawn | None:
    words = QCoreApplication.translate("ChartPane", "Concentrate")
    return lines.announced_line(announced, Named("announced", words, words, "concentrate"))


def _short(name: str) -> str:
    return name if len(name) <= 8 else f"{name[:7]}…"
