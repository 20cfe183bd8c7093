"""Beside others: `compare`, `published`; what others expect: `expectation`, `questionnaire`."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, Verb
from rare_desk.cli.say import Say, percent
from rare_desk.words import width

_STATISTICS = (
    "points", "change_pct", "with_change_pct", "tracking_difference_pp", "tracking_difference_annual_pp",
    "tracking_error_pct", "correlation", "beta",
)  # fmt: skip


@click.command(cls=Verb, help="@compare")
@options.book
@click.option("--series", default="composite", metavar="NAME|CODE", help="@series")
@click.option("--with", "other", required=True, metavar="NAME", help="@with")
@click.option("--freq", type=click.Choice(["daily", "weekly", "monthly"]), help="@compare-freq")
@click.option("--fill", type=click.Choice(["last", "common"]), default="last", help="@compare-fill")
@click.option("--take", type=click.Choice(["last", "mean"]), default="last", help="@compare-take")
@options.methodology
@options.first
@options.last
@options.as_json
@click.pass_obj
def compare(
    say: Say,
    book: Path,
    series: str,
    other: str,
    freq: str | None,
    fill: str,
    take: str,
    methodology: str | None,
    first: dt.date | None,
    last: dt.date | None,
    as_json: bool,
) -> int:
    from rare_desk.core.comparison.aligning import Fill, Take
    from rare_desk.ops.index.state import IndexState
    from rare_desk.ops.outlooks import comparison
    from rare_desk.store.book import Book

    wanted = next((one for one, name in comparison.FREQ_NAMES.items() if name == freq), None)
    asked = comparison.Asked(wanted, Fill(fill), Take(take), first, last)
    with Book.open(book, read_only=True) as opened:
        state = IndexState.load(opened, methodology)
        found = comparison.comparison_json(comparison.compare(opened, state, series, other, asked))
    if as_json:
        say.document(found)
    else:
        _tell_comparison(say, found)
    return OK


def _tell_comparison(say: Say, found: dict[str, Any]) -> None:
    names = {"series": say.code("index", found["series"]), "other": found["with"]}
    span = {"first": found["from"] or "-", "last": found["to"] or "-"}
    say.line(say.words("compared", **names, **span, freq=say.code("index", found["freq"])))
    lines = [(say.words(f"compare-{key}", **names), _figure(found[key])) for key in _STATISTICS]
    best, apart = found["best_lag"], found["largest_divergence"]
    lead = _lead(say, best["lag"], best["correlation"]) if best else "-"
    lines.append((say.words("compare-best_lag", **names), lead))
    divergence = "-" if apart is None else f"{_figure(apart['points'])}  {apart['date']}"
    lines.append((say.words("compare-largest_divergence", **names), divergence))
    wide = max(width(name) for name, _ in lines)
    for name, value in lines:
        say.line(f"{name}{' ' * (wide - width(name))}  {value}")


def _lead(say: Say, lag: int, correlation: float) -> str:
    key = "lag-none" if lag == 0 else "lag-leads" if lag > 0 else "lag-follows"
    return say.words(key, lag=abs(lag), value=_figure(correlation))


def _figure(value: float | int | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


@click.command(cls=Verb, help="@published")
@click.argument("name", required=False)
@options.book
@options.first
@options.last
@options.as_json
@click.pass_obj
def published(
    say: Say, name: str | None, book: Path, first: dt.date | None, last: dt.date | None, as_json: bool
) -> int:
    from rare_desk.ops.outlooks import published as ops
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = ops.listing(opened) if name is None else ops.listing_of(opened, name, first, last)
    if as_json:
        say.document(found)
    elif name is None:
        say.table(found["indices"], ("index_name", "publisher", "point_count", "first", "last", "value"))
    else:
        say.table(found["points"], ("date", "value"))
    return OK


@click.command(cls=Verb, help="@expectation")
@options.book
@click.option("--month", type=options.month, metavar="MONTH", help="@month")
@options.as_json
@click.pass_obj
def expectation(say: Say, book: Path, month: dt.date | None, as_json: bool) -> int:
    from rare_desk.ops.outlooks import expectation as ops
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = ops.survey_json(ops.survey(opened), month)
    if as_json:
        say.document(found)
        return OK
    rows = [
        {"month": one["month"]}
        | {f"{line['name']}-level": line["value"] or "-" for line in one["indices"]}
        | {name: one["indices"][0][name] for name in ("answers", "respondents")}
        | {"coverage": percent(one["indices"][0]["covered"])}
        for one in found["months"]
    ]
    names = [f"{line['name']}-level" for line in found["months"][0]["indices"]] if found["months"] else []
    say.table(rows, ("month", *names, "answers", "respondents", "coverage"), "index")
    if month is not None and found["months"]:
        say.line("")
        products = found["months"][0]["products"]
        shown = [product | {key: percent(product[key]) for key in ("up", "flat", "down")} for product in products]
        say.table(shown, ("product", "value", "up", "flat", "down", "answers"))
    return OK


@click.command(cls=Verb, help="@questionnaire")
@click.argument("out", type=options.PATH)
@options.book
@click.option("--month", type=options.month, required=True, metavar="MONTH", help="@month")
@click.option("--respondent", default="", metavar="NAME", help="@respondent")
@options.as_json
@click.pass_obj
def questionnaire(say: Say, out: Path, book: Path, month: dt.date, respondent: str, as_json: bool) -> int:
    from rare_desk.ops.outlooks import expectation as ops
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        paths = ops.write_questionnaire(opened, out, month, say.language, respondent)
    say.paths(paths, as_json)
    return OK
