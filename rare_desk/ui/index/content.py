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
from rare_desk.ui.chart import Axis, Content, Gap, Line, Look, Lower, to_day
from rare_desk.ui.index import names
from rare_desk.ui.index.names import COMPOSITE, GROUPS, HEAVY, LIGHT

translate = QCoreApplication.translate
CONCENTRATE = "concentrate"
_INKS = {COMPOSITE: "text", LIGHT: "series0", HEAVY: "series1"}
_PRODUCT_INKS = ("series2", "series3", "series6", "series5")


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be charted: `members` have an index series, `others` only daily prices."""

    groups: tuple[str, ...]
    members: tuple[str, ...]
    others: tuple[str, ...]

    def __contains__(self, key: str) -> bool:
        return key in self.groups or key in self.members or key in self.others

    @property
    def listed(self) -> tuple[tuple[str, ...], ...]:
        return self.groups, self.members, self.others


def choices(computation: Computation, products: Catalogue) -> Choices:
    """Groups and products that have points, in the catalogue's order."""
    named = [name for name, daily in computation.daily.items() if len(daily.there)]
    priced = computation.priced_products()
    order = {product.code: place for place, product in enumerate(products)}

    def sorted_codes(codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(codes, key=lambda code: (order.get(code, len(order)), code)))

    return Choices(
        tuple(name for name in GROUPS if name in named),
        sorted_codes([name for name in named if name not in GROUPS]),
        sorted_codes([code for code in priced if code not in named]),
    )


def content(
    computation: Computation, chosen: str, freq: str, products: Catalogue, announced: Sequence[AnnouncedPrice]
) -> Content:
    """The choice first, then what it is compared with; the announced concentrate price on the second axis."""
    if chosen in choices(computation, products).others:
        return _prices(computation, chosen, products, announced)
    drawn = [name for name in _together(computation, chosen) if len(computation.series(name, freq))]
    lines = tuple(
        _line(
            computation.series(name, freq),
            names.short(name, products, computation.methodology.indices),
            _ink(name, place, chosen),
        )
        for place, name in enumerate(drawn)
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
    drawn_too, axes = steps(announced)
    return Content((*lines, *drawn_too), translate("IndexContent", "pts"), lower, looks, axes)


def _together(computation: Computation, chosen: str) -> tuple[str, ...]:
    if chosen == COMPOSITE:
        return GROUPS
    if chosen in GROUPS:
        weights = computation.methodology.weight_sets[-1].weights
        of_group = [name for name in computation.series_names if computation.groups.get(name) == chosen]
        return (chosen, *sorted(of_group, key=lambda name: -weights.get(name, 0.0)))
    if chosen in {index.key for index in computation.methodology.indices}:
        return (chosen, COMPOSITE)
    return (chosen, computation.groups.get(chosen, LIGHT), COMPOSITE)


def _ink(name: str, place: int, chosen: str) -> str:
    """Products take the colours in turn; the other group's is free where that group is not drawn."""
    free = {LIGHT: _INKS[HEAVY], HEAVY: _INKS[LIGHT]}.get(chosen, "series4")
    inks = (*_PRODUCT_INKS, free, "series4")
    return _INKS.get(name) or inks[max(place - 1, 0) % len(inks)]


def _line(series: Series, name: str, ink: str) -> Line:
    looks = (~series.official).astype("int8") * int(Look.DASHED)
    return Line(series.name, name, name, ink, series.days, series.value, looks.astype("int8"))


def _prices(computation: Computation, code: str, products: Catalogue, announced: Sequence[AnnouncedPrice]) -> Content:
    found = computation.daily_prices(code)
    looks = (found.status == IMPUTED) * int(Look.DOTTED) + (found.status == STALE) * int(Look.STALE)
    name = names.short(code, products)
    line = Line(code, name, name, "accent", found.days, found.price, looks.astype("int8"), decimals=0)
    lower = Lower(found.days, found.volume_t, translate("IndexContent", "Volume"), translate("IndexContent", "t"))
    key = (
        (Look.SOLID, labels.label("index.observed")),
        (Look.DOTTED, labels.label("index.imputed")),
        (Look.STALE, labels.label("index.stale")),
    )
    drawn_too, axes = steps(announced)
    return Content((line, *drawn_too), translate("IndexContent", "CNY/t"), lower, key, axes)


def steps(announced: Sequence[AnnouncedPrice]) -> tuple[tuple[Line, ...], tuple[Axis, ...]]:
    """The prices in force by quarter with their axis, or nothing; a quarter without one between known ones is a gap."""
    known = [one for one in announced if one.in_force]
    if not known:
        return (), ()
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
    line = Line.of_spans(CONCENTRATE, name, tag, CONCENTRATE, spans, axis=CONCENTRATE, gaps=gaps)
    return (line,), (Axis(CONCENTRATE, unit, CONCENTRATE),)
