"""Publishing a day, a week or a month.

Only what is over can be published: a day in the future, a week or a month whose last index day is still to come are
refused. Today may be published when it is named, for the desk knows when its market has closed; what comes in after
that shows as a pending restatement. Undo takes a publication back like any step, and as steps are taken back in turn
only until something else was published on top of it; the journal keeps both steps and what was withdrawn.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rare_desk.core.index import vintage
from rare_desk.core.index.inputs import Inputs, trade_dates
from rare_desk.core.index.period_points import FREQS
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.index_state import IndexState
from rare_desk.store import vintages as stored
from rare_desk.store.book import Book, Changes
from rare_desk.store.journal import Step, who
from rare_desk.store.rows import Row

STEPS = {freq: (f"published-{freq}", f"published-{freq}-many") for freq in FREQS}
"""Labels of one and of several."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a call published, or with `dry_run` would: dates, documents' hashes, and vintages once they are there."""

    freq: str
    dates: tuple[dt.date, ...]
    hashes: tuple[str, ...]
    vintages: tuple[int, ...] = ()
    changes: Changes = field(default_factory=Changes)


def caught_up(book: Book, state: IndexState | None, today: dt.date | None = None) -> IndexState:
    """The newest index with its days up to today, so that a silent market can be published too."""
    today = today or dt.date.today()
    with book.snapshot():
        if state is None:
            return IndexState.load(book, to=today)
        last = state.computation.last_day
        if state.step == book.last_step() and last is not None and last >= today:
            return state
        return state.refresh(book, book.changes_since(state.step), today)


def due(state: IndexState, published: set[dt.date], freq: str, last: dt.date) -> list[dt.date]:
    """Complete and not published, up to `last`, ascending; `published` are the dates that are."""
    found = state.computation
    return [
        day
        for day in vintage.dates(found, freq)
        if day not in published and vintage.period_end(found.calendar, freq, day) <= last
    ]


def publish(
    book: Book,
    state: IndexState | None,
    freq: str,
    day: dt.date,
    *,
    today: dt.date | None = None,
    dry_run: bool = False,
) -> Published:
    """The day, or the week or month that it lies in. Refused when that is not over, has no point, or is published."""
    today = today or dt.date.today()
    state = caught_up(book, state, today)
    chosen = _chosen(state, freq, day, today)
    if any(row.date == chosen for row in stored.vintages(book, freq)):
        raise Refused(problem("publish-again", value=chosen.isoformat()))
    return _published(book, state, freq, [chosen], dry_run)


def publish_up_to(
    book: Book,
    state: IndexState | None,
    freq: str,
    last: dt.date | None = None,
    *,
    today: dt.date | None = None,
    dry_run: bool = False,
) -> Published:
    """All that is over and not published, in one step; none is no mistake. `last` None leaves today out.

    Refused when `last` lies in the future.
    """
    today = today or dt.date.today()
    if last is not None and last > today:
        raise Refused(problem("publish-future", value=last.isoformat(), today=today.isoformat()))
    state = caught_up(book, state, today)
    published = {row.date for row in stored.vintages(book, freq)}
    dates = due(state, published, freq, last or today - dt.timedelta(days=1))
    return _published(book, state, freq, dates, dry_run)


def publish_all(book: Book, state: IndexState | None, *, today: dt.date | None = None) -> tuple[Published, ...]:
    """All days, weeks and months that are over, up to yesterday and not published, in one step."""
    today = today or dt.date.today()
    state = caught_up(book, state, today)
    last = today - dt.timedelta(days=1)
    wanted = {freq: due(state, {row.date for row in stored.vintages(book, freq)}, freq, last) for freq in FREQS}
    wanted = {freq: dates for freq, dates in wanted.items() if dates}
    if len(wanted) < 2:
        return tuple(_published(book, state, freq, dates, False) for freq, dates in wanted.items())
    rows = {freq: drafts(book, state, freq, dates) for freq, dates in wanted.items()}
    newest = max(dates[-1] for dates in wanted.values()).isoformat()
    with book.step("published-all", date=newest, count=str(sum(map(len, wanted.values())))) as step:
        numbers = {freq: _insert(step, freq, found) for freq, found in rows.items()}
    return tuple(
        Published(freq, tuple(dates), _hashes(rows[freq]), tuple(numbers[freq]), step.changes)
        for freq, dates in wanted.items()
    )


def _chosen(state: IndexState, freq: str, day: dt.date, today: dt.date) -> dt.date:
    """The date of the point that `day` lies in."""
    if day > today:
        raise Refused(problem("publish-future", value=day.isoformat(), today=today.isoformat()))
    found = state.computation
    end = vintage.period_end(found.calendar, freq, day)
    if end > today:
        code = "publish-week-open" if freq == "weekly" else "publish-month-open"
        raise Refused(problem(code, value=day.isoformat(), end=end.isoformat()))
    if end not in vintage.dates(found, freq):
        raise Refused(problem("publish-no-point", value=day.isoformat()))
    return end


def drafts(book: Book, state: IndexState, freq: str, dates: Sequence[dt.date]) -> list[Row]:
    """Rows of vintages, documents included, as they would be published now."""
    if not dates:
        return []
    read = trade_dates(state.computation, freq, dates[0], dates[-1])
    inputs = Inputs(state.computation, stored.trade_keys(book, *read) if read else {})
    return [_draft(inputs, freq, day, state.step) for day in dates]


def _draft(inputs: Inputs, freq: str, day: dt.date, step: int) -> Row:
    document = vintage.document(inputs, freq, day)
    text, rules = vintage.canonical(document), inputs.computation.methodology
    return {
        "freq": freq,
        "date": day.isoformat(),
        "at": now(),
        "who": who(),
        "step": step,
        "methodology": rules.name,
        "version": rules.version,
        "methodology_hash": rules.hash,
        "inputs_hash": document["inputs"]["hash"],
        "hash": vintage.digest(text),
        "document": text,
    }


def now() -> str:
    """UTC in ISO form, to the millisecond, as the journal writes it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _published(book: Book, state: IndexState, freq: str, dates: Sequence[dt.date], dry_run: bool) -> Published:
    rows = drafts(book, state, freq, dates)
    made = Published(freq, tuple(dates), _hashes(rows))
    if dry_run or not rows:
        return made
    one, many = STEPS[freq]
    details = {"date": dates[-1].isoformat(), "first": dates[0].isoformat(), "count": str(len(rows))}
    with book.step(one if len(rows) == 1 else many, **details) as step:
        numbers = _insert(step, freq, rows)
    return replace(made, vintages=tuple(numbers), changes=step.changes)


def _insert(step: Step, freq: str, rows: Sequence[Row]) -> list[int]:
    """Refused when another program has published one of them meanwhile."""
    there, at = stored.latest(step, freq), now()
    for row in rows:
        if row["date"] in there:
            raise Refused(problem("publish-again", value=row["date"]))
    return stored.insert(step, [row | {"at": at} for row in rows])


def _hashes(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(str(row["hash"]) for row in rows)


__all__ = ["Published", "caught_up", "drafts", "due", "now", "publish", "publish_up_to"]
