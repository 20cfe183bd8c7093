"""Which pages there are, in the order of the rail, and how each is made when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from rare_desk.ui.page import Page
    from rare_desk.ui.session import Session


@dataclass(frozen=True, slots=True)
class Entry:
    """`module` and `maker` are imported only when the page is first shown: the window must not wait for it.

    A page with a `parent` stands under it in the rail while that one or another of its own is shown. `key` is its own,
    whichever pages come before it.
    """

    name: str
    module: str
    maker: str
    key: str
    parent: str = ""


PAGES = (
    Entry("today", "rare_desk.ui.today.page", "TodayPage", "Ctrl+1"),
    Entry("trades", "rare_desk.ui.trades.page", "TradesPage", "Ctrl+2"),
    Entry("parties", "rare_desk.ui.parties.page", "PartiesPage", "Alt+8", "trades"),
    Entry("quotes", "rare_desk.ui.quotes.page", "QuotesPage", "Ctrl+3"),
    Entry("index", "rare_desk.ui.index.page", "IndexPage", "Ctrl+4"),
    Entry("methodology", "rare_desk.ui.methodology.page", "MethodologyPage", "Alt+1", "index"),
    Entry("publication", "rare_desk.ui.publication.page", "PublicationPage", "Alt+2", "index"),
    Entry("comparison", "rare_desk.ui.comparison.page", "ComparisonPage", "Alt+3", "index"),
    Entry("expectation", "rare_desk.ui.expectation.page", "ExpectationPage", "Alt+4", "index"),
    Entry("lab", "rare_desk.ui.lab.page", "LabPage", "Alt+5", "index"),
    Entry("pricing", "rare_desk.ui.pricing.page", "PricingPage", "Ctrl+5"),
    Entry("estimate", "rare_desk.ui.pricing.estimate.page", "EstimatePage", "Alt+6", "pricing"),
    Entry("deposits", "rare_desk.ui.pricing.deposits.page", "DepositsPage", "Alt+7", "pricing"),
    Entry("positions", "rare_desk.ui.positions.page", "PositionsPage", "Ctrl+6"),
    Entry("imports", "rare_desk.ui.imports.page", "ImportPage", "Ctrl+7"),
    Entry("history", "rare_desk.ui.history.page", "HistoryPage", "Ctrl+8"),
)


def keys() -> dict[str, str]:
    """The key that shows each page: Ctrl and a digit, Alt and a digit for those under another."""
    return {entry.name: entry.key for entry in PAGES}


_WITHOUT_QT = (
    "numpy",
    "rare_desk.ops.index.points",
    "rare_desk.ops.companions",
    "rare_desk.ops.publication",
    "rare_desk.ops.today",
    "rare_desk.ops.trades",
    "rare_desk.ops.pricing",
    "rare_desk.ops.positions",
    "rare_desk.ops.imports.ledgers",
    "pypinyin",
)


def title(name: str) -> str:
    return {
        "today": QCoreApplication.translate("Pages", "Today"),
        "trades": QCoreApplication.translate("Pages", "Trades"),
        "parties": QCoreApplication.translate("Pages", "Counterparties"),
        "quotes": QCoreApplication.translate("Pages", "Quotes"),
        "index": QCoreApplication.translate("Pages", "Index"),
        "lab": QCoreApplication.translate("Pages", "Lab"),
        "methodology": QCoreApplication.translate("Pages", "Methodology"),
        "publication": QCoreApplication.translate("Pages", "Publication"),
        "expectation": QCoreApplication.translate("Pages", "Expectation"),
        "comparison": QCoreApplication.translate("Pages", "Comparison"),
        "pricing": QCoreApplication.translate("Pages", "Pricing"),
        "estimate": QCoreApplication.translate("Pages", "Estimate"),
        "deposits": QCoreApplication.translate("Pages", "Deposits"),
        "positions": QCoreApplication.translate("Pages", "Positions"),
        "imports": QCoreApplication.translate("Pages", "Import"),
        "history": QCoreApplication.translate("Pages", "History"),
    }[name]


def full_title(entry: Entry) -> str:
    """With the page that it stands under."""
    return f"{title(entry.parent)} · {title(entry.name)}" if entry.parent else title(entry.name)


def warm_plain() -> None:
    """Loads on another thread what pages will need besides Qt, so that showing one for the first time is quick."""
    for module in _WITHOUT_QT:
        import_module(module)


def warm(name: str) -> None:
    """Loads a page on the window's thread, on which alone classes and objects of Qt are made."""
    import_module(next(entry.module for entry in PAGES if entry.name == name))


def warm_handbook() -> None:
    import_module("rare_desk.ui.handbook.window")


def make(name: str, session: Session) -> Page:
    entry = next(one for one in PAGES if one.name == name)
    return cast("Page", getattr(import_module(entry.module), entry.maker)(session))
