"""`import`: files into the book, one call one batch."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from rare_desk.cli import options
from rare_desk.cli.file import passwords
from rare_desk.cli.group import DATA, OK, Verb
from rare_desk.cli.say import Say
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.words import Language, field_name

if TYPE_CHECKING:
    from rare_desk.ops.imports.plans import Written
    from rare_desk.sheets.planning.plan import Options
    from rare_desk.store.book import Book


RECORDS = ("announced", "published", "expectations", "weights", "non-trading-days", "counterparties")
FORMER = ("published-index", "expectation")
"""As two of them were called before."""
KINDS = ("trades", "quotes", *RECORDS, *FORMER)


@click.command("import", cls=Verb, help="@import")
@click.argument("files", type=options.PATH, nargs=-1, required=True)
@options.book
@click.option("--as", "kind", type=click.Choice(KINDS), help="@as")
@click.option("--side", type=click.Choice(["buy", "sell", "market"]), help="@import-side")
@click.option("--vat", type=options.BASES, help="@vat")
@click.option("--unit", type=options.UNITS, help="@unit")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="@import-dates")
@click.option("--compliant", type=click.Choice(["yes", "no", "unknown"]), help="@compliant")
@click.option("--sheet", "sheets", metavar="NAME", multiple=True, help="@import-sheet")
@click.option("--template", metavar="NAME", help="@template")
@click.option("--source", metavar="NAME", help="@source")
@click.option("--name", "index_name", metavar="NAME", help="@import-name")
@click.option("--month", type=options.month, metavar="MONTH", help="@import-month")
@click.option("--effective", type=options.day, metavar="DATE", help="@import-effective")
@click.option("--dry-run", is_flag=True, help="@dry-run")
@click.option("--skip-wrong", is_flag=True, help="@skip-wrong")
@click.option("--accept-suspect", is_flag=True, help="@accept-suspect")
@click.option("--wrong-rows", "wrong_rows", type=options.PATH, metavar="OUT.xlsx", help="@import-wrong-rows")
@options.correction
@passwords.from_file
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
    wrong_rows: Path | None,
    as_json: bool,
    **given: Any,
) -> int:
    from rare_desk.store.book import Book

    with passwords.plain(say, files) as plain, Book.open(book, read_only=dry_run) as opened:
        plan, write = _planned(opened, plain, given | {"language": say.language}, (skip_wrong, accept_suspect))
        document: dict[str, Any] = plan.as_json(say.language)
        saved = _save_wrong_rows(plan, wrong_rows, say.language) if wrong_rows else 0
        obstacles = plan.obstacles(skip_wrong, accept_suspect, bool(given["correction"]))
        count, batch = 0, None
        if not obstacles and not dry_run:
            _, count, batch = write()
    document |= {"written": count, "batch": batch} | ({"wrong_rows": saved} if wrong_rows else {})
    if as_json:
        say.document(document)
    else:
        _tell(say, document)
        if wrong_rows:
            say.line(say.words("wrong-rows-saved" if saved else "no-wrong-rows", count=saved, file=wrong_rows))
    if dry_run:
        say.note(say.words("dry-run"))
    elif obstacles:
        say.note(say.words("not-written"))
    left = not (count or dry_run) and any(sheet.get("closed") for sheet in _sheets(document))
    return DATA if obstacles or left else OK


class _Plan(Protocol):
    """Of trades and quotes, or of small records."""

    def as_json(self, language: Language) -> dict[str, Any]: ...

    def obstacles(
        self, skip_wrong: bool = False, accept_suspect: bool = False, corrections: bool = False
    ) -> Sequence[Problem]: ...


def _planned(
    book: "Book", files: tuple[Path, ...], given: dict[str, Any], told: tuple[bool, bool]
) -> tuple[_Plan, Callable[[], "Written"]]:
    """What the files would bring, and what writes it; files that hold no ledger are what their headers say."""
    if given["kind"] in (*RECORDS, *FORMER):
        return _records(book, files, given["kind"], given, told)
    from rare_desk.ops.imports.kinds import recognised
    from rare_desk.ops.imports.ledgers import NO_LEDGER, plan_import, write_import

    try:
        plan = plan_import(book, files, _options(given), only=given["sheets"])
    except Refused as refused:
        none = given["kind"] is None and all(one.code in NO_LEDGER for one in refused.problems)
        if none and (kind := recognised(book, files)):
            return _records(book, files, kind, given, told)
        raise
    return plan, lambda: write_import(book, plan, *told, correction=given["correction"])


def _save_wrong_rows(plan: _Plan, out: Path, language: Language) -> int:
    from rare_desk.ops.imports.ledgers import ImportPlan
    from rare_desk.ops.imports.refused import save_wrong_rows

    if out.suffix.lower() != ".xlsx":
        raise Refused(problem("not-a-workbook", value=out.name))
    if not isinstance(plan, ImportPlan):
        raise Refused(problem("wrong-rows-of-ledgers"))
    return save_wrong_rows(plan, out, language)


def _records(
    book: "Book", files: tuple[Path, ...], kind: str, given: dict[str, Any], told: tuple[bool, bool]
) -> tuple[_Plan, Callable[[], "Written"]]:
    from rare_desk.ops.imports.kinds import Said, form_for
    from rare_desk.ops.imports.records import plan_records, write_records

    said = Said(given["index_name"] or "", given["month"], given["effective"], given["language"])
    plan = plan_records(book, form_for(kind, said), files, given["sheets"])
    return plan, lambda: write_records(book, plan, *told)


def _options(given: dict[str, Any]) -> "Options":
    from rare_desk.core.trades import Compliance, Side
    from rare_desk.core.units import TaxBasis, Unit
    from rare_desk.sheets.planning.plan import Options

    return Options(
        kind=given["kind"],
        side=Side(given["side"]) if given["side"] else None,
        vat=TaxBasis(given["vat"]) if given["vat"] else None,
        unit=Unit(given["unit"]) if given["unit"] else None,
        compliant=Compliance(given["compliant"]) if given["compliant"] else None,
        source=given["source"],
        day_first=given["dates"] == "dmy" if given["dates"] else None,
        template=given["template"],
    )


def _tell(say: Say, document: dict[str, Any]) -> None:
    for file in document["files"]:
        tables = Counter(sheet["sheet"] for sheet in file["sheets"])
        for sheet in file["sheets"]:
            name = "" if sheet["sheet"] == file["file"] else sheet["sheet"]
            cells = sheet.get("cells") if tables[sheet["sheet"]] > 1 else ""
            _tell_sheet(say, " ".join(filter(None, (file["file"], name, cells))), sheet)
    if document["batch"] is not None:
        say.line(say.words("written", count=document["written"], batch=document["batch"]))
    elif not any(sheet.get(name) for sheet in _sheets(document) for name in ("new", "closed", "problems", "questions")):
        say.line(say.words("nothing-new"))


def _sheets(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [sheet for file in document["files"] for sheet in file["sheets"]]


def _tell_sheet(say: Say, place: str, sheet: dict[str, Any]) -> None:
    """`place` names file and sheet, and of several tables in it the cells of this one."""
    counts = {name: sheet[name] for name in ("rows", "new", "existing", "suspect", "wrong")}
    kind = say.code("imports", f"choice-{sheet['kind']}").lower() if sheet["kind"] else "-"
    if not sheet["kind"] and not sheet["questions"]:
        skipped = [said["message"] for said in sheet.get("notes", ()) if said["code"] == "skipped"]
        say.note(f"{place}: {skipped[0] if skipped else say.words('no-table')}")
        return
    if sheet["kind"] == "trades":
        said = _totals(say, sheet["totals"])
        say.line(say.words("sheet", place=place, kind=kind, **said, **counts))
    else:
        say.line(say.words("sheet-of-records", place=place, kind=kind, **counts))
    for found in sheet["problems"]:
        column = found["column"] if found.get("cell", True) else field_name(found["column"], say.language)
        at = " ".join((say.words("row", row=found["row"]), column)).strip()
        say.note(f"{place} {at}: {found['message']} ({found['code']})")
    _tell_notes(say, place, sheet)
    for asked in sheet["questions"]:
        say.note(say.words("question", message=asked["message"]))


def _tell_notes(say: Say, place: str, sheet: dict[str, Any]) -> None:
    """What was read otherwise than one may think, and where the file's own sums are not those of the rows read."""
    for said in sheet.get("notes", ()):
        say.note(f"{place}: {said['message']}")
    stated = sheet.get("in_file")
    if stated and not stated["agrees"] and not sheet["questions"]:
        said = {"quantity_t": stated["quantity_t"], "amount": stated["amount"] or "-"}
        say.note(f"{place}: {say.words('totals-differ', **said)}")


def _totals(say: Say, totals: dict[str, Any]) -> dict[str, str]:
    currency = say.code("trades", "yuan") if totals["currency"] == "CNY" else totals["currency"]
    amount = " ".join(filter(None, (totals["amount_as_written"], currency))) or "-"
    return {"quantity_t": totals["quantity_t"], "amount": amount}
