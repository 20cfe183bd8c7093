"""Names of series and products: in full for lists and titles, short for tags, legends and narrow tables.

`own` are the methodology's indices of the user's own.
"""

from collections.abc import Sequence

from rare_desk.core.products import Catalogue
from rare_desk.core.rules.methodology import CustomIndex
from rare_desk.ui import labels, language

COMPOSITE, LIGHT, HEAVY = "composite", "light", "heavy"
GROUPS = (COMPOSITE, LIGHT, HEAVY)


def full(key: str, products: Catalogue, own: Sequence[CustomIndex] = ()) -> str:
    """A group's, an own index's or a product's name."""
    if key in GROUPS:
        return labels.label(f"index.{key}")
    return labels.product(products[key]) if key in products else _own(key, own)


def short(key: str, products: Catalogue, own: Sequence[CustomIndex] = ()) -> str:
    """A group by its short name; in English a product by its elements' symbols: `PrNd oxide`."""
    if key in GROUPS:
        return labels.label(f"index.{key}-short")
    return labels.short_product(products[key]) if key in products else _own(key, own)


def _own(key: str, own: Sequence[CustomIndex]) -> str:
    """In the other language when it has no name in this one, else its key."""
    for index in own:
        if index.key == key:
            named = (index.name_zh, index.name_en) if language.current() == "zh" else (index.name_en, index.name_zh)
            return next(filter(None, named), key)
    return key
