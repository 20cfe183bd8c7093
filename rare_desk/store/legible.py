"""Whether the rows of a book say what can be read: days that are days, moments that are moments, figures that can be
summed, JSON of the kind that the program writes.

The tables see to types and to most values, but not to these. (SQLite's `date` alone lets the 30th of February pass.)
"""

import sqlite3
from collections.abc import Collection, Iterator

from rare_desk.core.life.closing import DATED
from rare_desk.core.problems import Problem, problem
from rare_desk.core.quotes import STATUSES

_DAY = "{0} IS NOT date({0}, '+0 days')"
_MONTH = "{0} || '-01' IS NOT date({0} || '-01', '+0 days')"
_MOMENT = (
    "CASE length({0}) WHEN 25 THEN strftime('%Y-%m-%dT%H:%M:%S+00:00', {0}, '+0 days')"
    " WHEN 29 THEN strftime('%Y-%m-%dT%H:%M:%f+00:00', {0}, '+0 days') END IS NOT {0}"
    " OR {0} NOT BETWEEN '1971' AND '9999'"
)
_SET_DAY = "{0} IS NOT NULL AND " + _DAY
_OR_NONE = "{0} <> '' AND " + _DAY
_STATUS = "{0} NOT IN (" + ", ".join(f"'{status}'" for status in STATUSES) + ")"
_FIGURE = f"{{0}} NOT BETWEEN -{1 << 62} AND {1 << 62}"
_DATED = "{0} NOT IN (" + ", ".join(f"'{record}'" for record in DATED) + ")"
_JSON = "NOT json_valid({0})"
_OBJECT, _LIST = (
    f"CASE WHEN json_valid({{0}}) THEN json_type({{0}}) END IS NOT '{kind}'" for kind in ("object", "array")
)
_FIGURES = (
    "quantity_g", "price", "price_ex_vat", "price_incl_vat", "amount", "amount_ex_vat", "amount_incl_vat",
)  # fmt: skip
_WRONG = {
    "trades": {"date": _DAY, "delivery_date": _SET_DAY} | dict.fromkeys(_FIGURES, _FIGURE),
    "quotes": {"date": _DAY},
    "announced": {"quarter": "{0} NOT GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'", "status": _STATUS},
    "deliveries": {"due": _OR_NONE, "done": _OR_NONE, "quantity_g": _FIGURE},
    "payments": {"due": _OR_NONE, "done": _OR_NONE, "amount": _FIGURE},
    "attachments": {"added_at": _MOMENT},
    "events": {"date": _DAY},
    "non_trading_days": {"date": _DAY},
    "vintages": {"date": _DAY, "at": _MOMENT},
    "published_points": {"date": _DAY},
    "expectation_answers": {"month": _MONTH},
    "settings": {"value": _JSON},
    "batches": {"files": _LIST, "options": _OBJECT, "at": _MOMENT},
    "calculations": {"input": _OBJECT, "result": _OBJECT, "trail": _LIST, "saved_at": _MOMENT},
    "import_templates": {"template": _OBJECT},
    "methodologies": {"definition": _OBJECT},
    "chart_layouts": {"layout": _OBJECT},
    "saved_views": {"view": _OBJECT},
    "closed_months": {"month": _MONTH, "at": _MOMENT, "totals": _OBJECT},
    "corrections": {"month": _MONTH, "made_in": _MONTH, "date": _DAY, "record": _DATED},
}
"""By table and column when its text is none that the program writes."""


def illegible(connection: sqlite3.Connection, named: Collection[tuple[str, int]], most: int) -> Iterator[Problem]:
    """Rows that say what cannot be read, without those that are `named` by table and id already."""
    for table, columns in _WRONG.items():
        wrong = " OR ".join(f"({rule.format(column)})" for column, rule in columns.items())
        found = connection.execute(f"SELECT id FROM {table} WHERE {wrong} ORDER BY id LIMIT {most + len(named)}")
        ids = [row_id for (row_id,) in found if (table, row_id) not in named]
        yield from (problem("check-illegible", "", row_id, table=table) for row_id in ids[:most])
