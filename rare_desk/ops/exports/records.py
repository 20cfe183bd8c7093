"""Small records as tables and templates: columns by names that the imports of their kinds read again."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import exact, plain
from rare_desk.core.parsing import parse_number
from rare_desk.core.parties.defaults import FIELDS as DEFAULTS
from rare_desk.core.parties.tax_number import is_chinese
from rare_desk.core.problems import Problem
from rare_desk.core.rules.methodology import Methodology, WeightSet
from rare_desk.ops.exports.tables import Field, Words, columns_of, sure
from rare_desk.ops.parties.listing import Line
from rare_desk.sheets.out.writing import Cell, Kind, Row, Table
from rare_desk.store.reading.queries import NonTradingDay
from rare_desk.words import word


def _own(name: str, kind: Kind = Kind.TEXT) -> Field:
    return Field(name, kind, lambda _record, _words: None)


_DAYS = (
    Field("date", Kind.DATE, lambda day, _: day.date),
    Field("name", Kind.TEXT, lambda day, _: day.name),
    Field("day_kind", Kind.TEXT, lambda _, words: words.of("day-closed")),
    Field("estimated", Kind.TEXT, lambda day, words: words.yes_no(day.estimated)),
)


def _default(name: str) -> Field:
    return Field(name, _KINDS.get(name, Kind.TEXT), lambda line, words: _default_cell(name, line, words))


def _default_cell(name: str, line: Line, words: Words) -> Cell:
    said = line.defaults.get(name, "")
    if name == "vat_rate":
        rate = parse_number(said)
        return None if isinstance(rate, Problem) else rate
    return words.of(_CALLED[name].format(said)) if said and name in _CALLED else said or None


_KINDS = {"vat_rate": Kind.PERCENT}
_CALLED = {"related": "{}", "compliance": "compliance-{}", "spot": "{}", "tax_basis": "basis-{}", "unit": "unit-{}"}
_PARTIES = (
    Field("name", Kind.TEXT, lambda line, _: line.row.name),
    Field("aliases", Kind.TEXT, lambda line, _: "; ".join(line.aliases)),
    Field("tax_id", Kind.TEXT, lambda line, _: line.row.tax_id),
    Field("country", Kind.TEXT, lambda line, words: _country(line, words)),
    Field("group_name", Kind.TEXT, lambda line, _: line.row.group_name),
    *map(_default, DEFAULTS),
    Field("note", Kind.TEXT, lambda line, _: line.row.note),
)


def _country(line: Line, words: Words) -> str:
    said = line.row.country
    return word("parties.china", words.language) if is_chinese(said) else said


FIELDS: Mapping[str, tuple[Field, ...]] = {
    "announced": (
        _own("quarter"),
        _own("announced_price", Kind.PRICE),
        _own("reo_basis", Kind.PERCENT),
        _own("per_percent", Kind.PRICE),
        _own("announced_on", Kind.DATE),
        _own("announcer"),
        _own("status"),
        _own("source_url"),
        _own("note"),
    ),
    "published": (_own("date", Kind.DATE), _own("index_name"), _own("value", Kind.PRICE)),
    "expectations": (
        _own("month"),
        _own("respondent"),
        _own("product"),
        _own("answer"),
        _own("weight", Kind.PRICE),
        _own("note"),
    ),
    "weights": (_own("weights_from", Kind.DATE), _own("product"), _own("weight", Kind.PERCENT), _own("note")),
    "non-trading-days": _DAYS,
    "counterparties": _PARTIES,
}
"""What is filled in of each kind."""


def days_table(days: Sequence[NonTradingDay], words: Words) -> Table:
    rows: list[Row] = [[field.cell(day, words) for field in _DAYS] for day in days]
    return Table(words.of("non-trading-days"), columns_of(_DAYS, words), rows)


def days_document(days: Sequence[NonTradingDay]) -> dict[str, Any]:
    told = [{"date": day.date, "name": day.name, "estimated": day.estimated} for day in days]
    return {"non_trading_days": told}


def parties_table(parties: Sequence[Line], words: Words) -> Table:
    rows: list[Row] = [[field.cell(line, words) for field in _PARTIES] for line in parties]
    return Table(words.of("counterparties"), columns_of(_PARTIES, words), sure(rows, _PARTIES))


def parties_document(parties: Sequence[Line]) -> dict[str, Any]:
    """Defaults by their codes; a country is empty for China."""
    return {
        "counterparties": [
            {
                "name": line.row.name,
                "aliases": "; ".join(line.aliases),
                "tax_id": line.row.tax_id,
                "country": line.row.country,
                "group_name": line.row.group_name,
                **{name: line.defaults.get(name, "") for name in DEFAULTS},
                "note": line.row.note,
            }
            for line in parties
        ]
    }


def weights_table(rules: Methodology, words: Words) -> Table:
    """Every set of the main index, in percent."""
    rows: list[Row] = [
        [one.effective, words.product(code), _percent(weight), one.reason]
        for one in rules.weight_sets
        for code, weight in one.weights.items()
    ]
    return Table(words.of("weights"), columns_of(FIELDS["weights"], words), rows)


def weights_document(rules: Methodology) -> dict[str, Any]:
    return {"methodology": rules.name, "version": rules.version, "weight_sets": list(map(_set, rules.weight_sets))}


def _set(one: WeightSet) -> dict[str, Any]:
    weights = {code: plain(exact(weight)) for code, weight in one.weights.items()}
    return {"effective": one.effective, "weights": weights, "author": one.author, "reason": one.reason}


def _percent(weight: float) -> Cell:
    return exact(weight) * Decimal(100)
