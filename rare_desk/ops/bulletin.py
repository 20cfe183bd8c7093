"""The day's bulletin as values: what its page and its workbook say, in one language."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rare_desk.core.calendar import date_of
from rare_desk.core.numbers import exact, figure, half_up
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.contracts.next_quarter import NextQuarter, next_quarter
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.today import Overview, overview
from rare_desk.sheets.out.workbooks import Cover, write_workbook
from rare_desk.sheets.out.writing import Column, Kind, Row, Table
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.words import Language, word


@dataclass(frozen=True, slots=True)
class Bulletin:
    """`excluded` counts the trades dated on the last index day or since the one before it that were left out, by code.

    `made_up` marks the sample book's trades, which nobody must take for prices.
    """

    overview: Overview
    methodology: str
    version: int
    excluded: tuple[tuple[str, int], ...]
    made_up: bool
    expected: NextQuarter | None = None
    """None where the book knows too little for an estimate."""


def bulletin(book: Book, state: IndexState) -> Bulletin:
    """Raises Refused when the book has no index day yet."""
    found = overview(book, state)
    if found.day is None:
        raise Refused(problem("no-index-day"))
    computation = state.computation
    before = computation.days.tolist()[-2:-1]
    since = date_of(before[0]) if before else dt.date.min
    codes = Counter(one.code for one in computation.exclusions() if one.date > since)
    rules = computation.methodology
    made_up = bool(queries.setting(book, "sample", False))
    following = next_quarter(book, state)
    expected = following if isinstance(following, NextQuarter) else None
    return Bulletin(found, rules.name, rules.version, tuple(codes.items()), made_up, expected)


def write_bulletin_workbook(path: Path, made: Bulletin, language: Language) -> None:
    """Levels, products and announced prices, a sheet each, and a cover."""
    tables = [_levels(made, language), _products(made, language), _announced(made, language)]
    day = made.overview.day
    lines = [
        (word("paper.day", language), day.isoformat() if day else ""),
        (word("paper.methodology", language), f"{made.methodology} v{made.version}"),
        (word("paper.rules", language), word("paper.how", language)),
    ]
    if made.made_up:
        lines.append((word("paper.notice", language), word("paper.made-up", language)))
    title = word("paper.title", language)
    write_workbook(path, tables, Cover(word("paper.about", language), title, tuple(lines)))


def _column(key: str, language: Language, kind: Kind = Kind.TEXT) -> Column:
    return Column(key, word(f"paper.{key}", language), kind)


def _levels(made: Bulletin, language: Language) -> Table:
    columns = (
        _column("series", language),
        _column("level", language, Kind.LEVEL),
        _column("change", language, Kind.PERCENT),
        _column("status", language),
        _column("coverage", language, Kind.PERCENT),
        _column("trades", language, Kind.COUNT),
    )
    rows = [
        (
            word(f"index.{level.series}", language),
            level.value,
            level.change_pct,
            word(f"index.{level.status}", language),
            level.coverage * 100,
            level.trades,
        )
        for level in made.overview.levels
    ]
    return Table(word("paper.levels", language), columns, rows)


def _products(made: Bulletin, language: Language) -> Table:
    columns = (
        _column("product", language),
        _column("code", language),
        _column("group", language),
        _column("price", language, Kind.MONEY),
        _column("change", language, Kind.PERCENT),
        _column("month", language, Kind.PERCENT),
        _column("status", language),
        _column("weight", language, Kind.PERCENT),
        _column("trades", language, Kind.COUNT),
    )
    rows = [
        (
            line.product.name_zh if language == "zh" else line.product.name_en,
            line.product.code,
            word(f"index.{line.product.group}-short", language),
            _cents(line.price),
            line.day_pct,
            line.month_pct,
            word(f"index.{line.status}", language),
            None if line.weight is None else line.weight * 100,
            line.trades,
        )
        for line in made.overview.products
    ]
    return Table(word("paper.products", language), columns, rows)


def _announced(made: Bulletin, language: Language) -> Table:
    columns = (
        _column("quarter", language),
        _column("concentrate", language, Kind.MONEY),
        _column("basis", language, Kind.PERCENT),
        _column("announced-on", language),
        _column("source", language),
    )
    rows: list[Row] = [
        (one.quarter, one.price, one.reo_basis, one.announced_on, one.source_url)
        for one in made.overview.announced
        if one.in_force or one.status == "unknown"
    ]
    if made.expected is not None:
        one = made.expected
        rows.append((one.quarter, half_up(one.price, 2), one.grade, "", estimate_words(one, language)))
    return Table(word("paper.announced", language), columns, rows)


def estimate_words(one: NextQuarter, language: Language) -> str:
    """That it is an estimate, by what, and its band."""
    source = one.quoted_by or word("paper.index-prices", language)
    deposit = one.distribution.name_zh if language == "zh" else one.distribution.name
    if not one.distribution.verified:
        deposit = word("paper.unverified", language, deposit=deposit)
    said = word("paper.estimate-by", language, source=source, deposit=deposit, quarters=str(one.quarters))
    if one.low is None or one.high is None:
        return said
    return f"{word('paper.band', language, low=figure(one.low, 0), high=figure(one.high, 0))}; {said}"


def _cents(price: float) -> Decimal:
    return half_up(exact(price), 2)
