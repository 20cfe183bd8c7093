"""The intakes of announced prices, non-trading days and counterparties, with the columns of what would come in."""

from collections.abc import Callable

from rare_desk.core.numbers import plain
from rare_desk.core.parties.defaults import FIELDS
from rare_desk.ops.imports.kinds import announced, days, parties
from rare_desk.sheets.records.announced import AnnouncedRead
from rare_desk.sheets.records.days import DayRead
from rare_desk.sheets.records.parties import PartyRead
from rare_desk.ui import formats, labels
from rare_desk.ui.intake.panel import Coming, Intake, figure_column, plain_column
from rare_desk.ui.parties.defaults_form import default_word
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.rows.rows_model import Column


def announced_intake(session: Session) -> Intake[AnnouncedRead]:
    columns: list[Column[Coming[AnnouncedRead]]] = [
        plain_column("quarter", labels.field("quarter"), _quarter, 90),
        figure_column("price", labels.field("announced_price"), _price, 150),
        figure_column("reo_basis", labels.field("reo_basis"), lambda read: plain(read.price.reo_basis), 90),
        figure_column("per_percent", labels.field("per_percent"), _per_percent, 100),
        plain_column("announced_on", labels.field("announced_on"), lambda read: read.price.announced_on, 110),
        plain_column("status", labels.field("status"), _status, 120),
        plain_column("source_url", labels.field("source_url"), lambda read: read.price.source_url, 240),
        plain_column("note", labels.field("note"), lambda read: read.price.note, 200),
    ]
    return Intake(session, "announced.import", columns, announced.form, ("quotes", {}))


def days_intake(session: Session) -> Intake[DayRead]:
    columns: list[Column[Coming[DayRead]]] = [
        plain_column("date", labels.field("date"), lambda read: formats.date_weekday(read.date), 150),
        plain_column("name", labels.field("name"), lambda read: read.name, 200),
        plain_column("day_kind", labels.field("day_kind"), _day_kind, 120),
        plain_column("estimated", labels.field("estimated"), _estimated, 100),
    ]
    return Intake(session, "days.import", columns, days.form, ("methodology", {"part": "days"}))


def parties_intake(
    session: Session, place: tuple[str, dict[str, object]] | None = ("parties", {})
) -> Intake[PartyRead]:
    said = _said
    columns: list[Column[Coming[PartyRead]]] = [
        plain_column("name", labels.field("name"), lambda read: read.name, 260),
        plain_column("aliases", labels.field("aliases"), lambda read: _between().join(read.aliases), 180),
        plain_column("tax_id", labels.field("tax_id"), said("tax_id"), 176),
        plain_column("country", labels.field("country"), _country, 84),
        plain_column("group_name", labels.field("group_name"), said("group_name"), 120),
        plain_column("defaults", labels.label("parties.defaults"), _defaults, 320),
        plain_column("note", labels.field("note"), said("note"), 160),
    ]
    return Intake(session, "parties.import", columns, parties.form, place)


def _said(field: str) -> Callable[[PartyRead], str]:
    return lambda read: read.said.get(field, "")


def _between() -> str:
    return labels.label("exports.between")


def _country(read: PartyRead) -> str:
    said = read.said.get("country")
    return labels.label("parties.china") if said == "" else said or ""


def _defaults(read: PartyRead) -> str:
    """Each with its field's name."""
    told = [(name, read.said[name]) for name in FIELDS if name in read.said]
    return _between().join(f"{labels.field(name)} {default_word(name, value)}" for name, value in told)


def _quarter(read: AnnouncedRead) -> str:
    return read.price.quarter


def _price(read: AnnouncedRead) -> str:
    return formats.NONE if read.price.price is None else formats.number(read.price.price, 2)


def _per_percent(read: AnnouncedRead) -> str:
    return formats.NONE if read.price.per_percent is None else formats.number(read.price.per_percent, 2)


def _status(read: AnnouncedRead) -> str:
    return labels.label(f"announced.{read.price.status}")


def _day_kind(read: DayRead) -> str:
    return labels.label("exports.day-closed" if read.off else "exports.day-worked")


def _estimated(read: DayRead) -> str:
    return labels.label("exports.yes" if read.estimated else "exports.no")
