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

    A page with a `parent` stands under it in the rail while that one or another of its own is shown.
    """

    name: str
    module: str
    maker: str
    parent: str = ""


PAGES = (
    Entry("today", "rare_desk.ui.today.page", "TodayPage"),
    Entry("trades", "rare_desk.ui.trades.page", "TradesPage"),
    Entry("quotes", "rare_desk.ui.quotes.page", "QuotesPage"),
    Entry("index", "rare_desk.ui.index.page", "IndexPage"),
    Entry("methodology", "rare_desk.ui.methodology.page", "MethodologyPage", "index"),
    Entry("publication", "rare_desk.ui.publication.page", "PublicationPage", "index"),
    Entry("comparison", "rare_desk.ui.comparison.page", "ComparisonPage", "index"),
    Entry("expectation", "rare_desk.ui.expectation.page", "ExpectationPage", "index"),
    Entry("lab", "rare_desk.ui.lab.page", "LabPage", "index"),
    Entry("pricing", "rare_desk.ui.pricing.page", "PricingPage"),
    Entry("estimate", "rare_desk.ui.pricing.estimate.page", "EstimatePage", "pricing"),
    Entry("deposits", "rare_desk.ui.pricing.deposits.page", "DepositsPage", "pricing"),
    Entry("positions", "rare_desk.ui.positions.page", "PositionsPage"),
    Entry("imports", "rare_desk.ui.imports.page", "ImportPage"),
)


def keys() -> dict[str, str]:
    """The key that shows each page: Ctrl and a digit, Alt and a digit for those under another."""
    top = [entry.name for entry in PAGES if not entry.parent]
    under = [entry.name for entry in PAGES if entry.parent]
    numbered = ((modifier, enumerate(names, 1)) for modifier, names in (("Ctrl", top), ("Alt", under)))
    return {name: f"{modifier}+{number}" for modifier, names in numbered for number, name in names}


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
