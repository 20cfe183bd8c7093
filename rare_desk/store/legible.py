"""Whether the rows of a book say what can be read: days that are days, JSON of the kind that the program writes.

The tables see to types and to most values, but not to these. (SQLite's `date` alone lets the 30th of February pass.)
"""

import sqlite3
from collections.abc import Collection, Iterator

from rare_desk.core.problems import Problem, problem
from rare_desk.core.quotes import STATUSES

_DAY = "{0} IS NOT date({0}, '+0 days')"
_MONTH = "{0} || '-01' IS NOT date({0} || '-01', '+0 days')"
_SET_DAY = "{0} IS NOT NULL AND " + _DAY
_OR_NONE = "{0} <> '' AND " + _DAY
_STATUS = "{0} NOT IN (" + ", ".join(f"'{status}'" for status in STATUSES) + ")"
_JSON = "NOT json_valid({0})"
_OBJECT, _LIST = (
    f"CASE WHEN json_valid({{0}}) THEN json_type({{0}}) END IS NOT '{kind}'" for kind in ("object", "array")
)
_WRONG = {
    "trades": {"date": _DAY, "delivery_date": _SET_DAY},
    "quotes": {"date": _DAY},
    "announced": {"quarter": "{0} NOT GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'", "status": _STATUS},
    "deliveries": {"due": _OR_NONE, "done": _OR_NONE},
    "payments": {"due": _OR_NONE, "done": _OR_NONE},
    "events": {"date": _DAY},
    "non_trading_days": {"date": _DAY},
    "vintages": {"date": _DAY},
    "published_points": {"date": _DAY},
    "expectation_answers": {"month": _MONTH},
    "settings": {"value": _JSON},
    "batches": {"files": _LIST, "options": _OBJECT},
    "calculations": {"input": _OBJECT, "result": _OBJECT, "trail": _LIST},
    "import_templates": {"template": _OBJECT},
    "methodologies": {"definition": _OBJECT},
    "chart_layouts": {"layout": _OBJECT},
    "saved_views": {"view": _OBJECT},
    "closed_months": {"month": _MONTH, "totals": _OBJECT},
}
"""By table and column when its text is none that the program writes."""


def illegible(connection: sqlite3.Connection, named: Collection[tuple[str, int]], most: int) -> Iterator[Problem]:
    """Rows that say what cannot be read, without those that are `named` by table and id already."""
    for table, columns in _WRONG.items():
        wrong = " OR ".join(f"({rule.format(column)})" for column, rule in columns.items())
        found = connection.execute(f"SELECT id FROM {table} WHERE {wrong} ORDER BY id LIMIT {most + len(named)}")
        ids = [row_id for (row_id,) in found if (table, row_id) not in named]
        yield from (problem("check-illegible", "", row_id, table=table) for row_id in ids[:most])
