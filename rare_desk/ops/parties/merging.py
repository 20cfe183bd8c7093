"""One firm that stands in the book under two names becomes one."""

from collections.abc import Callable

from rare_desk.core.problems import Refused, problem
from rare_desk.ops.parties.records import rename_in_calculations
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading import party_queries
from rare_desk.store.reading.party_queries import SIDES
from rare_desk.store.rows import Row

_FILLED = ("group_name", "tax_id", "country", "note")
_NAMED = 5
"""So many of the trades that stand in the way are named."""
Progress = Callable[[float], None]


def merge(book: Book, gone: int, into: int, progress: Progress = lambda _part: None) -> Changes:
    """One step: trades, aliases, calculations and attachments of the one go to the other, which takes its name as an
    alias and what it lacks itself: tax number, group, country, note, defaults. Refused, with the trades named, when one
    has sold to the other."""
    if gone == into:
        raise Refused(problem("merge-itself"))
    with book.step("counterparty-merged") as step:
        going, staying = _there(step, gone), _there(step, into)
        _refuse_sales_to_itself(step, gone, into)
        count = _move_trades(step, gone, into, progress)
        _move_names(step, gone, into, str(going["name"]))
        _move_defaults(step, gone, into)
        rename_in_calculations(step, str(going["name"]), str(staying["name"]))
        for row_id in party_queries.attachments_of(step, gone):
            step.update("attachments", row_id, {"row": into})
        step.update("counterparties", into, {name: staying[name] or going[name] for name in _FILLED})
        step.delete("counterparties", gone)
        for name, value in (("name", going["name"]), ("into", staying["name"]), ("count", f"{count:,}")):
            step.detail(name, value)
    return step.changes


def _refuse_sales_to_itself(step: Step, gone: int, into: int) -> None:
    found = party_queries.sold_between(step, gone, into)
    if found:
        named = ", ".join(found[:_NAMED]) + ("…" if len(found) > _NAMED else "")
        raise Refused(problem("merge-sells-to-itself", "", named, count=len(found)))


def _move_trades(step: Step, gone: int, into: int, progress: Progress) -> int:
    moved: set[int] = set()
    for number, column in enumerate(SIDES, 1):
        ids = party_queries.trades_naming(step, column, gone)
        step.replace_many("trades", column, ids, gone, into)
        moved.update(ids)
        progress(number / (len(SIDES) + 1))
    return len(moved)


def _move_names(step: Step, gone: int, into: int, name: str) -> None:
    for row_id in party_queries.alias_rows(step, gone).values():
        step.update("counterparty_aliases", row_id, {"counterparty": into})
    step.insert("counterparty_aliases", {"alias": name, "counterparty": into})


def _move_defaults(step: Step, gone: int, into: int) -> None:
    own = party_queries.default_rows(step, into)
    for name, row_id in party_queries.default_rows(step, gone).items():
        if name in own:
            step.delete("counterparty_defaults", row_id)
        else:
            step.update("counterparty_defaults", row_id, {"counterparty": into})


def _there(step: Step, row_id: int) -> Row:
    row = step.read("counterparties", row_id)
    if row is None:
        raise Refused(problem("record-gone", "", row_id))
    return row
