"""The tables of a book, version by version.

Money is in 1e-4, mass in grams, rates and percentages in 1e-6, all INTEGER; dates are ISO text. `day` counts days
since 1970-01-01. `facts` are bits for the index: 1 draft, 2 cancelled, 4 not compliant, 8 related, 16 not spot,
32 foreign market, 64 bought by the desk, 128 sold by the desk.
"""

import hashlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x52447362  # "RDsb"
VERSION = 4
"""The number of migrations; kept in the file as user_version."""

_RECORD = "id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE"
# An index over a million UUIDs costs a sixth of an import and serves nothing yet.
_MANY = "id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL"

_DAY = "CAST(strftime('%s', date) AS INTEGER) / 86400"
_FACTS = """
            (status = 'draft') + 2 * (status = 'cancelled') + 4 * (compliance <> 'yes') + 8 * related + 16 * (NOT spot)
            + CASE WHEN currency = 'CNY' AND country = '' AND incoterm = '' THEN 0 ELSE 32 * (currency <> 'CNY'
                OR country <> '' AND instr('||CN|CHN|CHINA|PRC|中国|', '|' || upper(trim(country)) || '|') = 0
                OR incoterm <> '' AND instr('|FOB|FAS|FCA|CFR|CNF|C&F|CIF|CPT|CIP|DAP|DPU|DAT|DDP|DDU|',
                    '|' || upper(substr(trim(incoterm), 1, 3)) || '|') > 0) END
            + 64 * (side = 'buy') + 128 * (side = 'sell')"""
GENERATED = {"trades": {"day": _DAY, "facts": _FACTS}}
"""By table and column what its stored value is computed from."""

_TABLES = (
    f"CREATE TABLE settings ({_RECORD}, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT",
    f"""CREATE TABLE products ({_RECORD}, code TEXT NOT NULL UNIQUE, name_en TEXT NOT NULL, name_zh TEXT NOT NULL,
        group_name TEXT NOT NULL CHECK (group_name IN ('light', 'heavy')), form TEXT NOT NULL,
        formula TEXT NOT NULL DEFAULT '', usual_unit TEXT NOT NULL DEFAULT 't' CHECK (usual_unit IN ('t', 'kg')),
        reference_reo_pct INTEGER, typical_spec TEXT NOT NULL DEFAULT '', aliases TEXT NOT NULL DEFAULT '',
        pinyin TEXT NOT NULL DEFAULT '', initials TEXT NOT NULL DEFAULT '') STRICT""",
    f"""CREATE TABLE counterparties ({_RECORD}, name TEXT NOT NULL UNIQUE, group_name TEXT NOT NULL DEFAULT '',
        tax_id TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        pinyin TEXT NOT NULL DEFAULT '', initials TEXT NOT NULL DEFAULT '') STRICT""",
    f"""CREATE TABLE batches ({_RECORD}, kind TEXT NOT NULL, files TEXT NOT NULL, options TEXT NOT NULL DEFAULT '{{}}',
        row_count INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE trades ({_MANY},
        date TEXT NOT NULL CHECK (date = date(date)),
        day INTEGER NOT NULL GENERATED ALWAYS AS ({_DAY}) STORED,
        product INTEGER NOT NULL REFERENCES products (id),
        facts INTEGER NOT NULL GENERATED ALWAYS AS ({_FACTS}) STORED,
        counterparty INTEGER REFERENCES counterparties (id),
        buyer INTEGER REFERENCES counterparties (id),
        seller INTEGER REFERENCES counterparties (id),
        quantity_g INTEGER, price_ex_vat INTEGER, price_incl_vat INTEGER,
        amount_ex_vat INTEGER, amount_incl_vat INTEGER, amount INTEGER,
        reo_pct INTEGER,
        side TEXT NOT NULL CHECK (side = 'buy' OR side = 'sell' OR side = 'market'),
        status TEXT NOT NULL
            CHECK (instr('|confirmed|draft|part-delivered|delivered|closed|cancelled|', '|' || status || '|') > 0),
        deal_no TEXT NOT NULL DEFAULT '',
        quantity_unit TEXT NOT NULL CHECK (quantity_unit IN ('t', 'kg')),
        price INTEGER, price_unit TEXT NOT NULL CHECK (price_unit IN ('t', 'kg')),
        currency TEXT NOT NULL,
        tax_basis TEXT NOT NULL CHECK (tax_basis = 'incl' OR tax_basis = 'excl' OR tax_basis = 'none'),
        vat_rate INTEGER NOT NULL, fx INTEGER,
        related INTEGER NOT NULL CHECK (related IN (0, 1)), spot INTEGER NOT NULL CHECK (spot IN (0, 1)),
        compliance TEXT NOT NULL CHECK (compliance = 'yes' OR compliance = 'no' OR compliance = 'unknown'),
        contract_no TEXT NOT NULL DEFAULT '', grade TEXT NOT NULL DEFAULT '',
        delivery_place TEXT NOT NULL DEFAULT '', delivery_date TEXT, payment TEXT NOT NULL DEFAULT '',
        incoterm TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT '',
        lot TEXT NOT NULL DEFAULT '', trader TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        suspect TEXT NOT NULL DEFAULT '',
        batch INTEGER REFERENCES batches (id)) STRICT""",
    f"""CREATE TABLE quotes ({_MANY}, date TEXT NOT NULL, product INTEGER NOT NULL REFERENCES products (id),
        period TEXT NOT NULL CHECK (period IN ('day', 'week', 'month', 'year')), source TEXT NOT NULL,
        mid INTEGER NOT NULL, low INTEGER, high INTEGER, unit TEXT NOT NULL CHECK (unit IN ('t', 'kg')),
        currency TEXT NOT NULL, tax_basis TEXT CHECK (tax_basis IN ('incl', 'excl', 'none')), vat_rate INTEGER,
        grade TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        batch INTEGER REFERENCES batches (id)) STRICT""",
    f"""CREATE TABLE announced ({_RECORD}, quarter TEXT NOT NULL, price INTEGER, reo_basis INTEGER NOT NULL,
        per_percent INTEGER, announced_on TEXT NOT NULL DEFAULT '', status TEXT NOT NULL,
        source_url TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '') STRICT""",
    f"""CREATE TABLE non_trading_days ({_RECORD}, date TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '',
        estimated INTEGER NOT NULL DEFAULT 0 CHECK (estimated IN (0, 1))) STRICT""",
    f"CREATE TABLE import_templates ({_RECORD}, name TEXT NOT NULL UNIQUE, template TEXT NOT NULL) STRICT",
    f"""CREATE TABLE calculations ({_RECORD}, name TEXT NOT NULL, calculator TEXT NOT NULL, input TEXT NOT NULL,
        result TEXT NOT NULL, trail TEXT NOT NULL, saved_at TEXT NOT NULL, note TEXT NOT NULL DEFAULT '') STRICT""",
    f"""CREATE TABLE methodologies ({_RECORD}, name TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL,
        definition TEXT NOT NULL, effective TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        UNIQUE (name, version)) STRICT""",
)

