"""The sheet of next quarter's estimate: the netback, what past quarters left of theirs, and how far off it has been."""

from collections.abc import Sequence

from rare_desk.core.pricing.oxides.deductions import Offer, Past, Tested, back_tested
from rare_desk.core.pricing.oxides.estimate import EstimateInputs
from rare_desk.sheets.calculations.lines import Lines
from rare_desk.sheets.calculations.oxides.netback import contributions, worths
from rare_desk.sheets.calculations.paper import Addresses, form_of, quoted

_PAST = ("value_at_grade", "announced_price")
_OFF = "0.00"


def write_estimate(lines: Lines, asked: EstimateInputs) -> Addresses:
    return _Estimate(lines, asked).write()


class _Estimate:
    def __init__(self, lines: Lines, asked: EstimateInputs) -> None:
        self.lines, self.asked = lines, asked
        self.first = 0
        """The row of the first past quarter."""

    def write(self) -> Addresses:
        lines, asked = self.lines, self.asked
        lines.paper.widths(30, 16, 15, 17, 17, 17, 17, 26)
        lines.inputs()
        grade = lines.number("grade", "reo", asked.grade)
        vat = lines.number("vat_rate", "percent", asked.vat_rate)
        move = lines.number("move", "percent", asked.move)
        self.offer = self._choice()
        moved = {"G": lines.titled("sheet-move", "cny_dry_t")}
        first = contributions(lines, asked.oxides, vat, moved)
        rows = range(first, first + len(asked.oxides))
        for row in rows:
            lines.result(f"G{row}", "move", f"{grade}*F{row}*{move}/10000")
        self._past()
        _, worth = worths(lines, grade, f"$F${rows[0]}:$F${rows[-1]}")
        self._estimates(worth)
        if len(asked.past) > 1:
            self._back_test()
        return lines.at

    def _choice(self) -> str:
        """Which deduction is taken, to be picked from a list; its address."""
        lines = self.lines
        row = lines.row
        lines.row += 1
        lines.paper.text(f"A{row}", lines.word("field-offer"))
        names = [lines.word(f"sheet-offer-{offer}") for offer in Offer]
        return lines.paper.choice(f"B{row}", lines.word(f"sheet-offer-{self.asked.offer}"), names)

    def _past(self) -> None:
        lines, past = self.lines, self.asked.past
        titles = {
            "A": lines.word("field-past"),
            "B": lines.titled("field-value_at_grade", "cny_dry_t"),
            "C": lines.titled("field-announced_price", "cny_dry_t"),
            "D": lines.word("sheet-unrounded"),
            "E": lines.titled("implied-deduction", "cny_dry_t"),
            "F": lines.word("sheet-source"),
        }
        self.first = lines.table(titles, "F")
        forms = [form_of(*(getattr(one, name) for one in past)) for name in _PAST]
        for one in past:
            row = lines.row
            lines.row += 1
            lines.paper.text(f"A{row}", one.quarter)
            for column, name, form in zip("BC", _PAST, forms, strict=True):
                lines.paper.number(f"{column}{row}", getattr(one, name), form)
            exact = lines.unrounded(f"D{row}", f"B{row}-C{row}", one.deduction)
            lines.result(f"E{row}", "past-deduction", exact)
            lines.note(f"F{row}", lines.source(*(f"past[{one.quarter}].{name}" for name in _PAST)))

    def _deductions(self, before: int | None = None) -> str:
        """Of the quarters, all or the first so many."""
        count = len(self.asked.past) if before is None else before
        return f"$D${self.first}:$D${self.first + count - 1}"

    def _offered(self, offer: Offer, before: int | None = None) -> str:
        deductions = self._deductions(before)
        match offer:
            case Offer.LAST:
                return deductions.rpartition(":")[2]
            case Offer.MEAN:
                return f"AVERAGE({deductions})"
            case Offer.MEDIAN:
                return f"MEDIAN({deductions})"

    def _taken(self, before: int | None = None) -> str:
        """By the offer that is picked on the sheet."""
        last, mean, median = (self._offered(offer, before) for offer in Offer)
        mean_word, median_word = (quoted(self.lines.word(f"sheet-offer-{one}")) for one in (Offer.MEAN, Offer.MEDIAN))
        return f"IF({self.offer}={mean_word},{mean},IF({self.offer}={median_word},{median},{last}))"

    def _estimates(self, worth: str) -> None:
        lines = self.lines
        lines.figure("deduction", "cny_dry_t", self._taken(), "sheet-deduction-formula")
        for offer in Offer:
            exact = f"{worth}-{self._offered(offer)}"
            name = lines.word(f"sheet-estimate-{offer}")
            final = offer is self.asked.offer
            lines.figure(f"estimate-{offer}", "cny_dry_t", exact, "sheet-estimate-formula", name=name, final=final)
        if len(self.asked.past) > 1:
            low, high = (f"{worth}-{most}({self._deductions()})" for most in ("MAX", "MIN"))
            lines.figure("band-low", "cny_dry_t", low, "sheet-band-low")
            lines.figure("band-high", "cny_dry_t", high, "sheet-band-high")

    def _back_test(self) -> None:
        """Each quarter but the first, from those before it alone."""
        lines, past = self.lines, self.asked.past
        percent = lines.word("unit-percent")
        titles = {
            "A": lines.word("sheet-back-test"),
            "B": lines.titled("field-announced_price", "cny_dry_t"),
            "C": lines.titled("sheet-estimated", "cny_dry_t"),
            "D": lines.titled("sheet-off", "cny_dry_t"),
            **{c: f"{lines.word(f'sheet-off-{offer}')} {percent}" for c, offer in zip("EFG", Offer, strict=True)},
        }
        begin = lines.table(titles)
        for place in range(1, len(past)):
            self._test(past, place)
        row = lines.row
        lines.paper.rule(row)
        lines.paper.text(f"A{row}", lines.word("sheet-mean-off"))
        for column, offer in zip("EFG", Offer, strict=True):
            tests = f"{column}{begin}:{column}{row - 1}"
            lines.result(f"{column}{row}", f"off-{offer}", f"SUMPRODUCT(ABS({tests}))/{len(past) - 1}")
        lines.row += 1

    def _test(self, past: Sequence[Past], place: int) -> None:
        lines, at = self.lines, self.first + place
        row = lines.row
        lines.row += 1
        lines.paper.text(f"A{row}", past[place].quarter)
        announced, tests = past[place].announced_price, {offer: self._tested(place, offer) for offer in Offer}
        lines.paper.formula(f"B{row}", f"$C${at}", "#,##0.00", value=announced)
        lines.result(f"C{row}", "past-estimate", f"$B${at}-{self._taken(place)}")
        off = f"$D${at}-{self._taken(place)}"
        lines.paper.formula(f"D{row}", off, "#,##0.00", value=tests[self.asked.offer].off)
        for column, offer in zip("EFG", Offer, strict=True):
            off = f"($D${at}-{self._offered(offer, place)})*100/$C${at}"
            lines.paper.formula(f"{column}{row}", off, _OFF, value=tests[offer].off_percent)

    def _tested(self, place: int, offer: Offer) -> Tested:
        return back_tested(self.asked.past[: place + 1], offer)[-1]
