"""JSON as tables: lists of flat records, as this program and others write them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import Cell, RawFile, RawSheet
from rare_desk.sheets.reading.limits import MOST_ROWS, Room, TooBig
from rare_desk.sheets.reading.meaning.vocabulary import own_names
from rare_desk.sheets.reading.text import decode

_LARGEST = 128 << 20
_AS_WRITTEN = frozenset(("quantity", "quantity_unit", "price", "price_unit", "tax_basis"))
"""A record that has them says all else of quantity and price a second time, in tonnes and ex VAT."""
_OF_WEIGHTS = frozenset(("methodology", "version", "weight_sets"))
"""A document with more is a methodology, which its own page takes."""
_IN_PERCENT = ("vat_rate", "reo_pct", "reo_basis")


def is_json(data: bytes) -> bool:
    """Whether it begins as JSON does; a line of CSV may too."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"{", b"["))


def read_json(data: bytes, name: str) -> RawFile | Problem | None:
    """The lists of records in it, each a sheet; None where it is no JSON, a Problem where it has no such list.

    Raises TooBig for more than is read at once.
    """
    text = decode(data)
    try:
        if len(data) > _LARGEST:
            raise TooBig(f"{len(data) >> 20} MB")
        document = json.loads(text or "", parse_constant=str)
    except (ValueError, RecursionError):
        return None
    sheets = tuple(_sheet(key, records) for key, records in _lists(document))
    return RawFile(sheets) if sheets else problem("json-not-read", value=name)


def _lists(document: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    named = document.items() if isinstance(document, dict) else [("", document)]
    for key, value in named:
        if key == "weight_sets" and not document.keys() <= _OF_WEIGHTS:
            continue
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield str(key), [part for one in value for part in _parts(one)]


def _parts(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Itself, or a line for each of its points, or for each of its weights."""
    points, weights = record.get("points"), record.get("weights")
    if isinstance(points, list) and "name" in record:
        yield from ({"index name": record["name"]} | one for one in points if isinstance(one, dict))
    elif isinstance(weights, dict) and "effective" in record:
        for product, weight in weights.items():
            said = {"effective": record["effective"], "product": product, "weight": weight}
            yield said | {"note": record.get("reason") or ""}
    else:
        yield _as_written(record)


def _as_written(record: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(record)
    if record.keys() >= _AS_WRITTEN:
        known = {*own_names(), "tax_basis"}
        kept = {key: value for key, value in record.items() if key in known}
    return kept | {key: f"{kept[key]}%" for key in _IN_PERCENT if _is_figure(kept.get(key))}


def _is_figure(value: Any) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdigit()


def _sheet(name: str, records: Sequence[Mapping[str, Any]]) -> RawSheet:
    headers = list(dict.fromkeys(str(key) for record in records for key in record))
    if len(records) >= MOST_ROWS:
        raise TooBig(f"{len(records):,}")
    Room().take(len(records) + 1, max(len(headers), 1))
    rows: list[list[Cell]] = [list(headers), *([_cell(record.get(header)) for header in headers] for record in records)]
    return RawSheet(name, rows)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 1 << 60:
        return str(value)
    return value if isinstance(value, str | int | float | bool) else str(value)
