"""`price`: one calculator, its inputs from a JSON file or standard input."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from rare_desk.cli import options
from rare_desk.cli.figures import what_if
from rare_desk.cli.group import DATA, FILE, OK, USAGE, Verb
from rare_desk.cli.say import Say
from rare_desk.core.problems import Refused, problem
from rare_desk.core.trail import TrailStep


def calculator(value: str) -> str:
    from rare_desk.core.pricing.registry import CALCULATORS

    if value not in CALCULATORS:
        raise click.BadParameter(options.words("no-such-calculator", value=value, names=", ".join(CALCULATORS)))
    return value


@click.command(cls=Verb, help="@price")
@click.argument("name", type=calculator, metavar="CALCULATOR")
@click.option("--input", "source", metavar="FILE.json|-", help="@input")
@click.option("--schema", is_flag=True, help="@schema")
@click.option("--book", type=options.PATH, help="@average-book")
@click.option("--lots", multiple=True, metavar="[PARTY=]FILE", help="@lots")
@click.option("--lots-unit", type=click.Choice(["kg", "t"]), help="@lots-unit")
@click.option("--solve", metavar="FIELD", help="@solve")
@click.option("--for", "target", metavar="FIGURE=TARGET", help="@for")
@click.option("--vary", "ranges", multiple=True, metavar="FIELD=FROM:TO:STEP", help="@vary")
@click.option("--out", type=options.PATH, metavar="FILE.xlsx", help="@price-out")
@options.as_json
@click.pass_obj
def price(
    say: Say,
    name: str,
    source: str | None,
    schema: bool,
    book: Path | None,
    lots: tuple[str, ...],
    lots_unit: str | None,
    solve: str | None,
    target: str | None,
    ranges: tuple[str, ...],
    out: Path | None,
    as_json: bool,
) -> int:
    from rare_desk.ops import pricing

    if schema:
        say.document(pricing.schema(name, say.language))
        return OK
    if why := what_if.misuse(source, solve, target, ranges):
        say.note(say.words(why, name=name))
        return USAGE
    if out is not None and (solve or ranges or out.suffix.lower() != ".xlsx"):
        say.note(say.words("price-out-alone", value=out.name))
        return USAGE
    given = _read(say, str(source))
    if given is None:
        return FILE
    try:
        given = _from_book(book, name, given) if book else given
        given = _with_lots(lots, lots_unit or "", name, given) if lots else given
        if out is not None:
            pricing.export_calculation(out, "", pricing.price(name, given), say.language)
            say.paths([out], as_json)
        elif solve and target:
            what_if.say_solved(say, name, given, (solve, target), as_json)
        elif ranges:
            what_if.say_varied(say, name, given, ranges, as_json)
        elif as_json:
            say.document(pricing.calculate(name, given, say.language))
        else:
            _say_trail(say, pricing.price(name, given).result.trail)
    except Refused as refused:
        _say_refused(say, refused)
        return DATA
    return OK


def _say_refused(say: Say, refused: Refused) -> None:
    from rare_desk.ops import pricing

    for found in refused.problems:
        if found.place.file:
            say.problems((found,))
        else:
            say.note(pricing.said(found, say.language))


def _say_trail(say: Say, trail: Sequence[TrailStep]) -> None:
    from rare_desk.ops import pricing

    for step in trail:
        line = pricing.line(step, say.language)
        say.line(f"{line.label}: {line.value} {line.unit}".rstrip())
        say.line(f"    {line.formula}{': ' if line.worked else ''}{line.worked}")


def _from_book(book: Path, name: str, given: dict[str, object]) -> dict[str, object]:
    from rare_desk.ops.contracts import averages
    from rare_desk.store.book import Book

    if name != "average":
        raise click.UsageError(options.words("book-for-average"))
    with Book.open(book, read_only=True) as opened:
        return averages.taken(opened, given)


def _with_lots(lots: Sequence[str], unit: str, name: str, given: dict[str, object]) -> dict[str, object]:
    from rare_desk.ops.contracts.lots import LotsFile, Whose, with_lots

    if name != "settlement":
        raise click.UsageError(options.words("lots-for-settlement"))
    files = []
    for one in lots:
        party, found, path = one.partition("=")
        whose = Whose(party) if found and party in list(Whose) else Whose.SETTLING
        file = Path(one if whose is Whose.SETTLING else path)
        files.append(LotsFile(file.name, file, whose))
    return with_lots(given, files, unit)


def _read(say: Say, source: str) -> dict[str, object] | None:
    """Numbers as they are written, never through binary fractions; None, said, when it is no JSON object.

    Refused when an input stands twice, of which JSON would quietly take the last.
    """
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError:
        say.problems((problem("file-unreadable", value=source),))
        return None
    row = 1
    try:
        given = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_int=str, object_pairs_hook=_once)
        if isinstance(given, dict):
            return given
    except json.JSONDecodeError as error:
        row = error.lineno
    except UnicodeDecodeError as error:
        row += data.count(b"\n", 0, error.start)
    except RecursionError:
        pass  # nested deeper than any input
    say.note(say.words("not-json", value=source, error=say.words("row", row=row)))
    return None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    named = dict(pairs)
    if len(named) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(problem("input-twice", twice, twice))
    return named
