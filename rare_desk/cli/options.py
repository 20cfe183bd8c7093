"""Options that several verbs share."""

import datetime as dt
from pathlib import Path

import click

from rare_desk.core.units import TaxBasis, Unit


def day(value: str) -> dt.date:
    """A date in any way of writing that the program reads elsewhere."""
    from rare_desk.core.parsing import parse_date

    found = parse_date(value, dt.date.today())
    if not isinstance(found, dt.date):
        raise click.BadParameter(words("bad-date", value=value))
    return found


def month(value: str) -> dt.date:
    """A month as `2026-12` or `2026年12月`; gives its first day."""
    from rare_desk.core.parsing import parse_month

    found = parse_month(value)
    if found is None:
        raise click.BadParameter(words("bad-month", value=value))
    return found


def product_code(value: str) -> str:
    """A product by its code, any word that names it or its pinyin initials; gives the code."""
    from rare_desk.ops.book.shipped import product_named

    found = product_named(value)
    if found is None:
        raise click.BadParameter(words("bad-product", value=value))
    return found.code


def words(key: str, **details: object) -> str:
    """A message in the language of the command that is being read."""
    return str(click.get_current_context().find_root().obj.words(key, **details))


PATH = click.Path(path_type=Path)
UNITS = click.Choice([unit.value for unit in Unit])
FREQS = click.Choice(["daily", "weekly", "monthly"])
BASES = click.Choice([TaxBasis.INCL.value, TaxBasis.EXCL.value])

book = click.option("--book", type=PATH, required=True, help="@book")
correction = click.option("--correction", default="", metavar="REASON", help="@correction")
as_json = click.option("--json", "as_json", is_flag=True, help="@json")
first = click.option("--from", "first", type=day, metavar="DATE", help="@from")
last = click.option("--to", "last", type=day, metavar="DATE", help="@to")
product = click.option("--product", type=product_code, metavar="CODE", help="@product")
methodology = click.option("--methodology", metavar="NAME|FILE.json", help="@methodology")