# What followed the first book: each a table of its own, so that an older book that cannot be written is shown with
# them empty. `document` is the JSON text of what was published and `hash` its SHA-256, `step` the
# last step that its figures know of; `value` of a point in 1e-6.
_INDEX_TABLES = {
    "vintages": f"""{_RECORD}, freq TEXT NOT NULL CHECK (freq IN ('daily', 'weekly', 'monthly')), date TEXT NOT NULL,
        at TEXT NOT NULL, who TEXT NOT NULL, step INTEGER NOT NULL, methodology TEXT NOT NULL,
        version INTEGER NOT NULL, methodology_hash TEXT NOT NULL, inputs_hash TEXT NOT NULL, hash TEXT NOT NULL,
        document TEXT NOT NULL, restates INTEGER REFERENCES vintages (id), reason TEXT NOT NULL DEFAULT ''""",
    "expectation_answers": f"""{_RECORD}, month TEXT NOT NULL, respondent TEXT NOT NULL,
        product INTEGER NOT NULL REFERENCES products (id),
        answer TEXT NOT NULL CHECK (answer IN ('up', 'flat', 'down')),
        weight INTEGER NOT NULL DEFAULT 1000000, note TEXT NOT NULL DEFAULT '',
        batch INTEGER REFERENCES batches (id), UNIQUE (month, respondent, product)""",
    "published_indices": f"""{_RECORD}, name TEXT NOT NULL UNIQUE, publisher TEXT NOT NULL DEFAULT '',
        base TEXT NOT NULL DEFAULT '', source_url TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT ''""",
    "published_points": f"""{_RECORD}, published_index INTEGER NOT NULL REFERENCES published_indices (id),
        date TEXT NOT NULL, value INTEGER NOT NULL, batch INTEGER REFERENCES batches (id),
        UNIQUE (published_index, date)""",
    "events": f"""{_RECORD}, date TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL DEFAULT '',
        source_url TEXT NOT NULL DEFAULT '', opens TEXT NOT NULL DEFAULT ''""",
    "chart_layouts": f"{_RECORD}, name TEXT NOT NULL UNIQUE, layout TEXT NOT NULL",
}

