"""What happened on a day: announcements that ship with their sources, what the book knows, and the user's notes."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rare_desk import moments
from rare_desk.core.problems import Refused, problem
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.core.rules.methodology import Methodology
from rare_desk.ops.book import shipped
from rare_desk.ops.book.shipped import ShippedEvent
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries
from rare_desk.store.reading.index import chart_queries
from rare_desk.store.reading.index.chart_queries import EventRow, VintageHead
from rare_desk.store.rows import Row
from rare_desk.words import Language, word

Kind = Literal["announcement", "note", "publication", "methodology"]
NOTE = "note"


@dataclass(frozen=True, slots=True)
class Event:
    """`key` is the same from one reading to the next. `page` and `what` say what shows it; a note has no page."""

    key: str
    day: dt.date
    kind: Kind
    title: str
    body: str = ""
    source_url: str = ""
    page: str = ""
    what: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """What the user writes to a day; `deal_no` names a trade that it is about."""

    date: dt.date
    title: str
    body: str = ""
    source_url: str = ""
    deal_no: str = ""


def events(book: Book, language: Language, rules: Methodology | None = None) -> tuple[Event, ...]:
    """By day. `rules` are the methodology of the index that is shown, for the days on which its weights changed."""
    found = [_shipped(number, one, language) for number, one in enumerate(shipped.events())]
    found += _announced(queries.announced(book), language)
    found += _versions(book, language)
    if rules is not None:
        found += _links(rules, language)
    found += _publications(book, language)
    found += [_noted(row) for row in chart_queries.events(book)]
    return tuple(sorted(found, key=lambda event: (event.day, event.key)))


def _shipped(number: int, one: ShippedEvent, language: Language) -> Event:
    title = one.title_zh if language == "zh" else one.title_en
    return Event(f"shipped:{number}", one.day, "announcement", title, "", one.source_url, one.page)


def _announced(prices: tuple[AnnouncedPrice, ...], language: Language) -> Iterator[Event]:
    """One announcement may give the price of several quarters; what is only inferred was not announced."""
    together: dict[tuple[dt.date, object, str, str], list[AnnouncedPrice]] = {}
    for price in prices:
        day = _day(price.announced_on)
        if day is not None and price.status != "in_force_inferred":
            together.setdefault((day, price.price, price.status, price.source_url), []).append(price)
    for (day, *_), same in together.items():
        first = same[0]
        said = "unknown" if first.price is None else first.status
        quarters = ("、" if language == "zh" else ", ").join(price.quarter for price in same)
        amount = "" if first.price is None else f"{first.price.normalize():,f}"
        title = word(f"events.announced-{said}", language, quarters=quarters, price=amount)
        what = {"announced": first.quarter}
        key = f"announced:{first.quarter}:{first.status}:{first.announced_on}"
        yield Event(key, day, "announcement", title, first.note, first.source_url, "quotes", what)


def _day(text: str) -> dt.date | None:
    """Of a month its first day."""
    try:
        return dt.date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None


def _versions(book: Book, language: Language) -> Iterator[Event]:
    for row in queries.methodologies(book):
        day = _day(row.effective) if row.effective else None
        if day is not None:
            title = word("events.version", language, name=row.name, version=str(row.version))
            what = {"part": "rules", "version": row.version}
            key = f"methodology:{row.name}:{row.version}"
            yield Event(key, day, "methodology", title, row.note, "", "methodology", what)


def _links(rules: Methodology, language: Language) -> Iterator[Event]:
    """The first set holds from the beginning: no link."""
    for weights in rules.weight_sets[1:]:
        day = weights.effective
        title = word("events.weights", language, date=day.isoformat())
        what = {"part": "weights"}
        yield Event(f"weights:{day}", day, "methodology", title, weights.reason, "", "methodology", what)


def _publications(book: Book, language: Language) -> Iterator[Event]:
    """One for all that was published at once, on its last day; it opens that day's vintage."""
    at_once: dict[tuple[str, str, bool], list[VintageHead]] = {}
    for head in chart_queries.vintage_heads(book):
        at_once.setdefault((head.freq, head.at, head.restates is not None), []).append(head)
    for (freq, at, again), heads in at_once.items():
        first, last = (end(heads, key=lambda head: head.date) for end in (min, max))
        span = last.date.isoformat()
        if first is not last:
            span = word("events.span", language, first=first.date.isoformat(), last=span, count=str(len(heads)))
        said = "restated" if again else "published"
        freq_said, day = word(f"index.{freq}", language), moments.day(at).isoformat()
        title = word(f"events.{said}", language, freq=freq_said, date=span, at=day)
        yield Event(f"vintage:{last.id}", last.date, "publication", title, "", "", "publication", {"vintage": last.id})


def _noted(row: EventRow) -> Event:
    deal = row.opens.removeprefix("trade:") if row.opens.startswith("trade:") else ""
    return Event(f"note:{row.uuid}", row.date, "note", row.title, row.body, row.source_url, "", {"deal": deal})


def note(book: Book, uuid: str) -> Note:
    """Refused when it is gone."""
    row = _row_of(book, uuid)
    return Note(row.date, row.title, row.body, row.source_url, row.opens.removeprefix("trade:"))


def add_note(book: Book, written: Note) -> Changes:
    _check(book, written)
    with book.step("note-added", date=written.date.isoformat()) as step:
        step.insert("events", note_values(written))
    return step.changes


def change_note(book: Book, uuid: str, written: Note) -> Changes:
    _check(book, written)
    row = _row_of(book, uuid)
    with book.step("note-changed", date=written.date.isoformat()) as step:
        step.update("events", row.id, note_values(written))
    return step.changes


def delete_note(book: Book, uuid: str) -> Changes:
    row = _row_of(book, uuid)
    with book.step("note-deleted", date=row.date.isoformat()) as step:
        step.delete("events", row.id)
    return step.changes


def _row_of(book: Book, uuid: str) -> EventRow:
    found = next((row for row in chart_queries.events(book) if row.uuid == uuid), None)
    if found is None:
        raise Refused(problem("record-gone"))
    return found


def _check(book: Book, written: Note) -> None:
    wrong = []
    if not written.title.strip():
        wrong.append(problem("missing-title", "title"))
    if written.deal_no and chart_queries.trade_of_deal(book, written.deal_no) is None:
        wrong.append(problem("unknown-deal", "deal_no", written.deal_no))
    if wrong:
        raise Refused(*wrong)


def note_values(written: Note) -> Row:
    """As a row of the events."""
    return {
        "date": written.date.isoformat(),
        "kind": NOTE,
        "title": written.title.strip(),
        "body": written.body.strip(),
        "source_url": written.source_url.strip(),
        "opens": f"trade:{written.deal_no}" if written.deal_no else "",
    }
