"""`import`: files into the book, one call one batch."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import DATA, OK, Verb
from rare_desk.cli.say import Say

if TYPE_CHECKING:
    from rare_desk.sheets.plan import Options


@click.command("import", cls=Verb, help="@import")
@click.argument("files", type=options.PATH, nargs=-1, required=True)
@options.book
@click.option("--as", "kind", type=click.Choice(["trades", "quotes"]), help="@as")
@click.option("--side", type=click.Choice(["buy", "sell", "market"]), help="@import-side")
@click.option("--vat", type=options.BASES, help="@vat")
@click.option("--unit", type=options.UNITS, help="@unit")
@click.option("--compliant", type=click.Choice(["yes", "no", "unknown"]), help="@compliant")
@click.option("--template", metavar="NAME", help="@template")
@click.option("--source", metavar="NAME", help="@source")
@click.option("--dry-run", is_flag=True, help="@dry-run")
@click.option("--skip-wrong", is_flag=True, help="@skip-wrong")
@click.option("--accept-suspect", is_flag=True, help="@accept-suspect")
@options.as_json
@click.pass_obj
def import_(
    say: Say,
    /,
    files: tuple[Path, ...],
    book: Path,
    dry_run: bool,
    skip_wrong: bool,
    accept_suspect: bool,
    as_json: bool,
    **given: Any,
) -> int:
    from rare_desk.ops.imports import plan_import, write_import
    from rare_desk.store.book import Book

    with Book.open(book, read_only=dry_run) as opened:
        plan = plan_import(opened, files, _options(given))
        document: dict[str, Any] = plan.as_json(say.language)
        obstacles = plan.obstacles(skip_wrong, accept_suspect)
        count, batch = 0, None
        if not obstacles and not dry_run:
            _, count, batch = write_import(opened, plan, skip_wrong, accept_suspect)
    document |= {"written": count, "batch": batch}
    if as_json:
        say.document(document)
    else:
        _tell(say, document)
    if dry_run:
        say.note(say.words("dry-run"))
    elif obstacles:
        say.note(say.words("not-written"))
    return DATA if obstacles else OK


def _options(given: dict[str, Any]) -> "Options":
    from rare_desk.core.trades import Compliance, Side
    from rare_desk.core.units import TaxBasis, Unit
    from rare_desk.sheets.plan import Options

    return Options(
        kind=given["kind"],
        side=Side(given["side"]) if given["side"] else None,
        vat=TaxBasis(given["vat"]) if given["vat"] else None,
        unit=Unit(given["unit"]) if given["unit"] else None,
        compliant=Compliance(given["compliant"]) if given["compliant"] else None,
        source=given["source"],
        template=given["template"],
    )


def _tell(say: Say, document: dict[str, Any]) -> None:
    for file in document["files"]:
        for sheet in file["sheets"]:
            _tell_sheet(say, file["file"], sheet)
    if document["batch"] is not None:
        say.line(say.words("written", count=document["written"], batch=document["batch"]))
    elif not any(sheet["new"] or sheet["problems"] or sheet["questions"] for sheet in _sheets(document)):
        say.line(say.words("nothing-new"))


def _sheets(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [sheet for file in document["files"] for sheet in file["sheets"]]


def _tell_sheet(say: Say, file: str, sheet: dict[str, Any]) -> None:
    totals = sheet["totals"]
    currency = say.code("trades", "yuan") if totals["currency"] == "CNY" else totals["currency"]
    amount = " ".join(filter(None, (totals["amount_as_written"], currency))) or "-"
    counts = {name: sheet[name] for name in ("rows", "new", "existing", "suspect", "wrong")}
    kind = say.code("imports", f"choice-{sheet['kind']}").lower() if sheet["kind"] else "-"
    name = "" if sheet["sheet"] == file else sheet["sheet"]
    place = " ".join(filter(None, (file, name)))
    say.line(say.words("sheet", place=place, kind=kind, quantity_t=totals["quantity_t"], amount=amount, **counts))
    for found in sheet["problems"]:
        place = " ".join((say.words("row", row=found["row"]), found["column"])).strip()
        say.note(f"{file} {name} {place}: {found['message']} ({found['code']})".replace("  ", " "))
    for asked in sheet["questions"]:
        say.note(say.words("question", message=asked["message"]))
