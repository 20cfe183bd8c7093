"""The adjustments on a settlement's sheet: amounts, rates per dry tonne, schedules with their bands and assays."""

from collections.abc import Sequence
from itertools import pairwise

from rare_desk.core.numbers import round_to
from rare_desk.core.pricing.settling.adjustments import Adjustment
from rare_desk.core.pricing.settling.schedules import Direction, Effect, Partial, Per, Schedule
from rare_desk.core.pricing.settling.terms import Lot
from rare_desk.sheets.calculations.settling.ground import Ground

_WRITTEN = "#,##0.00??"


class Adjusting:
    """`first` and `last` are the rows of the lots, whose dry mass stands in E; `dry` is where their sum stands."""

    def __init__(self, ground: Ground, lots: Sequence[Lot], first: int, last: int, dry: str) -> None:
        self.ground = ground
        self.paper = ground.paper
        self.lots = lots
        self.first, self.last = first, last
        self.dry = dry
        self.assays: dict[str, int] = {}

    def write(self, adjustments: Sequence[Adjustment]) -> None:
        self._assays([a.schedule for a in adjustments if a.schedule and a.schedule.assay is None])
        self._head(any(adjustment.schedule for adjustment in adjustments))
        amounts = []
        for position, adjustment in enumerate(adjustments, 1):
            amounts.append(self._adjustment(adjustment, adjustment.subject(position)))
        ground = self.ground
        if len(amounts) > 1:
            self.paper.rule(ground.row)
            ground.amount("adjustments", ground.money("+".join(amounts)))
        else:
            ground.at.put("adjustments", amounts[0])
        ground.row += 1

    def _assays(self, schedules: Sequence[Schedule]) -> None:
        """A table of the lots' assays for each element that a schedule takes from them."""
        for element in dict.fromkeys(schedule.element for schedule in schedules):
            ground = self.ground
            title = f"{self.paper.word('field-assay')} {element}"
            self.paper.head(ground.row, {"A": title, "B": element})
            self.assays[element] = ground.row + 1
            for lot in self.lots:
                ground.row += 1
                self.paper.text(f"A{ground.row}", lot.lot)
                self.paper.number(f"B{ground.row}", lot.elements[element], _WRITTEN)
            ground.row += 2

    def _head(self, scheduled: bool) -> None:
        paper, ground = self.paper, self.ground
        names = ("assay", "threshold", "step", "rate")
        titles = {column: paper.word(f"sheet-{name}") for column, name in zip("BCDE", names, strict=True)}
        paper.head(
            ground.row,
            {
                "A": paper.word("field-adjustments"),
                **(titles if scheduled else {}),
                "F": ground.titled("field-per_dry_t", "cny"),
                "G": ground.titled("field-amount", "cny"),
            },
        )
        ground.row += 1

    def _adjustment(self, adjustment: Adjustment, subject: str) -> str:
        """The address of its amount."""
        paper, ground, row, schedule = self.paper, self.ground, self.ground.row, adjustment.schedule
        paper.text(f"A{row}", f"{subject} ({schedule.element})" if schedule and adjustment.label else subject)
        if adjustment.amount is not None:
            ground.row += 1
            amount = round_to(adjustment.amount, ground.rounding.amount, ground.rounding.mode)
            return ground.at.put("adjustment", paper.number(f"G{row}", amount, ground.money_form))
        if schedule is not None and schedule.assay is None and schedule.per is Per.LOT:
            return self._by_lot(schedule, subject)
        if schedule is not None:
            self._schedule(schedule)
        elif adjustment.per_dry_t is not None:
            paper.number(f"F{row}", adjustment.per_dry_t, _WRITTEN)
            ground.row += 1
        formula = ground.money(f"F{row}*{self.dry}")
        return ground.at.put("adjustment", paper.formula(f"G{row}", formula, ground.money_form))

    def _schedule(self, schedule: Schedule) -> None:
        """Of the whole delivery: its assay and the rate that follows from it."""
        row, ground = self.ground.row, self.ground
        if schedule.assay is not None:
            self.paper.number(f"B{row}", schedule.assay, _WRITTEN)
        else:
            assays = self.assays[schedule.element]
            lots = f"E{self.first}:E{self.last},B{assays}:B{assays + len(self.lots) - 1}"
            mean = ground.round(f"SUMPRODUCT({lots})/{self.dry}", ground.rounding.grade)
            ground.at.put("element-mean", self.paper.formula(f"B{row}", mean, ground.assay_form))
        self._rate(schedule, f"B{row}", f"F{row}", self._bands(schedule))

    def _by_lot(self, schedule: Schedule, subject: str) -> str:
        ground, paper, head = self.ground, self.paper, self.ground.row
        bands = self._bands(schedule)
        begin, assays = ground.row, self.assays[schedule.element]
        for place, lot in enumerate(self.lots):
            row = ground.row
            paper.text(f"A{row}", f"{subject} {lot.lot}", muted=True)
            paper.formula(f"B{row}", f"B{assays + place}", _WRITTEN, value=lot.elements[schedule.element])
            self._rate(schedule, f"B{row}", f"F{row}", bands)
            amount = ground.money(f"F{row}*E{self.first + place}")
            ground.at.put("adjustment-lot", paper.formula(f"G{row}", amount, ground.money_form))
            ground.row += 1
        total = ground.money(f"SUM(G{begin}:G{ground.row - 1})")
        paper.text(f"A{ground.row}", f"{subject} {paper.word('sheet-sum')}")
        ground.row += 1
        paper.rule(head)
        return ground.at.put("adjustment", paper.formula(f"G{ground.row - 1}", total, ground.money_form))

    def _bands(self, schedule: Schedule) -> list[int]:
        """A row for each band, from the present one on."""
        rows = []
        for band in schedule.bands:
            rows.append(self.ground.row)
            for column, value in zip("CDE", (band.threshold, band.step, band.rate), strict=True):
                self.paper.number(f"{column}{self.ground.row}", value, _WRITTEN)
            self.ground.row += 1
        return rows

    def _rate(self, schedule: Schedule, assay: str, at: str, bands: Sequence[int]) -> None:
        above = schedule.direction is Direction.ABOVE
        terms = []
        for row, following in pairwise([*bands, 0]):
            reached = assay
            if following:
                reached = f"{'MIN' if above else 'MAX'}({assay},$C${following})"
            width = f"{reached}-$C${row}" if above else f"$C${row}-{reached}"
            terms.append(f"{_counted(f'MAX({width},0)/$D${row}', schedule.partial)}*$E${row}")
        sign = "" if schedule.effect is Effect.PREMIUM else "-"
        rate = self.ground.price(f"{sign}({'+'.join(terms)})")
        kind = "premium-rate" if schedule.effect is Effect.PREMIUM else "penalty-rate"
        self.ground.at.put(kind, self.paper.formula(at, rate, self.ground.price_form))


def _counted(steps: str, partial: Partial) -> str:
    match partial:
        case Partial.PRO_RATA:
            return steps
        case Partial.FULL:
            return f"ROUNDDOWN(ROUND({steps},9),0)"
        case Partial.STARTED:
            return f"ROUNDUP(ROUND({steps},9),0)"
