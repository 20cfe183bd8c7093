"""`explain`: one point down to its trades, or what products contributed to a change."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, USAGE, Verb
from rare_desk.cli.say import Say, percent


@click.command(cls=Verb, help="@explain")
@options.book
@click.option("--series", default="composite", metavar="NAME|CODE", help="@series")
@click.option("--date", "day", type=options.day, metavar="DATE", help="@date")
@click.option("--freq", type=options.FREQS, default="daily", help="@freq")
@click.option("--from", "first", type=options.day, metavar="DATE", help="@explain-from")
@click.option("--to", "last", type=options.day, metavar="DATE", help="@explain-to")
@options.methodology
@options.as_json
@click.pass_obj
def explain(
    say: Say,
    book: Path,
    series: str,
    day: dt.date | None,
    freq: str,
    first: dt.date | None,
    last: dt.date | None,
    methodology: str | None,
    as_json: bool,
) -> int:
    from rare_desk.ops import explaining
    from rare_desk.ops import index as ops
    from rare_desk.store.book import Book

    if (day is None) == (first is None) or (first is None) != (last is None):
        say.note(say.words("explain-what"))
        return USAGE
    with Book.open(book, read_only=True) as opened:
        state = ops.IndexState.load(opened, methodology, day or last)
        if first is not None and last is not None:
            found = explaining.changes(state, series, first, last, freq)
            told = _change
        else:
            assert day is not None
            found = ops.explain(opened, state, series, day, freq)
            told = _point
    if as_json:
        say.document(found)
    else:
        told(say, found)
    return OK


def _point(say: Say, found: dict[str, Any]) -> None:
    point = found["point"] | {
        "series": say.code("index", found["series"]),
        "status": say.code("index", found["point"]["status"]),
        "coverage": percent(found["point"]["coverage"]),
    }
    say.line(say.words("explained", **_text(point)))
    said = {name: found[name] for name in ("methodology", "version", "weight_set", "link")}
    say.line(say.words("explained-by", **_text(said)))
    say.table(found["members"], ("product", "weight", "price", "reference_price", "status"), "index")
    used = [trade | {"product": member["product"]} for member in found["members"] for trade in member["trades"]]
    if used:
        say.line("")
        say.table(used, ("product", "id", "deal_no", "price", "quantity_t", "weight"), "index")
    if found["excluded"]:
        say.line("")
        say.table(found["excluded"], ("product", "id", "deal_no", "date", "code"), "index")


def _change(say: Say, found: dict[str, Any]) -> None:
    before, after = found["from"], found["to"]
    said = {"from": before["date"], "before": before["value"], "to": after["date"], "after": after["value"]}
    say.line(say.words("explained-change", series=say.code("index", found["series"]), **said, **found["change"]))
    if found["links"]:
        say.line(say.words("explained-links", days=say.words("between").join(found["links"])))
    say.table(found["products"], ("product", "points", "percent", "price_before", "price"), "index")


def _text(values: dict[str, Any]) -> dict[str, Any]:
    return {name: "-" if value is None else value for name, value in values.items()}
