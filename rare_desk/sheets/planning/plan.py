"""The values of an import: what the caller says, what is known, what would happen."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from rare_desk.core.problems import Problem
from rare_desk.core.products import Catalogue
from rare_desk.core.quotes import Quote
from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.sheets.planning.deals import Deals
from rare_desk.sheets.planning.usual import Nearby, Reference
from rare_desk.sheets.reading.cells import Area
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says of the files; None leaves it to them. `day_first`: 08/01/2025 is in January."""

    kind: Kind | None = None
    side: Side | None = None
    vat: TaxBasis | None = None
    unit: Unit | None = None
    compliant: Compliance | None = None
    source: str | None = None
    day_first: bool | None = None
    template: str | None = None

    def filled_from(self, other: "Options") -> "Options":
        """What is open here, as the other says it."""
        names = ("kind", "side", "vat", "unit", "compliant", "source", "day_first")
        return replace(self, **{name: getattr(other, name) for name in names if getattr(self, name) is None})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is, whatever its header says. `field` is empty for a column that is not read; `factor`
    multiplies its numbers (万元: 10000)."""

    field: str
    unit: Unit | None = None
    basis: TaxBasis | None = None
    currency: str = ""
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Template:
    """What a user said, kept for files with this set of headers; `columns` by header."""

    name: str
    headers: tuple[str, ...]
    answers: Options
    columns: Mapping[str, Meaning] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What reading needs of the book: its products, whose desk it is, the day, the templates; the names of its parties,
    by each alias the name that it stands for, and by name what is kept with a party for new trades."""

    catalogue: Catalogue
    today: dt.date
    desk: str = ""
    templates: tuple[Template, ...] = ()
    parties: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """`code` is the option that answers it, `choices` what it may be (empty: any text)."""

    code: str
    column: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something read that the user should see: a key of imports.toml with its details."""

    code: str
    details: tuple[tuple[str, str], ...] = ()


def note(code: str, **details: object) -> Note:
    return Note(code, tuple((name, str(detail)) for name, detail in details.items()))


class Named(NamedTuple):
    """A row read as a quote."""

    row: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Totals:
    """Of all rows that are not wrong; None where rows differ in it, or it does not apply."""

    quantity_t: Decimal = Decimal(0)
    amount_as_written: Decimal | None = None
    currency: str | None = None
    price_includes_vat: bool | None = None
    amount_cny_ex_vat: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """What the file's rows say beside what was read of them. `product` is a code, empty for the whole table; the
    `stated_` figures are of the file's own total row."""

    product: str
    rows_file: int
    rows_read: int
    quantity_file: Decimal
    quantity_read: Decimal
    amount_file: Decimal | None
    amount_read: Decimal
    stated_quantity: Decimal | None = None
    stated_amount: Decimal | None = None

    @property
    def said(self) -> tuple[Decimal, Decimal | None]:
        """Quantity and amount by the total row, or without one by the rows of the file."""
        quantity = self.quantity_file if self.stated_quantity is None else self.stated_quantity
        return quantity, self.amount_file if self.stated_amount is None else self.stated_amount

    @property
    def agrees(self) -> bool:
        """What the file says equals what was read."""
        quantity, amount = self.said
        return quantity == self.quantity_read and (amount is None or amount == self.amount_read)