# Of contracts. `share` of an oxide is its mass percentage of the REO. A link names a trade by its id, which may since
# have been deleted.
_CONTRACT_TABLES = {
    "deposits": f"""{_RECORD}, name TEXT NOT NULL UNIQUE, name_zh TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL DEFAULT '', verified INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1)),
        note TEXT NOT NULL DEFAULT ''""",
    "deposit_oxides": f"""{_RECORD}, deposit INTEGER NOT NULL REFERENCES deposits (id), oxide TEXT NOT NULL,
        share INTEGER NOT NULL, UNIQUE (deposit, oxide)""",
    "calculation_trades": f"""{_RECORD}, calculation INTEGER NOT NULL REFERENCES calculations (id),
        trade INTEGER NOT NULL, UNIQUE (calculation, trade)""",
}

# `series` is the uuid of the first version, empty in that one.
_CALCULATION_COLUMNS = {
    "series": "TEXT NOT NULL DEFAULT ''",
    "version": "INTEGER NOT NULL DEFAULT 1",
    "status": "TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'offered', 'agreed', 'settled', 'void'))",
    "counterparty": "TEXT NOT NULL DEFAULT ''",
    "contract": "TEXT NOT NULL DEFAULT ''",
}

# Of the ledger. A delivery or payment whose `done` day is empty is planned for the day `due`, which may be empty too;
# below zero they are goods returned and money paid back. An attachment is a file outside of the book, of any record's
# row. Of a closed `month` (2026-01) `totals` keeps as JSON what was in it. A correction is a later change of one, made
# in the month `made_in`: the row as that month had it `before` and has it `after`, NULL for not at all.
_LEDGER_TABLES = {
    "deliveries": f"""{_RECORD}, trade INTEGER NOT NULL REFERENCES trades (id),
        due TEXT NOT NULL DEFAULT '' CHECK (due = '' OR due = date(due)),
        done TEXT NOT NULL DEFAULT '' CHECK (done = '' OR done = date(done)), quantity_g INTEGER NOT NULL,
        invoice_no TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT ''""",
    "payments": f"""{_RECORD}, trade INTEGER NOT NULL REFERENCES trades (id),
        due TEXT NOT NULL DEFAULT '' CHECK (due = '' OR due = date(due)),
        done TEXT NOT NULL DEFAULT '' CHECK (done = '' OR done = date(done)), amount INTEGER NOT NULL,
        currency TEXT NOT NULL, invoice_no TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT ''""",
    "attachments": f"""{_RECORD}, record TEXT NOT NULL, row INTEGER NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
        size INTEGER NOT NULL, sha256 TEXT NOT NULL, added_at TEXT NOT NULL, note TEXT NOT NULL DEFAULT ''""",
    "closed_months": f"""{_RECORD}, month TEXT NOT NULL UNIQUE CHECK (month || '-01' = date(month || '-01')),
        at TEXT NOT NULL, who TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', totals TEXT NOT NULL""",
    "corrections": f"""{_RECORD}, month TEXT NOT NULL, made_in TEXT NOT NULL, date TEXT NOT NULL, record TEXT NOT NULL,
        row INTEGER NOT NULL, reason TEXT NOT NULL, before TEXT, after TEXT""",
    "counterparty_aliases": f"""{_RECORD}, alias TEXT NOT NULL UNIQUE,
        counterparty INTEGER NOT NULL REFERENCES counterparties (id)""",
    "counterparty_defaults": f"""{_RECORD}, counterparty INTEGER NOT NULL REFERENCES counterparties (id),
        field TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (counterparty, field)""",
    "saved_views": f"{_RECORD}, page TEXT NOT NULL, name TEXT NOT NULL, view TEXT NOT NULL, UNIQUE (page, name)",
}

_LEDGER_INDEXES = (
    "CREATE INDEX deliveries_trade ON deliveries (trade)",
    "CREATE INDEX payments_trade ON payments (trade)",
    "CREATE INDEX attachments_row ON attachments (record, row)",
    "CREATE INDEX corrections_month ON corrections (month)",
    "CREATE INDEX counterparty_aliases_party ON counterparty_aliases (counterparty)",
)

