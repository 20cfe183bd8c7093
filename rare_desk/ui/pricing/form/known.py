"""What the book knows that forms offer while one types."""

from collections.abc import Sequence
from dataclasses import dataclass

from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.contracts.distributions import distributions
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.ui import language
from rare_desk.ui.widgets.inputs.choice_field import Choice, product_choices


@dataclass(frozen=True, slots=True)
class Known:
    announced: Sequence[AnnouncedPrice] = ()
    parties: Sequence[str] = ()
    products: Sequence[Choice] = ()
    sources: Sequence[str] = ()
    distributions: Sequence[Distribution] = ()

    def choices(self, name: str) -> Sequence[Choice]:
        """For the input of that name; empty when any text may stand there."""
        match name:
            case "product":
                return self.products
            case "quoted_by":
                return [Choice(one, one) for one in self.sources]
            case "distribution":
                zh = language.current() == "zh"
                return [Choice(one.name, one.name_zh if zh else one.name) for one in self.distributions]
            case _:
                return ()

    def unverified(self, name: str) -> bool:
        return any(one.name == name and not one.verified for one in self.distributions)


def known(book: Book) -> Known:
    return Known(
        announced=queries.announced(book),
        parties=[party.name for party in queries.counterparties(book)],
        products=product_choices(queries.catalogue(book)),
        sources=queries.quote_sources(book),
        distributions=distributions(book),
    )
