"""Takes inputs from the book for the form that is shown, says where they are from, and asks the book again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from rare_desk.core.parsing import parse_date
from rare_desk.core.pricing.fields import Field
from rare_desk.core.pricing.sources import Source, Target, sources_of
from rare_desk.core.products import Catalogue
from rare_desk.ops.pulling.filling import Offer, offers_for, offers_for_all, offers_of_lots, product_meant, targets
from rare_desk.ops.pulling.refreshing import Change, changes
from rare_desk.ops.pulling.telling import source_words
from rare_desk.ops.pulling.whole import WHOLE, taken_whole
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.ui import labels, language
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.pulling.deposits import DepositFiller
from rare_desk.ui.pricing.pulling.popup import PullPopup
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.inputs.choice_field import Choice, product_choices

_PRICED = (Target.CNY_T, Target.USD_KG, Target.WRITTEN, Target.MASS, Target.GRADE)
_LOTS, _CONCENTRATE = "lots", "CON-BO"
Said = dict[str, tuple[str, bool]]


class Puller(QObject):
    """`changed` carries the inputs with what was taken or let go."""

    changed = Signal(object)
    found = Signal(object)
    """What the book says otherwise, after it was asked: a list of changes."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._kind = ""
        self._fields: Sequence[Field] = ()
        self._given: Given = {}
        self._stale: frozenset[str] = frozenset()
        self._product = ""
        self._asked = 0
        self.popup: PullPopup | None = None
        self.deposits = DepositFiller(session, owner, lambda: (self._kind, self._given, self._day()), self.changed.emit)

    def follow(self, kind: str, fields: Sequence[Field], given: Given) -> None:
        """What the form shows now."""
        self._kind, self._fields, self._given = kind, fields, given

    def said(self) -> Said:
        """By path: the words of its source, and whether the book was found to say otherwise."""
        found = sources_of(self._given)
        return {path: (source_words(one, language.current()), path in self._stale) for path, one in found.items()}

    def open(self, path: str, at: QPoint) -> None:
        """The popup for one input, or for a list's prices all at once."""
        known = targets(self._fields, self._given)
        whole = path not in known
        if whole and self._kind in WHOLE:
            self.take_whole()
            return
        catalogue = queries.catalogue(self._session.book)
        asks = path == _LOTS or (not whole and known[path] in _PRICED)
        product = self._meant(catalogue, path) if asks else ""
        products: list[Choice] = product_choices(catalogue) if asks else []
        popup = PullPopup(
            self._owner, partial(self._load, path), products, product, self._day(), "" if whole else _basis(known[path])
        )
        popup.taken.connect(self._take)
        popup.closed.connect(lambda: self._closed(popup))
        self.popup = popup
        popup.open_at(at)

    def _meant(self, catalogue: Catalogue, path: str) -> str:
        """The product to begin with: what stands beside the price, else what was chosen last."""
        if path == _LOTS:
            return _CONCENTRATE
        return product_meant(catalogue, self._given, path) or self._product

    def take_whole(self) -> None:
        """All that the calculation asks of the book, at once; what it lacks is said on the page."""
        kind, given = self._kind, self._given

        def answered(found: Given) -> None:
            if given is self._given:
                self.changed.emit(found)

        self._session.read(lambda book: taken_whole(book, kind, given), answered)

    def open_source(self, path: str, at: QPoint) -> None:
        """What can be done about a source: see it, ask the book again, let it go."""
        source = self.source(path)
        if source is not None:
            self.source_menu(path, source).popup(at)

    def source(self, path: str) -> Source | None:
        return sources_of(self._given).get(path)

    def source_menu(self, path: str, source: Source) -> QMenu:
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words in (source_words(source, language.current()), f"{source.value} {_unit(self._fields, path)}".strip()):
            menu.addAction(words).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("Ask the book again")).triggered.connect(lambda: self.check(aloud=True))
        menu.addAction(self.tr("Take another value…")).triggered.connect(
            lambda: self.open(path, menu.mapToGlobal(QPoint(0, 0)))
        )
        menu.addAction(self.tr("Let go: entered by hand")).triggered.connect(lambda: self.let_go(path))
        return menu

    def let_go(self, path: str) -> None:
        """The value stays, as one by hand."""
        self.changed.emit(draft.without_source(self._given, path))

    def check(self, *, aloud: bool = False) -> None:
        """Asks the book what it now says of every source; `aloud`: the answer is shown, whatever it is."""
        given, known, state = self._given, targets(self._fields, self._given), self._session.index
        if not sources_of(given):
            self._stale = frozenset()
            return
        self._asked += 1
        number = self._asked

        def told(answer: list[Change]) -> None:
            if number != self._asked or given is not self._given:
                return
            self._stale = frozenset(change.path for change in answer)
            if answer or aloud:
                self.found.emit(answer)
            if aloud and not answer:
                self._session.say(self.tr("The book still says the same of every source."), "info")

        self._session.read(lambda book: changes(book, state, given, known), told)

    def take_changes(self, ticked: Sequence[Change]) -> None:
        """The new values; an input whose source is gone from the book is by hand from now on."""
        given = self._given
        for change in ticked:
            if change.new is None:
                given = draft.without_source(given, change.path)
        self._stale -= {change.path for change in ticked}
        self.changed.emit(draft.with_sources(given, {one.path: one.new for one in ticked if one.new is not None}))

    def _load(self, path: str, product: str, day: dt.date, show: Callable[[Sequence[Offer]], None]) -> None:
        given, known, state = self._given, targets(self._fields, self._given), self._session.index
        self._product = product or self._product

        def work(book: Book) -> list[Offer]:
            if path == _LOTS:
                return offers_of_lots(book, given, product, day)
            if path in known:
                return offers_for(book, state, path, known, product, day)
            mine = {one: meant for one, meant in known.items() if one.startswith(f"{path}[")}
            return offers_for_all(book, state, given, mine, day)

        def answered(found: list[Offer]) -> None:
            if self.popup is not None:
                show(found)

        self._session.read(work, answered)

    def _take(self, offer: Any) -> None:
        assert isinstance(offer, Offer)
        self._stale -= set(offer.sources)
        self.changed.emit(draft.with_sources(self._given, offer.sources))

    def _closed(self, popup: PullPopup) -> None:
        if self.popup is popup:
            self.popup = None

    def _day(self) -> dt.date:
        """The delivery date where the calculation has one, else the last day of the index, else today."""
        day = parse_date(str(self._given.get("delivery_date") or ""))
        if isinstance(day, dt.date):
            return day
        last = self._session.index.computation.last_day if self._session.index else None
        return last or dt.date.today()


def _basis(of: Target) -> str:
    """On which the offered values are."""
    return labels.label_or(f"calculator.basis-{of}", "")


def _unit(fields: Sequence[Field], path: str) -> str:
    name = path.rpartition(".")[2]
    every = [one for field in fields for one in (field, *field.fields)]
    unit = next((one.unit for one in every if one.name == name), "")
    return labels.label(f"pricing.unit-{unit}") if unit else ""
