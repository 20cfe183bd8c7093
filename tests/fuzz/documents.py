"""Mutated JSON: inputs of calculators, methodologies, import templates, exported records; each told by its number."""

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

_LARGEST = 1 << 20
Kind = Literal["price", "methodology", "template", "import"]
DATA = Path(__file__).parents[1] / "data"
RULES = Path(__file__).parents[2] / "resources" / "data" / "methodology.json"
TEMPLATE = {
    "format": "rare-desk-import-template",
    "name": "甲",
    "headers": ["日期", "品名", "数量", "单价"],
    "answers": {"kind": "trades", "side": "buy", "vat": "incl", "unit": "t"},
    "columns": {"日期": {"field": "date"}, "数量": {"field": "quantity", "unit": "t"}, "单价": {"field": "price"}},
}
TRADES = {
    "trades": [
        {"date": "2026-01-05", "side": "buy", "product": "PRND-O", "quantity": "1", "price": "580000", "note": "甲"},
        {"date": "2026-01-06", "side": "sell", "product": "TB-O", "quantity": "0.2", "price": "7000000", "note": ""},
    ]
}
ODD: tuple[object, ...] = (
    None, True, 0, -1, 10**400, 1e308, float("nan"), float("inf"), "", " ", "x", "1e999", "-0", "9" * 5000, "１２",
    "2026-02-30", "0000-00-00", "9999-12-31", "\ud800", "\x00", "\u202e1", "=1+1", "<b>1</b>", "'; DROP TABLE trades",
    [], {}, [[]], [None], {"": ""}, ["1"] * 5000, {"a": {"b": {"c": []}}}, "长" * 100_000, "NaN", "-Infinity", "1/3",
    "../../x", "C:\\con", "\\\\server\\share\\x",
)  # fmt: skip


def mutated(number: int) -> tuple[Kind, str, bytes]:
    """The kind, for a price its calculator, and the file's bytes."""
    chance = random.Random(number)
    kind, name, document = chance.choice(_sources())
    if chance.random() < 0.75:
        for _ in range(chance.choice((1, 1, 2, 5, 20))):
            document = changed(document, chance)
        text = json.dumps(document, ensure_ascii=chance.random() < 0.8)
        return kind, name, text[:_LARGEST].encode("utf-8", "replace")
    data = bytearray(json.dumps(document, ensure_ascii=False).encode())
    return kind, name, chance.choice((_spoilt, _cut, _nested, _doubled, _recoded))(data, chance)


@cache
def _sources() -> tuple[tuple[Kind, str, Any], ...]:
    examples = json.loads((DATA / "pricing_examples.json").read_text("utf-8"))
    prices: list[tuple[Kind, str, Any]] = [("price", one["calculator"], one["input"]) for one in examples]
    rules = json.loads(RULES.read_text("utf-8"))
    others: list[tuple[Kind, str, Any]] = [
        ("methodology", "", rules), ("template", "", TEMPLATE), ("import", "", TRADES),
    ]  # fmt: skip
    return (*prices, *others * 5)


def changed(value: Any, chance: random.Random) -> Any:
    """Something in it put in another's place, taken out, doubled or named otherwise."""
    if chance.random() < 0.2 or not isinstance(value, (dict, list)) or not value:
        return chance.choice(ODD)
    if isinstance(value, list):
        at, made = chance.randrange(len(value)), list(value)
        made[at] = changed(made[at], chance)
        return chance.choice((made, made, made, made[:at] + made[at + 1 :], made + made[at : at + 1] * 40))
    key = chance.choice(list(value))
    other = {name: changed(part, chance) if name == key else part for name, part in value.items()}
    match chance.randrange(8):
        case 0:
            other.pop(key)
        case 1:
            other[chance.choice(("", "x", key.upper(), "\u202e" + key, "__class__", "k" * 9000))] = other.pop(key)
    return other


def _spoilt(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 20))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _cut(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data))])


def _nested(data: bytearray, chance: random.Random) -> bytes:
    depth = chance.choice((500, 20_000, 200_000))
    at = data.find(b":") + 1
    return bytes(data[:at]) + b"[" * depth + b"]" * (depth if chance.random() < 0.5 else 0) + bytes(data[at:])


def _doubled(data: bytearray, chance: random.Random) -> bytes:
    at = data.rfind(b"}")
    return bytes(data[:at]) + b"," + bytes(data[1:at]) + b"}"


def _recoded(data: bytearray, chance: random.Random) -> bytes:
    text = data.decode()
    codec: Callable[[str], bytes] = chance.choice(
        (lambda s: s.encode("utf-16"), lambda s: s.encode("gb18030"), lambda s: b"\xef\xbb\xbf" + s.encode())
    )
    return codec(text)
