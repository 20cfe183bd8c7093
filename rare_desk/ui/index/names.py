"""Names of series and products: in full for lists and titles, short for tags, legends and narrow tables."""

from rare_desk.core.products import Catalogue, Product
from rare_desk.ui import labels, language

COMPOSITE, LIGHT, HEAVY = "composite", "light", "heavy"
GROUPS = (COMPOSITE, LIGHT, HEAVY)
_SYMBOLS = {
    "lanthanum": "La",
    "cerium": "Ce",
    "praseodymium": "Pr",
    "neodymium": "Nd",
    "samarium": "Sm",
    "europium": "Eu",
    "gadolinium": "Gd",
    "terbium": "Tb",
    "dysprosium": "Dy",
    "holmium": "Ho",
    "erbium": "Er",
    "thulium": "Tm",
    "ytterbium": "Yb",
    "lutetium": "Lu",
    "yttrium": "Y",
    "scandium": "Sc",
    "iron": "Fe",
}


def full(key: str, products: Catalogue) -> str:
    """A group's or a product's name."""
    if key in GROUPS:
        return labels.label(f"index.{key}")
    return labels.product(products[key]) if key in products else key


def short(key: str, products: Catalogue) -> str:
    """A group by its short name; in English a product by its elements' symbols: `PrNd oxide`."""
    if key in GROUPS:
        return labels.label(f"index.{key}-short")
    return _short_product(products[key]) if key in products else key


def _short_product(product: Product) -> str:
    name = labels.product(product)
    if language.current() == "zh":
        return name
    first, _, rest = name.partition(" ")
    elements = [_SYMBOLS.get(part.lower()) for part in first.split("-")]
    return f"{''.join(filter(None, elements))} {rest}" if rest and all(elements) else name
