"""How a calculated figure came about: one step per figure, in the order of the calculation."""

from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import Mode


@dataclass(frozen=True, slots=True)
class TrailStep:
    """`label` and `formula` are keys of resources/words/pricing.toml, `subject` names what is meant (a lot's number).

    `numbers` is the formula with its inputs put in (`102.340 × (1 − 6.20 / 100)`), `exact` what it gives before the
    named rounding, `places` the decimals it was rounded to (None: not rounded) by `mode`, `source` where its inputs
    come from.
    """

    label: str
    formula: str
    numbers: str
    value: Decimal
    unit: str
    subject: str = ""
    exact: Decimal | None = None
    places: int | None = None
    source: str = ""
    mode: Mode = Mode.HALF_UP

    @property
    def unrounded(self) -> Decimal:
        """What further steps go on with."""
        return self.value if self.exact is None else self.exact
