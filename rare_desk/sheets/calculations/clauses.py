"""The sheets of what a contract says about the price: floor and shared upside, the average over a period."""

from decimal import Decimal

from rare_desk.core.pricing.clauses.average import AverageInputs
from rare_desk.core.pricing.clauses.floor import ONE, FloorInputs
from rare_desk.sheets.calculations.lines import WIDTHS, Lines
from rare_desk.sheets.calculations.paper import Addresses, form_of


def write_floor(lines: Lines, asked: FloorInputs) -> Addresses:
    lines.paper.widths(*WIDTHS)
    lines.inputs()
    price = lines.number("price", ONE, asked.price)
    floor = lines.number("floor", ONE, asked.floor)
    trigger = lines.number("trigger", ONE, asked.trigger)
    share = lines.number("share", "percent", asked.share)
    lines.figures()
    top_up = lines.figure("top-up", ONE, f"MAX(0,{floor}-{price})", "top-up-formula")
    upside = lines.figure("upside", ONE, f"MAX(0,{price}-{trigger})*{share}/100", "upside-formula")
    lines.figure("floor-net", ONE, f"{price}+{top_up}-{upside}", "floor-formula", final=True)
    return lines.at


def write_average(lines: Lines, asked: AverageInputs) -> Addresses:
    """A row for each day of the period; one without a quote is empty and only counts when it is filled in."""
    paper = lines.paper
    paper.widths(16, 16, 14, 19, 46)
    titles = {"A": "field-date", "B": "field-price", "C": "sheet-unit", "D": "sheet-quoted-on", "E": "sheet-counted-as"}
    first = lines.table({column: lines.word(key) for column, key in titles.items()}, "CDE")
    used = dict(asked.used)
    unit = lines.word(f"unit-{asked.unit}")
    form = form_of(*(quote.price for quote in used.values()))
    for day in sorted([*used, *asked.skipped]):
        row, quote = lines.row, used.get(day)
        lines.row += 1
        paper.date(f"A{row}", day)
        price = paper.number(f"B{row}", quote.price if quote else None, form)
        paper.unit(f"C{row}", unit)
        if quote is None:
            lines.note(f"E{row}", lines.word("sheet-day-skipped"))
            continue
        lines.at.put("day-price", price)
        paper.date(f"D{row}", quote.date, indent=1)
        lines.note(f"E{row}", lines.word("day-quoted" if quote.date == day else "sheet-day-earlier"))
    prices = f"$B${first}:$B${lines.row - 1}"
    lines.figures()
    paper.text(f"A{lines.row}", lines.word("sheet-days"))
    paper.formula(f"B{lines.row}", f"COUNT({prices})", "0", value=Decimal(len(used)))
    paper.unit(f"C{lines.row}", lines.word("unit-days"))
    lines.row += 1
    lines.figure("average-price", asked.unit, f"AVERAGE({prices})", "average-formula", final=True)
    return lines.at
