"""The firms dealt with, in the verbs of the group `counterparties`."""

from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, Group, Verb
from rare_desk.cli.say import Say
from rare_desk.words import word

_SHOWN = ("name", "aliases", "group", "tax_id", "trades", "bought_t", "sold_t", "market_t", "last_trade")


@click.group("counterparties", cls=Group, help="@counterparties")
def counterparties() -> None:
    pass


@counterparties.command("list", cls=Verb, help="@counterparties-list")
@click.argument("words", nargs=-1, metavar="[WORDS]")
@options.book
@click.option("--same", is_flag=True, help="@counterparties-same")
@options.as_json
@click.pass_obj
def list_(say: Say, words: tuple[str, ...], book: Path, same: bool, as_json: bool) -> int:
    from rare_desk.ops.parties.document import document, same_document
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = same_document(opened) if same else document(opened, " ".join(words))
    if as_json:
        say.document({"probably_same" if same else "counterparties": found, "count": len(found)})
    elif same:
        rows = [row | {"why": word(f"parties.why-{row['why']}", say.language)} for row in found]
        say.table(rows, ("name", "into", "why"))
    else:
        say.table([_row(say, one) for one in found], _SHOWN)
    return OK


def _row(say: Say, one: dict[str, Any]) -> dict[str, Any]:
    """A number that does not check has a mark of its own, and what did not happen is left out."""
    marked = f"{one['tax_id']} ?" if one["tax_id_problem"] else one["tax_id"]
    figures = {name: "" if one[name] == "0" else one[name] for name in ("bought_t", "sold_t", "market_t")}
    return one | figures | {"aliases": say.words("between").join(one["aliases"]), "tax_id": marked}


@counterparties.command(cls=Verb, help="@counterparties-merge")
@click.argument("name")
@click.argument("into")
@options.book
@options.as_json
@click.pass_obj
def merge(say: Say, name: str, into: str, book: Path, as_json: bool) -> int:
    from rare_desk.ops.parties.document import named
    from rare_desk.ops.parties.merging import merge as merge_parties
    from rare_desk.store.book import Book

    with Book.open(book) as opened:
        changes = merge_parties(opened, named(opened, name), named(opened, into))
        _told(say, opened, changes.step, into, as_json)
    return OK


@counterparties.command(cls=Verb, help="@counterparties-alias")
@click.argument("name")
@click.argument("aliases", nargs=-1, required=True, metavar="ALIAS...")
@options.book
@click.option("--remove", is_flag=True, help="@counterparties-remove")
@options.as_json
@click.pass_obj
def alias(say: Say, name: str, aliases: tuple[str, ...], book: Path, remove: bool, as_json: bool) -> int:
    from rare_desk.ops.parties.document import change_aliases
    from rare_desk.store.book import Book

    with Book.open(book) as opened:
        changes = change_aliases(opened, name, aliases, remove=remove)
        _told(say, opened, changes.step, name, as_json)
    return OK


def _told(say: Say, opened: Any, step: int, name: str, as_json: bool) -> None:
    """The step as the journal calls it, and the aliases that the party then has."""
    from rare_desk.ops.parties.document import named
    from rare_desk.store.reading import party_queries, queries

    party = named(opened, name)
    aliases = party_queries.aliases_by_party(opened).get(party, ())
    called = next(one.name for one in queries.counterparties(opened) if one.id == party)
    if as_json:
        say.document({"step": step, "name": called, "aliases": aliases})
    else:
        say.line(say.words("counterparty-told", name=called, aliases=say.words("between").join(aliases)))
