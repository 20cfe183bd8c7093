"""A point or price with all that it rests on, in the form of the command line's JSON."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from rare_desk.core.explain import grounds
from rare_desk.core.explain.explanation import explain_price
from rare_desk.core.index.engine import Computation
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.index import points as ops
from rare_desk.ops.index.points import Json
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book


def explain(book: Book, state: IndexState, series: str, day: dt.date, freq: str = "daily") -> Json:
    """`ops.index.explain`, and of a day's point where its reference prices, link and imputed prices come from.

    Of a product outside the weights its daily price. Refused when there is neither.
    """
    name = ops.series_name(state.computation, series)
    if name not in state.computation.series_names:
        return _price(book, state, name, day)
    told = ops.explain(book, state, name, day, freq)
    if freq == "daily":
        told["grounds"] = _grounds(state.computation, name, day, [member["product"] for member in told["members"]])
    return told


def _price(book: Book, state: IndexState, product: str, day: dt.date) -> Json:
    found = explain_price(state.computation, product, day)
    if found is None:
        raise Refused(problem("no-point", value=day.isoformat(), series=product))
    member, rules = ops.member_json(book, *found), state.computation.methodology
    about = {"methodology": rules.name, "version": rules.version, "hash": rules.hash}
    chain = {"grounds": {"carried": _chain(state.computation, product, day)}}
    return {"product": product, "date": day.isoformat()} | about | member | chain


def _grounds(computation: Computation, series: str, day: dt.date, products: list[str]) -> Json:
    link = grounds.link(computation, series, day)
    references = (grounds.reference(computation, series, product, day) for product in products)
    chains = {product: _chain(computation, product, day) for product in products}
    return {
        "link": None if link is None else _link(link),
        "references": [_plain(asdict(one)) for one in references if one is not None],
        "carried": {product: chain for product, chain in chains.items() if chain},
    }


def _link(link: grounds.Link) -> Json:
    members = [
        {"product": one.product, "weight": one.weight, "price": one.price, "reference_price": one.reference_price}
        for one in link.members
    ]
    return {
        "date": link.date.isoformat(),
        "value": link.value,
        "level": link.level,
        "before": link.before.isoformat(),
        "after": link.after.isoformat(),
        "members": members,
    }


def _chain(computation: Computation, product: str, day: dt.date) -> list[Any]:
    return [_plain(asdict(one)) for one in grounds.carried(computation, product, day)]


def _plain(value: Any) -> Any:
    """Dates as ISO text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
