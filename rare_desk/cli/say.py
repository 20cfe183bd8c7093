"""What the commands say: one JSON document or an aligned table on stdout, sentences on stderr."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import click

from rare_desk.core.numbers import exact, plain
from rare_desk.core.problems import Problem
from rare_desk.sheets.out.writing import json_text
from rare_desk.words import Language, has, on_one_line, printed, sentence, width, word

_CODED = ("side", "status", "reasons", "flags", "code", "freq", "rule")


@dataclass(frozen=True, slots=True)
class Say:
    language: Language

    def words(self, key: str, **details: object) -> str:
        return word(f"cli.{key}", self.language, **{name: str(detail) for name, detail in details.items()})

    def note(self, text: str) -> None:
        click.echo(printed(text), err=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            place = " ".join(_place(problem, self))
            self.note(f"{place}: {sentence(problem, self.language)}" if place else sentence(problem, self.language))

    def document(self, document: object) -> None:
        """The one JSON document of a command with --json."""
        click.echo(json_text(document))

    def paths(self, paths: Iterable[Path], as_json: bool) -> None:
        """What a command has written."""
        names = [str(path) for path in paths]
        if as_json:
            self.document({"paths": names})
        else:
            click.echo("\n".join(names))

    def line(self, text: str) -> None:
        click.echo(printed(text))

    def code(self, room: str, code: object) -> str:
        """The word that the file `room` of resources/words has for the code; the code itself if it has none."""
        key = f"{room}.{code}"
        return word(key, self.language) if has(key) else str(code)

    def table(self, records: Sequence[Mapping[str, object]], columns: Sequence[str], room: str = "") -> None:
        """Columns by their keys in the records; figures right, text left, codes in the words of `room`."""
        shown = [[self._cell(record.get(column), column, room) for column in columns] for record in records]
        titles = [self.words(f"column-{column}") for column in columns]
        self.grid(titles, shown, [_is_figure(records, column) for column in columns])

    def grid(self, titles: Sequence[str], shown: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
        """Cells under their titles, aligned to the right or the left."""
        shown = [[on_one_line(cell) for cell in cells] for cells in shown]
        widths = [max(map(width, cells)) for cells in zip(titles, *shown, strict=True)]
        for cells in (titles, *shown):
            padded = [_padded(cell, wide, by) for cell, wide, by in zip(cells, widths, right, strict=True)]
            click.echo("  ".join(padded).rstrip())

    def _cell(self, value: object, column: str, room: str) -> str:
        if column in _CODED and value:
            codes = value if isinstance(value, (list, tuple)) else (value,)
            return self.words("between").join(self.code(room, code) for code in codes)
        return percent(value) if column == "coverage" and isinstance(value, float) else _shown(value)


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _place(problem: Problem, say: Say) -> Iterable[str]:
    place = problem.place
    yield from (part for part in (place.file, place.sheet) if part)
    if place.row:
        yield say.words("row", row=place.row)
    if place.column:
        yield place.column


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, float):
        return plain(exact(round(value, 6)))
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    return str(value)


def _is_figure(records: Sequence[Mapping[str, object]], column: str) -> bool:
    values = (record.get(column) for record in records)
    return any(isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) for value in values)


def _padded(text: str, wide: int, right: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if right else text + space
