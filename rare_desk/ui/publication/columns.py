"""The columns of the page's tables: vintages, what moved, and in the panel figures then and now."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from rare_desk import moments
from rare_desk.core.numbers import plain
from rare_desk.ops.publication import Cause, Figure, Pending
from rare_desk.store.reading.index.vintages import VintageRow
from rare_desk.store.reading.trades.late_rows import LateRow
from rare_desk.ui import formats, labels
from rare_desk.ui.publication import said
from rare_desk.ui.publication.titles import title
from rare_desk.ui.widgets.rows.rows_model import Column

Named = Callable[[str], str]
_RULES = {"inside": "chip:info", "small": "chip:neutral", "late": "chip:stale"}
HASH_SHOWN = 10


def vintage_columns(newest: Callable[[VintageRow], bool]) -> list[Column[VintageRow]]:
    """`newest` tells whether a vintage is the one of its point that counts; the others are muted."""

    def ink(row: VintageRow) -> str:
        return "" if newest(row) else "muted"

    def level(series: str) -> Column[VintageRow]:
        return Column(
            key=series,
            title=labels.label(f"index.{series}-short"),
            text=lambda row: formats.index_value(row.value(series)),
            width=92,
            align="right",
            flag=ink,
            copied=lambda row: "" if (value := row.value(series)) is None else str(value),
        )

    def mark(row: VintageRow) -> str:
        if row.restates:
            return title("restatement") if newest(row) else title("restated-again")
        return "" if newest(row) else title("restated")

    return [
        _text("date", title("date"), 96, lambda row: formats.date(row.date), ink),
        _text("freq", title("freq"), 56, lambda row: labels.label(f"publication.{row.freq}"), ink),
        level("composite"),
        level("light"),
        level("heavy"),
        Column(
            key="status",
            title=title("status"),
            text=lambda row: labels.label(f"index.{row.status}") if row.status else "",
            width=88,
            flag=lambda row: f"chip:{row.status}" if row.status else "",
        ),
        _text("mark", title("mark"), 104, mark, ink, tip=lambda row: row.reason),
        _text("at", title("at"), 128, lambda row: moments.minute(row.at), ink),
        _text("who", title("who"), 84, lambda row: row.who, ink, spare=2),
        _text("version", title("version"), 84, lambda row: f"{row.methodology} {row.version}", ink, spare=3),
        _text("hash", title("hash"), 108, lambda row: row.hash[:HASH_SHOWN], _muted, tip=_hash, spare=1),
    ]


def _hash(row: VintageRow) -> str:
    return row.hash


def _muted(_row: VintageRow) -> str:
    return "muted"


def _text(
    key: str,
    words: str,
    width: int,
    read: Callable[[VintageRow], str],
    ink: Callable[[VintageRow], str],
    *,
    tip: Callable[[VintageRow], str] | None = None,
    spare: int = 0,
) -> Column[VintageRow]:
    return Column(key=key, title=words, text=read, width=width, flag=ink, tip=tip, spare=spare)


def pending_columns(series: Named, product: Named, causes: Callable[[], Mapping[int, Cause]]) -> list[Column[Pending]]:
    def why(one: Pending) -> str:
        found = causes().get(one.vintage.id)
        return said.cause(found, product) if found else ""

    return [
        Column(
            key="date", title=title("date"), text=lambda one: formats.date(one.vintage.date), width=96, sortable=False
        ),
        Column(
            key="freq",
            title=title("freq"),
            text=lambda one: labels.label(f"publication.{one.vintage.freq}"),
            width=48,
            sortable=False,
        ),
        Column(
            key="series",
            title=title("furthest"),
            text=lambda one: series(one.moves[0].series),
            width=120,
            sortable=False,
        ),
        _level("then", title("then"), lambda one: one.moves[0].then, 1),
        _level("now", title("now"), lambda one: one.moves[0].now, 2),
        Column(
            key="size",
            title=title("size"),
            unit="%",
            text=lambda one: size(one.largest),
            width=76,
            align="right",
            sortable=False,
            flag=lambda one: direction(one.largest),
        ),
        Column(key="cause", title=title("cause"), text=why, width=250, sortable=False, tip=why, grows=True),
        Column(
            key="rule",
            title=title("rule"),
            text=lambda one: labels.label(f"publication.{one.rule}"),
            width=132,
            sortable=False,
            flag=lambda one: _RULES[one.rule],
        ),
    ]


def size(percent: Decimal | None) -> str:
    """To a thousandth of a percent below a tenth, so that what is too small does not look like the limit."""
    if percent is None:
        return labels.label("publication.gone")
    return formats.signed(percent, 2 if abs(percent) >= 1 else 3)


def direction(percent: Decimal | None) -> str:
    return "" if not percent else "rise" if percent > 0 else "fall"


def _level(key: str, words: str, read: Callable[[Pending], Decimal | None], spare: int) -> Column[Pending]:
    return Column(
        key=key,
        title=words,
        text=lambda one: formats.index_value(read(one)),
        width=88,
        align="right",
        sortable=False,
        spare=spare,
        copied=lambda one: "" if (value := read(one)) is None else plain(value),
    )


def figure_columns(words: str, named: Named) -> list[Column[Figure]]:
    """`words` is what the figures are of."""

    def figure(key: str, read: Callable[[Figure], Decimal | None], status: Callable[[Figure], str]) -> Column[Figure]:
        return Column(
            key=key,
            title=title(key),
            text=lambda one: formats.number(read(one), 2),
            width=98,
            align="right",
            sortable=False,
            copied=lambda one: "" if (value := read(one)) is None else plain(value),
            tip=lambda one: labels.label(f"index.{status(one)}") if status(one) else "",
        )

    return [
        Column(key="name", title=words, text=lambda one: named(one.name), width=120, sortable=False),
        figure("then", lambda one: one.then, lambda one: one.status_then),
        figure("now", lambda one: one.now, lambda one: one.status_now),
        Column(
            key="size",
            title=title("size"),
            unit="%",
            text=lambda one: formats.NONE if one.now == one.then else size(one.percent),
            width=86,
            align="right",
            sortable=False,
            flag=lambda one: direction(one.percent) or "muted",
        ),
    ]


def history_columns(shown: Callable[[VintageRow], bool]) -> list[Column[VintageRow]]:
    """Of one point, first published first; `shown` tells which one the panel is about."""
    return [
        Column(
            key="at",
            title=title("at"),
            text=lambda row: moments.minute(row.at),
            width=128,
            sortable=False,
            flag=lambda row: "" if shown(row) else "muted",
        ),
        Column(
            key="composite",
            title=labels.label("index.composite-short"),
            text=lambda row: formats.index_value(row.value("composite")),
            width=84,
            align="right",
            sortable=False,
        ),
        _side("who", 76, lambda row: row.who),
        _side("reason", 110, lambda row: row.reason),
    ]


def _side(key: str, width: int, read: Callable[[VintageRow], str]) -> Column[VintageRow]:
    return Column(key=key, title=title(key), text=read, width=width, sortable=False, tip=read)


def cause_columns(product: Named) -> list[Column[LateRow]]:
    """Trades and quotes that moved a point."""

    def kind(row: LateRow) -> str:
        return labels.label(f"publication.{row.kind}-{row.record}", count=formats.count(row.count))

    return [
        Column(key="kind", title=title("cause"), text=kind, width=112, sortable=False),
        Column(key="date", title=title("date"), text=lambda row: row.date or formats.NONE, width=92, sortable=False),
        Column(
            key="product",
            title=title("product"),
            text=lambda row: product(row.product) if row.product else formats.NONE,
            width=96,
            sortable=False,
        ),
        Column(
            key="named",
            title=title("named"),
            text=lambda row: row.named,
            width=96,
            sortable=False,
            muted=True,
            tip=lambda row: row.named,
        ),
    ]
