"""What the journal of a damaged book still proves of its records."""

from collections import defaultdict
from dataclasses import dataclass, field

from rare_desk.store import shapes
from rare_desk.store.journal import Change, chain_hash
from rare_desk.store.replay import UNREADABLE, Expected
from rare_desk.store.rows import SqlValue
from rare_desk.store.salvage.remains import Remains
from rare_desk.store.tables import RECORDS

_SAID = ("previous", "hash", "id", "uuid", "at", "who", "desk", "label", "details", "kind", "target", "touched")
_CHANGE = ("record", "row", "before", "after", "bulk", "columns", "ids", "hashes", "packed")


@dataclass
class Proof:
    """`expected` is what each table should hold after the steps that are sound; `whole` when those are all, one after
    another from the first. `steps` counts them, `last` is the time of the last (UTC, ISO)."""

    expected: dict[str, Expected] = field(default_factory=lambda: {name: Expected() for name in RECORDS})
    hashes: list[str] = field(default_factory=list)
    whole: bool = True
    last: str = ""

    @property
    def steps(self) -> int:
        return len(self.hashes)


def proof(remains: Remains) -> Proof:
    found, changes = Proof(), _changes(remains)
    previous, expected = "", 1
    for before, own, *said in sorted(remains.rows("steps", _SAID), key=_number):
        number = int(said[0]) if isinstance(said[0], int) else 0
        mine = changes.get(number, [])
        if chain_hash(str(before), said, (change.spoken() for change in mine)) != own or not _put(found, mine):
            found.whole = False
            continue
        if number != expected or before != previous:
            found.whole = False
        previous, expected = str(own), number + 1
        found.hashes.append(str(own))
        found.last = str(said[2])
    found.whole = found.whole and not remains.holes & {"steps", "changes"}
    return found


def _number(row: tuple[SqlValue, ...]) -> int:
    return row[2] if isinstance(row[2], int) else 0


def _changes(remains: Remains) -> dict[int, list[Change]]:
    """By step, in their order."""
    found = defaultdict[int, list[tuple[int, Change]]](list)
    for number, step, *rest in remains.rows("changes", ("id", "step", *_CHANGE)):
        if isinstance(step, int) and isinstance(number, int):
            before, after, bulk, columns, ids = (one if isinstance(one, str) else None for one in rest[2:7])
            hashes, packed = (one if isinstance(one, bytes) else None for one in rest[7:])
            place = rest[1] if isinstance(rest[1], int) else None
            change = Change(str(rest[0]), place, before, after, bulk, columns, ids, hashes, packed)
            found[step].append((number, change))
    return {step: [change for _, change in sorted(made, key=lambda one: one[0])] for step, made in found.items()}


def _put(found: Proof, changes: list[Change]) -> bool:
    try:
        for change in changes:
            found.expected[change.record].put(change)
    except UNREADABLE:
        return False
    return True


def row_told(expected: Expected, row_id: int) -> dict[str, SqlValue] | None:
    """The row as the journal itself has it; None where it has only its hash, or where there should be none."""
    text = expected.rows.get(row_id)
    return None if text is None else shapes.row(text)
