"""Names of series and products: in full for lists and titles, short for tags, legends and narrow tables."""

from rare_desk.core.products import Catalogue
from rare_desk.ui import labels

COMPOSITE, LIGHT, HEAVY = "composite", "light", "heavy"
GROUPS = (COMPOSITE, LIGHT, HEAVY)


def full(key: str, products: Catalogue) -> str:
    """A group's or a product's name."""
    if key in GROUPS:
        return labels.label(f"index.{key}")
    return labels.product(products[key]) if key in products else key


def short(key: str, products: Catalogue) -> str:
    """A group by its short name; in English a product by its elements' symbols: `PrNd oxide`."""
    if key in GROUPS:
        return labels.label(f"index.{key}-short")
    return labels.short_product(products[key]) if key in products else key
