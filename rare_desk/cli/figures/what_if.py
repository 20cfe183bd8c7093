"""What `price --solve` and `price --vary` say."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from rare_desk.cli.say import Say
from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.result import shown
from rare_desk.core.problems import Refused, problem


def misuse(source: str | None, solve: str | None, target: str | None, ranges: Sequence[str]) -> str:
    """The key of what is wrong with how the options go together; empty when nothing is."""
    if source is None:
        return "input-needed"
    if bool(solve) != bool(target):
        return "solve-with-for"
    if solve and ranges:
        return "solve-or-vary"
    return "vary-two" if len(ranges) > 2 else ""


def say_solved(say: Say, name: str, given: Mapping[str, object], wanted: tuple[str, str], as_json: bool) -> None:
    from rare_desk.ops import pricing
    from rare_desk.ops.contracts import what_if

    path, target = wanted
    figure, _, written = target.partition("=")
    value = parse_number(written)
    if not isinstance(value, Decimal):
        raise Refused(problem("solve-needs", "", target))
    found = what_if.solved(name, given, path.strip(), figure.strip(), value)
    if as_json:
        say.document(what_if.solved_json(found))
        return
    key = "solved" if found.exact else "solved-nearest"
    place = pricing.place_name(found.field, say.language)
    reached = shown(found.reached)
    say.line(say.words(key, field=place, value=shown(found.value), figure=found.figure, reached=reached))


def say_varied(say: Say, name: str, given: Mapping[str, object], ranges: Sequence[str], as_json: bool) -> None:
    """Of one input a table of all figures, of two one of the figure that stands for the result."""
    from rare_desk.ops import pricing
    from rare_desk.ops.contracts import what_if

    axes = [what_if.axis(path.strip(), values) for path, _, values in (one.partition("=") for one in ranges)]
    found = what_if.varied(name, given, axes)
    if as_json:
        say.document(what_if.varied_json(found, say.language))
        return
    figures = what_if.shown_figures(name, found)
    places = [pricing.place_name(one.path, say.language) for one in axes]
    if len(axes) == 1:
        titles = [places[0], *figures]
        rows = [
            [shown(cell.values[0]), *(shown(cell.figures[one]) if one in cell.figures else "" for one in figures)]
            for cell in found.cells
        ]
    else:
        titles = [f"{places[0]} \\ {places[1]}", *map(shown, axes[1].values)]
        first = figures[0] if figures else ""
        rows = [
            [shown(value), *(shown(cell.figures[first]) if first in cell.figures else "" for cell in found.row(place))]
            for place, value in enumerate(axes[0].values)
        ]
        say.line(first)
    say.grid(titles, rows, [True] * len(titles))
    refused = dict.fromkeys(pricing.said(one, say.language) for cell in found.cells for one in cell.problems)
    for sentence in list(refused)[:_NAMED]:
        say.note(sentence)


_NAMED = 5
"""So many reasons for empty cells are said."""
