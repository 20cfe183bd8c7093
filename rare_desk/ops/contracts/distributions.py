"""The oxide distributions that a calculation can take: those of the book, and those that ship, unverified."""

from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.book.shipped import deposits
from rare_desk.store.book import Book
from rare_desk.store.reading import deposit_queries

USUAL = "Bayan Obo"
"""The deposit that the announced concentrate price is of."""


def distributions(book: Book) -> tuple[Distribution, ...]:
    """A deposit of the book stands for the shipped one of its name."""
    own = deposit_queries.distributions(book)
    names = {one.name for one in own}
    return (*own, *(one for one in deposits() if one.name not in names))


def distribution(book: Book, name: str) -> Distribution:
    """By either name. Refused when there is none, or it has no oxides."""
    known = distributions(book)
    asked = (name.strip() or USUAL).casefold()
    found = next((one for one in known if asked in (one.name.casefold(), one.name_zh.casefold())), None)
    if found is None or not found.shares:
        names = ", ".join(one.name for one in known if one.shares)
        raise Refused(problem("unknown-distribution", "distribution", name, names=names))
    return found
