"""An overlay as a value that a saved layout keeps, and the colours that overlays have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Kind = Literal["announced", "series", "price", "quote", "published", "vintage", "book"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
INKS: Final = tuple(f"series{number}" for number in range(7))
CONCENTRATE: Final = "concentrate"
_OWN: Final = {"composite": "text", "light": "series0", "heavy": "series1"}
_ALIKE: Final = {CONCENTRATE: ("series4",), "accent": ("series0", "series5")}
"""Colours that the eye takes for others."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """`name` is a series, a product's code, a source of quotes, a published index, the path of another book, or `first`
    or `latest` of the vintages; `of` is the product that a source quotes, or the series of the other book or vintages.
    """

    kind: Kind
    name: str = ""
    of: str = ""

    @property
    def key(self) -> str:
        """Of its line."""
        return "|".join((self.kind, self.name, self.of))


ANNOUNCED: Final = Overlay("announced")
"""The announced concentrate price."""


def to_json(overlays: Iterable[Overlay]) -> list[list[str]]:
    return [[one.kind, one.name, one.of] for one in overlays]


def of_json(kept: object) -> tuple[Overlay, ...]:
    """What makes no sense is left out."""
    found = []
    for one in kept if isinstance(kept, list) else []:
        if isinstance(one, list) and len(one) == 3 and all(isinstance(part, str) for part in one):
            kind = next((kind for kind in KINDS if kind == one[0]), None)
            if kind is not None:
                found.append(Overlay(kind, one[1], one[2]))
    return tuple(dict.fromkeys(found))


def inks(overlays: Sequence[Overlay], before: Mapping[Overlay, str], taken: Iterable[str]) -> dict[Overlay, str]:
    """A colour for each, the one that it had `before` where the chart's own lines have not `taken` it.

    When all are in use they begin again: end tags tell the lines apart then.
    """
    used, given = set[str](), dict[Overlay, str]()

    def take(ink: str) -> None:
        used.update((ink, *_ALIKE.get(ink, ())))

    for ink in taken:
        take(ink)
    for one in overlays:
        ink = CONCENTRATE if one.kind == "announced" else before.get(one) or _own(one)
        if ink and ink not in used:
            given[one] = ink
            take(ink)
    for one in overlays:
        if one not in given:
            free = [ink for ink in INKS if ink not in used]
            given[one] = free[0] if free else INKS[len(given) % len(INKS)]
            take(given[one])
    return given


def _own(one: Overlay) -> str:
    """Groups look as they do on their own charts."""
    return _OWN.get(one.name, "") if one.kind == "series" else ""


def plain(value: Any) -> dict[str, Any]:
    """A mapping out of kept JSON, empty when it is none."""
    return value if isinstance(value, dict) else {}
