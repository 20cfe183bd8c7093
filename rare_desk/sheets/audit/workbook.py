"""The audit sheet as a workbook: every figure from the trades to the published value is a live formula."""

from pathlib import Path

from openpyxl.styles import Alignment, Font, PatternFill

from rare_desk.core.index.points import Point
from rare_desk.sheets.audit.book import BAND_ROW, BASE_ROW, CAP_ROW, AuditBook
from rare_desk.sheets.audit.grid import Formula, Grid, Titled
from rare_desk.sheets.audit.levels import Levels
from rare_desk.sheets.audit.model import Audit
from rare_desk.sheets.audit.prices import Prices
from rare_desk.sheets.out.workbooks import FORMATS, clean, packed, print_set_up
from rare_desk.sheets.out.writing import Cell, Kind, replacing
from rare_desk.words import Language

PUBLISHED, RECOMPUTED, CHECK = "B4", "B6", "B7"
"""Cells of the front sheet: the program's value, the workbook's own, and whether they agree."""
_INPUT = PatternFill("solid", fgColor="FFF6E5")


def write_audit(path: Path, audit: Audit, language: Language) -> None:
    """Raises Unwritable."""
    book = AuditBook(language)
    prices = Prices(audit, book)
    levels = Levels(audit, book, prices)
    raw = levels.write()
    out, change = _left_out(audit, book), _change(audit, book)
    _front(audit, book, raw)
    before = (levels.days, levels.members, prices.trades, out, prices.quotes, prices.imputed, prices.leaders)
    book.finish((*before, levels.references, levels.base, levels.links, levels.link_members, change))
    book.workbook.properties.title = clean(f"{audit.title} {audit.explanation.point.date}")
    book.workbook.properties.creator = "Rare Desk"
    with replacing(path) as beside:
        beside.write_bytes(packed(book.workbook))


def _front(audit: Audit, book: AuditBook, raw: Formula) -> None:
    sheet, said, point, rules = book.front, book.word, audit.explanation.point, audit.rules
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 80
    print_set_up(sheet, 26 + 80)
    _line(book, 1, f"{audit.title} · {book.code(audit.explanation.freq)} · {point.date}", None)
    sheet["A1"].font = Font(bold=True, size=14)
    _line(book, 2, said("how"), None)
    sheet["A2"].font = Font(color="5A6675")
    _line(book, 4, said("program"), float(point.value), Kind.LEVEL)
    _line(book, 5, said("recomputed-raw"), raw, Kind.RAW)
    _line(book, 6, said("recomputed"), Formula("ROUND(B5,2)"), Kind.LEVEL)
    _line(book, 7, said("check"), Formula(f'IF(B4=B6,"{said("same")}","{said("differs")}")'))
    for row, (name, value, kind) in enumerate(_figures(point, book), 8):
        _line(book, row, name, value, kind)
    _line(book, BASE_ROW, said("base-value"), rules.base_value, Kind.LEVEL)
    _line(book, CAP_ROW, said("pair-cap"), rules.pair_cap, Kind.RAW)
    _line(book, BAND_ROW, said("band"), rules.unverified_band, Kind.RAW)
    for row, (name, what) in enumerate((*audit.notes, *audit.hashes), BAND_ROW + 2):
        _line(book, row, name, what)
    for row in (4, 6, 7):
        sheet[f"B{row}"].font = Font(bold=True)
    sheet[f"B{BASE_ROW}"].fill = sheet[f"B{CAP_ROW}"].fill = sheet[f"B{BAND_ROW}"].fill = _INPUT


def _figures(point: Point, book: AuditBook) -> list[tuple[str, Cell, Kind]]:
    said, between = book.word, book.word("between")
    reasons = between.join(book.code(code) for code in (*point.reasons, *point.flags))
    excluded = between.join(f"{book.code(code)} {count}" for code, count in point.excluded.items())
    return [
        (said("status"), book.code(point.status), Kind.TEXT),
        (said("reasons"), reasons, Kind.TEXT),
        (said("coverage"), point.coverage * 100, Kind.PERCENT),
        (said("trades"), point.trades, Kind.COUNT),
        (said("pairs"), point.pairs, Kind.COUNT),
        (said("volume"), point.volume_t, Kind.MASS),
        (said("low"), point.low, Kind.LEVEL),
        (said("high"), point.high, Kind.LEVEL),
        (said("left-out"), excluded, Kind.TEXT),
    ]


def _line(book: AuditBook, row: int, name: str, value: Cell | Formula, kind: Kind = Kind.TEXT) -> None:
    book.front.cell(row, 1, clean(name)).data_type = "s"
    cell = book.front.cell(row, 2)
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        return
    cell.value = f"={value.text}" if isinstance(value, Formula) else value
    cell.number_format = FORMATS[kind] if kind is not Kind.TEXT else "General"


def _left_out(audit: Audit, book: AuditBook) -> Grid:
    said = book.word
    grid = book.grid(
        "sheet-left-out",
        [
            Titled(said("traded"), Kind.DATE),
            *(Titled(said(name)) for name in ("product", "deal", "buyer", "seller")),
            Titled(said("tonnes"), Kind.MASS),
            Titled(said("price"), Kind.PRICE),
            Titled(said("reason")),
            Titled(said("why")),
        ],
    )
    for out in audit.explanation.excluded:
        deal = audit.deal(out.id)
        parties = (deal.buyer or said("desk"), deal.seller or said("desk"))
        tonnes, price = (None if value != value else value for value in (out.quantity_t, out.price))
        name, why = audit.name(out.product), audit.whys.get(out.id, "")
        grid.add(out.date, name, deal.number, *parties, tonnes, price, book.code(out.code), why)
    return grid


def _change(audit: Audit, book: AuditBook) -> Grid:
    said, change = book.word, audit.change
    prices = (Titled(said("price-before"), Kind.PRICE), Titled(said("price"), Kind.PRICE))
    parts = (Titled(said("points"), Kind.LEVEL), Titled(said("percent"), Kind.LEVEL), Titled(said("raw"), Kind.RAW))
    grid = book.grid("sheet-change", [Titled(said("product")), *prices, *parts])
    if change is None:
        return grid
    for part in change.products:
        figures = (part.price_before, part.price, float(part.points), float(part.percent), part.raw)
        grid.add(audit.name(part.product), *figures)
    sums = (Formula(f"SUM({column}2:{column}{grid.last})") for column in "DEF")
    grid.add(said("since", day=change.first.date.isoformat(), value=str(change.first.value)), None, None, *sums)
    return grid