@dataclass(frozen=True, slots=True)
class Sum:
    """Of some rows: what the file says (t; 1e-4 of the currency), and what was read."""

    rows: int = 0
    quantity: Decimal = Decimal(0)
    amount: int | Decimal = 0
    read: int = 0
    grams: int = 0
    money: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.rows + other.rows, self.quantity + other.quantity, self.amount + other.amount,
            self.read + other.read, self.grams + other.grams, self.money + other.money,
        )  # fmt: skip

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(
            self.rows - other.rows, self.quantity - other.quantity, self.amount - other.amount,
            self.read - other.read, self.grams - other.grams, self.money - other.money,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """Of some deals, what their Totals are made of: how many by currency and by tax basis, grams, and money in 1e-4;
    `unconverted` of them have no amount in CNY ex VAT."""

    currencies: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    grams: int = 0
    written: int = 0
    ex_vat: int = 0
    unconverted: int = 0

    def moved(self, gone: "Tally", come: "Tally") -> "Tally":
        """Of the same deals but for some that are others now."""
        return Tally(
            self.currencies - gone.currencies + come.currencies, self.bases - gone.bases + come.bases,
            self.grams - gone.grams + come.grams, self.written - gone.written + come.written,
            self.ex_vat - gone.ex_vat + come.ex_vat, self.unconverted - gone.unconverted + come.unconverted,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A cell as the file has it and as it was read: `read` in plain figures with unit, currency and basis; empty for
    a column that is not read or a row that is wrong."""

    row: int
    raw: str
    read: str = ""


@dataclass(slots=True)
class SheetPlan:
    """What would happen to one table of a sheet. `deals` or `quotes` hold the rows that are not wrong; `fresh`
    are the places in them that are new and not suspect, `doubtful` those that are suspect, `closed` those new ones,
    suspect or not, whose month is closed, `existing` how many stand already."""

    file: str
    sheet: str
    table: int = 0
    """Counts from 0 in its sheet."""
    area: Area | None = None
    """Its cells, header and rows; None where no table was found."""
    kind: Kind | None = None
    header_first: int = 0
    header_row: int = 0
    headers: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: int = 0
    deals: Deals = field(default_factory=Deals)
    doubts: dict[int, list[Problem]] = field(default_factory=dict)
    """By row number, what is doubtful of a trade by its own row: a price that is a range, a remark that calls it void,
    an amount that is not quantity times price."""
    quotes: list[Named] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    existing: int = 0
    wrong: int = 0
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """Row numbers with why: title, blank, total, header, remark, user."""
    samples: Mapping[int, tuple[Sample, ...]] = field(default_factory=dict)
    """The first rows, by the column's place in `columns`' `at`."""
    totals: Totals = Totals()
    controls: list[Control] = field(default_factory=list)
    sums: Mapping[str, Sum] = field(default_factory=dict, compare=False, repr=False)
    """By product, what `controls` are made of."""
    tally: Tally = field(default_factory=Tally, compare=False, repr=False)
    """What `totals` are made of."""
    answers: Options = Options()
    """What was in force for this sheet: the caller's, then the template's."""
    template: str = ""
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    """By header, where the template or the user says another one than the header."""
    skipped: bool = False
    """By the user: nothing of it comes in."""

    @property
    def open(self) -> bool:
        """Something stands in the way of writing it without further word."""
        return bool(self.questions or self.wrong or self.doubtful)

    @property
    def closed_doubtful(self) -> int:
        """How many of the rows of closed months are suspect too."""
        suspect = self.deals.column("suspect")
        return sum(bool(suspect[place]) for place in self.closed)

    @property
    def numbers(self) -> Sequence[int]:
        """The row numbers of what was read, ascending."""
        return [named.row for named in self.quotes] if self.kind == "quotes" else self.deals.column("row")

    def column_of(self, column: Column) -> int:
        """Its place in the sheet, 0 for A."""
        return column.at + (self.area.first_column if self.area else 0)

    def cell_of(self, found: Problem) -> tuple[int, int] | None:
        """Row and column of the cell that a problem is about; None where its column is not in the table."""
        at = next((self.column_of(c) for c in self.columns if c.header == found.place.column), None)
        return None if at is None else (found.place.row, at)


@dataclass(frozen=True, slots=True)
class FilePlan:
    name: str
    digest: str
    sheets: tuple[SheetPlan, ...]


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What the book holds around the file's days. `contents` counts trades and quotes by what identifies them,
    `terms` has the prices of numbered deals; `shipped` are prices that came with the program, as Reference."""

    contents: Mapping[tuple[object, ...], int] = field(default_factory=dict)
    terms: Mapping[tuple[object, ...], frozenset[int]] = field(default_factory=dict)
    reference: Mapping[str, Reference] = field(default_factory=dict)
    shipped: Mapping[str, Reference] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    """The book's closed months."""
    days: tuple[str, str] | None = None
    """The first and the last of the file's, in ISO form."""
    nearby: dict[str, Nearby] = field(default_factory=dict, compare=False)
    """What is usual of a product on a day by `reference`, as far as it has been asked."""
    lines: dict[tuple[object, object], list[tuple[object, ...]]] = field(default_factory=dict, compare=False)
    """Those of `terms` by number and product, once they were asked for."""

    def lines_of(self, number: str, product: str) -> list[tuple[object, ...]]:
        """What is known of the numbered deals of this number and product."""
        if not self.lines:
            for key in self.terms:
                self.lines.setdefault((key[0], key[1]), []).append(key)
        return self.lines.get((number, product), [])
