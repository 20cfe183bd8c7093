"""Columns in which many rows share one object, as equal cells do after reading: it is asked once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

V = TypeVar("V")


class Values(list[V]):
    """A column with the objects that it is made of, until one of its values is changed."""

    __slots__ = ("distinct",)

    def __init__(self, values: Iterable[V], distinct: Collection[V]) -> None:
        super().__init__(values)
        self.distinct = distinct

    def __setitem__(self, place: Any, value: Any) -> None:
        self.distinct = self
        super().__setitem__(place, value)


def same(value: V, count: int) -> Values[V]:
    """A column that says the same throughout."""
    return Values([value] * count, [value])


def distinct(values: Sequence[V]) -> dict[int, V]:
    """The objects of a column by their ids."""
    if isinstance(values, Values):
        return {id(value): value for value in values.distinct}
    return dict(zip(map(id, values), values, strict=True))


def where(values: Sequence[Any], wrong: Callable[[Any], bool]) -> set[int]:
    """The places of the values that are; those of equal cells are one object, asked once."""
    bad = {key for key, value in distinct(values).items() if wrong(value)}
    return {at for at, value in enumerate(values) if id(value) in bad} if bad else set()


def where_together(columns: Sequence[Sequence[Any]], wrong: Callable[..., bool]) -> set[int]:
    """The places whose values of all columns are, taken together; asked once for the same objects."""
    known = [distinct(values) for values in columns]
    stated = set(zip(*(map(id, values) for values in columns), strict=True))
    bad = {keys for keys in stated if wrong(*(values[key] for values, key in zip(known, keys, strict=True)))}
    if not bad:
        return set()
    return {at for at, keys in enumerate(zip(*(map(id, values) for values in columns), strict=True)) if keys in bad}


def each_value(values: Sequence[Any], make: Callable[[Any], V]) -> Values[V]:
    """What `make` gives for each value, asked once for each object."""
    made = {key: make(value) for key, value in distinct(values).items()}
    if len(made) == 1:
        return same(next(iter(made.values())), len(values))
    return Values(map(made.__getitem__, map(id, values)), made.values())


def across(rows: Sequence[tuple[Any, ...]], width: int) -> Sequence[Sequence[Any]]:
    return tuple(zip(*rows, strict=True)) or ((),) * width


def each_once(places: Sequence[int], columns: Iterable[Sequence[Any]], make: Callable[[int], V]) -> list[V]:
    """What `make` gives for each place, asked once for places with the same objects in all columns."""
    told = [values for values in columns if len(distinct(values)) > 1]
    keys: Sequence[Any] = (
        list(map(id, told[0])) if len(told) == 1 else list(zip(*(map(id, v) for v in told), strict=True))
    )
    if not told:
        keys = [0] * (places[-1] + 1 if places else 0)
    if len(places) < len(keys):
        keys = [keys[at] for at in places]
    first = dict(zip(reversed(keys), reversed(places), strict=True))
    made = {key: make(at) for key, at in first.items()}
    return list(map(made.__getitem__, keys))