_JOURNAL = (
    """CREATE TABLE steps (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL,
        desk TEXT NOT NULL, label TEXT NOT NULL, details TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('start', 'do', 'undo', 'redo')), target INTEGER,
        touched TEXT NOT NULL, undo_top INTEGER NOT NULL, redo_top INTEGER NOT NULL,
        previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    """CREATE TABLE changes (id INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES steps (id),
        record TEXT NOT NULL, row INTEGER, before TEXT, after TEXT,
        bulk TEXT CHECK (bulk IN ('in', 'out')), columns TEXT, ids TEXT, hashes BLOB, packed BLOB) STRICT""",
    "CREATE INDEX changes_step ON changes (step)",
    "CREATE INDEX changes_row ON changes (record, row) WHERE row IS NOT NULL",
    "CREATE INDEX steps_target ON steps (target) WHERE target IS NOT NULL",
)

_INDEXES = (
    "CREATE INDEX trades_day ON trades (day)",
    "CREATE INDEX trades_deal ON trades (deal_no)",
    "CREATE INDEX trades_product ON trades (product, day)",
    "CREATE INDEX quotes_product ON quotes (product, date)",
)


_SHAPES = {
    1: "2815e1c02020995c",
    2: "8104c135fc1a38d2",
    3: "05c880d63c6c8864",
    4: "10a1618f6e5b31d9",
}
"""Of each version: what `_shape` says of a book that the program has made or brought up to it."""


def is_own(connection: sqlite3.Connection) -> bool:
    """Whether the file holds the program's tables, rules and indexes and no other, no trigger and no view: others could
    act whenever it is read or written. Asked before anything else is read."""
    version = connection.execute("PRAGMA main.user_version").fetchone()[0]
    return _SHAPES.get(version) == _shape(connection)


def _shape(connection: sqlite3.Connection) -> str:
    rows = connection.execute(
        "SELECT type || char(30) || name || char(30) || coalesce(sql, '') FROM main.sqlite_schema"
        " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    )
    return hashlib.sha256("\n".join(str(said) for (said,) in rows).encode()).hexdigest()[:16]


def lend(connection: sqlite3.Connection) -> None:
    """Give a connection to an older book, which may not be changed, the later tables and columns: its own, empty, gone
    with it."""
    there = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if "steps" not in there:
        return
    for name, columns in (_INDEX_TABLES | _CONTRACT_TABLES | _LEDGER_TABLES).items():
        if name not in there:
            connection.execute(f"CREATE TEMP TABLE {name} ({columns}) STRICT")
    known = {str(row[1]) for row in connection.execute("PRAGMA main.table_info(calculations)")}
    if later := [name for name in _CALCULATION_COLUMNS if name not in known]:
        added = ", ".join(f"{_default(name)} AS {name}" for name in later)
        connection.execute(f"CREATE TEMP VIEW calculations AS SELECT *, {added} FROM main.calculations")


def _default(column: str) -> str:
    return _CALCULATION_COLUMNS[column].split("DEFAULT ")[1].split()[0]


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this program's version; all or nothing."""
    from sqlite_utils import Database, Migrations  # a quarter of a second that an up-to-date book need not wait

    migrations = Migrations("rare-desk")

    @migrations(name="0001-first-book")
    def first_book(db: "Database") -> None:
        for statement in (*_TABLES, *_JOURNAL, *_INDEXES):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")

    @migrations(name="0002-publication")
    def publication(db: "Database") -> None:
        for name, columns in _INDEX_TABLES.items():
            db.execute(f"CREATE TABLE {name} ({columns}) STRICT")
        db.execute("CREATE INDEX vintages_date ON vintages (freq, date)")
        db.execute("PRAGMA user_version = 2")

    @migrations(name="0003-contracts")
    def contracts(db: "Database") -> None:
        for name, columns in _CONTRACT_TABLES.items():
            db.execute(f"CREATE TABLE {name} ({columns}) STRICT")
        for name, column in _CALCULATION_COLUMNS.items():
            db.execute(f"ALTER TABLE calculations ADD COLUMN {name} {column}")
        db.execute("CREATE INDEX calculation_trades_trade ON calculation_trades (trade)")
        db.execute("PRAGMA user_version = 3")

    @migrations(name="0004-ledger")
    def ledger(db: "Database") -> None:
        for name, columns in _LEDGER_TABLES.items():
            db.execute(f"CREATE TABLE {name} ({columns}) STRICT")
        for statement in _LEDGER_INDEXES:
            db.execute(statement)
        db.execute("PRAGMA user_version = 4")

    migrations.apply(Database(connection, execute_plugins=False))
