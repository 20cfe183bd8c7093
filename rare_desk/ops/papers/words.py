"""The words that papers are written in."""

from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import figure, plain
from rare_desk.core.pricing.settling.adjustments import Adjustment
from rare_desk.core.pricing.settling.rounding import Rounding
from rare_desk.core.pricing.settling.schedules import Schedule
from rare_desk.words import Language, has, word


@dataclass(frozen=True, slots=True)
class Words:
    language: Language

    def paper(self, key: str, **details: str) -> str:
        return word(f"papers.{key}", self.language, **details)

    def pricing(self, key: str, **details: str) -> str:
        return word(f"pricing.{key}", self.language, **details).strip()

    def titled(self, key: str, unit: str) -> str:
        """With the unit behind: `湿重 吨`."""
        return f"{self.pricing(key)} {self.pricing(f'unit-{unit}')}"

    def choice(self, field: str, value: str) -> str:
        """`以仲裁为准` for `umpire` of `rule`; a formula (Nd2O3) is its own word."""
        key = f"pricing.{field}-{value}"
        return word(key, self.language) if has(key) else value

    def basis(self, adjustment: Adjustment) -> str:
        """By what an adjustment is reckoned, in one line."""
        if adjustment.amount is not None:
            return self.pricing("adjustment-amount")
        if adjustment.schedule is None:
            return self.pricing("adjustment-per-dry-t")
        return self._schedule(adjustment.schedule)

    def _schedule(self, schedule: Schedule) -> str:
        key = f"band-{schedule.direction}"
        bands = "; ".join(
            self.paper(key, threshold=plain(band.threshold), step=plain(band.step), rate=figure(band.rate, 2))
            for band in schedule.bands
        )
        assay = "" if schedule.assay is None else f"{plain(schedule.assay)}: "
        return f"{schedule.element} {assay}{bands}"

    def rounding(self, rounding: Rounding) -> str:
        """The contract's rounding as a sentence."""
        mode = self.pricing(f"mode-{rounding.mode}")
        steps = {name: plain(Decimal(1).scaleb(-places)) for name, places in _places(rounding)}
        return self.paper("rounding", mode=mode, **steps)


def _places(rounding: Rounding) -> tuple[tuple[str, int], ...]:
    return ("mass", rounding.mass), ("price", rounding.price), ("amount", rounding.amount), ("grade", rounding.grade)
