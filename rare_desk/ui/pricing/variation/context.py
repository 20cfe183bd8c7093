"""What a study starts from: the calculation as it stands, and the figure that is followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.pricing.fields import Field
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.pricing import Priced
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.variation import names
from rare_desk.ui.pricing.variation.names import Figure
from rare_desk.ui.widgets.inputs.choice_field import Choice

_PROPOSED = ("grade", "price", "oxide_price", "metal_price", "price_incl_vat", "fob_usd_per_kg", "fob")


@dataclass(frozen=True)
class Context:
    """`given` with what was filled in; `figure` None while the inputs are wrong."""

    kind: str
    fields: Sequence[Field]
    given: Given
    announced: Sequence[AnnouncedPrice]
    priced: Priced | None
    figures: Sequence[Figure]
    figure: Figure | None

    @property
    def now(self) -> Decimal:
        """The followed figure at the present inputs."""
        assert self.figure is not None
        return self.values[self.figure.path]

    @property
    def values(self) -> Mapping[str, Decimal]:
        """Every single figure at the present inputs, by its path."""
        assert self.priced is not None
        return names.single(self.priced.result.values)

    def proposed(self, choices: Sequence[Choice]) -> str:
        """The input that one would vary first."""
        known = [one.value for one in choices if names.value_of(self.given, one.value) is not None]
        return next((path for path in _PROPOSED if path in known), known[0] if known else "")


def context(
    kind: str,
    fields: Sequence[Field],
    given: Given,
    announced: Sequence[AnnouncedPrice],
    priced: Priced | None,
    wanted: str,
) -> Context:
    """`wanted` is the path of the figure to follow, the first where there is none of that path."""
    known = names.followed(priced) if priced else []
    figure = next((one for one in known if one.path == wanted), known[0] if known else None)
    return Context(kind, fields, given, announced, priced, known, figure)
