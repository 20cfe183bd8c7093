"""Products as a hand types them: by any of their words, or by pinyin initials (yhpn is 氧化镨钕)."""

import unicodedata
from collections.abc import Callable

from rare_desk.core.products import Catalogue, Product, simplified


class ProductNames:
    """`initials` gives the first letters of a text's pinyin in lower case."""

    def __init__(self, catalogue: Catalogue, initials: Callable[[str], str]) -> None:
        self.catalogue = catalogue
        self._keys = {
            product.code: tuple(initials(word) for word in (product.name_zh, *product.aliases) if not word.isascii())
            for product in catalogue
        }

    def find(self, text: str) -> Product | None:
        """The one product that is meant; None when there is none or the text fits several."""
        found = self.catalogue.find(text)
        if found is not None:
            return found
        fitting = self.candidates(text) if text.strip() else ()
        return fitting[0] if len(fitting) == 1 else None

    def candidates(self, text: str) -> tuple[Product, ...]:
        """Those the text may mean: whole initials before their beginnings before parts of names; all for no text."""
        typed = simplified(unicodedata.normalize("NFKC", text)).casefold().strip()
        exact = tuple(p for p in self.catalogue if typed in self._keys[p.code])
        if exact:
            return exact
        begun = tuple(p for p in self.catalogue if any(key.startswith(typed) for key in self._keys[p.code]))
        if begun:
            return begun
        return tuple(p for p in self.catalogue if any(typed in word.casefold() for word in _words(p)))


def _words(product: Product) -> tuple[str, ...]:
    return (product.code, product.name_zh, product.name_en, *product.aliases)
