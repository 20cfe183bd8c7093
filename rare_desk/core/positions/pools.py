"""What is open of one product on one side of zero, and what a part of it cost, by either method.

Masses are whole grams, amounts whole 1e-12 CNY. A pool keeps amounts, never averages: what is taken out of it is
rounded half-up to 1e-12 CNY, what is left stays in it, so that nothing is ever lost and the last part takes the rest.
"""

from collections import deque
from enum import StrEnum

PICO = 12
"""Decimals of a CNY to which pools are kept."""


class CostMethod(StrEnum):
    AVERAGE = "average"
    FIFO = "fifo"


def share(whole: int, part: int, of: int) -> int:
    """`whole` x `part` / `of`, half-up; all of it when the part is all. None of them is negative."""
    return whole if part == of else (2 * whole * part + of) // (2 * of)


Lot = tuple[int, int, int, int]
"""What is open, or was matched, of one trade: its id, grams, amount, and content, which is the mass that a price per
tonne is asked for. A plain tuple: a million of them are made and unmade."""


class AveragePool:
    """All that is open is one heap; a part of it costs the average."""

    def __init__(self) -> None:
        self.grams = self.amount = self.content = 0

    def add(self, lot: Lot) -> None:
        _, grams, amount, content = lot
        self.grams += grams
        self.amount += amount
        self.content += content

    def take(self, grams: int, matched: list[Lot] | None = None) -> int:
        """The amount that goes with that mass; at most all."""
        amount = share(self.amount, grams, self.grams)
        self.content -= grams if self.content == self.grams else share(self.content, grams, self.grams)
        self.grams -= grams
        self.amount -= amount
        return amount

    def lots(self) -> tuple[Lot, ...]:
        """An average knows no lots."""
        return ()


class FifoPool:
    """Lots in the order in which they came; the oldest goes first."""

    def __init__(self) -> None:
        self.grams = self.amount = self.content = 0
        self._lots: deque[Lot] = deque()

    def add(self, lot: Lot) -> None:
        _, grams, amount, content = lot
        self.grams += grams
        self.amount += amount
        self.content += content
        self._lots.append(lot)

    def take(self, grams: int, matched: list[Lot] | None = None) -> int:
        """The amount that goes with that mass; at most all. `matched` is told of which lots, oldest first."""
        lots, left, taken = self._lots, grams, 0
        while left:
            key, mass, amount, content = lots[0]
            if mass > left:
                part = share(amount, left, mass)
                inside = left if content == mass else share(content, left, mass)
                lots[0] = (key, mass - left, amount - part, content - inside)
                mass, amount, content = left, part, inside
            else:
                lots.popleft()
            left -= mass
            taken += amount
            self.content -= content
            if matched is not None:
                matched.append((key, mass, amount, content))
        self.grams -= grams
        self.amount -= taken
        return taken

    def lots(self) -> tuple[Lot, ...]:
        return tuple(self._lots)


Pool = AveragePool | FifoPool


def pool_for(method: CostMethod) -> Pool:
    return AveragePool() if method is CostMethod.AVERAGE else FifoPool()
