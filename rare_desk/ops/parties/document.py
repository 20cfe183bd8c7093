"""The counterparties as the command line tells them, and what it does to those that it is given by name."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import AMOUNT_PLACES, half_up, plain
from rare_desk.core.parties.tax_number import tax_number_problem
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.parties.listing import Line, lines
from rare_desk.ops.parties.near import nearest_party, probably_same
from rare_desk.ops.parties.records import Counterparty, Profile, save_party
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import party_queries
from rare_desk.store.reading.party_queries import NOTHING, NOTHING_OPEN


def document(book: Book, words: str = "") -> list[dict[str, Any]]:
    """Those that the words find, all without; money and mass as exact texts."""
    figures, live = party_queries.figures(book), party_queries.open_figures(book)
    found = []
    for one in lines(book):
        if not one.has(words):
            continue
        traded, still = figures.get(one.row.id, NOTHING), live.get(one.row.id, NOTHING_OPEN)
        doubt = tax_number_problem(one.row.tax_id, one.row.country)
        found.append(
            {
                "name": one.row.name,
                "aliases": list(one.aliases),
                "group": one.row.group_name,
                "country": one.row.country,
                "tax_id": one.row.tax_id,
                "tax_id_problem": doubt.code if doubt else None,
                "trades": traded.trades,
                "bought_t": plain(traded.bought_t),
                "sold_t": plain(traded.sold_t),
                "market_t": plain(traded.market_t),
                "amount_cny_incl_vat": str(traded.amount_incl_vat),
                "to_come_t": plain(still.to_come_t),
                "to_go_t": plain(still.to_go_t),
                "to_pay": _amounts(still.to_pay),
                "to_receive": _amounts(still.to_receive),
                "last_trade": traded.last_trade.isoformat() if traded.last_trade else None,
                "defaults": dict(one.defaults),
            }
        )
    return found


def same_document(book: Book) -> list[dict[str, Any]]:
    """What is probably one firm: which would go into which, and why."""
    pairs = probably_same(book, party_queries.figures(book))
    return [{"name": one.gone.name, "into": one.into.name, "why": one.why} for one in pairs]


def named(book: Book, name: str) -> int:
    """The id of the party that goes by this name or alias. Refused when none does."""
    found = party_queries.called(book, " ".join(name.split()))
    if found is None:
        near = nearest_party(book, name)
        raise Refused(problem("unknown-counterparty-near" if near else "unknown-counterparty", "name", name, near=near))
    return found


def change_aliases(book: Book, name: str, aliases: Sequence[str], *, remove: bool = False) -> Changes:
    """Added to those that the party has, or taken from them."""
    line = _line(book, named(book, name))
    wanted = [" ".join(alias.split()) for alias in aliases]
    kept = [alias for alias in line.aliases if not (remove and alias in wanted)]
    row = line.row
    party = Counterparty(row.name, row.group_name, row.tax_id, row.country, row.note)
    return save_party(book, row.id, Profile(party, (*kept, *([] if remove else wanted)), line.defaults))


def _line(book: Book, party: int) -> Line:
    return next(one for one in lines(book) if one.row.id == party)


def _amounts(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {currency: str(half_up(amount, AMOUNT_PLACES)) for currency, amount in sorted(amounts.items())}
