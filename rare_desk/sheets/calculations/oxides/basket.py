"""The basket price's sheet."""

from decimal import Decimal

from rare_desk.core.pricing.oxides.basket import BasketInputs
from rare_desk.sheets.calculations.lines import Lines
from rare_desk.sheets.calculations.paper import Addresses, form_of

_INPUTS = ("share", "price")


def write_basket(lines: Lines, asked: BasketInputs) -> Addresses:
    paper = lines.paper
    paper.widths(26, 16, 14, 18, 17, 34)
    lines.inputs()
    fx = lines.number("fx", "cny_usd", asked.fx)
    titles = {
        "A": lines.word("field-oxide"),
        "B": lines.titled("field-share", "percent"),
        "C": lines.titled("field-price", "cny_t"),
        "D": lines.titled("sheet-contribution", "cny_t_reo"),
        "E": lines.titled("sheet-value-share", "percent"),
        "F": lines.word("sheet-source"),
    }
    first = lines.table(titles, "F")
    last = first + len(asked.oxides) - 1
    parts = f"$D${first}:$D${last}"
    forms = [form_of(*(getattr(one, name) for one in asked.oxides)) for name in _INPUTS]
    for place, one in enumerate(asked.oxides):
        row = first + place
        paper.text(f"A{row}", one.oxide)
        for column, name, form in zip("BC", _INPUTS, forms, strict=True):
            paper.number(f"{column}{row}", getattr(one, name), form)
        lines.unrounded(f"D{row}", f"B{row}*C{row}/100", one.share * one.price / 100)
        lines.result(f"E{row}", "value-share", f"D{row}*100/SUM({parts})")
        lines.note(f"F{row}", lines.source(*(f"oxides[{place}].{name}" for name in _INPUTS)))
    lines.row = last + 1
    paper.rule(lines.row)
    paper.text(f"A{lines.row}", lines.word("sheet-sum"), muted=True)
    whole = sum((one.share for one in asked.oxides), Decimal(0))
    paper.formula(f"B{lines.row}", f"SUM($B${first}:$B${last})", forms[0], muted=True, value=whole)
    lines.row += 1
    lines.figures()
    value = lines.figure("basket", "cny_t_reo", f"SUM({parts})", "basket-formula", final=True)
    lines.figure("basket-usd", "usd_kg", f"{value}/1000/{fx}", "usd-formula", final=True)
    return lines.at
