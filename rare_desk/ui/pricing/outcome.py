"""What the form's inputs come to: a price with its trail, or what is still wrong; and the figures of single rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rare_desk.core.pricing.reference import announced_for
from rare_desk.core.pricing.settling import settlement, terms
from rare_desk.core.problems import Problem, Refused
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops import pricing
from rare_desk.ui.pricing.draft import Given

_SHARED = ("reference_price", "reference_grade")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`priced` is None while there are `problems`; `source` is the announcement the reference price is taken from."""

    priced: pricing.Priced | None
    problems: tuple[Problem, ...] = ()
    source: AnnouncedPrice | None = None

    def problem(self, path: str) -> Problem | None:
        """What is wrong there; a value that is only missing is not, as it may still come."""
        return next((p for p in self.problems if p.field == path and p.code != "input-missing"), None)

    @property
    def missing(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.code == "input-missing")

    @property
    def wrong(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.code != "input-missing")

    @property
    def settlement(self) -> settlement.Settlement | None:
        figures = self.priced.result.values if self.priced else None
        return figures if isinstance(figures, settlement.Settlement) else None


def outcome(kind: str, given: Given, announced: Sequence[AnnouncedPrice]) -> Outcome:
    try:
        priced = pricing.price(kind, given, announced)
    except Refused as refused:
        return Outcome(None, refused.problems, _source(given, announced))
    return Outcome(priced, (), _source(priced.given, announced))


def _source(given: Mapping[str, Any], announced: Sequence[AnnouncedPrice]) -> AnnouncedPrice | None:
    quarter = given.get("quarter")
    found = announced_for(str(quarter), announced) if quarter else None
    return found if isinstance(found, AnnouncedPrice) else None


def lot_alone(given: Given, place: int) -> settlement.LotFigures | None:
    """That lot's figures while something else is missing; None when it lacks something itself."""
    alone = {name: given.get(name) for name in _SHARED} | {"vat_rate": "0", "lots": [given["lots"][place]]}
    alone |= {name: given[name] for name in ("assay", "rounding") if given.get(name)}
    asked = terms.inputs(alone)
    return None if isinstance(asked, tuple) else settlement.price(asked).values.lots[0]
