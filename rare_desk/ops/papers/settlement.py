"""The paper of a settlement: provisional or final, with its lots, adjustments, invoices, payments and balance."""

from collections.abc import Iterator
from decimal import Decimal

from rare_desk.core.amount_words import amount_in_words
from rare_desk.core.numbers import figure
from rare_desk.core.pricing.settling.payments import Party, Payment
from rare_desk.core.pricing.settling.settlement import Settlement
from rare_desk.core.pricing.settling.terms import SettlementInputs, Stage
from rare_desk.ops.papers.document import NOBODY, Column, Document, Figure, Table, Weight
from rare_desk.ops.papers.words import Words

_GOODS = (("lot", 0.16), ("wet_t", 0.13), ("moisture", 0.1), ("grade", 0.11), ("dry", 0.14), ("unit-price", 0.16))


def settlement_title(asked: SettlementInputs, made: Settlement, words: Words) -> str:
    if asked.stage is Stage.PROVISIONAL:
        return words.paper("provisional-settlement")
    if made.invoice_gross is not None and made.invoice_gross < 0:
        return words.paper("credit-note")
    return words.paper("final-settlement" if asked.stage is Stage.FINAL else "settlement")


class SettlementPaper:
    """Fills the parts of a document from what was asked and what it came to."""

    def __init__(self, asked: SettlementInputs, made: Settlement, words: Words) -> None:
        self.asked = asked
        self.made = made
        self.words = words
        self.places = asked.rounding

    def tables(self) -> tuple[Table, ...]:
        found = [self._lots() if self.made.lots else None, self._adjustments(), self._provisional(), self._payments()]
        return tuple(table for table in found if table is not None)

    def figures(self) -> Iterator[Figure]:
        made, words = self.made, self.words
        if self.asked.stage is not Stage.PROVISIONAL:
            yield self._figure("goods", made.goods)
            if self.asked.adjustments:
                yield self._figure("adjustments", made.adjustments)
        yield self._figure("net", made.net, words.paper("ex-vat"))
        yield self._figure("vat", made.vat, f"{self.asked.vat_rate:f} %")
        yield self._figure("gross", made.gross, weight=Weight.SUM)
        if made.invoice_gross is not None:
            kind = "credit" if made.invoice_gross < 0 else "invoice"
            yield self._figure(f"{kind}-gross", abs(made.invoice_gross), self._split(made))
        if made.provisional_paid is not None and self.asked.stage is not Stage.PROVISIONAL:
            yield self._figure("provisional-paid", -made.provisional_paid)
        elif made.provisional_paid is not None and self.asked.provisional:
            share = f"{self.asked.provisional.paid_share:f} %"
            name, unit = self.words.paper("provisional-payable"), self.words.pricing("unit-cny")
            yield Figure(name, self._money(made.provisional_paid), unit, share)
        if made.payments is not None:
            yield self._figure("payments", -made.payments)
        yield self._balance()

    def words_of_balance(self) -> str:
        """大写 of what is to be paid; English papers have none."""
        if self.words.language != "zh":
            return ""
        return self.words.paper("in-words", words=amount_in_words(abs(self.made.balance)))

    def _split(self, made: Settlement) -> str:
        net, vat = made.invoice_net, made.invoice_vat
        return self.words.paper("net-and-vat", net=self._money(net and abs(net)), vat=self._money(vat and abs(vat)))

    def _balance(self) -> Figure:
        balance = self.made.balance
        if self.asked.stage is Stage.PROVISIONAL:
            name, way = self.words.pricing("provisional-due"), "buyer-pays"
        else:
            name = self.words.pricing("refund" if balance < 0 else "balance")
            way = "seller-pays" if balance < 0 else "buyer-pays"
        unit = self.words.pricing("unit-cny")
        return Figure(name, self._money(abs(balance)), unit, self.words.paper(way), Weight.RESULT)

    def _figure(self, key: str, value: Decimal, note: str = "", weight: Weight = Weight.PLAIN) -> Figure:
        return Figure(self.words.pricing(key), self._money(value), self.words.pricing("unit-cny"), note, weight)

    def _money(self, value: Decimal | None) -> str:
        return figure(value, self.places.amount)

    def _mass(self, value: Decimal | None) -> str:
        return figure(value, self.places.mass)

    def _columns(self, first: str) -> tuple[Column, ...]:
        words = self.words
        titles = {
            "lot": first,
            "wet_t": words.titled("field-wet_t", "t"),
            "moisture": words.titled("field-moisture", "percent"),
            "grade": words.titled("field-grade", "reo"),
            "dry": words.titled("sheet-dry", "t"),
            "unit-price": words.titled("sheet-unit-price", "cny_dry_t"),
        }
        named = tuple(Column(titles[name], share, name != "lot") for name, share in _GOODS)
        return (*named, Column(words.titled("field-amount", "cny"), 0.2))

    def _lots(self) -> Table:
        made, price = self.made, self.places.price
        rows = tuple(
            (
                lot.lot,
                figure(lot.wet_t, 3),
                figure(lot.moisture, 2),
                _grade(done.grade),
                self._mass(done.dry_t),
                figure(done.unit_price, price),
                self._money(done.amount),
            )
            for lot, done in zip(self.asked.lots, made.lots, strict=True)
        )
        wet = sum((lot.wet_t for lot in self.asked.lots), Decimal(0))
        mean = figure(made.mean_grade, self.places.grade)
        name = self.words.pricing("sheet-sum")
        total = (name, figure(wet, 3), "", mean, self._mass(made.dry_t), "", self._money(made.goods))
        return Table(self.words.pricing("field-lots"), self._columns(self.words.pricing("field-lot")), rows, total)

    def _adjustments(self) -> Table | None:
        if not self.made.adjustment_amounts:
            return None
        rows = []
        for position, (one, amount) in enumerate(
            zip(self.asked.adjustments, self.made.adjustment_amounts, strict=True), 1
        ):
            per_tonne = figure(one.per_dry_t, 2) if one.per_dry_t is not None else ""
            rows.append((one.subject(position), self.words.basis(one), per_tonne, self._money(amount)))
        columns = (
            Column(self.words.pricing("field-label"), 0.2, figure=False),
            Column(self.words.paper("basis"), 0.46, figure=False),
            Column(self.words.titled("field-per_dry_t", "cny"), 0.16),
            Column(self.words.titled("field-amount", "cny"), 0.18),
        )
        return Table(self.words.pricing("field-adjustments"), columns, tuple(rows))

    def _provisional(self) -> Table | None:
        invoice, made = self.asked.provisional, self.made
        if invoice is None:
            return None
        row = (
            self.words.pricing("short-provisional"),
            figure(invoice.wet_t, 3),
            figure(invoice.moisture, 2),
            _grade(invoice.grade),
            self._mass(made.provisional_dry_t),
            figure(made.provisional_unit_price, self.places.price),
            self._money(made.provisional_net),
        )
        title = self.words.pricing("field-provisional")
        return Table(title, self._columns(self.words.paper("basis")), (row,))

    def _payments(self) -> Table | None:
        if not self.made.payment_amounts:
            return None
        pairs = zip(self.asked.payments, self.made.payment_amounts, strict=True)
        rows = tuple(
            (payment.label or str(position), self._discount(payment), self._money(payment.amount), self._money(counted))
            for position, (payment, counted) in enumerate(pairs, 1)
        )
        columns = (
            Column(self.words.pricing("field-label"), 0.2, figure=False),
            Column(self.words.paper("discount"), 0.4, figure=False),
            Column(self.words.titled("field-amount", "cny"), 0.2),
            Column(self.words.titled("sheet-counted", "cny"), 0.2),
        )
        return Table(self.words.pricing("field-payments"), columns, rows)

    def _discount(self, payment: Payment) -> str:
        if payment.days is None:
            return ""
        borne = "borne-buyer" if payment.borne_by is Party.BUYER else "borne-seller"
        rate, days = f"{payment.discount_rate:f}", f"{payment.days:f}"
        terms = self.words.paper("discount-terms", rate=rate, days=days, basis=str(payment.day_basis))
        return f"{terms} · {self.words.pricing(borne)}"


def _grade(value: Decimal) -> str:
    """At least two decimals, more where an assay's mean has them."""
    return figure(value, 2 if value == round(value, 2) else 4)


def settlement_parts(asked: SettlementInputs, made: Settlement, words: Words) -> Document:
    """Without letterhead, parties and notes of sources, which all papers have alike."""
    paper = SettlementPaper(asked, made, words)
    return Document(
        title=settlement_title(asked, made, words),
        subtitle="",
        letterhead=NOBODY,
        about=(),
        tables=paper.tables(),
        figures=tuple(paper.figures()),
        words=paper.words_of_balance(),
        notes=(words.rounding(asked.rounding),),
        signatures=(words.paper("seller-signs"), words.paper("buyer-signs")),
    )
