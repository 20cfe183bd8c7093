"""How the page says what was published: days, sizes, and what moved a point."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

from rare_desk.ops.publication import Cause
from rare_desk.store.reading.trades.late_rows import LateRow
from rare_desk.ui import formats, labels

_PRODUCTS = 3


def dates(days: Sequence[dt.date]) -> str:
    """The first and the last, or the one that there is."""
    if not days:
        return ""
    return formats.date(days[0]) if len(days) == 1 else f"{formats.date(days[0])} – {formats.date(days[-1])}"


def cause(of: Cause, product: Callable[[str], str]) -> str:
    """In one line: `补录成交 2 笔（氧化镨钕）；删除成交 1 笔（氧化铽）`."""
    parts = []
    if of.methodology:
        name, version = of.methodology
        parts.append(labels.label("publication.other-methodology", name=name, version=str(version)))
    kinds: dict[str, list[LateRow]] = {}
    for row in of.rows:
        kinds.setdefault(f"{row.kind}-{row.record}", []).append(row)
    told = [_kind(kind, rows, product) for kind, rows in kinds.items()]
    if told:
        said = labels.label("publication.and").join(told)
        parts.append(labels.label("publication.earlier-days", what=said) if of.earlier else said)
    return labels.label("publication.and").join(parts) or labels.label("publication.other-facts")


def _kind(kind: str, rows: Sequence[LateRow], product: Callable[[str], str]) -> str:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.product] += row.count
    what = labels.label(f"publication.{kind}", count=formats.count(counted.total()))
    named = [product(code) for code, _ in counted.most_common() if code]
    if not named:
        return what
    shown = labels.label("publication.between").join(named[:_PRODUCTS])
    if len(named) > _PRODUCTS:
        shown = labels.label("publication.more-products", products=shown)
    return labels.label("publication.of-products", what=what, products=shown)
