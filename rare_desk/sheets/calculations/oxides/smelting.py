"""The sheets of a metal from its oxide and of an oxide from its metal."""

from rare_desk.core.pricing.oxides.factors import FACTORS, OXYGEN, atoms
from rare_desk.core.pricing.oxides.metal import MetalInputs
from rare_desk.core.pricing.oxides.oxide import OxideInputs
from rare_desk.core.pricing.oxides.smelting import Feed
from rare_desk.sheets.calculations.lines import Lines
from rare_desk.sheets.calculations.paper import Addresses, form_of, rounded

_WEIGHT = "0.000"
_WIDTHS = (30, 16, 14, 17, 14, 15, 34)


def write_metal(lines: Lines, asked: MetalInputs) -> Addresses:
    lines.paper.widths(*_WIDTHS)
    lines.inputs()
    price = lines.number("oxide_price", "cny_t", asked.oxide_price)
    yielded = lines.number("yield", "percent", asked.yielded)
    fee = lines.number("fee", "cny_t", asked.fee)
    margin = lines.number("margin", "cny_t", asked.margin) if asked.margin is not None else ""
    taken = _consumption(lines, asked.feed, yielded)
    cost = lines.figure("metal-cost", "cny_t", f"{price}*{taken}+{fee}", "metal-formula", final=not margin)
    if margin:
        lines.figure("metal-price", "cny_t", f"{cost}+{margin}", "metal-price-formula", final=True)
    return lines.at


def write_oxide(lines: Lines, asked: OxideInputs) -> Addresses:
    """At a margin the oxide's price, at a price of the oxide the margin."""
    lines.paper.widths(*_WIDTHS)
    lines.inputs()
    metal = lines.number("metal_price", "cny_t", asked.metal_price)
    yielded = lines.number("yield", "percent", asked.yielded)
    fee = lines.number("fee", "cny_t", asked.fee)
    if asked.oxide_price is not None:
        known = lines.number("oxide_price", "cny_t", asked.oxide_price)
        taken = _consumption(lines, asked.feed, yielded)
        lines.figure("margin", "cny_t", f"{metal}-{fee}-{known}*{taken}", "margin-formula", final=True)
        return lines.at
    margin = lines.number("margin", "cny_t", asked.margin)
    taken = _consumption(lines, asked.feed, yielded)
    lines.figure("oxide-price", "cny_t", f"({metal}-{fee}-{margin})/{taken}", "oxide-formula", final=True)
    return lines.at


def _consumption(lines: Lines, feed: Feed, yielded: str) -> str:
    """The oxides with their factors by atomic weight, then what a tonne of metal takes; the address of that."""
    mixed = len(feed.parts) > 1
    first = _factors(lines, feed)
    last = first + len(feed.parts) - 1
    lines.figures()
    factor = f"$F${first}"
    if mixed:
        subject = ", ".join(oxide for oxide, _ in feed.parts)
        whole = f"100/SUMPRODUCT($B${first}:$B${last}/$F${first}:$F${last})"
        factor = lines.figure("factor", "t_t", whole, "factor-mix-formula", subject=subject, places=4)
    subject = ", ".join(oxide for oxide, _ in feed.parts) if mixed else feed.parts[0][0]
    expression = f"{factor}*100/{yielded}"
    return lines.figure("consumption", "t_t", expression, "consumption-formula", subject=subject, places=4)


def _factors(lines: Lines, feed: Feed) -> int:
    """Its first row."""
    paper, mixed = lines.paper, len(feed.parts) > 1
    titles = {
        "A": lines.word("field-oxide"),
        "B": lines.titled("field-share", "percent") if mixed else "",
        "C": lines.word("sheet-atomic-weight"),
        "D": lines.word("sheet-metal-atoms"),
        "E": lines.word("sheet-oxygen-atoms"),
        "F": lines.titled("sheet-factor", "t_t"),
        "G": lines.word("sheet-formula"),
    }
    first = lines.table(titles, "G")
    oxygen = f"$C${first + len(feed.parts)}"
    form = form_of(*(share for _, share in feed.parts))
    for place, (oxide, share) in enumerate(feed.parts):
        row = first + place
        weight, metal, others = atoms(oxide)
        paper.text(f"A{row}", oxide)
        if mixed:
            paper.number(f"B{row}", share, form)
        paper.constant(f"C{row}", weight, _WEIGHT)
        paper.constant(f"D{row}", metal, "0")
        paper.constant(f"E{row}", others, "0")
        factor = rounded(f"(D{row}*C{row}+E{row}*{oxygen})/(D{row}*C{row})", 4)
        paper.formula(f"F{row}", factor, "0.0000", value=FACTORS[oxide])
        lines.note(f"G{row}", lines.word("sheet-factor-formula"))
    lines.row = first + len(feed.parts)
    paper.text(f"A{lines.row}", lines.word("sheet-oxygen"), muted=True)
    paper.constant(f"C{lines.row}", OXYGEN, _WEIGHT)
    lines.row += 1
    return first
