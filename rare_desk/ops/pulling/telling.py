"""Sources in words: `USGS 报价 · 2026-10-22`."""

from collections.abc import Mapping
from typing import Any

from rare_desk.core.pricing.sources import Origin, Source, sources_of
from rare_desk.words import Language, word


def source_words(source: Source, language: Language, *, dated: bool = True) -> str:
    """What it was taken from, and the day that it is of."""
    what = source.what
    if source.origin is Origin.DEPOSIT:
        return word("calculator.source-deposit", language, deposit=deposit_words(source, language))
    details = {name: what.get(name, "") for name in _NAMED[source.origin]}
    said = " ".join(word(f"calculator.source-{source.origin}", language, **details).split())
    if what.get("unit"):
        said += f" {what['unit']}"
    if not dated or not source.day or source.origin is Origin.AVERAGE:
        return said
    return f"{said} · {source.day}"


def deposit_words(source: Source, language: Language) -> str:
    """Its name; one that is not verified says so."""
    name = source.what.get("deposit_zh" if language == "zh" else "deposit") or source.what.get("deposit", "")
    return name if source.what.get("verified") == "1" else word("paper.unverified", language, deposit=name)


def told(given: Mapping[str, Any], language: Language) -> dict[str, str]:
    """The words of every source by the path of its input."""
    return {path: source_words(source, language) for path, source in sources_of(given).items()}


_NAMED = {
    Origin.ANNOUNCED: ("quarter",),
    Origin.QUOTE: ("source",),
    Origin.AVERAGE: ("first", "last", "days"),
    Origin.TRADE: ("deal_no", "party"),
    Origin.VAT: (),
    Origin.DEPOSIT: (),
}
