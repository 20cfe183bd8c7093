"""The first page: the composite and its groups, products, last trades, the announced price, what needs attention."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.numbers import half_up
from rare_desk.core.problems import Problem
from rare_desk.core.quotes import quarter_of
from rare_desk.store.journal import Changes
from rare_desk.ui import formats, labels
from rare_desk.ui.messages import Action
from rare_desk.ui.page import Page
from rare_desk.ui.today.announced_panel import AnnouncedChart, AnnouncedRows
from rare_desk.ui.today.attention import AttentionList, watched
from rare_desk.ui.today.tables import CourseDelegate, product_columns, trade_columns
from rare_desk.ui.widgets.layouts import Split, flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.tiles import FigureTile
from rare_desk.ui.widgets.toolbar import button, rule, text
from rare_desk.ui.writing_out import write_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rare_desk.ops.contracts.next_quarter import NextQuarter
    from rare_desk.ops.today import Attention, Level, Overview, ProductLine
    from rare_desk.store.rows import TradeRow
    from rare_desk.ui.session import Session

SERIES = {"composite": "text", "light": "series0", "heavy": "series1"}
_TILE_HEIGHT = 78


_ESTIMATED_FROM = frozenset({"announced", "quotes", "deposits", "deposit_oxides"})
"""What the estimate of the next quarter rests on, beside the index's prices."""


