"""Products and the words by which desks name them."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

AT_REFERENCE = ("concentrate", "carbonate")
"""Forms whose daily prices stand for the product's reference assay, where it has one."""


@dataclass(frozen=True, slots=True)
class Product:
    """`group` is `light` or `heavy`; `usual_unit` `t` or `kg`; `reference_reo_pct` the assay its price stands for."""

    code: str
    name_en: str
    name_zh: str
    group: str
    form: str
    formula: str = ""
    usual_unit: str = "t"
    reference_reo_pct: Decimal | None = None
    typical_spec: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def short_en(self) -> str:
        """The English name where there is little room."""
        return self.name_en.replace("Praseodymium-neodymium", "PrNd")


# Traditional characters that occur in product names; the simplified form is looked up.
_SIMPLIFIED = str.maketrans(
    "鑭鈰鐠釹釤銪釓鋱鏑鈥鉺銩鐿鑥鎦釔鈧鐨鐵鋼釩礦獨雲鄂電級廢鎂鋁銅鎳鋰鈷鎢鉬錫鋅銀氧屬稀混類輕雜質價噸",
    "镧铈镨钕钐铕钆铽镝钬铒铥镱镥镥钇钪镨铁钢钒矿独云鄂电级废镁铝铜镍锂钴钨钼锡锌银氧属稀混类轻杂质价吨",
)


def simplified(text: str) -> str:
    """Traditional characters of the trade's vocabulary made simplified."""
    return text.translate(_SIMPLIFIED)


def _folded(word: str) -> str:
    return "".join(simplified(unicodedata.normalize("NFKC", word)).casefold().split())


class Catalogue:
    """Products by code, and by any word that names one."""

    def __init__(self, products: Iterable[Product]) -> None:
        self.by_code: dict[str, Product] = {product.code: product for product in products}

    def __iter__(self) -> Iterator[Product]:
        return iter(self.by_code.values())

    def __getitem__(self, code: str) -> Product:
        return self.by_code[code]

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def find(self, word: str) -> Product | None:
        """By code, either name, alias or formula; blind to case, width, white space and traditional characters."""
        return self._by_word.get(_folded(word))

    @cached_property
    def _by_word(self) -> dict[str, Product]:
        words: dict[str, Product] = {}
        for product in self:
            for word in (product.code, product.name_zh, product.name_en, *product.aliases, product.formula):
                if word:
                    words.setdefault(_folded(word), product)
        return words
