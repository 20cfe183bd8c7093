"""Counterparties out of lists, found by name or alias: new ones come in, known ones are completed if wanted."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rare_desk.core.parsing import parse_number
from rare_desk.core.parties.defaults import FIELDS, default_problems
from rare_desk.core.parties.tax_number import is_chinese
from rare_desk.core.problems import Place, Problem, problem
from rare_desk.ops.imports.plans import Source
from rare_desk.ops.imports.records import Form, Kept
from rare_desk.ops.parties.listing import Line, lines
from rare_desk.ops.parties.records import Counterparty, Profile, put_party
from rare_desk.sheets.records.parties import PartyRead, read_parties
from rare_desk.sheets.records.reading import ReadFile, ReadSheet
from rare_desk.store.book import Book, Step

KIND = "counterparties"
_OWN = ("tax_id", "country", "group_name", "note")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first field in which a list says otherwise than the book, and what the book has there."""

    field: str
    there: str
    here: str


def form() -> Form[PartyRead]:
    return Form(KIND, _read, _kept, lambda read: read.name, _value, _differs, _put)


def profile_of(read: PartyRead, before: Profile | None = None) -> Profile:
    """As the list says it; what it does not say stays as `before`."""
    stood = before or Profile(Counterparty(read.name))
    own = {name: read.said[name] for name in _OWN if name in read.said}
    defaults = {name: value for name, value in read.said.items() if name in FIELDS}
    names = [one for one in (read.name, *read.aliases) if one != stood.party.name]
    aliases = tuple(dict.fromkeys((*stood.aliases, *names)))
    return Profile(replace(stood.party, **own), aliases, {**stood.defaults, **defaults})


def _value(read: PartyRead) -> Hashable:
    return read.name, frozenset(read.aliases), frozenset(read.said.items())


def _kept(book: Book, reads: Sequence[PartyRead]) -> Mapping[Hashable, Kept]:
    known = _Known(book)
    found: dict[Hashable, Kept] = {}
    for read in reads:
        if (line := known.called(read.name)) is not None:
            told = next(_differences(read, line), None)
            found[read.name] = Kept(line.row.id, _value(read) if told is None else told)
    return found


def _differences(read: PartyRead, line: Line) -> Iterator[Difference]:
    """Empty where the list adds nothing."""
    before = _profile(line)
    after = profile_of(read, before)
    for name in _OWN:
        was, now = getattr(before.party, name), getattr(after.party, name)
        if not _same(name, was, now):
            yield Difference(name, was, now)
    for name in FIELDS:
        was, now = before.defaults.get(name, ""), after.defaults.get(name, "")
        if not _same(name, was, now):
            yield Difference(name, was, now)
    if more := [one for one in after.aliases if one not in before.aliases]:
        yield Difference("aliases", ", ".join(before.aliases), ", ".join(more))


def _same(field: str, was: str, now: str) -> bool:
    if field == "country" and is_chinese(was) and is_chinese(now):
        return True
    if field == "vat_rate" and was and now:
        return parse_number(was) == parse_number(now)
    return " ".join(was.split()) == " ".join(now.split())


def _profile(line: Line) -> Profile:
    row = line.row
    party = Counterparty(row.name, row.group_name, row.tax_id, row.country, row.note)
    return Profile(party, line.aliases, line.defaults)


def _differs(read: PartyRead, kept: Kept) -> Problem:
    found = kept.value
    assert isinstance(found, Difference)
    code = "party-differs" if found.there else "party-completed"
    return problem(code, found.field, found.here, party=read.name, there=found.there)


class _Known:
    """The book's parties by the names they go by."""

    def __init__(self, book: Book) -> None:
        found = lines(book)
        self._by_alias = {alias: one for one in found for alias in one.aliases}
        self._by_name = {one.row.name: one for one in found}

    def called(self, name: str) -> Line | None:
        return self._by_name.get(name) or self._by_alias.get(name)

    def is_name(self, name: str) -> bool:
        return name in self._by_name

    def owner(self, alias: str) -> str:
        found = self._by_alias.get(alias)
        return found.row.name if found else ""


def _read(book: Book, source: Source) -> ReadFile[PartyRead] | Problem:
    """Names that belong to somebody else, in the book or further up, are wrong."""
    found = read_parties(source.data, source.name)
    if isinstance(found, Problem):
        return found
    names = _Names(_Known(book), (read for sheet in found.sheets for read in sheet.records))
    return replace(found, sheets=tuple(_checked(found.name, sheet, names) for sheet in found.sheets))


def _checked(file: str, sheet: ReadSheet[PartyRead], names: "_Names") -> ReadSheet[PartyRead]:
    good, problems = [], list(sheet.problems)
    for read in sheet.records:
        defaults = {name: value for name, value in read.said.items() if name in FIELDS}
        wrong = [*names.wrong(read), *default_problems(defaults)]
        problems += [one.at(Place(file, sheet.sheet, read.row, read.column)) for one in wrong]
        if not wrong:
            good.append(read)
    return replace(sheet, records=tuple(good), problems=tuple(problems))


class _Names:
    """Who goes by which name, in the book and in the file."""

    def __init__(self, known: _Known, reads: Iterable[PartyRead]) -> None:
        self._known = known
        self._names: set[str] = set()
        self._claimed: dict[str, str] = {}
        for read in reads:
            self._names.add(read.name)
            for alias in read.aliases:
                self._claimed.setdefault(alias, read.name)

    def wrong(self, read: PartyRead) -> Iterator[Problem]:
        line = self._known.called(read.name)
        own = line.row.name if line else read.name
        for alias in read.aliases:
            owner = self._known.owner(alias)
            claimed = self._claimed.get(alias, read.name)
            if alias == own:
                continue
            if self._known.is_name(alias) or alias in self._names:
                yield problem("alias-is-counterparty", "aliases", alias)
            elif owner and owner != own:
                yield problem("alias-taken", "aliases", alias, party=owner)
            elif claimed != read.name:
                yield problem("alias-taken", "aliases", alias, party=claimed)


def _put(
    book: Book, step: Step, fresh: Sequence[PartyRead], changed: Sequence[tuple[int, PartyRead]], _batch: int
) -> None:
    for read in fresh:
        put_party(step, None, profile_of(read))
    there = {one.row.id: one for one in lines(book)} if changed else {}
    for row_id, read in changed:
        put_party(step, row_id, profile_of(read, _profile(there[row_id])))
