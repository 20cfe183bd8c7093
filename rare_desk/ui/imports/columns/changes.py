"""What another template makes of a table: columns read otherwise, answers, how many rows stand as what."""

from __future__ import annotations

from dataclasses import fields

from rare_desk.ops.imports.ledgers import Options, SheetColumn, SheetPlan
from rare_desk.ui import formats, labels
from rare_desk.ui.imports.columns.tables import basis_words, meaning_words, measure_words

_MOST = 4


def changes(before: SheetPlan, after: SheetPlan) -> str:
    """Empty when nothing is another one."""
    said = _columns(before, after)
    said = [*said[:_MOST], *(["…"] if len(said) > _MOST else [])]
    said += [*_answers(before.answers, after.answers), *_counts(before, after)]
    return labels.label("imports.list-mark").join(said)


def _columns(before: SheetPlan, after: SheetPlan) -> list[str]:
    was = {before.column_of(column): _read_as(column) for column in before.columns}
    now = {after.column_of(column): (column.header, _read_as(column)) for column in after.columns}
    return [
        labels.label("imports.change-column", column=header, was=was.get(at, ""), now=read)
        for at, (header, read) in sorted(now.items())
        if was.get(at, "") != read
    ]


def _read_as(column: SheetColumn) -> str:
    if column.field in ("", "ignored"):
        return meaning_words(column)
    return " ".join(filter(None, (meaning_words(column), measure_words(column), basis_words(column))))


def _answers(before: Options, after: Options) -> list[str]:
    return [
        labels.label(f"imports.change-{one.name}", value=_answer(one.name, value))
        for one in fields(Options)
        if one.name in _ASKED and (value := getattr(after, one.name)) != getattr(before, one.name) and value is not None
    ]


_ASKED = ("kind", "side", "vat", "unit", "compliant", "source", "day_first")


def _answer(name: str, value: object) -> str:
    if name == "source":
        return str(value)
    if name == "vat":
        return labels.label(f"imports.basis-{value}")
    choice = ("dmy" if value else "mdy") if name == "day_first" else value
    return labels.label(f"imports.choice-{choice}")


def _counts(before: SheetPlan, after: SheetPlan) -> list[str]:
    pairs = {
        "new": (len(before.fresh), len(after.fresh)),
        "existing": (before.existing, after.existing),
        "suspect": (len(before.doubtful), len(after.doubtful)),
        "closed": (len(before.closed), len(after.closed)),
        "wrong": (before.wrong, after.wrong),
    }
    return [
        f"{labels.label(f'imports.state-{state}')} {formats.count(was)} → {formats.count(now)}"
        for state, (was, now) in pairs.items()
        if was != now
    ]
