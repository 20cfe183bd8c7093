"""A sheet of lines: inputs with what each was taken from, then figures with what they are before rounding."""

from collections.abc import Mapping
from decimal import Decimal

from rare_desk.sheets.calculations.paper import Addresses, Paper, absolute, form_of, rounded

WIDTHS = (26, 16, 14, 19, 40)
_UNROUNDED = "#,##0.000000"


class Lines:
    """A name in A, its figure in B, the unit in C; of an input its source in D, of a figure what it is before rounding,
    and its formula from E on.

    `row` is the next free one, `at` where each figure stands by its trail step's label; `sources` are those of the
    inputs by their path.
    """

    def __init__(self, paper: Paper, row: int, sources: Mapping[str, str]) -> None:
        self.paper = paper
        self.row = row
        self.sources = sources
        self.at = Addresses()
        self.exact = Addresses()
        """Where the figures stand before rounding."""

    def word(self, key: str, **details: str) -> str:
        return self.paper.word(key, **details)

    def titled(self, key: str, unit: str) -> str:
        """As a table's column is called: `含税价 元/吨`."""
        return f"{self.word(key)} {self.word(f'unit-{unit}')}"

    def inputs(self) -> None:
        """The head over inputs."""
        names = ("sheet-inputs", "sheet-value", "sheet-unit", "sheet-source")
        self.head({column: self.word(name) for column, name in zip("ABCD", names, strict=True)}, "CD")

    def figures(self) -> None:
        """The head over figures, a row below what stands there."""
        self.row += 1
        names = ("sheet-figure", "sheet-value", "sheet-unit", "sheet-unrounded", "sheet-formula")
        self.head({column: self.word(name) for column, name in zip("ABCDE", names, strict=True)}, "CE")

    def head(self, titles: Mapping[str, str], words: str) -> int:
        """A table's head; the columns of `words` are texts. Its first row is returned."""
        self.paper.head(self.row, dict(titles), words=words)
        self.row += 1
        return self.row

    def table(self, titles: Mapping[str, str], words: str = "") -> int:
        """The same, a row below what stands there."""
        self.row += 1
        return self.head(titles, words)

    def number(self, name: str, unit: str, value: Decimal, *, label: str = "", path: str = "", least: int = 2) -> str:
        """The input of that field, at `path` when it is one of several; returns its address."""
        row = self._line(label or self.word(f"field-{name}"), unit)
        self.note(f"D{row}", self.source(path or name))
        return self.paper.number(f"B{row}", value, form_of(value, least=least))

    def source(self, *paths: str) -> str:
        """What the inputs there were taken from, each source once."""
        found = dict.fromkeys(self.sources[path] for path in paths if path in self.sources)
        return "; ".join(found) if found else self.word("source-hand")

    def note(self, at: str, text: str) -> None:
        self.paper.unit(at, text)

    def figure(
        self,
        label: str,
        unit: str,
        expression: str,
        formula: str,
        *,
        subject: str = "",
        name: str = "",
        places: int = 2,
        final: bool = False,
    ) -> str:
        """A line of the step of that label, called so or by `name`; returns the address of the unrounded figure."""
        row = self._line(name or self.word(label, subject=subject).strip(), unit, bold=final)
        exact = self.exact.put(label, self.unrounded(f"D{row}", expression))
        self.note(f"E{row}", self.word(formula))
        form = form_of(least=places)
        self.at.put(label, self.paper.formula(f"B{row}", rounded(exact, places), form, bold=final))
        return exact

    def result(self, at: str, label: str, exact: str, places: int = 2) -> str:
        """A table's cell with the step of that label, rounded from `exact`, a cell or an expression."""
        form = form_of(least=places)
        return self.at.put(label, self.paper.formula(at, rounded(exact, places), form))

    def unrounded(self, at: str, expression: str, value: Decimal | None = None) -> str:
        return self.paper.formula(at, expression, _UNROUNDED, muted=True, size=9, value=value)

    def _line(self, name: str, unit: str, *, bold: bool = False) -> int:
        row = self.row
        self.row += 1
        self.paper.text(f"A{row}", name, bold=bold)
        self.paper.unit(f"C{row}", self.word(f"unit-{unit}"))
        return row


def at(column: str, row: int) -> str:
    return absolute(f"{column}{row}")
