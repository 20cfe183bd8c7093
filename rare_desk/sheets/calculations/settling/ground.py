"""What the parts of a settlement's sheet share: the paper, the next free row, and how the contract rounds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rare_desk.core.pricing.settling.rounding import Rounding
from rare_desk.sheets.calculations.paper import Addresses, Paper, rounded


def form(places: int) -> str:
    return f"#,##0.{'0' * places}" if places else "#,##0"


@dataclass
class Ground:
    """`row` is the next free one; `at` where each figure stands, by its trail step's label."""

    paper: Paper
    rounding: Rounding
    row: int
    at: Addresses = field(default_factory=Addresses)

    def round(self, expression: str, places: int) -> str:
        return rounded(expression, places, self.rounding.mode)

    def money(self, expression: str) -> str:
        return self.round(expression, self.rounding.amount)

    def mass(self, expression: str) -> str:
        return self.round(expression, self.rounding.mass)

    def price(self, expression: str) -> str:
        return self.round(expression, self.rounding.price)

    @property
    def money_form(self) -> str:
        return form(self.rounding.amount)

    @property
    def price_form(self) -> str:
        return form(self.rounding.price)

    @property
    def mass_form(self) -> str:
        return form(self.rounding.mass)

    @property
    def assay_form(self) -> str:
        return form(self.rounding.grade)

    def titled(self, key: str, unit: str) -> str:
        return f"{self.paper.word(key)} {self.paper.word(f'unit-{unit}')}"

    def amount(self, key: str, formula: str, label: str = "") -> str:
        """A line of its own with an amount in the last column, put down as `label`, else `key`."""
        self.paper.text(f"A{self.row}", self.paper.word(key))
        self.row += 1
        address = self.paper.formula(f"G{self.row - 1}", formula, self.money_form)
        return self.at.put(label or key, address)

    def total(self, key: str, first: int, count: int) -> str:
        """A line with the sum of the amounts from row `first` on; of one amount its own address."""
        if count == 1:
            return self.at.put(key, f"$G${first}")
        self.paper.rule(self.row)
        return self.amount(key, self.money(f"SUM(G{first}:G{self.row - 1})"))

    def below(self, addresses: Sequence[str]) -> str:
        """What is taken off: `-$G$7-$G$9`, nothing for those that are not there."""
        return "".join(f"-{address}" for address in addresses if address)
