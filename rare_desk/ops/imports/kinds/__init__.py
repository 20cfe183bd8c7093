"""Small records by the kind of their file: which kinds there are, what reads each, and what an unnamed file holds."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rare_desk.core.problems import Refused
from rare_desk.ops.imports.kinds import announced, days, parties, weights
from rare_desk.ops.imports.plans import Source, sources
from rare_desk.ops.imports.records import Form, RecordPlan, plan_records
from rare_desk.ops.outlooks import expectation, published
from rare_desk.sheets.records.kinds import headed, may_be_points
from rare_desk.store.book import Book
from rare_desk.words import Language

ANNOUNCED, PUBLISHED, EXPECTATIONS = announced.KIND, published.KIND, expectation.KIND
WEIGHTS, DAYS, PARTIES = weights.KIND, days.KIND, parties.KIND
KINDS = (ANNOUNCED, PUBLISHED, EXPECTATIONS, WEIGHTS, DAYS, PARTIES)
FORMER: Mapping[str, str] = {"published-index": PUBLISHED, "expectation": EXPECTATIONS}
"""How kinds were called before."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the caller says where a file does not: an index's name, the month of answers, the day of a weight set."""

    index: str = ""
    month: dt.date | None = None
    effective: dt.date | None = None
    language: Language = "zh"


def form_for(kind: str, said: Said) -> Form[Any]:
    """`kind` is one of KINDS or FORMER."""
    match FORMER.get(kind, kind):
        case announced.KIND:
            return announced.form()
        case published.KIND:
            return published.form(said.index)
        case expectation.KIND:
            return expectation.form(said.month)
        case weights.KIND:
            return weights.form(said.effective, said.language)
        case days.KIND:
            return days.form()
        case parties.KIND:
            return parties.form()
    raise KeyError(kind)


def recognised(book: Book, files: Sequence[Path | Source], today: dt.date | None = None) -> str:
    """The kind of every one of the files: by their headers, else the one of which most is read without an error; ""
    when there is none."""
    given = sources(files)
    told = {headed(source.data, source.name) for source in given}
    if len(told) == 1 and (kind := told.pop()):
        return kind
    said = Said(month=(today or dt.date.today()).replace(day=1))
    points = all(may_be_points(source.data, source.name) for source in given)
    likely = (EXPECTATIONS, PUBLISHED) if points else (EXPECTATIONS,)
    return next((kind for kind in likely if _reads(book, form_for(kind, said), files)), "")


def _reads(book: Book, form: Form[Any], files: Sequence[Path | Source]) -> bool:
    try:
        plan: RecordPlan[Any] = plan_records(book, form, files)
    except Refused:
        return False
    return plan.new + plan.existing + plan.suspect > plan.wrong
