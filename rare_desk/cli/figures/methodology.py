"""The methodologies of a book, in the verbs of the group `methodology`; `app` adds `report`, which draws."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, Group, Verb
from rare_desk.cli.say import Say

NAME = click.option("--methodology", "name", metavar="NAME", help="@methodology-name")
VERSION = click.option("--version", "number", type=int, metavar="N", help="@methodology-version")
OUT = click.argument("out", type=options.PATH)


@click.group("methodology", cls=Group, help="@methodology-group")
def methodology() -> None:
    pass


@methodology.command(cls=Verb, help="@methodology-list")
@options.book
@options.as_json
@click.pass_obj
def list(say: Say, book: Path, as_json: bool) -> int:
    from rare_desk.ops.methodologies.versions import versions
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = [
            {
                "name": one.rules.name,
                "version": one.rules.version,
                "effective": one.rules.effective.isoformat() if one.rules.effective else None,
                "state": one.state,
                "used": one.chosen and one.state == "in-force",
                "author": one.rules.author,
                "reason": one.rules.reason,
                "hash": one.hash,
            }
            for one in versions(opened)
        ]
    if as_json:
        say.document({"methodologies": found})
    else:
        rows = [row | {"state": say.code("methodology", row["state"])} for row in found]
        say.table(rows, ("name", "version", "effective", "state", "author", "reason"))
    return OK


@methodology.command(cls=Verb, help="@methodology-show")
@options.book
@NAME
@VERSION
@click.option("--against", type=int, metavar="N", help="@methodology-against")
@options.as_json
@click.pass_obj
def show(say: Say, book: Path, name: str | None, number: int | None, against: int | None, as_json: bool) -> int:
    from rare_desk.core.rules.methodology import to_json
    from rare_desk.ops.methodologies.differences import differences
    from rare_desk.ops.methodologies.report import plain_text, report
    from rare_desk.ops.methodologies.versions import find_version
    from rare_desk.store.book import Book
    from rare_desk.store.reading.queries import catalogue

    with Book.open(book, read_only=True) as opened:
        rules = find_version(opened, name, number)
        if against is not None:
            other = find_version(opened, rules.name, against)
            found = [
                {"parameter": one.parameter, "key": one.key, "before": one.before, "after": one.after}
                for one in differences(other, rules, catalogue(opened), say.language)
            ]
            if as_json:
                say.document({"differences": found})
            else:
                say.table(
                    [one | {"old": one["before"], "new": one["after"]} for one in found], ("parameter", "old", "new")
                )
        elif as_json:
            say.document(to_json(rules))
        else:
            say.line(plain_text(report(opened, rules, say.language)))
    return OK


@methodology.command(cls=Verb, help="@methodology-export")
@OUT
@options.book
@NAME
@VERSION
@options.as_json
@click.pass_obj
def export(say: Say, out: Path, book: Path, name: str | None, number: int | None, as_json: bool) -> int:
    from rare_desk.ops.methodologies.versions import export_methodology, find_version
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        export_methodology(find_version(opened, name, number), out)
    say.paths([out], as_json)
    return OK


@methodology.command("import", cls=Verb, help="@methodology-import")
@click.argument("file", type=options.PATH)
@options.book
@click.option("--use", is_flag=True, help="@methodology-use")
@options.as_json
@click.pass_obj
def import_(say: Say, file: Path, book: Path, use: bool, as_json: bool) -> int:
    from rare_desk.ops.methodologies.versions import import_methodology
    from rare_desk.store.book import Book

    with Book.open(book) as opened:
        rules = import_methodology(opened, file, choose=use)
    if as_json:
        say.document({"methodology": rules.name, "version": rules.version, "hash": rules.hash})
    else:
        say.line(say.words("methodology-saved", name=rules.name, version=rules.version))
    return OK


@methodology.command(cls=Verb, help="@methodology-use-verb")
@click.argument("name")
@options.book
@options.as_json
@click.pass_obj
def use(say: Say, name: str, book: Path, as_json: bool) -> int:
    from rare_desk.ops.methodologies.versions import choose_methodology
    from rare_desk.store.book import Book

    with Book.open(book) as opened:
        changes = choose_methodology(opened, name)
    if as_json:
        say.document({"step": changes.step, "methodology": name})
    else:
        say.line(say.words("methodology-used", name=name))
    return OK


@methodology.command(cls=Verb, help="@methodology-whatif")
@click.argument("file", type=options.PATH)
@options.book
@options.as_json
@click.pass_obj
def whatif(say: Say, file: Path, book: Path, as_json: bool) -> int:
    from rare_desk.ops.methodologies.finding import methodology_from_file
    from rare_desk.ops.methodologies.whatif import as_document, what_if
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = as_document(what_if(opened, methodology_from_file(file)))
    if as_json:
        say.document(found)
        return OK
    columns = ("series", "common", "changed", "largest", "largest_on", "mean", "statuses", "last_now", "last_then")
    say.table([row | {"series": say.code("index", row["series"])} for row in found["series"]], columns)
    if found["codes"]:
        said = [
            {"old": _code(say, row["before"]), "new": _code(say, row["after"]), "count": row["count"]}
            for row in found["codes"]
        ]
        say.line("")
        say.table(said, ("old", "new", "count"))
    return OK


@methodology.command(cls=Verb, help="@methodology-weights")
@options.book
@NAME
@options.last
@click.option("--floor", default=1.0, metavar="PCT", help="@weights-floor")
@click.option("--cap", default=35.0, metavar="PCT", help="@weights-cap")
@click.option("--all", "everything", is_flag=True, help="@weights-all")
@options.as_json
@click.pass_obj
def weights(
    say: Say,
    book: Path,
    name: str | None,
    last: dt.date | None,
    floor: float,
    cap: float,
    everything: bool,
    as_json: bool,
) -> int:
    from rare_desk.ops.index.state import IndexState
    from rare_desk.ops.methodologies.weights import compute_weights, members, working
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        computation = IndexState.load(opened, name).computation
    bounds = (Decimal(str(bound)) / 100 for bound in (floor, cap))
    found = working(
        compute_weights(computation, None if everything else members(computation.methodology), last, *bounds)
    )
    if as_json:
        say.document(found)
    else:
        say.table(found["weights"], ("product", "trades", "quantity_t", "amount_cny", "raw_share", "weight"))
    return OK


def _code(say: Say, code: str) -> str:
    return say.code("index", code) if code else say.code("methodology", "priced")
