"""The settlement's sheet: lots, adjustments, provisional invoice, payments and totals in shared columns, amounts in the
last."""

from collections.abc import Sequence
from decimal import Decimal

from rare_desk.core.pricing.settling.assay import Assay, Rule
from rare_desk.core.pricing.settling.payments import Party, Payment
from rare_desk.core.pricing.settling.terms import Lot, Provisional, SettlementInputs, Stage
from rare_desk.sheets.calculations.paper import FINE, MASS, MONEY, PERCENT, Addresses, Paper, quoted, rounded
from rare_desk.sheets.calculations.settling.adjusting import Adjusting
from rare_desk.sheets.calculations.settling.ground import Ground


class _Settlement:
    def __init__(self, paper: Paper, asked: SettlementInputs, row: int) -> None:
        self.paper = paper
        self.asked = asked
        self.ground = Ground(paper, asked.rounding, row)
        self.at = self.ground.at

    def write(self) -> Addresses:
        self.paper.widths(26, 14, 12, 12, 14, 16, 20)
        asked = self.asked
        self.reference = self._input("field-reference_price", "cny_dry_t", asked.reference_price, MONEY)
        self.basis = self._input("field-reference_grade", "reo", asked.reference_grade, PERCENT)
        self.vat = self._input("field-vat_rate", "percent", asked.vat_rate, PERCENT)
        if asked.stage is Stage.PROVISIONAL and asked.provisional:
            self._provisional_stage(asked.provisional)
            return self.at
        exchanged = [(lot.lot, lot.assay) for lot in asked.lots if lot.assay]
        if exchanged:
            self._assays(exchanged)
        self._lots()
        if asked.provisional:
            self._provisional(asked.provisional)
        self._payments()
        self._totals()
        return self.at

    def _input(self, name: str, unit: str, value: Decimal, form: str) -> str:
        paper, row = self.paper, self.ground.row
        self.ground.row += 1
        paper.text(f"A{row}", paper.word(name))
        paper.unit(f"C{row}", paper.word(f"unit-{unit}"))
        return paper.number(f"B{row}", value, form)

    def _assays(self, assays: list[tuple[str, Assay]]) -> None:
        paper = self.paper
        self.ground.row += 1
        names = ("seller", "buyer", "limit", "umpire", "rule")
        titles = {column: paper.word(f"field-{name}") for column, name in zip("BCDEF", names, strict=True)}
        titles |= {"A": paper.word("field-assay"), "G": self.ground.titled("field-grade", "reo")}
        paper.head(self.ground.row, titles)
        for name, assay in assays:
            self.ground.row += 1
            row = self.ground.row
            paper.text(f"A{row}", name)
            for column, value in zip("BCDE", (assay.seller, assay.buyer, assay.limit, assay.umpire), strict=True):
                if value is not None:
                    paper.number(f"{column}{row}", value, PERCENT)
            if assay.rule:
                paper.unit(f"F{row}", paper.word(f"rule-{assay.rule}"))
            self.at.put("assay", paper.formula(f"G{row}", _settling(row, assay), FINE))
        self.ground.row += 1

    def _lots(self) -> None:
        paper, ground = self.paper, self.ground
        ground.row += 1
        paper.head(
            ground.row,
            {
                "A": paper.word("field-lots"),
                "B": ground.titled("field-wet_t", "t"),
                "C": ground.titled("field-moisture", "percent"),
                "D": ground.titled("field-grade", "reo"),
                "E": ground.titled("sheet-dry", "t"),
                "F": ground.titled("sheet-unit-price", "cny_dry_t"),
                "G": ground.titled("field-amount", "cny"),
            },
        )
        first = ground.row + 1
        settled = iter(self.at.get("assay", ()))
        for lot in self.asked.lots:
            self._lot(lot, next(settled) if lot.assay else "")
        last = ground.row
        ground.row += 1
        row = ground.row
        paper.rule(row)
        paper.text(f"A{row}", paper.word("sheet-sum"))
        wet = sum((lot.wet_t for lot in self.asked.lots), Decimal(0))
        paper.formula(f"B{row}", rounded(f"SUM(B{first}:B{last})", 6), MASS, value=wet)
        grades = f"SUMPRODUCT(E{first}:E{last},D{first}:D{last})/SUM(E{first}:E{last})"
        mean = ground.round(grades, ground.rounding.grade)
        self.at.put("mean-grade", paper.formula(f"D{row}", mean, ground.assay_form))
        dry = paper.formula(f"E{row}", ground.mass(f"SUM(E{first}:E{last})"), ground.mass_form)
        self.at.put("sum-dry", dry)
        self.at.put("goods", paper.formula(f"G{row}", ground.money(f"SUM(G{first}:G{last})"), ground.money_form))
        ground.row += 2
        if self.asked.adjustments:
            Adjusting(ground, self.asked.lots, first, last, dry).write(self.asked.adjustments)

    def _lot(self, lot: Lot, settled: str) -> None:
        self.ground.row += 1
        row = self.ground.row
        self.paper.text(f"A{row}", lot.lot)
        self.paper.number(f"B{row}", lot.wet_t, MASS)
        self.paper.number(f"C{row}", lot.moisture, PERCENT)
        if settled:
            self.at.put("copy-assay", self.paper.formula(f"D{row}", settled, FINE))
        else:
            self.paper.number(f"D{row}", lot.grade, PERCENT)
        for label, address in zip(("dry", "unit-price", "lot-amount"), self._goods(row), strict=True):
            self.at.put(label, address)

    def _goods(self, row: int) -> tuple[str, str, str]:
        """Dry mass, unit price and amount of what stands in B, C and D."""
        ground, paper = self.ground, self.paper
        dry = paper.formula(f"E{row}", ground.mass(f"B{row}*(100-C{row})/100"), ground.mass_form)
        unit = paper.formula(f"F{row}", ground.price(f"{self.reference}*D{row}/{self.basis}"), ground.price_form)
        return dry, unit, paper.formula(f"G{row}", ground.money(f"E{row}*F{row}"), ground.money_form)

    def _provisional(self, invoice: Provisional) -> str:
        """Down to what was paid of it, whose address is returned."""
        paper, ground, row = self.paper, self.ground, self.ground.row
        paper.text(f"A{row}", paper.word("field-provisional"))
        paper.number(f"B{row}", invoice.wet_t, MASS)
        paper.number(f"C{row}", invoice.moisture, PERCENT)
        paper.number(f"D{row}", invoice.grade, PERCENT)
        dry, unit, net = self._goods(row)
        for label, address in (("dry", dry), ("unit-price", unit), ("net", net)):
            self.at.put(f"provisional-{label}", address)
        ground.row += 1
        vat = ground.amount("provisional-vat", ground.money(f"{net}*{self.vat}/100"))
        gross = ground.amount("provisional-gross", ground.money(f"{net}+{vat}"))
        share = paper.number(f"F{ground.row}", invoice.paid_share, PERCENT)
        paper.text(f"E{ground.row}", f"{paper.word('field-paid_share')} %", muted=True, size=9)
        paid = ground.amount("provisional-paid", ground.money(f"{gross}*{share}/100"))
        ground.row += 1
        return paid

    def _provisional_stage(self, invoice: Provisional) -> None:
        self.ground.row += 1
        paid = self._provisional(invoice)
        due = f"{paid}{self.ground.below([self._payments()])}"
        self.paper.rule(self.ground.row)
        self.ground.amount("provisional-due", self.ground.money(due))

    def _payments(self) -> str:
        """The address of their sum; empty without any."""
        made = self.asked.payments
        if not made:
            return ""
        paper, ground = self.paper, self.ground
        titles = {column: paper.word(f"field-{name}") for column, name in zip("BCDE", _TERMS, strict=True)}
        named = {"A": paper.word("field-payments"), "F": paper.word("sheet-discount"), "G": paper.word("sheet-counted")}
        paper.head(ground.row, named | titles)
        ground.row += 1
        first = ground.row
        for position, payment in enumerate(made, 1):
            self._payment(payment, payment.label or str(position))
        total = ground.total("payments", first, len(made))
        ground.row += 1
        return total

    def _payment(self, payment: Payment, name: str) -> None:
        paper, ground, row = self.paper, self.ground, self.ground.row
        paper.number(f"B{row}", payment.amount, MONEY)
        counted = f"B{row}"
        if payment.days is not None:
            borne = paper.word(f"borne-{payment.borne_by}")
            name = f"{name} ({borne})"
            terms = (payment.days, payment.discount_rate, Decimal(payment.day_basis))
            for column, value, form in zip("CDE", terms, ("0", PERCENT, "0"), strict=True):
                paper.number(f"{column}{row}", value, form)
            discount = ground.money(f"B{row}*D{row}/100*C{row}/E{row}")
            self.at.put("discount", paper.formula(f"F{row}", discount, ground.money_form))
            counted = f"B{row}-F{row}" if payment.borne_by is Party.BUYER else counted
        paper.text(f"A{row}", name)
        self.at.put("payment", paper.formula(f"G{row}", ground.money(counted), ground.money_form))
        ground.row += 1

    def _totals(self) -> None:
        paper, ground, at = self.paper, self.ground, self.at
        paper.rule(ground.row)
        goods, adjusted = at.the("goods"), at.the("adjustments")
        net = ground.amount("net", ground.money(f"{goods}+{adjusted}" if adjusted else goods))
        vat = ground.amount("vat", ground.money(f"{net}*{self.vat}/100"))
        gross = ground.amount("gross", ground.money(f"{net}+{vat}"))
        if self.asked.stage is Stage.FINAL and self.asked.provisional:
            self._to_invoice((net, vat))
        paper.rule(ground.row)
        row = ground.row
        due = f"{gross}{ground.below([at.the('provisional-paid'), at.the('payments')])}"
        balance = paper.formula(f"G{row}", ground.money(due), ground.money_form, bold=True, size=13)
        words = f"IF(G{row}<0,{quoted(paper.word('refund'))},{quoted(paper.word('balance'))})"
        paper.formula(f"A{row}", words, "General", bold=True, size=12)
        at.put("balance", balance)
        at.put("refund", balance)
        for label in ("balance", "refund"):
            at.put(f"named-{label}", f"A{row}")
        paper.text(f"A{row + 1}", paper.word("sheet-refund"), muted=True, size=9)

    def _to_invoice(self, final: Sequence[str]) -> None:
        """What is still to be invoiced, below zero by a credit note."""
        ground, paper = self.ground, self.paper
        before = (self.at.the("provisional-net"), self.at.the("provisional-vat"))
        parts: list[str] = []
        for label, now, then in zip(("net", "vat"), final, before, strict=True):
            parts.append(self._invoice_line(label, ground.money(f"{now}-{then}"), parts[0] if parts else ""))
        self._invoice_line("gross", ground.money("+".join(parts)), parts[0])
        paper.rule(ground.row)

    def _invoice_line(self, label: str, formula: str, sign: str) -> str:
        """`sign` is the address whose sign tells an invoice from a credit note, its own if empty."""
        ground, paper, row = self.ground, self.paper, self.ground.row
        address = paper.formula(f"G{row}", formula, ground.money_form)
        invoice, credit = (quoted(paper.word(f"{kind}-{label}")) for kind in ("invoice", "credit"))
        paper.formula(f"A{row}", f"IF({sign or address}<0,{credit},{invoice})", "General")
        self.at.put(f"credit-{label}", address)
        for kind in ("invoice", "credit"):
            self.at.put(f"named-{kind}-{label}", f"A{row}")
        ground.row += 1
        return self.at.put(f"invoice-{label}", address)


_TERMS = ("amount", "days", "discount_rate", "day_basis")


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
