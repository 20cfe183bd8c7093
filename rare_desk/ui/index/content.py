"""From the computed index to what the chart draws: which lines belong to a choice, in which colour and look."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from rare_desk.core.index.daily import IMPUTED, STALE
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.points import Series
from rare_desk.core.products import Catalogue
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ui import labels
from rare_desk.ui.widgets.chart import Content, Gap, Line, Look, Lower, Steps, to_day

translate = QCoreApplication.translate
COMPOSITE, LIGHT, HEAVY = "composite", "light", "heavy"
GROUPS = (COMPOSITE, LIGHT, HEAVY)
CONCENTRATE = "concentrate"
_INKS = {COMPOSITE: "text", LIGHT: "series0", HEAVY: "series1"}
_PRODUCT_INKS = ("series2", "series3", "series5", "series6", "series4")


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be charted: `members` have an index series, `others` only daily prices."""

    groups: tuple[str, ...]
    members: tuple[str, ...]
    others: tuple[str, ...]

    def __contains__(self, key: str) -> bool:
        return key in self.groups or key in self.members or key in self.others


def choices(computation: Computation, products: Catalogue) -> Choices:
    """Groups and products that have points, in the catalogue's order."""
    named = [name for name in computation.series_names if len(computation.series(name))]
    priced = computation.priced_products()
    order = {product.code: place for place, product in enumerate(products)}

    def sorted_codes(codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(codes, key=lambda code: (order.get(code, len(order)), code)))

    return Choices(
        tuple(name for name in GROUPS if name in named),
        sorted_codes([name for name in named if name not in GROUPS]),
        sorted_codes([code for code in priced if code not in named]),
    )


def name_of(key: str, products: Catalogue) -> str:
    if key in GROUPS:
        return labels.label(f"index.{key}")
    return labels.product(products[key]) if key in products else key


def content(
    computation: Computation, chosen: str, freq: str, products: Catalogue, announced: Sequence[AnnouncedPrice]
) -> Content:
    """The choice first, then what it is compared with; the announced concentrate price on the second axis."""
    if chosen in choices(computation, products).others:
        return _prices(computation, chosen, products, announced)
    names = [name for name in _together(computation, chosen) if len(computation.series(name, freq))]
    lines = tuple(
        _line(computation.series(name, freq), _ink(name, place), products) for place, name in enumerate(names)
    )
    first = computation.series(chosen, freq)
    lower = Lower(
        first.days,
        first.volume_t,
        translate("IndexContent", "Volume"),
        translate("IndexContent", "t"),
        first.coverage,
        translate("IndexContent", "Coverage"),
        computation.methodology.min_coverage,
        translate("IndexContent", "{0} % limit").format(round(computation.methodology.min_coverage * 100)),
    )
    looks = ((Look.SOLID, labels.label("index.official")), (Look.DASHED, labels.label("index.indicative")))
    return Content(lines, translate("IndexContent", "pts"), steps(announced), lower, looks)


def _together(computation: Computation, chosen: str) -> tuple[str, ...]:
    if chosen == COMPOSITE:
        return GROUPS
    if chosen in GROUPS:
        of_group = [name for name in computation.series_names if computation.groups.get(name) == chosen]
        return (chosen, *of_group)
    return (chosen, computation.groups.get(chosen, LIGHT), COMPOSITE)


def _ink(name: str, place: int) -> str:
    return _INKS.get(name) or _PRODUCT_INKS[(place - 1) % len(_PRODUCT_INKS)]


def _line(series: Series, ink: str, products: Catalogue) -> Line:
    looks = (~series.official).astype("int8") * int(Look.DASHED)
    name = labels.label(f"index.{series.name}-short") if series.name in GROUPS else name_of(series.name, products)
    return Line(series.name, name, name, ink, series.days, series.value, looks.astype("int8"))


def _prices(computation: Computation, code: str, products: Catalogue, announced: Sequence[AnnouncedPrice]) -> Content:
    found = computation.daily_prices(code)
    looks = (found.status == IMPUTED) * int(Look.DOTTED) + (found.status == STALE) * int(Look.STALE)
    name = name_of(code, products)
    line = Line(code, name, name, "accent", found.days, found.price, looks.astype("int8"), decimals=0)
    lower = Lower(found.days, found.volume_t, translate("IndexContent", "Volume"), translate("IndexContent", "t"))
    key = (
        (Look.SOLID, labels.label("index.observed")),
        (Look.DOTTED, labels.label("index.imputed")),
        (Look.STALE, labels.label("index.stale")),
    )
    return Content((line,), translate("IndexContent", "CNY/t"), steps(announced), lower, key)


def steps(announced: Sequence[AnnouncedPrice]) -> Steps | None:
    """The prices in force by quarter; a quarter between two known ones without a price is a gap that says so."""
    known = [one for one in announced if one.in_force]
    if not known:
        return None
    spans = tuple((to_day(one.first_day), to_day(one.end_day), float(one.price or 0)) for one in known)
    covered = {one.quarter for one in known}
    last = known[-1].first_day
    gaps = tuple(
        Gap(
            to_day(one.first_day),
            to_day(one.end_day),
            translate("IndexContent", "Concentrate {0}: unknown").format(one.quarter),
        )
        for one in {other.quarter: other for other in announced if other.quarter not in covered}.values()
        if known[0].first_day < one.first_day < last
    )
    name, tag, unit = (
        translate("IndexContent", "Concentrate, announced"),
        translate("IndexContent", "Conc."),
        translate("IndexContent", "CNY/t"),
    )
    return Steps.of_spans(CONCENTRATE, name, tag, "concentrate", unit, spans, gaps)
