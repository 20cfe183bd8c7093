"""What is done with a hostile book: a reading of everything that it keeps, and changes of it."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from rare_desk.core.pricing.sources import Target, sources_of
from rare_desk.ops import bulletin, today, views
from rare_desk.ops.book import settings
from rare_desk.ops.chart import events, layouts
from rare_desk.ops.contracts import distributions, saved
from rare_desk.ops.exports import calculations, files, life, listings, vintages
from rare_desk.ops.history import journal, restoring, step_told, taking_back
from rare_desk.ops.imports import facts, origins, watching
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.life import attaching, closing, dues
from rare_desk.ops.methodologies import versions
from rare_desk.ops.outlooks import expectation, published
from rare_desk.ops.parties import document as parties
from rare_desk.ops.parties import listing, merging, near
from rare_desk.ops.positions import LeftOut, Positions
from rare_desk.ops.publication import publishing, reading
from rare_desk.ops.publication.beside import beside
from rare_desk.ops.pulling import refreshing, telling
from rare_desk.store.book import Book
from rare_desk.store.reading import queries, view_queries, vocabulary
from rare_desk.store.reading.index import chart_queries
from rare_desk.store.reading.life import attachment_queries
from rare_desk.store.reading.quotes import quote_queries
from rare_desk.store.reading.trades import late_rows, trade_queries
from tests.store.test_steps import add_party

Act = Callable[[Book], object]
TODAY = dt.date(2026, 11, 20)
AT = "2026-11-01T08:00:00+00:00"
TAKEN = {
    "reference_price": "26834", "reference_grade": "50", "grade": "52.3",
    "sources": {
        "reference_price": {"origin": "quote", "value": "26834", "day": "2026-10-22",
                            "what": {"source": "S", "product": "PRND-O"}},
        "reference_grade": {"origin": "vat", "value": "50", "day": "2026-10-22"},
        "grade": {"origin": "announced", "value": "52.3", "what": {"quarter": "2026Q3"}},
    },
}  # fmt: skip
"""Inputs of a calculation with what they were taken from."""


def steps(book: Book) -> None:
    last = book.last_step()
    for step in range(max(1, last - 12), last + 1):
        step_told.step_differences(book, step, 0, 30, "zh")
    journal.matching(book, journal.Wanted("甲"), "zh")
    journal.step_lines(book, list(range(1, last + 1)))


def rows(book: Book) -> None:
    for record in ("trades", "quotes", "counterparties", "calculations"):
        for row in (1, 5, 40):
            journal.row_history(book, record, row, whole=True)


def calculated(book: Book) -> None:
    for row in queries.calculations(book):
        saved.headline(row)
        saved.reopened(row)
        saved.as_saved(row)
        saved.trades_of(book, row.id)
        given = saved.given_of(row)
        refreshing.changes(book, None, given, dict.fromkeys(sources_of(given), Target.CNY_T))
        telling.told(given, "zh")


def exported(what: str, book: Book) -> None:
    """Every cell of it."""
    for ending in ("csv", "json"):
        files.export(book, what, book.path.with_name(f"out.{ending}"))


def vintages_read(book: Book) -> None:
    found = reading.Vintages.load(book)
    reading.told(found)
    reading.as_published(book)
    for row in found.rows[-2:]:
        reading.document(book, row.id)
        reading.altered(book, row.id)


def vintage_beside(book: Book) -> None:
    for row in reading.Vintages.load(book).rows[-1:]:
        beside(book, None, row, TODAY)


def batches(book: Book) -> None:
    for batch in queries.batches(book):
        taking_back.look(book, batch.id)
        for record in ("trades", "quotes"):
            origins.origin_of(book, batch, record, 5)
    watching.imported_kinds(book)


def months(book: Book) -> None:
    for month in closing.months(book):
        if month.closed is not None:
            closing.account(book, month.line.month)


def correcting(book: Book) -> None:
    with book.correcting("r"), book.step("trade-changed", what="1") as step:
        step.update("trades", 1, {"note": "later"})


def apart(book: Book) -> None:
    first, second = (row.id for row in queries.counterparties(book)[:2])
    near.mark_apart(book, first, second)


def restored(book: Book) -> None:
    for version in journal.row_history(book, "trades", 1):
        restoring.restore_row(book, "trades", 1, version.step.id, before=True)


def listed(book: Book) -> None:
    trade_queries.trades_by_id(book, list(range(1, 60)))
    quote_queries.quotes_by_id(book, list(range(1, 60)))
    quote_queries.quote_totals(book)
    vocabulary.gather_texts(book)


def kept(book: Book) -> None:
    for page in ("trades", "quotes"):
        view_queries.saved_views(book, page)
    chart_queries.layouts(book)
    chart_queries.vintage_heads(book)
    list(facts.templates_of(book))
    distributions.distributions(book)
    settings.desk_name(book)


COMPUTED = ("trades", "quotes", "positions", "due", "index", "prices", "exclusions", "published")
DEAR: tuple[Act, ...] = (
    lambda book: listings.trade_listing(book, listings.wanted(None, None, None, None)),
    lambda book: bulletin.bulletin(book, IndexState.load(book)),
    lambda book: today.overview(book, IndexState.load(book)),
    lambda book: publishing.publish_up_to(book, None, "monthly", today=TODAY),
    IndexState.load, expectation.survey, steps, vintage_beside, lambda book: events.events(book, "zh"),
    *(partial(exported, what) for what in COMPUTED),
)  # fmt: skip
"""Those that take a tenth of a second."""
READING: tuple[Act, ...] = (
    lambda book: listings.quote_rows(book, None, None, None),
    lambda book: listings.announced_records(book, None, None),
    lambda book: listings.journal_records(book, "zh"),
    lambda book: late_rows.read_late(book, 1).rows,
    lambda book: facts.known(book, TODAY),
    lambda book: attaching.look_at_all(book, attachment_queries.attachments(book)),
    lambda book: near.probably_same(book, {}),
    lambda book: life.due_records(book, None, TODAY),
    lambda book: life.open_records(book, TODAY),
    lambda book: published.listing_of(book, str(published.listing(book)["indices"][0]["index_name"])),
    rows, calculated, vintages_read, batches, months, listed, kept,
    queries.counterparties, queries.import_templates, queries.settings, versions.versions, versions.latest_version,
    listing.lines, parties.document, parties.same_document, life.correction_records, life.month_records,
    life.line_records, vintages.documents, calculations.records, dues.due_list,
    Positions.load, LeftOut.load,
    *(partial(exported, what) for what in files.KINDS if what not in COMPUTED),
)  # fmt: skip
CHANGING: tuple[Act, ...] = (
    lambda book: add_party(book, "Z"),
    lambda book: merging.merge(book, 2, 1),
    lambda book: views.save_view(book, "trades", "Z", {}),
    lambda book: settings.name_desk(book, "Z"),
    apart,
    lambda book: closing.close_month(book, "2026-09", accept_suspect=True, today=TODAY),
    restored,
    lambda book: taking_back.take_back(book, 1, untouched_only=True),
    correcting,
)
TURNS: tuple[Act, ...] = (journal.undo, journal.undo, journal.redo, *(journal.undo,) * 9, *(journal.redo,) * 9)


def furnish(book: Book) -> None:
    """Something in every corner of the sample book, by steps of every kind."""
    for month in [one.line.month for one in closing.months(book) if one.closed]:
        closing.reopen_month(book, month)
    first, second = (row.id for row in queries.counterparties(book)[:2])
    views.save_view(book, "trades", "v", {"text": "甲", "columns": ["date"], "sort": [["date", True]]})
    layouts.save_layout(book, "l", {"series": ["composite"], "from": "2026-01-01"})
    near.mark_apart(book, first, second)
    saved.save_calculation(book, "s", "grade", TAKEN)
    with book.step("imported", files="x", count="60") as step:
        files = '[{"name":"x.xlsx","sha256":"aa"}]'
        options = '{"rows":{"trades":[["x.xlsx","S",[[2,61]]]]}}'
        batch = step.insert("batches", {"kind": "trades", "files": files, "options": options, "at": AT})
        step.insert("import_templates", {"name": "t", "template": '{"headers":["日期"],"columns":{}}'})
        row = step.read("trades", 1) or {}
        own = {name: value for name, value in row.items() if name not in ("id", "uuid")}
        came = step.insert_many("trades", [own | {"note": str(n)} for n in range(60)], batch)
    with book.step("trades-deleted", count="55") as step:
        step.delete_many("trades", range(came[0] + 2, came[0] + 57))
    closing.close_month(book, "2026-08", accept_suspect=True, today=TODAY)
    with book.step("trade-changed", what="1") as step:
        step.update("trades", 1, {"note": "n", "delivery_date": "2026-03-01"})
        step.insert("deliveries", {"trade": 1, "due": "2026-03-01", "quantity_g": 1})
        step.insert("attachments", {
            "record": "trades", "row": 1, "name": "a", "path": "/a", "size": 1, "sha256": "s", "added_at": AT,
        })  # fmt: skip
    merging.merge(book, second, first)
    book.undo()
    book.redo()
