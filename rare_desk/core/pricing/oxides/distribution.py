"""How much of a deposit's rare earths is which oxide."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.fields import Problems, number, read, records, text
from rare_desk.core.pricing.oxides.factors import FACTORS, oxide_named
from rare_desk.core.pricing.oxides.mix import HUNDRED, OXIDE, ROOM
from rare_desk.core.problems import problem

CHECKED = "✓ "
"""What the line of a note begins with that says when and by whom a distribution was verified."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """`shares` of the REO in percent by mass, by oxide. One that is not verified must say so wherever it is used."""

    name: str
    name_zh: str
    shares: tuple[tuple[str, Decimal], ...]
    source: str
    verified: bool
    note: str = ""

    @property
    def total(self) -> Decimal:
        """Percent."""
        return sum((share for _, share in self.shares), Decimal(0))

    @property
    def is_whole(self) -> bool:
        """Whether the shares come to 100 % but for the rounding of each."""
        return abs(self.total - HUNDRED) <= ROOM

    @property
    def checked(self) -> str:
        """When and by whom it was verified last; empty when it was not."""
        if not self.verified:
            return ""
        lines = [line for line in self.note.splitlines() if line.startswith(CHECKED)]
        return lines[-1].removeprefix(CHECKED) if lines else ""


FIELDS = (
    text("name", required=True),
    text("name_zh"),
    text("source"),
    text("note"),
    records("oxides", (OXIDE, number("share", "percent", 0, 100)), least=1),
)


def inputs(given: Mapping[str, object]) -> Distribution | Problems:
    """As it is typed, not verified; problems of reading alone, `problems` says what is wrong with what was read."""
    values, found = read(FIELDS, given)
    if found:
        return found
    shares = tuple((str(one["oxide"]), Decimal(one["share"])) for one in values["oxides"])
    name, zh = str(values["name"]), str(values["name_zh"] or "")
    return Distribution(name, zh, shares, str(values["source"] or ""), False, str(values["note"] or ""))


def problems(asked: Distribution) -> Problems:
    """A sum below 100 % is suspect, for a source may list the main oxides alone; above it is wrong."""
    found = []
    if not asked.name.strip():
        found.append(problem("missing-name", "name"))
    if not asked.shares:
        found.append(problem("no-shares", "oxides"))
    known: set[str] = set()
    for place, (oxide, share) in enumerate(asked.shares):
        name = oxide_named(oxide)
        if name is None:
            found.append(problem("unknown-oxide", f"oxides[{place}].oxide", oxide, names=", ".join(FACTORS)))
        elif name in known:
            found.append(problem("oxide-twice", f"oxides[{place}].oxide", oxide))
        else:
            known.add(name)
        if not 0 < share <= HUNDRED:
            found.append(problem("share-range", f"oxides[{place}].share", plain(share)))
    if asked.shares and not found and not asked.is_whole:
        above = asked.total > HUNDRED
        code = "shares-above-whole" if above else "shares-below-whole"
        found.append(problem(code, "oxides", plain(asked.total), suspect=not above, room=plain(ROOM)))
    return tuple(found)
