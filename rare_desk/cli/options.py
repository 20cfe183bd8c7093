"""Options that several verbs share."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rare_desk.core.units import TaxBasis, Unit

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Day(click.ParamType):
    """A date in any way of writing that the program reads elsewhere."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        from rare_desk.core.parsing import parse_date

        if isinstance(value, dt.date):
            return value
        found = parse_date(str(value), dt.date.today())
        if not isinstance(found, dt.date):
            self.fail(_words(ctx, "bad-date", value=value), param, ctx)
        return found


class ProductCode(click.ParamType):
    """A product by its code or any word that names it; gives the code."""

    name = "product"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from rare_desk.ops.shipped import catalogue

        found = catalogue().find(str(value))
        if found is None:
            self.fail(_words(ctx, "bad-product", value=value), param, ctx)
        return found.code


def _words(ctx: click.Context | None, key: str, **details: object) -> str:
    context = ctx or click.get_current_context()
    return str(context.find_root().obj.words(key, **details))


PATH = click.Path(path_type=Path)
UNITS = click.Choice([unit.value for unit in Unit])
BASES = click.Choice([TaxBasis.INCL.value, TaxBasis.EXCL.value])

book = click.option("--book", type=PATH, required=True, help="@book")
as_json = click.option("--json", "as_json", is_flag=True, help="@json")
first = click.option("--from", "first", type=Day(), help="@from")
last = click.option("--to", "last", type=Day(), help="@to")
product = click.option("--product", type=ProductCode(), help="@product")
methodology = click.option("--methodology", metavar="NAME|FILE.json", help="@methodology")


def paths_document(*paths: Path) -> dict[str, list[str]]:
    return {"paths": [str(path) for path in paths]}
