"""From the computed index to what the chart draws: which lines belong to a choice, in which colour and look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from rare_desk.core.index.candles import candles
from rare_desk.core.index.daily import IMPUTED, STALE
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.points import Series
from rare_desk.core.products import Catalogue
from rare_desk.ui import labels, series_names
from rare_desk.ui.chart import Band, Content, Line, Look, Lower, Marker, Ohlc
from rare_desk.ui.chart.model import Days, Values
from rare_desk.ui.overlays.lines import POINTS, Drawn, price_of
from rare_desk.ui.series_names import COMPOSITE, GROUPS, HEAVY, LIGHT

translate = QCoreApplication.translate
_INKS = {COMPOSITE: "text", LIGHT: "series0", HEAVY: "series1"}
_PRODUCT_INKS = ("series2", "series3", "series6", "series5")


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be charted: `members` have an index series, `others` only daily prices."""

    groups: tuple[str, ...]
    members: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def listed(self) -> tuple[tuple[str, ...], ...]:
        return self.groups, self.members, self.others

    def __contains__(self, key: str) -> bool:
        return key in self.groups or key in self.members or key in self.others


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


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants to see. `candles` are of trade prices, for a product; `band` is of the choice's members."""

    chosen: str
    freq: str = "daily"
    candles: bool = False
    band: bool = False


def content(computation: Computation, asked: Asked, products: Catalogue) -> Content:
    """The choice first, then what it is compared with; overlays are laid over this."""
    if is_product(computation, asked.chosen) and asked.candles:
        return _candles(computation, asked, products)
    if asked.chosen in choices(computation, products).others:
        return _prices(computation, asked.chosen, products)
    return _levels(computation, asked, products)


def is_product(computation: Computation, key: str) -> bool:
    """A group and an index of the user's own have no trade prices of one thing."""
    return key in computation.products


def left_axis(computation: Computation, asked: Asked) -> str:
    """What the left axis is about: what shares it lies on it."""
    in_points = asked.chosen in computation.series_names and not (
        is_product(computation, asked.chosen) and asked.candles
    )
    return POINTS if in_points else price_of(asked.chosen)


def overlaid(base: Content, drawn: Sequence[Drawn], markers: tuple[Marker, ...]) -> Content:
    """Overlays after the chart's own lines, each axis once."""
    axes = {axis.key: axis for _, axis in drawn if axis is not None}
    lines = (*base.lines, *(one.line for one in drawn))
    return replace(base, lines=lines, axes=(*base.axes, *axes.values()), markers=markers)


def _levels(computation: Computation, asked: Asked, products: Catalogue) -> Content:
    chosen = asked.chosen
    drawn = [name for name in _together(computation, chosen) if len(computation.series(name, asked.freq))]
    lines = tuple(
        _line(
            computation.series(name, asked.freq),
            series_names.short(name, products, computation.methodology.indices),
            _ink(name, place, chosen),
        )
        for place, name in enumerate(drawn)
    )
    first = computation.series(chosen, asked.freq)
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
    band = Band("members", chosen, _ink(chosen, 0, chosen), first.days, first.low, first.high)
    return Content(lines, translate("IndexContent", "pts"), lower, looks, bands=(band,) if asked.band else ())


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


def _prices(computation: Computation, code: str, products: Catalogue) -> Content:
    found = computation.daily_prices(code)
    looks = (found.status == IMPUTED) * int(Look.DOTTED) + (found.status == STALE) * int(Look.STALE)
    name = series_names.short(code, products)
    line = Line(code, name, name, "accent", found.days, found.price, looks.astype("int8"), decimals=0)
    key = (
        (Look.SOLID, labels.label("index.observed")),
        (Look.DOTTED, labels.label("index.imputed")),
        (Look.STALE, labels.label("index.stale")),
    )
    return Content((line,), translate("IndexContent", "CNY/t"), _volume(found.days, found.volume_t), key)


def _candles(computation: Computation, asked: Asked, products: Catalogue) -> Content:
    """The closing prices of the accepted trades, with what a candle needs."""
    found = candles(computation, asked.chosen, asked.freq)
    name = series_names.short(asked.chosen, products)
    ohlc = Ohlc(found.open, found.high, found.low)
    looks = (found.trades * 0).astype("int8")
    line = Line(asked.chosen, name, name, "accent", found.days, found.close, looks, decimals=0, ohlc=ohlc)
    return Content((line,), translate("IndexContent", "CNY/t"), _volume(found.days, found.volume_t))


def _volume(days: Days, tonnes: Values) -> Lower:
    return Lower(days, tonnes, translate("IndexContent", "Volume"), translate("IndexContent", "t"))
