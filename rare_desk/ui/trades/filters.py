"""The filter line of the trades list and the views that set it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from rare_desk import moments
from rare_desk.core.products import Product
from rare_desk.core.trades import Side, Status
from rare_desk.store.reading.queries import BatchRow
from rare_desk.store.reading.trades.trade_queries import TradeFilter
from rare_desk.store.rows import CounterpartyRow
from rare_desk.ui import labels
from rare_desk.ui.entry.parts import coded
from rare_desk.ui.widgets.inputs.choice_field import Choice, product_choices
from rare_desk.ui.widgets.inputs.filter_bar import Days, FilterBar

_ANY = "suspect"
PROBLEMS = (
    "unusual-price", "unusual-quantity", "other-terms", "changed-deal", "price-range", "void-remark", "struck-out",
    "return-remark", "ditto", "amount-mismatch", "amount-unit", "amount-vat", "future-date", "old-date",
)  # fmt: skip
DUE = ("open", "overdue")
OPEN = (Status.CONFIRMED, Status.PART_DELIVERED)


class TradeFilters(FilterBar):
    def __init__(self, products: Iterable[Product], last_day: Callable[[], date | None]) -> None:
        super().__init__()
        self.search = self.add_search("text", self.tr("Text, number, pinyin"), 168)
        self.add_choice("product", labels.field("product"), product_choices(products))
        self.add_choice("side", labels.field("side"), coded(Side))
        self._parties = self.add_choice("party", labels.field("counterparty"), ())
        self.add_days("days", labels.field("date"), last_day)
        due = [Choice(one, labels.label(f"trades.due-{one}")) for one in DUE]
        self.add_choice("status", labels.field("status"), [*coded(Status), *due])
        problems = [Choice(code, labels.label(f"trades.short-{code}")) for code in PROBLEMS]
        self.add_choice("problem", self.tr("Problems"), [Choice(_ANY, labels.label("trades.suspect")), *problems])
        self._imports = self.add_choice("import", self.tr("Import"), ())
        self.end()

    def offer_parties(self, parties: Sequence[CounterpartyRow]) -> None:
        self._parties.set_choices([Choice(one.name, one.name, (one.group_name,)) for one in parties])

    def offer_imports(self, batches: Sequence[BatchRow]) -> None:
        """The newest first; before them what was typed."""
        named = [Choice(str(one.id), f"{moments.day(one.at)}  {', '.join(one.files)}") for one in batches]
        self._imports.set_choices([Choice("0", self.tr("Typed, not imported")), *named])

    def wanted(self) -> TradeFilter:
        days = self.days("days")
        problems = self.chosen("problem")
        return TradeFilter(
            text=self.text("text"),
            products=self.chosen("product"),
            sides=tuple(Side(one) for one in self.chosen("side")),
            counterparties=self.chosen("party"),
            first=days.first,
            last=days.last,
            statuses=tuple(Status(one) for one in self.chosen("status") if one not in DUE),
            due=tuple(one for one in self.chosen("status") if one in DUE),
            batches=tuple(int(one) for one in self.chosen("import")),
            problems=tuple(one for one in problems if one != _ANY),
            suspect_only=_ANY in problems,
        )

    def show_wanted(self, wanted: TradeFilter) -> None:
        """Sets every filter and tells once."""
        self.blockSignals(True)
        self.set_text("text", wanted.text)
        self.set_chosen("product", wanted.products)
        self.set_chosen("side", wanted.sides)
        self.set_chosen("party", wanted.counterparties)
        self.set_days("days", Days(wanted.first, wanted.last))
        self.set_chosen("status", (*wanted.statuses, *wanted.due))
        self.set_chosen("problem", (*((_ANY,) if wanted.suspect_only else ()), *wanted.problems))
        self.set_chosen("import", tuple(map(str, wanted.batches)))
        self.blockSignals(False)
        self._tell()


def as_json(wanted: TradeFilter) -> dict[str, Any]:
    """For a saved view."""
    return {
        "text": wanted.text,
        "products": list(wanted.products),
        "sides": [str(one) for one in wanted.sides],
        "counterparties": list(wanted.counterparties),
        "first": wanted.first.isoformat() if wanted.first else "",
        "last": wanted.last.isoformat() if wanted.last else "",
        "statuses": [str(one) for one in wanted.statuses],
        "batches": list(wanted.batches),
        "problems": list(wanted.problems),
        "suspect_only": wanted.suspect_only,
        "due": list(wanted.due),
    }


def from_json(kept: dict[str, Any]) -> TradeFilter:
    """A kept view that cannot be read any more shows everything."""
    try:
        return TradeFilter(
            text=str(kept.get("text", "")),
            products=tuple(str(one) for one in kept.get("products", ())),
            sides=tuple(Side(one) for one in kept.get("sides", ())),
            counterparties=tuple(str(one) for one in kept.get("counterparties", ())),
            first=date.fromisoformat(kept["first"]) if kept.get("first") else None,
            last=date.fromisoformat(kept["last"]) if kept.get("last") else None,
            statuses=tuple(Status(one) for one in kept.get("statuses", ())),
            batches=tuple(int(one) for one in kept.get("batches", ())),
            problems=tuple(str(one) for one in kept.get("problems", ())),
            suspect_only=bool(kept.get("suspect_only")),
            due=tuple(one for one in kept.get("due", ()) if one in DUE),
        )
    except (ValueError, TypeError):
        return TradeFilter()
