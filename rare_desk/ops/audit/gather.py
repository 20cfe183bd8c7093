"""All that stands behind a point, gathered, and written as a workbook that computes it again."""

import datetime as dt
from collections import Counter
from functools import partial
from pathlib import Path

from rare_desk import __version__, moments
from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.explain import grounds
from rare_desk.core.explain.contributions import Change, contributions
from rare_desk.core.explain.explanation import Explanation, explain, explain_price
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.points import Point
from rare_desk.core.numbers import exact, half_up
from rare_desk.core.problems import Refused, problem
from rare_desk.core.publication import vintage
from rare_desk.core.publication.inputs import Inputs
from rare_desk.core.rules.methodology import GIVEN_SERIES
from rare_desk.core.trades import Side
from rare_desk.ops.index.points import series_name, why
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.publication.reading import Vintages
from rare_desk.sheets.audit import Audit, Deal, write_audit
from rare_desk.store.book import Book
from rare_desk.store.reading.index import vintages as stored
from rare_desk.store.reading.queries import catalogue
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.words import Language, word


def audit(book: Book, state: IndexState, series: str, day: dt.date, freq: str, language: Language) -> Audit:
    """Of a point, or of the daily price of a product outside the weights; Refused when there is neither."""
    computation, name = state.computation, series_name(state.computation, series)
    weighed = name in computation.series_names
    found = explain(computation, name, day, freq) if weighed else _price(computation, name, day)
    if found is None:
        raise Refused(problem("no-point", value=day.isoformat(), series=name))
    days = found.days or (found,)
    trades = _trades(book, days)
    products = catalogue(book)
    names = {one.code: one.name_zh if language == "zh" else one.name_en for one in products}
    numbers = {key: row.trade.deal_no for key, row in trades.items()}
    return Audit(
        title=_title(computation, name, names, language),
        explanation=found,
        names=names,
        deals={key: _deal(row) for key, row in trades.items()},
        whys={out.id: why(out, numbers, language) for out in found.excluded},
        references={
            (one.weight_set, member.product): reference
            for one in days
            for member in one.members
            if weighed and (reference := grounds.reference(computation, name, member.product, one.point.date))
        },
        links=_links(computation, name, found.point.date) if weighed else (),
        carried={
            (member.product, step.date): step
            for one in days
            for member in one.members
            if member.imputed_from
            for step in grounds.carried(computation, member.product, one.point.date)
        },
        change=_since_before(computation, name, found) if weighed else None,
        price_only=not weighed,
        rules=computation.methodology,
        notes=_notes(book, found, language),
        hashes=_hashes(book, state, found, language),
    )


def _price(computation: Computation, product: str, day: dt.date) -> Explanation | None:
    """A daily price outside the weights in the form of a point; its status is the price's."""
    found = explain_price(computation, product, day)
    if found is None:
        return None
    member, excluded = found
    prices, rules = computation.daily_prices(product), computation.methodology
    at = prices.days.tolist().index(day_number(day))
    point = Point(
        date=day,
        value=half_up(exact(member.price), 2),
        raw=member.price,
        status=member.status,
        reasons=(),
        flags=(),
        coverage=float(member.imputed_from is None),
        trades=int(prices.trades[at]),
        pairs=int(prices.pairs[at]),
        volume_t=float(prices.volume_t[at]),
        low=float(prices.low[at]),
        high=float(prices.high[at]),
        excluded=Counter(out.code for out in excluded),
    )
    effective = rules.weight_sets[0].effective
    about = (rules.name, rules.version, rules.hash, effective, rules.base_value, None)
    return Explanation(product, "daily", point, *about, (member,), excluded)


def write(
    book: Book, state: IndexState, series: str, day: dt.date, freq: str, out: Path, language: Language
) -> list[Path]:
    """The workbook; gives its path. Raises Refused."""
    write_audit(out, audit(book, state, series, day, freq, language), language)
    return [out]


def _title(computation: Computation, series: str, names: dict[str, str], language: Language) -> str:
    if series in GIVEN_SERIES:
        return word(f"index.{series}", language)
    for own in computation.methodology.indices:
        if own.key == series:
            return next(
                filter(None, (own.name_zh, own.name_en) if language == "zh" else (own.name_en, own.name_zh)), series
            )
    return names.get(series, series)


def _trades(book: Book, days: tuple[Explanation, ...]) -> dict[int, TradeRow]:
    ids = {used.id for one in days for member in one.members for used in member.trades}
    outs = [out for one in days for out in one.excluded]
    ids |= {out.id for out in outs} | {int(out.details["other"]) for out in outs if "other" in out.details}
    return {row.id: row for row in trades_by_id(book, sorted(ids))}


def _deal(row: TradeRow) -> Deal:
    trade = row.trade
    buyer = "" if trade.side is Side.BUY else trade.buyer or (trade.counterparty if trade.side is Side.SELL else "")
    seller = "" if trade.side is Side.SELL else trade.seller or (trade.counterparty if trade.side is Side.BUY else "")
    return Deal(row.number, buyer, seller)


def _links(computation: Computation, series: str, day: dt.date) -> tuple[grounds.Link, ...]:
    """From the one in force on that day back to the first, in the order of time."""
    found: list[grounds.Link] = []
    link = grounds.link(computation, series, day)
    while link is not None:
        found.insert(0, link)
        before = int(computation.days.searchsorted(day_number(link.date))) - 1
        link = grounds.link(computation, series, date_of(int(computation.days[before])))
    return tuple(found)


def _since_before(computation: Computation, series: str, found: Explanation) -> Change | None:
    points = computation.series(series, found.freq)
    here = points.find(day_number(found.point.date))
    if not here:
        return None
    return contributions(computation, series, date_of(int(points.days[here - 1])), found.point.date, found.freq)


def _notes(book: Book, found: Explanation, language: Language) -> tuple[tuple[str, str], ...]:
    def said(key: str, **details: str) -> str:
        return word(f"audit.{key}", language, **details)

    weights = found.weight_set.isoformat()
    return (
        (
            said("methodology"),
            said("methodology-said", name=found.methodology, version=str(found.version), weights=weights),
        ),
        (said("book"), book.path.stem),
        (said("when"), f"{dt.datetime.now():%Y-%m-%d %H:%M} · Rare Desk {__version__}"),
    )


def _hashes(book: Book, state: IndexState, found: Explanation, language: Language) -> tuple[tuple[str, str], ...]:
    """Of the methodology, of the inputs (see core.publication.inputs), and of the vintage if the point is published."""
    computation, freq, day = state.computation, found.freq, found.point.date
    inputs = Inputs(computation, partial(stored.trade_keys, book))
    lines = [
        (word("audit.methodology-hash", language), found.hash),
        (word("audit.inputs-hash", language), str(vintage.document(inputs, freq, day)["inputs"]["hash"])),
    ]
    row = Vintages.load(book).newest.get((freq, day))
    value = None if row is None else row.value(found.series)
    if row is None or value is None:
        lines.append((word("audit.vintage", language), word("audit.not-published", language)))
    else:
        lines.append(
            (
                word("audit.vintage", language),
                word("audit.vintage-said", language, at=moments.minute(row.at), value=str(value)),
            )
        )
        lines.append((word("audit.vintage-hash", language), row.hash))
    return tuple(lines)
