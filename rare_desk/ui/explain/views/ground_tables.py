"""The tables of what a point rests on: days of the base, members at a link, days of an imputed price."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from rare_desk.core.explain.grounds import BaseDay, Carried
from rare_desk.ui import formats, labels
from rare_desk.ui.explain.views.tables import figure, plain_column
from rare_desk.ui.widgets.rows.rows_model import Column

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class CarriedRow:
    day: Carried
    leaders: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A member of the weights before, on the day of the link."""

    name: str
    weight: float
    price: float
    reference: float


def carried_row(day: Carried, called: Mapping[str, str]) -> CarriedRow:
    names = labels.label("explain.list").join(called.get(one.product, one.product) for one in day.leaders)
    return CarriedRow(day, names or translate("ExplainTables", "held"))


def base_columns() -> list[Column[BaseDay]]:
    return [
        plain_column("day", _day(), lambda row: formats.date(row.date), 92, grows=True, flag=_used),
        figure("price", _price(), lambda row: formats.number(row.price, 0), 90, flag=_used),
        figure("apart", translate("ExplainTables", "Off median"), _apart, 108, unit="%", flag=_used),
        plain_column("status", translate("ExplainTables", "Status"), _base_status, 92, flag=_used),
    ]


def carried_columns() -> list[Column[CarriedRow]]:
    leaders, factor = translate("ExplainTables", "Moved with"), translate("ExplainTables", "Factor")
    return [
        plain_column("day", _day(), lambda row: formats.date(row.day.date), 92),
        plain_column("leaders", leaders, lambda row: row.leaders, 110, grows=True, tip=lambda row: row.leaders),
        figure("factor", factor, lambda row: formats.number(row.day.factor, 6), 84),
        figure("price", _price(), lambda row: formats.number(row.day.price, 0), 86),
    ]


def link_columns() -> list[Column[LinkRow]]:
    return [
        plain_column("member", translate("ExplainTables", "Member"), lambda row: row.name, 100, grows=True),
        figure(
            "weight", translate("ExplainTables", "Wt"), lambda row: formats.number(row.weight * 100, 1), 60, unit="%"
        ),
        figure("price", _price(), lambda row: formats.number(row.price, 0), 90),
        figure(
            "base", translate("ExplainTables", "Base"), lambda row: formats.number(row.reference, 0), 90, muted=True
        ),
    ]


def _day() -> str:
    return translate("ExplainTables", "Day")


def _price() -> str:
    return translate("ExplainTables", "Price")


def _used(row: BaseDay) -> str:
    return "" if row.used else "stale"


def _apart(row: BaseDay) -> str:
    return formats.signed(row.apart)


def _base_status(row: BaseDay) -> str:
    return labels.label(f"index.{row.status}") if row.used else translate("ExplainTables", "too far off")
