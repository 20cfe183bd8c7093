"""What can be done with saved calculations on the pricing page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.result import as_json
from rare_desk.core.problems import Refused
from rare_desk.ops import pricing
from rare_desk.ops.contracts import comparing, saved
from rare_desk.ops.pricing import Priced
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.calculation_queries import newest_calculation
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import labels
from rare_desk.ui.messages import Action
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.saved.trade_popup import TradePopup

if TYPE_CHECKING:
    from rare_desk.ui.pricing.page import PricingPage


class SavedVerbs(QObject):
    """`open` is the version whose inputs stood in the form when it was opened or saved, `base` these inputs."""

    def __init__(self, page: PricingPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self.open: CalculationRow | None = None
        self.base: Given = {}
        self.frozen: Priced | None = None
        """The saved figures, where today's would be others."""
        self.linked: list[saved.Linked] = []
        """The trades of what is open."""
        self._trades: tuple[int, ...] = ()
        page.saved.opened.connect(page.reopen)
        page.saved.asked.connect(self._do)
        page.saved.menu_asked.connect(self.fill_menu)
        details = page.details
        details.status_chosen.connect(self.set_status)
        details.described.connect(self._describe)
        details.link_asked.connect(self.link_trades)
        details.trade_unlinked.connect(self._unlink)
        details.trade_shown.connect(lambda trade: self._session.navigate.emit("trades", {"trade": trade}))

    @property
    def unchanged(self) -> bool:
        """Whether what is open stands in the form as it was saved."""
        return self.open is not None and self._page.given == self.base

    def forget(self, given: Given) -> None:
        """A calculation that is not saved yet."""
        self.open, self.base, self.frozen, self.linked, self._trades = None, given, None, [], ()

    def hold(self, row: CalculationRow) -> Given:
        """Opens that version: its inputs. Says so when its figures would be others today."""
        given = saved.given_of(row)
        self.open, self._trades, self.frozen = row, (), None
        self.linked = saved.trades_of(self._session.book, row.id)
        self.base = {"adjustments": []} | given if row.calculator == "settlement" else given
        try:
            anew = pricing.price(row.calculator, given, self._page.announced)
            if as_json(anew.result.values) != saved.figures_of(row):
                self.frozen = saved.as_saved(row)
        except Refused as refused:
            self._session.refuse(refused.problems)
        if self.frozen is not None:
            again = Action(self.tr("Recalculate"), partial(self.again, row))
            said = self.tr("Computed anew this would come to other figures; the saved ones stay.")
            self._session.say(said, "warn", "", again)
        return self.base

    def follow(self, rows: list[CalculationRow]) -> None:
        """After a change of the book: what is open as it is now."""
        if self.open is not None:
            self.open = next((row for row in rows if row.id == self.open.id), None)
        self.linked = saved.trades_of(self._session.book, self.open.id) if self.open else []

    def shown(self) -> Priced | None:
        """What papers are made of: an unchanged saved one by its own figures, else what stands in the form."""
        if self.open is None or not self.unchanged:
            return self._page.outcome.priced
        try:
            return saved.as_saved(self.open)
        except Refused as refused:
            self._session.refuse(refused.problems)
            return None

    def save(self) -> None:
        """A new one under its name, the open one's next version, or only its new name."""
        page = self._page
        if page.outcome.priced is None:
            self._session.refuse(page.outcome.problems)
            return
        name = page.called()
        kind, given, announced = page.kind, page.given, page.announced
        if self.open is None:
            trades = self._trades
            self._write(lambda book: saved.save_calculation(book, name, kind, given, announced, trades))
        elif given != self.base:
            id = self.open.id
            self._write(lambda book: saved.new_version(book, id, name, kind, given, announced))
        elif name != self.open.name:
            self.rename(self.open, name)
        else:
            self._session.say(self.tr("Nothing was changed since it was saved."), "info")

    def again(self, row: CalculationRow) -> None:
        """Its inputs computed today, as the next version."""
        given, announced = saved.given_of(row), self._page.announced
        name, kind = row.name, row.calculator
        self._write(lambda book: saved.new_version(book, row.id, name, kind, given, announced), self._page.reopen)

    def rename(self, row: CalculationRow, name: str) -> None:
        """All its versions."""

        def done(_changes: Changes) -> None:
            if self.open is not None and self.open.name == name.strip():
                self._page.head.name.setText(name.strip())
            self._session.say_done(self.tr("Renamed: {name}").format(name=name.strip()))

        self._session.run(lambda book: saved.rename_calculation(book, row.id, name), done)

    def delete(self, row: CalculationRow) -> None:
        """That version alone."""
        self._session.do(
            lambda book: saved.delete_calculation(book, row.id), self.tr("Deleted: {name}").format(name=row.name)
        )

    def delete_series(self, row: CalculationRow) -> None:
        said = self.tr("All versions deleted: {name}").format(name=row.name)
        self._session.do(lambda book: saved.delete_series(book, row.id), said)

    def set_status(self, status: str, row: CalculationRow | None = None) -> None:
        """Of the open one when no other is named."""
        of = row or self.open
        if of is not None and of.status != status:
            said = self.tr("{name}: {status}").format(name=of.name, status=labels.label(f"pricing.status-{status}"))
            self._session.do(lambda book: saved.set_status(book, of.id, status), said)

    def link_trades(self, row: CalculationRow | None = None) -> None:
        """Asks which; of the open one when no other is named."""
        of = row or self.open
        if of is None:
            return
        popup = TradePopup(self._page, self._session)
        popup.chosen.connect(lambda ids: self._link(of, ids))
        popup.open_under(self._page.details.trades if row is None else self._page.saved.search)

    def begin_for(self, trade: int) -> None:
        """A new calculation that will be linked to that trade, for its party, contract and day of delivery."""
        rows = trades_by_id(self._session.book, [trade])
        page = self._page
        page.begin(page.kind)
        if not rows:
            return
        of = rows[0].trade
        self._trades = (trade,)
        known = {field.name for field in CALCULATORS[page.kind].fields}
        told = {"counterparty": of.counterparty or of.seller or of.buyer, "contract": of.contract_no}
        given = page.given | {name: words for name, words in told.items() if name in known and words}
        if "delivery_date" in known and of.delivery_date:
            given = draft.delivered_on(given, of.delivery_date, page.announced)
        page.head.name.setText(" ".join(filter(None, (of.deal_no, labels.label(f"pricing.{page.kind}")))))
        page.take(given)
        said = self.tr("Once saved, this calculation is linked to trade {number}.").format(number=of.deal_no)
        self._session.say(said, "info")

    def compare(self, row: CalculationRow) -> None:
        """With what is open: two versions in their order, else the open one last."""
        old, new = comparing.of_saved(row), self._other(row)
        if new is None:
            self._session.say(self.tr("Open the calculation that it shall be compared with."), "info")
            return
        series = self._page.saved.series(row.id)
        same = self.open is not None and series is self._page.saved.series(self.open.id)
        self._page.show_comparison(*((new, old) if same and 0 < new.version < old.version else (old, new)))

    def compare_before(self) -> None:
        """What is open with the version before it."""
        series = self._page.saved.series(self.open.id) if self.open else None
        older = [row for row in series.versions if self.open and row.version < self.open.version] if series else []
        if self.open is not None and not self.unchanged:
            self.compare(self.open)
        elif older:
            self.compare(older[0])
        else:
            self._session.say(self.tr("There is no version before this one."), "info")

    def fill_menu(self, row: CalculationRow, menu: QMenu) -> None:
        """For a version in the list."""
        series = self._page.saved.series(row.id)
        count = len(series.versions) if series else 1

        def add(words: str, do: Callable[[], object], *, ready: bool = True) -> None:
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False: do())
            action.setEnabled(ready)

        add(self.tr("Open"), partial(self._page.reopen, row))
        add(self.tr("Rename…"), partial(self.ask_name, row))
        statuses = menu.addMenu(self.tr("Status"))
        for status in saved.STATUSES:
            one = statuses.addAction(labels.label(f"pricing.status-{status}"))
            one.setCheckable(True)
            one.setChecked(status == row.status)
            one.triggered.connect(partial(self._set_status, status, row))
        add(self.tr("Compare with the open one"), partial(self.compare, row), ready=self._other(row) is not None)
        add(self.tr("Compute anew as the next version"), partial(self.again, row))
        add(self.tr("Link trades…"), partial(self.link_trades, row))
        menu.addSeparator()
        add(self.tr("Delete this version") if count > 1 else self.tr("Delete"), partial(self.delete, row))
        if count > 1:
            words = self.tr("Delete all {count} versions").format(count=count)
            add(words, partial(self.delete_series, row))

    def ask_name(self, row: CalculationRow) -> None:
        title, label = self.tr("Rename"), self.tr("Name of the calculation")
        name, said = QInputDialog.getText(self._page, title, label, QLineEdit.EchoMode.Normal, row.name)
        if said and name.strip():
            self.rename(row, name)

    def _other(self, row: CalculationRow) -> comparing.Side | None:
        """What is open, to be compared with `row`; None when that is the same, or nothing has a result."""
        if self.open is not None and self.unchanged:
            return comparing.of_saved(self.open) if self.open.id != row.id else None
        priced = self._page.outcome.priced
        return comparing.of_priced(self._page.called(), priced) if priced else None

    def _do(self, what: str, row: CalculationRow) -> None:
        {"rename": self.ask_name, "delete": self.delete, "compare": self.compare}[what](row)

    def _set_status(self, status: str, row: CalculationRow, _checked: bool = False) -> None:
        self.set_status(status, row)

    def _describe(self, name: str, words: str) -> None:
        row = self.open
        if row is not None:
            said = self.tr("Saved: {name}").format(name=row.name)
            self._session.do(lambda book: saved.describe(book, row.id, **{name: words}), said)

    def _link(self, row: CalculationRow, trades: list[int]) -> None:
        said = self.tr("{count} trades linked: {name}").format(count=len(trades), name=row.name)
        self._session.do(lambda book: saved.link_trades(book, row.id, trades), said)

    def _unlink(self, trade: int) -> None:
        row = self.open
        if row is not None:
            said = self.tr("Link taken off: {name}").format(name=row.name)
            self._session.do(lambda book: saved.unlink_trade(book, row.id, trade), said)

    def _write(self, op: Callable[[Book], Changes], show: Callable[[CalculationRow], None] | None = None) -> None:
        """Saves, then `show`s the new version, or holds what stood in the form as that."""
        given = self._page.given

        def written(book: Book) -> CalculationRow | None:
            op(book)
            return newest_calculation(book)

        def done(row: CalculationRow | None) -> None:
            if row is None:
                return
            if show is None:
                self.open, self.base, self.frozen, self._trades = row, given, None, ()
                self._page.head.name.setText(row.name)
                self._page.refresh(None)
            else:
                show(row)
            said = self.tr("Saved: {name}") if row.version == 1 else self.tr("Saved: {name}, version {version}")
            self._session.say_done(said.format(name=row.name, version=row.version))

        self._session.run(written, done)
