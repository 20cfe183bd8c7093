"""The settlement's sheet: lots, adjustments, provisional invoice and totals in shared columns, amounts in the last."""

from decimal import Decimal

from rare_desk.core.numbers import half_up
from rare_desk.core.pricing.settling.adjustments import Adjustment
from rare_desk.core.pricing.settling.assay import Assay, Rule
from rare_desk.core.pricing.settling.terms import Lot, Provisional, SettlementInputs
from rare_desk.sheets.calculations.paper import FINE, MASS, MONEY, PERCENT, Addresses, Paper, quoted, rounded


class _Settlement:
    """Goes down the sheet; `row` is the next free one."""

    def __init__(self, paper: Paper, asked: SettlementInputs, row: int) -> None:
        self.paper = paper
        self.asked = asked
        self.row = row
        self.at = Addresses()

    def write(self) -> Addresses:
        paper = self.paper
        paper.widths(26, 14, 12, 12, 14, 16, 20)
        self.reference = self._input("field-reference_price", "cny_dry_t", self.asked.reference_price, MONEY)
        self.basis = self._input("field-reference_grade", "reo", self.asked.reference_grade, PERCENT)
        self.vat = self._input("field-vat_rate", "percent", self.asked.vat_rate, PERCENT)
        exchanged = [(lot.lot, lot.assay) for lot in self.asked.lots if lot.assay]
        if exchanged:
            self._assays(exchanged)
        self._lots()
        if self.asked.adjustments:
            self._adjustments()
        if self.asked.provisional:
            self._provisional(self.asked.provisional)
        self._totals()
        return self.at

    def _input(self, name: str, unit: str, value: Decimal, form: str) -> str:
        paper, row = self.paper, self.row
        self.row += 1
        paper.text(f"A{row}", paper.word(name))
        paper.unit(f"C{row}", paper.word(f"unit-{unit}"))
        return paper.number(f"B{row}", value, form)

    def _titled(self, key: str, unit: str) -> str:
        return f"{self.paper.word(key)} {self.paper.word(f'unit-{unit}')}"

    def _assays(self, assays: list[tuple[str, Assay]]) -> None:
        paper = self.paper
        self.row += 1
        names = ("seller", "buyer", "limit", "umpire", "rule")
        titles = {column: paper.word(f"field-{name}") for column, name in zip("BCDEF", names, strict=True)}
        paper.head(self.row, {"A": paper.word("field-assay"), **titles, "G": self._titled("field-grade", "reo")})
        for name, assay in assays:
            self.row += 1
            row = self.row
            paper.text(f"A{row}", name)
            for column, value in zip("BCDE", (assay.seller, assay.buyer, assay.limit, assay.umpire), strict=True):
                if value is not None:
                    paper.number(f"{column}{row}", value, PERCENT)
            if assay.rule:
                paper.unit(f"F{row}", paper.word(f"rule-{assay.rule}"))
            self.at.put("assay", paper.formula(f"G{row}", _settling(row, assay), FINE))
        self.row += 1

    def _lots(self) -> None:
        paper = self.paper
        self.row += 1
        paper.head(
            self.row,
            {
                "A": paper.word("field-lots"),
                "B": self._titled("field-wet_t", "t"),
                "C": self._titled("field-moisture", "percent"),
                "D": self._titled("field-grade", "reo"),
                "E": self._titled("sheet-dry", "t"),
                "F": self._titled("sheet-unit-price", "cny_dry_t"),
                "G": self._titled("field-amount", "cny"),
            },
        )
        first = self.row + 1
        settled = iter(self.at.get("assay", ()))
        for lot in self.asked.lots:
            self._lot(lot, next(settled) if lot.assay else "")
        last = self.row
        self.row += 1
        row = self.row
        paper.rule(row)
        paper.text(f"A{row}", paper.word("sheet-sum"))
        paper.formula(f"B{row}", rounded(f"SUM(B{first}:B{last})", 6), MASS)
        mean = rounded(f"SUMPRODUCT(E{first}:E{last},D{first}:D{last})/SUM(E{first}:E{last})", 4)
        self.at.put("mean-grade", paper.formula(f"D{row}", mean, FINE))
        self.dry = paper.formula(f"E{row}", rounded(f"SUM(E{first}:E{last})", 3), MASS)
        self.at.put("goods", paper.formula(f"G{row}", rounded(f"SUM(G{first}:G{last})", 2), MONEY))
        self.row += 2

    def _lot(self, lot: Lot, settled: str) -> None:
        self.row += 1
        row = self.row
        self.paper.text(f"A{row}", lot.lot)
        self.paper.number(f"B{row}", lot.wet_t, MASS)
        self.paper.number(f"C{row}", lot.moisture, PERCENT)
        if settled:
            self.paper.formula(f"D{row}", settled, FINE)
        else:
            self.paper.number(f"D{row}", lot.grade, PERCENT)
        for label, address in zip(("dry", "unit-price", "lot-amount"), self._goods(row), strict=True):
            self.at.put(label, address)

    def _goods(self, row: int) -> tuple[str, str, str]:
        """Dry mass, unit price and amount of what stands in B, C and D."""
        dry = self.paper.formula(f"E{row}", rounded(f"B{row}*(100-C{row})/100", 3), MASS)
        unit = self.paper.formula(f"F{row}", rounded(f"{self.reference}*D{row}/{self.basis}", 2), MONEY)
        return dry, unit, self.paper.formula(f"G{row}", rounded(f"E{row}*F{row}", 2), MONEY)

    def _adjustments(self) -> None:
        paper = self.paper
        names = ("assay", "threshold", "step", "rate")
        penal = any(adjustment.penalty for adjustment in self.asked.adjustments)
        titles = {column: paper.word(f"sheet-{name}") for column, name in zip("BCDE", names, strict=True)}
        paper.head(
            self.row,
            {
                "A": paper.word("field-adjustments"),
                **(titles if penal else {}),
                "F": self._titled("field-per_dry_t", "cny"),
                "G": self._titled("field-amount", "cny"),
            },
        )
        first = self.row + 1
        for position, adjustment in enumerate(self.asked.adjustments, 1):
            self.row += 1
            self._adjustment(adjustment, position)
        last = self.row
        if len(self.asked.adjustments) > 1:
            self.row += 1
            paper.rule(self.row)
            paper.text(f"A{self.row}", paper.word("adjustments"))
            total = rounded(f"SUM(G{first}:G{last})", 2)
            self.at.put("adjustments", paper.formula(f"G{self.row}", total, MONEY))
        else:
            self.at.put("adjustments", f"$G${first}")
        self.row += 2

    def _adjustment(self, adjustment: Adjustment, position: int) -> None:
        paper, row, penalty = self.paper, self.row, adjustment.penalty
        subject = adjustment.label or (penalty.element if penalty else "") or str(position)
        paper.text(f"A{row}", f"{subject} ({penalty.element})" if penalty and adjustment.label else subject)
        if adjustment.amount is not None:
            self.at.put("adjustment", paper.number(f"G{row}", half_up(adjustment.amount, 2), MONEY))
            return
        if adjustment.per_dry_t is not None:
            paper.number(f"F{row}", adjustment.per_dry_t, "#,##0.00??")
        elif penalty:
            for column, value in zip(
                "BCDE", (penalty.assay, penalty.threshold, penalty.step, penalty.rate), strict=True
            ):
                paper.number(f"{column}{row}", value, "#,##0.00??")
            formula = rounded(f"-MAX(B{row}-C{row},0)/D{row}*E{row}", 2)
            self.at.put("penalty-rate", paper.formula(f"F{row}", formula, MONEY))
        self.at.put("adjustment", paper.formula(f"G{row}", rounded(f"F{row}*{self.dry}", 2), MONEY))

    def _provisional(self, invoice: Provisional) -> None:
        paper, row = self.paper, self.row
        paper.text(f"A{row}", paper.word("field-provisional"))
        paper.number(f"B{row}", invoice.wet_t, MASS)
        paper.number(f"C{row}", invoice.moisture, PERCENT)
        paper.number(f"D{row}", invoice.grade, PERCENT)
        dry, unit, net = self._goods(row)
        for label, address in (("dry", dry), ("unit-price", unit), ("net", net)):
            self.at.put(f"provisional-{label}", address)
        self.row += 1
        vat = self._line("provisional-vat", rounded(f"{net}*{self.vat}/100", 2))
        gross = self._line("provisional-gross", rounded(f"{net}+{vat}", 2))
        share = paper.number(f"F{self.row}", invoice.paid_share, PERCENT)
        paper.text(f"E{self.row}", f"{paper.word('field-paid_share')} %", muted=True, size=9)
        self._line("provisional-paid", rounded(f"{gross}*{share}/100", 2))
        self.row += 1

    def _line(self, key: str, formula: str) -> str:
        self.paper.text(f"A{self.row}", self.paper.word(key))
        self.row += 1
        return self.at.put(key, self.paper.formula(f"G{self.row - 1}", formula, MONEY))

    def _totals(self) -> None:
        paper = self.paper
        paper.rule(self.row)
        goods, adjusted = self.at.the("goods"), self.at.the("adjustments")
        net = self._line("net", rounded(f"{goods}+{adjusted}" if adjusted else goods, 2))
        vat = self._line("vat", rounded(f"{net}*{self.vat}/100", 2))
        gross = self._line("gross", rounded(f"{net}+{vat}", 2))
        paid = self.at.the("provisional-paid")
        paper.rule(self.row)
        row = self.row
        balance = paper.formula(f"G{row}", rounded(f"{gross}-{paid}" if paid else gross, 2), MONEY, bold=True, size=13)
        words = f"IF(G{row}<0,{quoted(paper.word('refund'))},{quoted(paper.word('balance'))})"
        paper.formula(f"A{row}", words, "General", bold=True, size=12)
        self.at.put("balance", balance)
        self.at.put("refund", balance)
        paper.text(f"A{row + 1}", paper.word("sheet-refund"), muted=True, size=9)


def _settling(row: int, assay: Assay) -> str:
    """The grade that settles, with the rule of the contract; nothing but the mean when no rule was agreed."""
    seller, buyer, limit, umpire = (f"{column}{row}" for column in "BCDE")
    mean = f"({seller}+{buyer})/2"
    if assay.rule is None or assay.umpire is None:
        return mean
    to_seller, to_buyer = (f"ROUND(ABS({party}-{umpire}),9)" for party in (seller, buyer))
    nearer = f"({umpire}+{seller})/2,IF({to_seller}>{to_buyer},({umpire}+{buyer})/2,{umpire})"
    rules = {
        Rule.UMPIRE: umpire,
        Rule.MEDIAN: f"MEDIAN({seller},{buyer},{umpire})",
        Rule.NEARER: f"IF({to_seller}<{to_buyer},{nearer})",
    }
    return f"IF(ROUND(ABS({seller}-{buyer}),9)<={limit},{mean},{rules[assay.rule]})"


def write_settlement(paper: Paper, asked: SettlementInputs, row: int) -> Addresses:
    """From `row` on; where each figure stands, by its trail step's label and subject."""
    return _Settlement(paper, asked, row).write()
