"""The columns of the steps and of what one of them did, and where the steps come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from rare_desk import moments
from rare_desk.ops.history.journal import Matched, StepLine, Wanted, matched, step_lines, step_words
from rare_desk.ops.history.step_told import Difference, Hindered
from rare_desk.store.book import Book
from rare_desk.ui import formats, labels, language
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.words import Language


@dataclass(frozen=True, slots=True)
class StepSource:
    """The steps of a filter, latest first; `ready` are the first of them and `known` their numbers, read on another
    thread."""

    book: Book
    wanted: Wanted
    language: Language
    ready: Sequence[StepLine] = ()
    known: Matched | None = None

    def first(self, limit: int) -> Sequence[StepLine]:
        return self.ready[:limit]

    def ids(self, book: Book) -> Sequence[int]:
        return matched(book, self.wanted, self.language, self.known).ids

    def rows(self, ids: Sequence[int]) -> Sequence[StepLine]:
        return step_lines(self.book, ids)

    def key(self, row: StepLine) -> int:
        return row.step.id

    def on(self, book: Book) -> "StepSource":
        return replace(self, book=book)


def said(line: StepLine) -> str:
    return step_words(line.step, language.current())


def row_state(line: StepLine) -> str:
    return "cancelled" if line.undone else ""


def step_columns() -> list[Column[StepLine]]:
    def muted(line: StepLine) -> str:
        return "muted" if line.step.kind in ("undo", "redo") and not line.undone else ""

    return [
        Column(
            key="at",
            title=_tr("When"),
            text=lambda line: moments.minute(line.step.at),
            width=128,
            muted=True,
            sortable=False,
        ),
        Column(key="who", title=_tr("Who"), text=lambda line: line.step.who, width=84, sortable=False, spare=2),
        Column(key="label", title=_tr("What"), text=said, width=240, sortable=False, grows=True, tip=said, flag=muted),
        Column(
            key="rows",
            title=_tr("Rows"),
            text=lambda line: formats.count(line.rows),
            width=72,
            align="right",
            muted=True,
            sortable=False,
            copied=lambda line: str(line.rows),
        ),
        Column(
            key="number",
            title=_tr("Step"),
            text=lambda line: str(line.step.id),
            width=60,
            align="right",
            muted=True,
            sortable=False,
            spare=1,
        ),
    ]


def difference_columns() -> list[Column[Difference]]:
    def whole(line: Difference) -> str:
        return f"{line.kind} {line.name}"

    return [
        Column(key="row", title=_tr("Row"), text=whole, width=168, sortable=False, tip=whole),
        Column(key="field", title=_tr("Field"), text=lambda line: line.field, width=88, muted=True, sortable=False),
        Column(
            key="before",
            title=labels.label("history.column-before"),
            text=lambda line: line.before,
            width=120,
            sortable=False,
            grows=True,
            tip=lambda line: line.before,
        ),
        Column(
            key="after",
            title=labels.label("history.column-after"),
            text=lambda line: line.after,
            width=120,
            sortable=False,
            grows=True,
            tip=lambda line: line.after,
        ),
    ]


def hindered_columns() -> list[Column[Hindered]]:
    return [
        Column(key="row", title=_tr("Row"), text=lambda one: one.name, width=168, sortable=False),
        Column(
            key="why",
            title=_tr("Why it stays"),
            text=lambda one: one.why,
            width=240,
            sortable=False,
            grows=True,
            tip=lambda one: one.why,
        ),
    ]


def _tr(words: str) -> str:
    return {
        "When": QCoreApplication.translate("History", "When"),
        "Who": QCoreApplication.translate("History", "Who"),
        "What": QCoreApplication.translate("History", "What"),
        "Rows": QCoreApplication.translate("History", "Rows"),
        "Step": QCoreApplication.translate("History", "Step"),
        "Row": QCoreApplication.translate("History", "Row"),
        "Field": QCoreApplication.translate("History", "Field"),
        "Why it stays": QCoreApplication.translate("History", "Why it stays"),
    }[words]