class TodayPage(Page):
    name = "today"
    reads = frozenset({"trades", "counterparties", "announced", "products", "deliveries", "payments"}) | _ESTIMATED_FROM
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._day = text("")
        self._note = text("", "caption")
        self.toolbar.add(self._day, self._note)
        self.bulletin_button = button(self.tr("Bulletin…"), self._bulletin, "primary")
        self.toolbar.add_right(self.bulletin_button)
        self._products: Sequence[ProductLine] = ()
        self._trade_rows: Sequence[TradeRow] = ()
        self._tiles = {
            series: self._tile(labels.label(f"index.{series}"), main=series == "composite") for series in SERIES
        }
        self._announced_tile = self._tile(self.tr("Announced concentrate price"))
        self._announced_tile.clicked.disconnect()
        self._announced_tile.clicked.connect(lambda: session.navigate.emit("quotes", {}))
        self._product_head, self._product_note = text(self.tr("Products")), text("", "caption")
        self._trade_head, self._trade_note = text(self.tr("Last trades")), text("", "caption")
        self._attention_note = text("", "caption")
        self.product_table, self.trade_table = Table(fit=True), Table(fit=True)
        self._names: dict[str, str] = {}
        self._product_model = ListModel(product_columns(), self)
        self._trade_model = ListModel(trade_columns(lambda code: self._names[code]), self)
        self._trade_model.row_state = lambda row: row.trade.status
        self.product_table.setModel(self._product_model)
        self.trade_table.setModel(self._trade_model)
        delegate = CourseDelegate(self.product_table, self._course)
        self.product_table.setItemDelegate(delegate)
        self.product_table.doubleClicked.connect(self._open_product)
        self.trade_table.doubleClicked.connect(self._open_trade)
        self._chart, self._rows = AnnouncedChart(), AnnouncedRows()
        self._rows.clicked.connect(self.open_estimate)
        self.expected: NextQuarter | Problem | None = None
        self._estimated: dt.date | None = None
        self._estimate_due = True
        self._attention = AttentionList(self._follow, self._put_aside)
        self.overview: Overview | None = None
        self._offer_bulletin(None)
        self._reading = self._outdated = False
        self._empty = EmptyState(
            self.tr("Today shows the index, the last trades and what needs attention, once the book has trades."),
            self.tr("Import a workbook…"),
            lambda: session.navigate.emit("imports", {}),
            None if session.read_only else (self.tr("Type the first trade"), self._type_first),
        )
        self._full = self._build()
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._empty)
        self.set_body(self._stack)
        session.watch.changed.connect(self._inbox_changed)
        session.publication.changed.connect(self._restatements_changed)

    def _restatements_changed(self) -> None:
        shown = any(entry.code == "restatement" for entry in self.overview.attention) if self.overview else False
        if shown or self.session.publication.restatable:
            self._draw_overview()

    def refresh(self, changes: object) -> None:
        touched = changes.tables if isinstance(changes, Changes) else _ESTIMATED_FROM
        self._estimate_due |= bool(touched & _ESTIMATED_FROM)
        self._draw_overview()

    def refresh_index(self) -> None:
        self._draw_overview()

    def _draw_overview(self) -> None:
        """Read off the window's thread, one reading at a time: what changes meanwhile is in the one after it."""
        from rare_desk.ops.today import overview

        if self._reading:
            self._outdated = True
            return
        self._reading, self._outdated, state = True, False, self.session.index
        published = self.session.publication.overview
        moved = published.restatable if published else ()
        self.session.read(lambda book: overview(book, state, moved), self._take)

    def _take(self, found: Overview) -> None:
        self._reading = False
        self.overview = found
        self._turn(found)
        self._show(found)
        if self._outdated:
            self._draw_overview()
        elif self._estimate_due or self._estimated != found.day:
            self._draw_estimate(found.day)

    def _draw_estimate(self, day: dt.date | None) -> None:
        """Anew only for a new index day or where what it rests on has changed: it costs more than all else here."""
        from rare_desk.ops.contracts.next_quarter import next_quarter

        state = self.session.index
        if state is None:
            return
        self._estimate_due, self._estimated = False, day
        self.session.read(lambda book: next_quarter(book, state), self._take_estimate)

    def _take_estimate(self, found: NextQuarter | Problem) -> None:
        self.expected = found
        self._rows.show_next(found)
        self._chart.set_expected(None if isinstance(found, Problem) else found)

    def open_estimate(self) -> None:
        """The estimate by itself, with the inputs that it has here."""
        from rare_desk.ui.pricing.estimate.asked_bar import asked_of

        found = self.expected
        what = {} if found is None or isinstance(found, Problem) else asked_of(found)
        self.session.navigate.emit("estimate", what)

    def _tile(self, name: str, *, main: bool = False) -> FigureTile:
        tile = FigureTile(name, main=main)
        tile.setFixedHeight(_TILE_HEIGHT)
        tile.clicked.connect(lambda: self.session.navigate.emit("index", {}))
        return tile

    def _build(self) -> QWidget:
        body = QWidget()
        column = flush(QVBoxLayout(body))
        tiles = QHBoxLayout()
        tiles.setSpacing(0)
        for number, tile in enumerate((*self._tiles.values(), self._announced_tile)):
            if number:
                tiles.addWidget(rule(vertical=True))
            tiles.addWidget(tile, 1)
        column.addLayout(tiles)
        column.addWidget(rule())
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(self._left(), 5)
        halves.addWidget(rule(vertical=True))
        halves.addWidget(self._right(), 3)
        column.addLayout(halves, 1)
        return body

    def _left(self) -> QWidget:
        to_trades = button(self.tr("Open the ledger"), lambda: self.session.navigate.emit("trades", {}), "link")
        products = _section(self._head(self._product_head, self._product_note), self.product_table)
        trades = _section(self._head(self._trade_head, self._trade_note, to_trades), self.trade_table)
        return Split(products, trades, sizes=(340, 300))

    def _right(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(340)
        column = flush(QVBoxLayout(side))
        note = text(self.tr("REO = 50 %, dry, ex VAT, CNY/t"), "caption")
        sources = button(self.tr("Sources"), lambda: self.session.navigate.emit("quotes", {}), "link")
        column.addWidget(self._head(text(self.tr("Announced concentrate price")), note, sources))
        column.addWidget(self._chart, 2)
        column.addWidget(rule())
        column.addWidget(self._rows)
        column.addWidget(rule())
        column.addWidget(self._head(text(self.tr("Needs attention")), self._attention_note))
        column.addWidget(self._attention, 3)
        return side

    def _head(self, *parts: QWidget) -> QFrame:
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(32)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        for number, part in enumerate(parts):
            if number == 2:
                row.addStretch(1)
            row.addWidget(part)
        if len(parts) < 3:
            row.addStretch(1)
        return head

    def _show(self, found: Overview) -> None:
        self._offer_bulletin(found.day)
        self._day.setText(formats.date_weekday(found.day))
        self._note.setText(self.tr("last index day") if found.day else self.tr("no index day yet"))
        for tile in self._tiles.values():
            tile.set_figure(formats.NONE)
            tile.set_course(())
        for level in found.levels:
            _fill(self._tiles[level.series], level)
        self._show_announced(found)
        self._products = found.products
        self._product_model.show_rows(found.products)
        self._product_note.setText(self.tr("{0}, ex VAT").format(formats.date(found.day)) if found.day else "")
        self._names = {product.code: labels.short_product(product) for product in found.catalogue}
        self._trade_model.show_rows(found.last_trades)
        self._trade_rows = found.last_trades
        self._show_attention(found)
        self._chart.set_prices(found.announced)
        self._rows.show_current(found.current, found.previous)

    def _show_attention(self, found: Overview) -> None:
        entries = (*watched(self.session.watch), *found.attention)
        self._attention.show_entries(entries, found.catalogue)
        self._attention_note.setText(str(len(entries)) if entries else "")

    def _inbox_changed(self) -> None:
        if self.overview is not None:
            self._turn(self.overview)
            self._show_attention(self.overview)

    def _turn(self, found: Overview) -> None:
        """The empty page only while there is nothing to show, no file that waits either."""
        self._stack.setCurrentWidget(self._full if found.last_trades or self.session.watch.waiting else self._empty)

    def _show_announced(self, found: Overview) -> None:
        current, previous = found.current, found.previous
        if current is None or current.price is None:
            quarter = quarter_of(found.day) if found.day else ""
            self._announced_tile.set_name(self.tr("Concentrate {0}").format(quarter))
            self._announced_tile.set_figure(formats.NONE, None, self.tr("unknown") if quarter else "", "neutral")
            self._announced_tile.set_note("")
            return
        change = None
        if previous is not None and previous.price is not None:
            change = half_up((current.price / previous.price - 1) * 100, 2)
            self._announced_tile.set_note(f"{previous.quarter} {formats.number(previous.price, 0)}")
        self._announced_tile.set_name(self.tr("Concentrate {0}").format(current.quarter), self.tr("CNY/t"))
        newest = max(one.quarter for one in found.announced if one.in_force)
        chip = self.tr("In force") if current.quarter == newest else ""
        self._announced_tile.set_figure(formats.number(current.price, 0), change, chip, "info")

    def _course(self, place: int) -> tuple[Sequence[float], Sequence[str]]:
        line = self._products[place]
        return line.course, line.statuses

    def _open_product(self, index: QModelIndex) -> None:
        self.session.navigate.emit("index", {"series": self._products[index.row()].product.code})

    def _open_trade(self, index: QModelIndex) -> None:
        self.session.navigate.emit("trades", {"trade": self._trade_rows[index.row()].id})

    def _put_aside(self, entry: Attention) -> None:
        file, watch = Path(entry.file), self.session.watch
        watch.put_aside(file)
        words = self.tr("{file} is put aside and asks no more until it changes").format(file=file.name)
        self.session.say(words, "info", "", Action(self.tr("Bring back"), lambda: watch.bring_back(file)))

    def _follow(self, entry: Attention) -> None:
        what: dict[str, object] = {"trade": entry.trade} if entry.trade else {"file": entry.file} if entry.file else {}
        if entry.due and not entry.trade:
            what = {"due": (entry.due,)}
        self.session.navigate.emit(entry.page, what)

    def _type_first(self) -> None:
        self.session.navigate.emit("trades", {"new": True})

    def _offer_bulletin(self, day: dt.date | None) -> None:
        self.bulletin_button.setEnabled(day is not None)
        without = self.tr("No index day yet: the bulletin is made once trades have given the index a value.")
        self.bulletin_button.setToolTip("" if day else without)

    def _bulletin(self) -> None:
        """Asks for a folder and makes the day's bulletin in it, in the window's language."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the bulletin"))
        if not chosen or self.session.index is None:
            return
        self.write_bulletin(Path(chosen))

    def write_bulletin(self, folder: Path) -> None:
        state = self.session.index
        if state is None:
            return
        from rare_desk.ui.paper.bulletin import bulletin_stem, make_bulletin

        write_out(
            self.session,
            folder / f"{bulletin_stem(state)}.pdf",
            lambda book, _job, out: make_bulletin(book, state, out.parent, out.stem),
            self.tr("The bulletin is ready: a page, a workbook and two pictures"),
            self.tr("Bulletin"),
        )


def _fill(tile: FigureTile, level: Level) -> None:
    tile.set_figure(
        formats.index_value(level.value), level.change_pct, labels.label(f"index.{level.status}"), level.status
    )
    tile.set_course(level.course, level.statuses, SERIES[level.series])


def _section(head: QWidget, table: QWidget) -> QWidget:
    section = QWidget()
    column = flush(QVBoxLayout(section))
    column.addWidget(head)
    column.addWidget(table, 1)
    return section
