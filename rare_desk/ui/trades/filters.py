"""The filter line of the trades list and the views that set it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from rare_desk.core.products import Product
from rare_desk.core.trades import Side, Status
from rare_desk.store.reading.trade_queries import TradeFilter
from rare_desk.store.rows import CounterpartyRow
from rare_desk.ui import labels
from rare_desk.ui.entry.parts import coded
from rare_desk.ui.widgets.choice_field import Choice, product_choices
from rare_desk.ui.widgets.filter_bar import Days, FilterBar

_SUSPECT = "suspect"
OPEN = (Status.CONFIRMED, Status.PART_DELIVERED)


class TradeFilters(FilterBar):
    """One party at a time: choosing another lets go of the first."""

    def __init__(self, products: Iterable[Product], last_day: Callable[[], date | None]) -> None:
        super().__init__()
        self._party: tuple[str, ...] = ()
        self.search = self.add_search("text", self.tr("Text, number, pinyin"), 168)
        self.add_choice("product", labels.field("product"), product_choices(products))
        self.add_choice("side", labels.field("side"), coded(Side))
        self._parties = self.add_choice("party", labels.field("counterparty"), ())
        self.add_days("days", labels.field("date"), last_day)
        statuses = [Choice(_SUSPECT, labels.label("trades.suspect")), *coded(Status)]
        self.add_choice("status", labels.field("status"), statuses)
        self.end()

    def offer_parties(self, parties: Sequence[CounterpartyRow]) -> None:
        self._parties.set_choices([Choice(one.name, one.name, (one.group_name,)) for one in parties])

    def wanted(self) -> TradeFilter:
        days = self.days("days")
        statuses = self.chosen("status")
        party = self._one_party()
        return TradeFilter(
            text=self.text("text"),
            products=self.chosen("product"),
            sides=tuple(Side(one) for one in self.chosen("side")),
            counterparty=party,
            first=days.first,
            last=days.last,
            statuses=tuple(Status(one) for one in statuses if one != _SUSPECT),
            suspect_only=_SUSPECT in statuses,
        )

    def show_wanted(self, wanted: TradeFilter) -> None:
        """Sets every filter and tells once."""
        self.blockSignals(True)
        self.set_text("text", wanted.text)
        self.set_chosen("product", wanted.products)
        self.set_chosen("side", wanted.sides)
        self.set_chosen("party", (wanted.counterparty,) if wanted.counterparty else ())
        self.set_days("days", Days(wanted.first, wanted.last))
        self.set_chosen("status", (*((_SUSPECT,) if wanted.suspect_only else ()), *wanted.statuses))
        self.blockSignals(False)
        self.changed.emit()

    def _one_party(self) -> str:
        chosen = self.chosen("party")
        if len(chosen) > 1:
            chosen = tuple(one for one in chosen if one not in self._party)[-1:] or chosen[-1:]
            self.set_chosen("party", chosen)
        self._party = chosen
        return chosen[0] if chosen else ""


def as_json(wanted: TradeFilter) -> dict[str, Any]:
    """For a saved view."""
    return {
        "text": wanted.text,
        "products": list(wanted.products),
        "sides": [str(one) for one in wanted.sides],
        "counterparty": wanted.counterparty,
        "first": wanted.first.isoformat() if wanted.first else "",
        "last": wanted.last.isoformat() if wanted.last else "",
        "statuses": [str(one) for one in wanted.statuses],
        "suspect_only": wanted.suspect_only,
    }


def from_json(kept: dict[str, Any]) -> TradeFilter:
    """A kept view that cannot be read any more shows everything."""
    try:
        return TradeFilter(
            text=str(kept.get("text", "")),
            products=tuple(kept.get("products", ())),
            sides=tuple(Side(one) for one in kept.get("sides", ())),
            counterparty=str(kept.get("counterparty", "")),
            first=date.fromisoformat(kept["first"]) if kept.get("first") else None,
            last=date.fromisoformat(kept["last"]) if kept.get("last") else None,
            statuses=tuple(Status(one) for one in kept.get("statuses", ())),
            suspect_only=bool(kept.get("suspect_only")),
        )
    except (ValueError, TypeError):
        return TradeFilter()
