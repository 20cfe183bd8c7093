"""Which template reads a table: the one the user names, else the one kept for its set of headers."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from rare_desk.core.problems import Refused, problem
from rare_desk.sheets.planning.plan import Known, Options, Template
from rare_desk.sheets.reading.cells import RawSheet
from rare_desk.sheets.reading.meaning.columns import meaning
from rare_desk.sheets.reading.meaning.tables import Table, table_at
from rare_desk.sheets.reading.meaning.vocabulary import Kind

Headers = tuple[str, ...]
_SEARCHED, _LEVELS = 60, 3


def tables_by_headers(sheet: RawSheet, kept: AbstractSet[Headers]) -> tuple[Table, ...]:
    """The table whose headers a template knows, where their words alone tell nothing; none, or one."""
    for first in range(1, min(len(sheet.rows), _SEARCHED) + 1 if kept else 1):
        for last in range(first, min(first + _LEVELS, len(sheet.rows) + 1)):
            table = table_at(sheet, first, last)
            if table.key in kept:
                return (table,)
    return ()


def template_for(table: Table, options: Options, known: Known, chosen: str | None = None) -> Template | None:
    """`chosen` by the user for this table: a name, or empty for none; else the one that the caller names, else the
    one with this set of headers. Refused when there is none of the caller's name."""
    if chosen is not None:
        return next((t for t in known.templates if t.name == chosen), None)
    if options.template:
        found = next((t for t in known.templates if t.name == options.template), None)
        if found is None:
            raise Refused(problem("unknown-template", value=options.template))
        return found
    return next((t for t in known.templates if t.headers == table.key), None)


def fitting(templates: Sequence[Template], kind: Kind | None) -> list[Template]:
    """Those for records of that kind; all where the kind is not known yet."""
    return [one for one in templates if kind is None or kind_of_template(one) in (None, kind)]


def kind_of_template(template: Template) -> Kind | None:
    """As it was said, else by its columns; None when they do not tell."""
    if template.answers.kind:
        return template.answers.kind
    said = {one.field for one in template.columns.values()}
    if "quantity" in said | {meaning((header,), "trades").field for header in template.headers}:
        return "trades"
    quoted = said | {meaning((header,), "quotes").field for header in template.headers}
    return "quotes" if quoted & {"mid", "low", "high", "range"} else None
