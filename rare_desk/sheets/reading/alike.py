"""Columns in which many rows share one object, as equal cells do after reading: it is asked once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

V = TypeVar("V")


def where(values: Sequence[Any], wrong: Callable[[Any], bool]) -> set[int]:
    """The places of the values that are; those of equal cells are one object, asked once."""
    bad = {key for key, value in dict(zip(map(id, values), values, strict=True)).items() if wrong(value)}
    return {at for at, value in enumerate(values) if id(value) in bad} if bad else set()


def each_value(values: Sequence[Any], make: Callable[[Any], V]) -> list[V]:
    """What `make` gives for each value, asked once for each object."""
    keys = list(map(id, values))
    made = {key: make(value) for key, value in dict(zip(keys, values, strict=True)).items()}
    return list(map(made.__getitem__, keys))


def across(rows: Sequence[tuple[Any, ...]], width: int) -> Sequence[Sequence[Any]]:
    return tuple(zip(*rows, strict=True)) or ((),) * width


def each_once(places: Sequence[int], columns: Iterable[Sequence[Any]], make: Callable[[int], V]) -> list[V]:
    """What `make` gives for each place, asked once for places with the same objects in all columns."""
    told = [values for values in columns if any(values)]
    keys: Sequence[Any] = (
        list(map(id, told[0])) if len(told) == 1 else list(zip(*(map(id, v) for v in told), strict=True))
    )
    if not told:
        keys = [0] * len(places)
    if len(places) < len(keys):
        keys = [keys[at] for at in places]
    first = dict(zip(reversed(keys), reversed(places), strict=True))
    made = {key: make(at) for key, at in first.items()}
    return list(map(made.__getitem__, keys))
