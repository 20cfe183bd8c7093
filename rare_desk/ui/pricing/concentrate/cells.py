"""The rows of the settlement's two grids, cell by cell: what is shown, and where what is typed goes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import places_of
from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import read
from rare_desk.core.pricing.settling.adjustments import ADJUSTMENT_FIELDS, adjustment_of
from rare_desk.core.pricing.settling.schedules import Effect
from rare_desk.core.pricing.settling.settlement import LotFigures
from rare_desk.core.problems import Problem
from rare_desk.ops.papers.words import Words
from rare_desk.ui import formats, labels, language
from rare_desk.ui.pricing.concentrate.payment_rows import payment_rows
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.cells import EMPTY, Cell, GridRow, RowsOnDemand, typed
from rare_desk.ui.pricing.outcome import Outcome, lot_alone

NAME, WET, MOISTURE, GRADE, DRY, UNIT_PRICE, AMOUNT = range(7)
_PLACES = {"wet_t": 3, "moisture": 2, "grade": 2}


def lot_rows(given: Given, outcome: Outcome, elements: Sequence[str]) -> Sequence[GridRow]:
    """Each with what comes of it, as soon as the lot itself says enough; last their sum."""
    lots, figures = given["lots"], outcome.settlement
    known = figures.lots if figures else ()

    def row(place: int) -> GridRow:
        if place == len(lots):
            return _sum(given, outcome, len(elements))
        done = known[place] if known else lot_alone(given, place)
        return _lot(lots[place], f"lots[{place}]", done, outcome, elements)

    return RowsOnDemand([*(f"lots[{place}]" for place in range(len(lots))), ""], row)


def adjustment_rows(given: Given, outcome: Outcome) -> list[GridRow]:
    """Adjustments, the provisional invoice and what was paid of it, further payments."""
    rows = []
    figures = outcome.settlement
    amounts = figures.adjustment_amounts if figures else ()
    for place, adjustment in enumerate(given.get("adjustments") or ()):
        amount = amounts[place] if amounts else None
        dry = figures.dry_t if figures and amounts else None
        path = f"adjustments[{place}]"
        if is_schedule(adjustment):
            rows.append(_schedule(adjustment, path, dry, amount, outcome))
        elif "element" in adjustment:
            rows.append(_penalty(adjustment, path, dry, amount, outcome))
        else:
            rows.append(_adjustment(adjustment, path, dry, amount, outcome))
    if isinstance(given.get("provisional"), Mapping):
        rows += _provisional(given["provisional"], outcome)
    return rows + payment_rows(given, outcome)


def _words(record: Mapping[str, Any], name: str, path: str) -> Cell:
    raw = str(record.get(name) or "")
    return Cell(raw, f"{path}.{name}", raw)


def _lot(
    lot: Mapping[str, Any], path: str, known: LotFigures | None, outcome: Outcome, elements: Sequence[str]
) -> GridRow:
    numbers = [typed(lot, name, path, outcome, places=places) for name, places in _PLACES.items()]
    if "assay" in lot:
        broken = next((p for p in outcome.problems if p.field.startswith(f"{path}.assay")), None)
        settled = formats.number(known.grade, 2 if known.grade == round(known.grade, 2) else 4) if known else ""
        words = labels.label("pricing.field-assay")
        numbers[2] = Cell(settled, prefix=words, problem=labels.say(broken) if broken else "")
    computed = (known.dry_t, known.unit_price, known.amount) if known else (None, None, None)
    dry, unit_price, amount = computed
    assays = [_element(lot, element, path, outcome) for element in elements]
    figures = (Cell(_mass(dry)), Cell(_money(unit_price)), Cell(_money(amount)))
    return GridRow((_words(lot, "lot", path), *numbers, *assays, *figures), path)


def _element(lot: Mapping[str, Any], element: str, path: str, outcome: Outcome) -> Cell:
    """Typed at `lots[1].elements.F`."""
    for place, one in enumerate(lot.get("elements") or ()):
        if one.get("element") == element:
            shown = typed(one, "assay", f"{path}.elements[{place}]", outcome, places=0)
            return replace(shown, path=f"{path}.elements.{element}")
    return Cell(path=f"{path}.elements.{element}")


def _sum(given: Given, outcome: Outcome, elements: int) -> GridRow:
    figures = outcome.settlement
    wet = [parse_number(str(lot.get("wet_t") or "")) for lot in given["lots"]]
    masses = [mass for mass in wet if not isinstance(mass, Problem)]
    whole = formats.mass(sum(masses, Decimal(0))) if masses and len(masses) == len(wet) else ""
    figures = figures if figures and figures.lots else None
    mean = Cell(formats.number(figures.mean_grade, 4), prefix=labels.label("pricing.mean")) if figures else EMPTY
    cells = (
        Cell(labels.label("pricing.sheet-sum")),
        Cell(whole),
        EMPTY,
        mean,
        *(EMPTY,) * elements,
        Cell(_mass(figures.dry_t if figures else None)),
        EMPTY,
        Cell(_money(figures.goods if figures else None)),
    )
    return GridRow(cells, total=True)


def _adjustment(
    adjustment: Mapping[str, Any], path: str, dry: Decimal | None, amount: Decimal | None, outcome: Outcome
) -> GridRow:
    name = _words(adjustment, "label", path)
    if "amount" in adjustment:
        return GridRow((name, *(EMPTY,) * 5, typed(adjustment, "amount", path, outcome)), path)
    per_tonne = typed(adjustment, "per_dry_t", path, outcome)
    return GridRow((name, EMPTY, EMPTY, EMPTY, Cell(_mass(dry)), per_tonne, Cell(_money(amount))), path)


def is_schedule(adjustment: Mapping[str, Any]) -> bool:
    """Whether it is more than a penalty of one band by an assay of the delivery, which is typed in its row."""
    plain = ("element", "assay", "threshold", "step", "rate", "label")
    return "element" in adjustment and ("assay" not in adjustment or any(name not in plain for name in adjustment))


def _schedule(
    adjustment: Mapping[str, Any], path: str, dry: Decimal | None, amount: Decimal | None, outcome: Outcome
) -> GridRow:
    """What it says in words; it is changed in its dialog."""
    effect = labels.label(f"pricing.effect-{adjustment.get('effect') or Effect.PENALTY}")
    name = str(adjustment.get("label") or adjustment.get("element") or "")
    made, problems = adjustment_of(read(ADJUSTMENT_FIELDS, adjustment)[0], path)
    said = "" if problems else Words(language.current()).basis(made)
    wrong = next((one for one in outcome.problems if one.field.startswith(path)), None)
    trouble = labels.say(wrong) if wrong else ""
    per_tonne = amount / dry if amount is not None and dry else None
    cells = (
        Cell(name, prefix=effect, opens=True),
        Cell(said, muted=True, opens=True, problem=trouble),
        EMPTY,
        EMPTY,
        Cell(_mass(dry)),
        Cell(_money(per_tonne), muted=True),
        Cell(_money(amount)),
    )
    return GridRow(cells, path, wide=range(WET, DRY))


def _penalty(
    adjustment: Mapping[str, Any], path: str, dry: Decimal | None, amount: Decimal | None, outcome: Outcome
) -> GridRow:
    """Assay, threshold, step and rate take the columns that a penalty has no other use for."""
    names = ("assay", "threshold", "step", "rate")
    cells = [
        replace(typed(adjustment, name, path, outcome), prefix=labels.label(f"pricing.short-{name}")) for name in names
    ]
    per_tonne = Cell(_money(amount / dry if amount is not None and dry else None), muted=True)
    name = replace(_words(adjustment, "element", path), prefix=labels.label("pricing.field-element"))
    return GridRow((name, *cells, per_tonne, Cell(_money(amount))), path)


def _provisional(invoice: Mapping[str, Any], outcome: Outcome) -> list[GridRow]:
    figures = outcome.settlement
    numbers = [typed(invoice, name, "provisional", outcome, places=places) for name, places in _PLACES.items()]
    share = typed(invoice, "paid_share", "provisional", outcome)
    gross = figures.provisional_gross if figures else None
    of_gross = labels.label("pricing.of-gross", gross=_money(gross)) if gross is not None else ""
    first = (
        Cell(labels.label("pricing.short-provisional")),
        *numbers,
        Cell(_mass(figures.provisional_dry_t if figures else None)),
        Cell(_money(figures.provisional_unit_price if figures else None)),
        Cell(_money(figures.provisional_net if figures else None)),
    )
    paid = Cell(_money(figures.provisional_paid if figures else None))
    name = Cell(labels.label("pricing.field-paid_share"))
    second = (
        name,
        Cell(of_gross, muted=True),
        EMPTY,
        EMPTY,
        EMPTY,
        replace(share, shown=f"{share.shown} %".strip()),
        paid,
    )
    return [GridRow(first, "provisional"), GridRow(second, "provisional", wide=range(WET, UNIT_PRICE))]


def _mass(value: Decimal | None) -> str:
    """Dry tonnes with as many decimals as the contract rounds them to."""
    return "" if value is None else formats.number(value, places_of(value))


def _money(value: Decimal | None) -> str:
    return "" if value is None else formats.money(value)
