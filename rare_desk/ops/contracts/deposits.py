"""Oxide distributions as records of the book: entered, corrected, verified, given up for the shipped ones."""

import datetime as dt
from dataclasses import replace

from rare_desk.core.numbers import RATE_PLACES, to_scaled
from rare_desk.core.pricing.oxides.distribution import CHECKED, Distribution, problems
from rare_desk.core.pricing.oxides.factors import oxide_named
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.book.shipped import deposits
from rare_desk.ops.contracts.distributions import distributions
from rare_desk.store.actor import who
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading import deposit_queries
from rare_desk.store.rows import Row


def save_deposit(book: Book, name: str, deposit: Distribution, *, as_stated: bool = False) -> Changes:
    """In the place of the one called `name`; a new one where that is empty. A shipped one becomes the book's own.

    Verified it stays only with the shares and the source that were verified. Refused when the shares come to less than
    100 % unless `as_stated`: the source itself has them so.
    """
    asked = _cleaned(deposit)
    known = {one.name: one for one in distributions(book)}
    before = known.get(name)
    wrong = [one for one in problems(asked) if not (as_stated and one.suspect)]
    if asked.name != name and asked.name.casefold() in {one.casefold() for one in known if one != name}:
        wrong.append(problem("deposit-exists", "name", asked.name))
    if wrong:
        raise Refused(*wrong)
    kept = before is not None and before.verified and _said(before) == _said(asked)
    asked = replace(asked, verified=kept, note=before.note if kept and before else asked.note)
    with book.step("deposit-changed" if before else "deposit-added", name=asked.name) as step:
        _write(step, name, asked)
    return step.changes


def verify_deposit(book: Book, name: str, source: str, day: dt.date, by: str = "") -> Changes:
    """Marked as checked against `source`, which it names from now on; who (this account if not said) and when stand in
    its note.
    """
    found = next((one for one in distributions(book) if one.name == name), None)
    if found is None:
        raise Refused(problem("deposit-gone", "name", name))
    if not source.strip():
        raise Refused(problem("verified-source", "source"))
    line = f"{CHECKED}{day.isoformat()} {by.strip() or who()}".strip()
    note = "\n".join(filter(None, (found.note, line)))
    with book.step("deposit-verified", name=name) as step:
        _write(step, name, replace(found, source=source.strip(), verified=True, note=note))
    return step.changes


def delete_deposit(book: Book, name: str) -> Changes:
    """The book's own; where one of that name ships, that one counts again."""
    ships = any(one.name == name for one in deposits())
    with book.step("deposit-restored" if ships else "deposit-deleted", name=name) as step:
        found = step.find("deposits", "name", name)
        if found is None:
            raise Refused(problem("deposit-gone", "name", name))
        _delete_oxides(step, found)
        step.delete("deposits", found)
    return step.changes


def own_names(book: Book) -> frozenset[str]:
    """Of the distributions that the book itself keeps."""
    return frozenset(one.name for one in deposit_queries.distributions(book))


def _cleaned(deposit: Distribution) -> Distribution:
    shares = tuple((oxide_named(oxide) or oxide.strip(), share) for oxide, share in deposit.shares)
    return replace(
        deposit,
        name=deposit.name.strip(),
        name_zh=deposit.name_zh.strip() or deposit.name.strip(),
        shares=shares,
        source=deposit.source.strip(),
    )


def _said(one: Distribution) -> tuple[object, ...]:
    return one.shares, one.source


def _write(step: Step, name: str, deposit: Distribution) -> None:
    row: Row = {
        "name": deposit.name,
        "name_zh": deposit.name_zh,
        "source": deposit.source,
        "verified": int(deposit.verified),
        "note": deposit.note,
    }
    found = step.find("deposits", "name", name)
    if found is None:
        found = step.insert("deposits", row)
    else:
        step.update("deposits", found, row)
        _delete_oxides(step, found)
    for oxide, share in deposit.shares:
        step.insert("deposit_oxides", {"deposit": found, "oxide": oxide, "share": to_scaled(share, RATE_PLACES)})


def _delete_oxides(step: Step, deposit: int) -> None:
    for row in deposit_queries.oxide_rows(step, deposit):
        step.delete("deposit_oxides", row)
