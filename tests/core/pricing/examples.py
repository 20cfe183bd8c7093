"""The worked figures of the design, by calculator."""

import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[2] / "data" / "pricing_examples.json"


def examples(calculator: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return [example for example in read if example["calculator"] == calculator]


def settlement() -> dict[str, Any]:
    """Inputs of the worked settlement; a fresh copy."""
    given: dict[str, Any] = examples("settlement")[0]["input"]
    return given
