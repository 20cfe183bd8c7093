"""`estimate`: a quarter's concentrate price from past announcements and the book's own quotes."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import DATA, OK, Verb
from rare_desk.cli.say import Say
from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.oxides.deductions import Offer
from rare_desk.core.pricing.result import shown
from rare_desk.core.problems import Refused


def amount(value: str) -> Decimal:
    found = parse_number(value)
    if not isinstance(found, Decimal):
        raise click.BadParameter(options.words("not-a-number", value=value))
    return found


def listed(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in value.split(","))))


@click.command(cls=Verb, help="@estimate")
@options.book
@click.option("--quarter", default="", metavar="2027Q1", help="@estimate-quarter")
@click.option("--distribution", default="", metavar="NAME", help="@distribution")
@click.option("--oxides", type=listed, default="", metavar="Pr6O11,Nd2O3", help="@oxides")
@click.option("--source", "quoted_by", default="", metavar="NAME", help="@quoted-by")
@click.option("--from-index", is_flag=True, help="@from-index")
@click.option("--recovery", type=amount, default="92", metavar="PERCENT", show_default=True, help="@recovery")
@click.option("--grade", type=amount, default="50", metavar="PERCENT", show_default=True, help="@estimate-grade")
@click.option("--by", "offer", type=click.Choice([str(one) for one in Offer]), default="last", help="@offer")
@click.option("--move", type=amount, default="10", metavar="PERCENT", show_default=True, help="@move")
@options.as_json
@click.pass_obj
def estimate(say: Say, /, book: Path, as_json: bool, **asked: Any) -> int:
    from rare_desk.ops import pricing
    from rare_desk.ops.contracts import estimating
    from rare_desk.store.book import Book

    try:
        with Book.open(book, read_only=True) as opened:
            found = estimating.ground(opened, estimating.Wanted(**asked))
        document = estimating.as_json(found, say.language)
    except Refused as refused:
        for one in refused.problems:
            say.note(pricing.said(one, say.language))
        return DATA
    if as_json:
        say.document(document)
    else:
        _tell(say, document)
    return OK


def _tell(say: Say, document: dict[str, Any]) -> None:
    result = document["result"]
    band = f" ({_said(result['low'])} – {_said(result['high'])})" if "low" in result else ""
    say.line(f"{document['label']} {document['quarter']}: {_said(result['price'])}{band}")
    mark = "" if document["distribution"]["verified"] else say.words("unverified")
    say.line(f"{say.words('distribution', name=document['distribution']['name'])}{mark}")
    if document["uncounted"]:
        say.line(say.words("uncounted", names=", ".join(document["uncounted"])))
    tests = {one["quarter"]: one for one in result["tests"]}
    rows = [
        [
            one["quarter"],
            _said(one["value_at_grade"]),
            _said(one["announced_price"]),
            _said(result["implied"][one["quarter"]]),
            *(_said(tests[one["quarter"]][name]) if one["quarter"] in tests else "" for name in _TESTED),
        ]
        for one in document["inputs"]["past"]
    ]
    say.line("")
    say.grid([say.words(f"column-{name}") for name in _COLUMNS], rows, [False] + [True] * (len(_COLUMNS) - 1))
    say.line("")
    move = document["inputs"]["move"]
    moves = [[oxide, _said(value)] for oxide, value in result["moves"].items()]
    say.grid([say.words("column-oxide"), say.words("column-move", move=move)], moves, [False, True])
    for one in document["lacking"]:
        say.note(one["message"])


_TESTED = ("estimate", "off", "off_percent")
_COLUMNS = ("quarter", "netback", "announced", "implied", *_TESTED)


def _said(value: str) -> str:
    return shown(Decimal(value))
