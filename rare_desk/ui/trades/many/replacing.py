"""A text for another in the texts of a draft."""

import re
from collections.abc import Sequence

from rare_desk.store.reading.trades.trade_texts import PARTIES, TEXTS
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.trades.editing.cells import changed

FIELDS = (*TEXTS[:3], "counterparty", *TEXTS[3:])
"""The columns in which can be replaced; that of the counterparty also holds buyer and seller."""


def columns_of(field: str) -> tuple[str, ...]:
    """The book's columns of a field; of an empty one all."""
    if not field:
        return (*TEXTS, *PARTIES)
    return PARTIES if field == "counterparty" else (field,)


def replaced(draft: Draft, columns: Sequence[str], find: str, becomes: str) -> Draft:
    """Every occurrence, in small letters or capitals. Whether another party is a related one is asked anew."""
    pattern = re.compile(re.escape(find), re.IGNORECASE)
    texts = {name: str(getattr(draft, name)) for name in columns}
    fresh = {name: pattern.sub(lambda _: becomes, text) for name, text in texts.items()}
    differing = {name: text for name, text in fresh.items() if text != texts[name]}
    if not differing:
        return draft
    moved = changed(draft, **differing)
    return changed(moved, related=None) if differing.keys() & set(PARTIES) else moved
