"""The trades of a table as read: one is a row, all of them are columns."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple, cast, overload


class Deal(NamedTuple):
    """A row read as a trade, in the book's scaled integers (money 1e-4, grams, rates 1e-6) and ISO dates."""

    row: int
    date: str
    product: str
    counterparty: str
    buyer: str
    seller: str
    quantity_g: int
    price_ex_vat: int | None
    price_incl_vat: int | None
    amount_ex_vat: int | None
    amount_incl_vat: int | None
    amount: int | None
    reo_pct: int | None
    side: str
    status: str
    deal_no: str
    quantity_unit: str
    price: int
    price_unit: str
    currency: str
    tax_basis: str
    vat_rate: int
    fx: int | None
    related: int
    spot: int
    compliance: str
    contract_no: str
    grade: str
    delivery_place: str
    delivery_date: str | None
    payment: str
    incoterm: str
    country: str
    origin: str
    lot: str
    trader: str
    note: str
    suspect: str


_PLACES = {name: at for at, name in enumerate(Deal._fields)}
_made = partial(tuple.__new__, Deal)


class Deals(Sequence[Deal]):
    """Deals in the order of their rows, kept a column at a time: one is put together when it is asked for.

    Copies share their columns until one of them is changed.
    """

    __slots__ = ("_columns", "_own")

    def __init__(self, columns: Iterable[Sequence[Any]] = ()) -> None:
        """`columns` in the order of a Deal's fields, all of one length."""
        self._columns = list(columns) or [()] * len(Deal._fields)
        self._own: set[int] = set()
        """The places of the columns that nobody shares."""

    @classmethod
    def of(cls, deals: Iterable[Deal]) -> "Deals":
        return cls(zip(*deals, strict=True))

    @classmethod
    def joined(cls, parts: Sequence["Deals"]) -> "Deals":
        """One after another."""
        columns = zip(*(part._columns for part in parts), strict=True)
        return parts[0] if len(parts) == 1 else cls(list(chain.from_iterable(column)) for column in columns)

    def column(self, name: str) -> Sequence[Any]:
        """One field of all deals; not to be changed."""
        return self._columns[_PLACES[name]]

    def at(self, places: Sequence[int]) -> "Deals":
        """Those at these places, which ascend."""
        if len(places) == len(self):
            return self
        return Deals(list(map(column.__getitem__, places)) for column in self._columns)

    def copy(self) -> "Deals":
        self._own.clear()
        return Deals(self._columns)

    def __len__(self) -> int:
        return len(self._columns[0])

    @overload
    def __getitem__(self, place: int) -> Deal: ...
    @overload
    def __getitem__(self, place: slice) -> "Deals": ...
    def __getitem__(self, place: int | slice) -> "Deal | Deals":
        values = [column[place] for column in self._columns]
        return Deals(values) if isinstance(place, slice) else _made(values)

    def __iter__(self) -> Iterator[Deal]:
        return map(_made, zip(*self._columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Deals) and list(self) == list(other)

    def __repr__(self) -> str:
        return f"Deals({list(self)})"

    # -- changing ----------------------------------------------------------------------------------------------------

    def put(self, place: int, deal: Deal) -> None:
        """Instead of the one there."""
        self.change(place, **deal._asdict())

    def change(self, place: int, **fields: object) -> None:
        for name, value in fields.items():
            if self._columns[_PLACES[name]][place] != value:
                self._writable(_PLACES[name])[place] = value

    def insert(self, place: int, deal: Deal) -> None:
        for at, value in enumerate(deal):
            self._writable(at).insert(place, value)

    def remove(self, place: int) -> None:
        for at in _PLACES.values():
            del self._writable(at)[place]

    def _writable(self, at: int) -> list[Any]:
        if at not in self._own:
            self._columns[at] = list(self._columns[at])
            self._own.add(at)
        return cast("list[Any]", self._columns[at])
