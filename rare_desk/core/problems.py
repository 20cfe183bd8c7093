"""A user's mistake as a value: where it is, what it is and why, in codes. `words.sentence` says it in a language."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as the user's own program names it: `row` counts from 1, `column` is the header without white space."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is the key of its sentence in resources/words/problems.toml; `details` fill that sentence's placeholders.

    `field` is the record's field by its name in the code, `value` what the user wrote. A suspect record may be
    saved when the user says so, a wrong one may not.
    """

    code: str
    field: str = ""
    value: str = ""
    details: tuple[tuple[str, str], ...] = ()
    suspect: bool = False
    place: Place = Place()

    def at(self, place: Place) -> "Problem":
        return replace(self, place=place)


def problem(code: str, field: str = "", value: object = "", *, suspect: bool = False, **details: object) -> Problem:
    """Short form with the details as keyword arguments."""
    said = tuple((name, str(detail)) for name, detail in details.items())
    return Problem(code, field, str(value), said, suspect)


T = TypeVar("T")


def kept(read: T | Problem, field: str, problems: list[Problem]) -> T | None:
    """What was read of a field; None of what could not be, which goes to the problems as one of that field."""
    if isinstance(read, Problem):
        problems.append(replace(read, field=field))
        return None
    return read


class Refused(Exception):
    """An op that the user's data or state does not allow; nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(p.code for p in problems))
        self.problems = problems

    @classmethod
    def at_fields(cls, problems: Iterable[Problem]) -> "Refused":
        """Each at the input that it is of, as in a cell of that column."""
        return cls(*(one.at(Place(column=one.field)) for one in problems))
