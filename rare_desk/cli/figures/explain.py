"""`explain`: a point down to its trades, a change by its products, a trade up to its points, the index without it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import FILE, OK, USAGE, Verb
from rare_desk.cli.say import Say, percent

Draw = Callable[[Say, Path, "Wanted", Path], Sequence[Path]]
_drawing: list[Draw] = []


def draw_with(draw: Draw) -> None:
    """What writes the PDF of an audit sheet, `app`'s, for it needs Qt. It gives no path where nothing can be drawn."""
    _drawing[:] = [draw]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A point."""

    series: str
    day: dt.date
    freq: str
    methodology: str | None


@click.command(cls=Verb, help="@explain")
@options.book
@click.option("--series", default="composite", metavar="NAME|CODE", help="@series")
@click.option("--date", "day", type=options.day, metavar="DATE", help="@date")
@click.option("--freq", type=options.FREQS, default="daily", help="@freq")
@click.option("--from", "first", type=options.day, metavar="DATE", help="@explain-from")
@click.option("--to", "last", type=options.day, metavar="DATE", help="@explain-to")
@click.option("--trade", metavar="DEALNO|ID", help="@explain-trade")
@click.option("--without", metavar="DEALNO|ID", help="@explain-without")
@click.option("--out", type=options.PATH, metavar="FILE.xlsx|.pdf", help="@explain-out")
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
    trade: str | None,
    without: str | None,
    out: Path | None,
    methodology: str | None,
    as_json: bool,
) -> int:
    from rare_desk.ops.index import explaining, grounds
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.book import Book

    asked = [("trade", trade), ("without", without), ("change", first and last), ("point", None if without else day)]
    kinds = [kind for kind, given in asked if given]
    if len(kinds) != 1 or (first is None) != (last is None) or (out is not None and kinds != ["point"]):
        say.note(say.words("explain-what"))
        return USAGE
    if out is not None and day is not None:
        return _sheet(say, book, Wanted(series, day, freq, methodology), out, as_json)
    with Book.open(book, read_only=True) as opened:
        state = IndexState.load(opened, methodology, day or last)
        if trade is not None:
            found = explaining.trade_in_index(opened, state, trade, say.language)
        elif without is not None:
            found = explaining.without_trade(opened, state, without, series, freq, day)
        elif first is not None and last is not None:
            found = explaining.changes(state, series, first, last, freq)
        else:
            assert day is not None
            found = grounds.explain(opened, state, series, day, freq)
    if as_json:
        say.document(found)
    else:
        {"trade": _trade, "without": _without, "change": _change, "point": _point}[kinds[0]](say, found)
    return OK


def _sheet(say: Say, book: Path, wanted: Wanted, out: Path, as_json: bool) -> int:
    """The audit sheet of a point, as a workbook or a PDF."""
    from rare_desk.ops import audit
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.book import Book

    ending = out.suffix.lower()
    if ending == ".pdf" and _drawing:
        drawn = _drawing[0](say, book, wanted, out)
        if not drawn:
            return FILE
        say.paths(drawn, as_json)
    elif ending == ".xlsx":
        with Book.open(book, read_only=True) as opened:
            state = IndexState.load(opened, wanted.methodology, wanted.day)
            written = audit.write(opened, state, wanted.series, wanted.day, wanted.freq, out, say.language)
        say.paths(written, as_json)
    else:
        say.note(say.words("sheet-ending", value=out.name))
        return USAGE
    return OK


def _point(say: Say, found: dict[str, Any]) -> None:
    if "member" in found:
        member = found["member"]
        status = say.code("index", member["status"])
        say.line(say.words("explained-price", product=found["product"], date=found["date"], status=status))
        _members(say, [member], found["excluded"])
        return
    point = found["point"] | {
        "series": say.code("index", found["series"]),
        "status": say.code("index", found["point"]["status"]),
        "coverage": percent(found["point"]["coverage"]),
    }
    say.line(say.words("explained", **_text(point)))
    said = {name: found[name] for name in ("methodology", "version", "weight_set", "link")}
    say.line(say.words("explained-by", **_text(said)))
    _members(say, found["members"], found["excluded"])


def _members(say: Say, members: list[dict[str, Any]], excluded: list[dict[str, Any]]) -> None:
    say.table(members, ("product", "weight", "price", "reference_price", "status"), "index")
    used = [trade | {"product": member["product"]} for member in members for trade in member["trades"]]
    if used:
        say.line("")
        say.table(used, ("product", "id", "deal_no", "price", "quantity_t", "weight"), "index")
    if excluded:
        say.line("")
        say.table(excluded, ("product", "id", "deal_no", "date", "code"), "index")


def _change(say: Say, found: dict[str, Any]) -> None:
    before, after = found["from"], found["to"]
    said = {"from": before["date"], "before": before["value"], "to": after["date"], "after": after["value"]}
    say.line(say.words("explained-change", series=say.code("index", found["series"]), **said, **found["change"]))
    if found["links"]:
        say.line(say.words("explained-links", days=say.words("between").join(found["links"])))
    if len(found["groups"]) > 1:
        groups = (f"{say.code('index', group)} {points}" for group, points in found["groups"].items())
        say.line(say.words("between").join(groups))
    say.table(found["products"], ("product", "points", "percent", "price_before", "price"), "index")


def _trade(say: Say, found: dict[str, Any]) -> None:
    out = found["left_out"]
    if out is not None:
        say.line(
            say.words("explained-out", reason=say.code("index", out["code"]), why=out["why"], **_text(_flat(found)))
        )
        return
    say.line(say.words("explained-trade", **_text(_flat(found))))
    rows = [
        day | {name: day["weights"].get(name) for name in ("composite", "light", "heavy")} for day in found["priced"]
    ]
    columns = (
        "date",
        "status",
        "price",
        "share",
        *(name for name in ("composite", "light", "heavy") if _any(rows, name)),
    )
    say.table(rows, columns, "index")


def _without(say: Say, found: dict[str, Any]) -> None:
    series = say.code("index", found["series"])
    if found["point"]:
        say.line(say.words("explained-without", series=series, **_text(found["point"])))
    if found["priced"] and found["priced"]["point"]:
        say.line(say.words("explained-priced", series=series, **_text(found["priced"]["point"])))
    say.line(say.words("explained-moved", series=series, count=len(found["moved"]), **_text(_flat(found["trade"]))))
    if found["moved"]:
        say.table(found["moved"], ("date", "before", "after", "change"))


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    return {name: record.get(name) for name in ("id", "deal_no", "date", "product", "index_day")}


def _any(rows: list[dict[str, Any]], name: str) -> bool:
    return any(row[name] is not None for row in rows)


def _text(values: dict[str, Any]) -> dict[str, Any]:
    return {name: "-" if value is None else value for name, value in values.items()}
