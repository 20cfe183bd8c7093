"""From what was typed in a line to a delivery or payment, and back."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.life.dues import Delivery, Payment, Standing, check
from rare_desk.core.numbers import plain
from rare_desk.core.parsing import parse_date, parse_number, parse_quantity
from rare_desk.core.problems import Problem, kept, problem
from rare_desk.core.trades import Trade
from rare_desk.core.units import Unit
from rare_desk.store.reading.life.due_queries import Kind


@dataclass(frozen=True, slots=True)
class Typed:
    """The five cells of a line as they stand there; `amount` is tonnes or money."""

    due: str = ""
    done: str = ""
    amount: str = ""
    invoice_no: str = ""
    note: str = ""


EMPTY = Typed()


def typed(row: Delivery | Payment) -> Typed:
    return Typed(
        due=row.due.isoformat() if row.due else "",
        done=row.done.isoformat() if row.done else "",
        amount=even(row.quantity_t, 3) if isinstance(row, Delivery) else even(row.amount, 2),
        invoice_no=row.invoice_no,
        note=row.note,
    )


def even(value: Decimal, places: int) -> str:
    """With that many decimals, or more where it has more."""
    rounded = f"{value:,.{places}f}"
    return rounded if Decimal(rounded.replace(",", "")) == value else f"{Decimal(plain(value)):,f}"


def still_open(kind: Kind, standing: Standing) -> Decimal | None:
    """What an empty amount stands for; None when nothing is open."""
    value = standing.open_t if kind == "deliveries" else standing.open_amount
    return value if value > 0 else None


def read(
    kind: Kind, line: Typed, trade: Trade, standing: Standing, today: dt.date
) -> tuple[Delivery | Payment | None, tuple[Problem, ...]]:
    """A due day's shorthand counts from the day of the trade (`+30`), a done day's from today (`t`, `-1`). None with
    what is wrong. A quantity may have its unit behind it: `350kg`."""
    problems: list[Problem] = []
    due, done = _day("due", line.due, trade.date, problems), _day("done", line.done, today, problems)
    value = still_open(kind, standing)
    if line.amount.strip():
        value = _amount(kind, line.amount, problems)
    elif value is None and not problems:
        name = "quantity" if kind == "deliveries" else "amount"
        problems.append(problem(f"missing-{name}", name))
    if problems or value is None:
        return None, tuple(problems)
    texts = line.invoice_no.strip(), line.note.strip()
    row: Delivery | Payment
    if kind == "deliveries":
        row = Delivery(due=due, done=done, quantity_t=value, invoice_no=texts[0], note=texts[1])
    else:
        row = Payment(due=due, done=done, amount=value, currency=trade.currency, invoice_no=texts[0], note=texts[1])
    wrong = check(row, today)
    return (None, wrong) if wrong else (row, ())


def _day(name: str, text: str, base: dt.date, problems: list[Problem]) -> dt.date | None:
    return kept(parse_date(text, base), name, problems) if text.strip() else None


def _amount(kind: Kind, text: str, problems: list[Problem]) -> Decimal | None:
    if kind == "payments":
        return kept(parse_number(text), "amount", problems)
    quantity = kept(parse_quantity(text), "quantity", problems)
    return None if quantity is None else quantity[0] * (quantity[1] or Unit.T).tonnes
