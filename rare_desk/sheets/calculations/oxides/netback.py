"""The netback's sheet: a row for each oxide, then the value by tonne of REO and of concentrate."""

from collections.abc import Sequence
from decimal import Decimal

from rare_desk.core.pricing.oxides.netback import NetbackInputs, Oxide
from rare_desk.sheets.calculations.lines import Lines, at
from rare_desk.sheets.calculations.paper import Addresses, form_of

INPUTS = ("share", "price_incl_vat", "recovery")


def write_netback(lines: Lines, asked: NetbackInputs) -> Addresses:
    lines.paper.widths(26, 16, 14, 17, 17, 17, 30)
    lines.inputs()
    vat = lines.number("vat_rate", "percent", asked.vat_rate)
    grade = lines.number("grade", "reo", asked.grade)
    off = per_reo = announced = basis = ""
    if asked.deduction_per_t_concentrate is not None:
        off = lines.number("deduction_per_t_concentrate", "cny_dry_t", asked.deduction_per_t_concentrate)
    if asked.deduction_per_t_reo is not None:
        per_reo = lines.number("deduction_per_t_reo", "cny_t_reo", asked.deduction_per_t_reo)
    if asked.announced_price is not None:
        announced = lines.number("announced_price", "cny_dry_t", asked.announced_price)
        if asked.announced_grade not in (None, asked.grade):
            basis = lines.number("announced_grade", "reo", asked.announced_grade or asked.grade)
    first = contributions(lines, asked.oxides, vat, {})
    value, worth = worths(lines, grade, f"$F${first}:$F${first + len(asked.oxides) - 1}")
    if per_reo:
        lines.figure(
            "netback-price", "cny_dry_t", f"{grade}/100*({value}-{per_reo})", "netback-reo-formula", final=True
        )
    elif off:
        lines.figure("netback-price", "cny_dry_t", f"{worth}-{off}", "netback-formula", final=True)
    if not announced:
        return lines.at
    if basis:
        expression = f"{announced}*{grade}/{basis}"
        announced = lines.figure("announced-at-grade", "cny_dry_t", expression, "announced-grade-formula")
    implied = lines.figure(
        "implied-deduction", "cny_dry_t", f"{worth}-{announced}", "implied-formula", final=not (off or per_reo)
    )
    if per_reo:
        lines.figure("implied-per-t-reo", "cny_t_reo", f"{implied}/({grade}/100)", "implied-reo-formula")
    return lines.at


def contributions(lines: Lines, oxides: Sequence[Oxide], vat: str, more: dict[str, str]) -> int:
    """The table of oxides, what each adds to a tonne of REO in E, before rounding in F, its source in the last column,
    with the titles of `more` between; its first row is returned.
    """
    paper = lines.paper
    note = paper.columns[-1]
    titles = {
        "A": lines.word("field-oxide"),
        "B": lines.titled("field-share", "percent"),
        "C": lines.titled("field-price_incl_vat", "cny_t"),
        "D": lines.titled("field-recovery", "percent"),
        "E": lines.titled("sheet-contribution", "cny_t_reo"),
        "F": lines.word("sheet-unrounded"),
        note: lines.word("sheet-source"),
    }
    first = lines.table(titles | more, note)
    forms = [form_of(*(getattr(one, name) for one in oxides)) for name in INPUTS]
    for place, one in enumerate(oxides):
        row = lines.row
        lines.row += 1
        paper.text(f"A{row}", one.oxide)
        for column, name, form in zip("BCD", INPUTS, forms, strict=True):
            paper.number(f"{column}{row}", getattr(one, name), form)
        exact = lines.unrounded(f"F{row}", f"B{row}*C{row}*D{row}/(100*(100+{vat}))")
        lines.exact.put("contribution", exact)
        lines.result(f"E{row}", "contribution", exact)
        lines.note(f"{note}{row}", lines.source(*(f"oxides[{place}].{name}" for name in INPUTS)))
    paper.rule(lines.row)
    paper.text(f"A{lines.row}", lines.word("sheet-sum"), muted=True)
    whole = sum((one.share for one in oxides), Decimal(0))
    shares = f"SUM({at('B', first)}:{at('B', lines.row - 1)})"
    paper.formula(f"B{lines.row}", shares, forms[0], muted=True, value=whole)
    lines.row += 1
    return first


def worths(lines: Lines, grade: str, parts: str) -> tuple[str, str]:
    """The value of a tonne of REO and at the grade; the addresses of both before rounding."""
    lines.figures()
    value = lines.figure("value-per-t-reo", "cny_t_reo", f"SUM({parts})", "sum-formula")
    return value, lines.figure("value-at-grade", "cny_dry_t", f"{grade}/100*{value}", "at-grade-formula")
