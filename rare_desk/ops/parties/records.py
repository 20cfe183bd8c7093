"""The firms dealt with: found by name or alias, added with the first trade that names them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rare_desk.core.parties.defaults import default_problems
from rare_desk.core.parties.tax_number import is_chinese, tidy
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading import party_queries, queries
from rare_desk.store.rows import Row
from rare_desk.store.spelling import spelling


@dataclass(frozen=True, slots=True)
class Counterparty:
    """Parties with the same `group_name` are related to each other. `country` is empty for China."""

    name: str
    group_name: str = ""
    tax_id: str = ""
    country: str = ""
    note: str = ""


_SPELT = 200


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is kept of a party. `aliases` are further names that ledgers call it by; `defaults` what a new trade
    with it begins with, by `core.parties.defaults.FIELDS`."""

    party: Counterparty
    aliases: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)


def pinyin(name: str) -> tuple[str, str]:
    """By which a name sorts, and the initials by which it is found: of its first characters."""
    name = name[:_SPELT]
    if name.isascii():
        return name.casefold(), "".join(word[0] for word in name.casefold().split())
    from pypinyin import lazy_pinyin  # a tenth of a second, only when a Chinese name is new

    return spelling(name), "".join(syllable[0] for syllable in lazy_pinyin(name)).casefold()


def party_ids(step: Step, names: Iterable[str]) -> dict[str, int]:
    """The ids of these names, of an alias that of its party; firms not yet known are added by the same step."""
    known = step.ids("counterparties", "name")
    known = party_queries.alias_ids(step) | known
    for name in sorted(set(filter(None, names)) - known.keys()):
        known[name] = step.insert("counterparties", _row(Counterparty(name)))
    return known


def _row(party: Counterparty) -> Row:
    key, initials = pinyin(party.name)
    return {
        "name": party.name,
        "group_name": party.group_name,
        "tax_id": party.tax_id,
        "country": party.country,
        "note": party.note,
        "pinyin": key,
        "initials": initials,
    }


def _tidied(party: Counterparty) -> Counterparty:
    """As names are read from files: without blanks around, of several in a row one."""
    tax_id = tidy(party.tax_id) if is_chinese(party.country) else party.tax_id.strip()
    return replace(party, name=" ".join(party.name.split()), group_name=party.group_name.strip(), tax_id=tax_id)


def _wrong(book: Book, party: Counterparty, own_id: int | None = None) -> list[Problem]:
    if not party.name:
        return [problem("missing-name", "name")]
    same = queries.counterparty(book, party.name)
    if same is not None and same.id != own_id:
        return [problem("counterparty-exists", "name", party.name)]
    owner = party_queries.aliases(book).get(party.name, own_id)
    if owner != own_id:
        return [problem("counterparty-is-alias", "name", party.name, party=_name_of(book, owner or 0))]
    return []


def _wrong_aliases(book: Book, aliases: Iterable[str], own_id: int | None) -> list[Problem]:
    taken = party_queries.aliases(book)
    found = []
    for alias in aliases:
        same = queries.counterparty(book, alias)
        if same is not None and same.id != own_id:
            found.append(problem("alias-is-counterparty", "aliases", alias))
        elif taken.get(alias, own_id) != own_id:
            found.append(problem("alias-taken", "aliases", alias, party=_name_of(book, taken[alias])))
    return found


def _name_of(book: Book, party_id: int) -> str:
    return next((party.name for party in queries.counterparties(book) if party.id == party_id), "")


def save_party(book: Book, counterparty_id: int | None, profile: Profile) -> Changes:
    """A new party, or (with its id) all that is kept of one that there is. Under a new name its trades go with it, and
    its former name becomes an alias, as files still call it so."""
    party = _tidied(profile.party)
    aliases = tuple(dict.fromkeys(filter(None, (" ".join(alias.split()) for alias in profile.aliases))))
    found = [
        *_wrong(book, party, counterparty_id),
        *_wrong_aliases(book, aliases, counterparty_id),
        *default_problems(profile.defaults),
    ]
    if found:
        raise Refused(*found)
    with book.step("counterparty-changed" if counterparty_id else "counterparty-added", name=party.name) as step:
        put_party(step, counterparty_id, Profile(party, aliases, profile.defaults))
    return step.changes


def put_party(step: Step, counterparty_id: int | None, profile: Profile) -> None:
    """As `save_party`, of what is known to be right."""
    party, aliases = _tidied(profile.party), profile.aliases
    if counterparty_id is None:
        counterparty_id = step.insert("counterparties", _row(party))
    else:
        before = step.read("counterparties", counterparty_id)
        if before is None:
            raise Refused(problem("record-gone", "", counterparty_id))
        step.update("counterparties", counterparty_id, _row(party))
        if before["name"] != party.name:
            aliases = (*aliases, str(before["name"]))
            rename_in_calculations(step, str(before["name"]), party.name)
    put_aliases(step, counterparty_id, [alias for alias in aliases if alias != party.name])
    put_defaults(step, counterparty_id, profile.defaults)


def put_aliases(step: Step, counterparty_id: int, aliases: Iterable[str]) -> None:
    """These and no others."""
    there = party_queries.alias_rows(step, counterparty_id)
    wanted = list(dict.fromkeys(aliases))
    for alias in there.keys() - set(wanted):
        step.delete("counterparty_aliases", there[alias])
    for alias in wanted:
        if alias not in there:
            step.insert("counterparty_aliases", {"alias": alias, "counterparty": counterparty_id})


def put_defaults(step: Step, counterparty_id: int, defaults: Mapping[str, str]) -> None:
    """These and no others; one that says nothing is none."""
    there = party_queries.default_rows(step, counterparty_id)
    wanted = {name: value.strip() for name, value in defaults.items() if value.strip()}
    for name in there.keys() - wanted.keys():
        step.delete("counterparty_defaults", there[name])
    for name, value in wanted.items():
        if name in there:
            step.update("counterparty_defaults", there[name], {"value": value})
        else:
            step.insert("counterparty_defaults", {"counterparty": counterparty_id, "field": name, "value": value})


def rename_in_calculations(step: Step, before: str, after: str) -> None:
    """Saved calculations name their party in words; their inputs stay frozen."""
    for row_id in party_queries.calculations_naming(step, before):
        step.update("calculations", row_id, {"counterparty": after})


def delete_counterparty(book: Book, counterparty_id: int) -> Changes:
    """With its aliases and defaults. Refused while a trade names it."""
    with book.step("counterparty-deleted") as step:
        party = step.read("counterparties", counterparty_id)
        name = party["name"] if party else ""
        step.detail("name", name)
        used = queries.trades_of(book, counterparty_id)
        if used:
            raise Refused(problem("counterparty-used", "name", name, count=used))
        put_aliases(step, counterparty_id, ())
        put_defaults(step, counterparty_id, {})
        step.delete("counterparties", counterparty_id)
    return step.changes
