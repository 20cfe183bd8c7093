"""What the cells of the list offer while they are typed into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rare_desk.core.products import Product
from rare_desk.ui import labels
from rare_desk.ui.entry.parts import coded, options
from rare_desk.ui.entry.trade_fields import PAYMENTS
from rare_desk.ui.trades.editing.cells import CODED
from rare_desk.ui.widgets.editing.cell_edit import Offered
from rare_desk.ui.widgets.inputs.choice_field import Choice, folded, pinyin_initials, product_choices


class Offers:
    """Parties and places as the book has them; the choices of codes by their words, codes and initials."""

    def __init__(self, products: Iterable[Product]) -> None:
        named = [Choice(labels.product(one), *rest) for one, rest in _named(products)]
        self._offered: dict[str, Offered] = {"product": Offered(named, free=True)}
        for key, codes in CODED.items():
            self._offered[key] = Offered([_with_initials(one) for one in coded(codes)])
        self.offer("payment", [Choice(words, words) for _, words in options(PAYMENTS)])

    def offer(self, key: str, known: Sequence[Choice]) -> None:
        self._offered[key] = Offered(known, free=True, first=False)

    def code_of(self, key: str, text: str) -> str | None:
        """Of a coded cell: the code that the text is, or that it names; None when it is none."""
        wanted = folded(text)
        for one in self._offered[key].choices:
            if wanted in map(folded, (one.value, one.words, *one.others)):
                return one.value
        return None

    def of(self, key: str) -> Offered | None:
        return self._offered.get(key)


def _named(products: Iterable[Product]) -> list[tuple[Product, tuple[str, tuple[str, ...], str]]]:
    """The draft of a row has a product by its words."""
    known = tuple(products)
    return [
        (one, (choice.words, (choice.value, *choice.others), choice.hint))
        for one, choice in zip(known, product_choices(known), strict=True)
    ]


def _with_initials(one: Choice) -> Choice:
    return Choice(one.value, one.words, (pinyin_initials(one.words),))
