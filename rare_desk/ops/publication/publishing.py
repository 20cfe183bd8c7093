"""Publishing a day, a week or a month.

Only what is over can be published: a day in the future, a week or a month whose last index day is still to come are
refused. Today may be published when it is named, for the desk knows when its market has closed; what comes in after
that shows as a pending restatement. Undo takes a publication back like any step, and as steps are taken back in turn
only until something else was published on top of it; the journal keeps both steps and what was withdrawn.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from rare_desk.core.index.period_points import FREQS
from rare_desk.core.problems import Refused, problem
from rare_desk.core.publication import vintage
from rare_desk.core.publication.inputs import Inputs
from rare_desk.ops.index.state import IndexState
from rare_desk.store.actor import who
from rare_desk.store.book import Book, Changes
from rare_desk.store.journal import Step
from rare_desk.store.reading.index import vintages as stored
from rare_desk.store.rows import Row

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]
_DAY = dt.timedelta(days=1)
_AT_ONCE = 100
"""So many documents of which the trades' keys are held together."""
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
    with book.snapshot():
        state = caught_up(book, state, today)
        chosen = _chosen(state, freq, day, today)
        if chosen in stored.published_dates(book, freq):
            raise Refused(problem("publish-again", value=chosen.isoformat()))
        rows = drafts(book, state, freq, [chosen])
    return _published(book, {freq: rows}, dry_run=dry_run)[0]


def publish_up_to(
    book: Book,
    state: IndexState | None,
    freq: str,
    last: dt.date | None = None,
    *,
    today: dt.date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Published:
    """All that is over and not published, in one step; none is no mistake. `last` None leaves today out.

    Refused when `last` lies in the future, and when it was cancelled.
    """
    today = today or dt.date.today()
    if last is not None and last > today:
        raise Refused(problem("publish-future", value=last.isoformat(), today=today.isoformat()))
    rows = _due_drafts(book, state, (freq,), last or today - _DAY, today, progress, cancelled)
    return _published(book, rows, dry_run=dry_run)[0]


def publish_all(
    book: Book,
    state: IndexState | None,
    *,
    today: dt.date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Published, ...]:
    """All days, weeks and months that are over, up to yesterday and not published, in one step."""
    today = today or dt.date.today()
    return _published(book, _due_drafts(book, state, FREQS, today - _DAY, today, progress, cancelled))


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


def _due_drafts(
    book: Book,
    state: IndexState | None,
    freqs: Sequence[str],
    last: dt.date,
    today: dt.date,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> dict[str, list[Row]]:
    with book.snapshot():
        state = caught_up(book, state, today)
        dates = {freq: due(state, stored.published_dates(book, freq), freq, last) for freq in freqs}
        inputs = Inputs(state.computation, partial(stored.trade_keys, book))
        total, done, drafted = sum(map(len, dates.values())), 0, dict[str, list[Row]]()
        for freq in freqs:
            rows: list[Row] = []
            for start in range(0, len(dates[freq]), _AT_ONCE):
                if cancelled and cancelled():
                    raise Refused(problem("publish-cancelled"))
                rows += drafts(book, state, freq, dates[freq][start : start + _AT_ONCE], inputs)
                if progress:
                    progress((done + len(rows)) / total)
            drafted[freq], done = rows, done + len(rows)
    return drafted


def drafts(
    book: Book, state: IndexState, freq: str, dates: Sequence[dt.date], inputs: Inputs | None = None
) -> list[Row]:
    """Rows of vintages, documents included, as they would be published now; at least one date.

    The state must know the book as it is: in one snapshot with `caught_up`. `inputs` are kept for further calls.
    """
    inputs = inputs or Inputs(state.computation, partial(stored.trade_keys, book))
    inputs.read(freq, dates[0], dates[-1])
    return [_draft(inputs, freq, day, state.step) for day in dates]


def _draft(inputs: Inputs, freq: str, day: dt.date, step: int) -> Row:
    document = vintage.document(inputs, freq, day)
    text, rules = vintage.canonical(document), document["methodology"]
    return {
        "freq": freq,
        "date": day.isoformat(),
        "at": now(),
        "who": who(),
        "step": step,
        "methodology": rules["name"],
        "version": rules["version"],
        "methodology_hash": rules["hash"],
        "inputs_hash": document["inputs"]["hash"],
        "hash": vintage.digest(text),
        "document": text,
    }


def now() -> str:
    """UTC in ISO form, to the millisecond, as the journal writes it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _published(book: Book, drafted: Mapping[str, Sequence[Row]], *, dry_run: bool = False) -> tuple[Published, ...]:
    """In one step for all frequencies; without rows there is none."""
    made = tuple(Published(freq, _dates(rows), _hashes(rows)) for freq, rows in drafted.items())
    kinds = [freq for freq, rows in drafted.items() if rows]
    if dry_run or not kinds:
        return made
    dates = sorted(day for one in made for day in one.dates)
    details = {"date": dates[-1].isoformat(), "first": dates[0].isoformat(), "count": str(len(dates))}
    one, many = STEPS[kinds[0]] if len(kinds) == 1 else ("published-all", "published-all")
    with book.step(one if len(dates) == 1 else many, **details) as step:
        numbers = {freq: _insert(step, freq, drafted[freq]) for freq in kinds}
    return tuple(replace(one, vintages=tuple(numbers.get(one.freq, ())), changes=step.changes) for one in made)


def _insert(step: Step, freq: str, rows: Sequence[Row]) -> list[int]:
    """Refused when another program has published one of them meanwhile."""
    there, at = stored.latest(step, freq), now()
    for row in rows:
        if row["date"] in there:
            raise Refused(problem("publish-again", value=row["date"]))
    return stored.insert(step, [row | {"at": at} for row in rows])


def _dates(rows: Sequence[Row]) -> tuple[dt.date, ...]:
    return tuple(dt.date.fromisoformat(str(row["date"])) for row in rows)


def _hashes(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(str(row["hash"]) for row in rows)


__all__ = ["Published", "caught_up", "drafts", "due", "now", "publish", "publish_up_to"]
