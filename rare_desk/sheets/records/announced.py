"""Announced concentrate prices out of a table: a row for each quarter, or for each proposal that a quarter had."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rare_desk.core.numbers import half_up, plain
from rare_desk.core.parsing import parse_month
from rare_desk.core.problems import Problem, problem
from rare_desk.core.quotes import STATUSES, AnnouncedPrice, announced_problems
from rare_desk.core.units import TaxBasis
from rare_desk.sheets.reading.cells import BadCell, Cell, RawFile, RawSheet
from rare_desk.sheets.reading.meaning.values import (
    WrittenPrice,
    are_fractions,
    date_reader,
    decimal_mark,
    number_reader,
    percent_reader,
    price_reader,
    read_column,
    shown,
)
from rare_desk.sheets.reading.meaning.vocabulary import NO_MEASURE, fold, price_measure, stated_basis
from rare_desk.sheets.records.headers import Head, find_head, vocabulary
from rare_desk.sheets.records.quarters import quarter_in
from rare_desk.sheets.records.reading import (
    Reader,
    ReadFile,
    ReadSheet,
    filled_cells,
    header_of,
    is_nothing,
    read_records,
    word,
)
from rare_desk.words import LANGUAGES
from rare_desk.words import word as said_as

_EXPORTED = ("quarter", "price", "reo_basis", "per_percent", "announced_on", "status", "source_url", "note")
_WORDS = dict(vocabulary(
    {
        "quarter": "季度|季|所属季度|执行季度|适用季度|价格季度|执行期|执行期间|期间|period|price quarter",
        "year": "年|年份|年度",
        "price": "基价|基准价|价格|精矿价格|稀土精矿价格|精矿基价|交易价格|关联交易价格|公告价|公布价|执行价|"
        "执行价格|单价|price_cny_t_ex_vat_dry|price_cny_t_ex_vat|announced_price|announced price|concentrate price|"
        "base price",
        "reo_basis": "品位|基准品位|基准reo|reo|reo品位|reo_basis_pct|grade|basis|basis grade|reo grade|reo basis|"
        "treo",
        "per_percent": "每1%|每1%reo|reo每增减1%|每增减1%|品位每1%|调整额|品位调整|每百分点|stated_cny_per_1pct_reo|"
        "per 1%|per 1 % reo|per 1% reo|per-1%-reo|cny per 1% reo|adjustment|per_1pct_reo",
        "announced_on": "公告日|公告日期|公布日|公布日期|发布日期|发布日|披露日期|announced|announcement date|"
        "announced on|date",
        "announcer": "公告方|公布方|公告单位|公告公司|发布方|发布单位|公司|上市公司|announcer|company|announced by",
        "status": "状态|执行状态|执行情况|审议结果|结果|status|state",
        "source_url": "来源|出处|网址|链接|公告链接|来源链接|数据来源|source|url|link",
        "note": "备注|说明|note|notes|remark|remarks",
    },
    "quarter", "price:announced_price", "reo_basis", "per_percent", "announced_on", "announcer", "status",
    "source_url", "note",
)) | {
    fold(said_as(f"exports.announced-{field}", language)): field for field in _EXPORTED for language in LANGUAGES
}  # fmt: skip
_NOT_OURS = frozenset(
    map(
        fold,
        (["品名", "产品", "product", "数量", "quantity", "供方", "需方", "买方", "卖方", "buyer", "seller", "权重"]),
    )
)
_STATUS_WORDS = {
    "in_force": "执行|已执行|执行中|生效|已生效|有效|现行|公告|已公告|公布|已公布|通过|已通过|审议通过|announced|"
    "in_force|in force|effective|approved|passed|published|adopted",
    "in_force_inferred": "沿用|推断|顺延|延续|in_force_inferred|inferred|carried over",
    "proposed": "拟|拟定|拟执行|提议|提案|预案|待审议|待通过|待批准|未通过前|proposed|pending|proposal|draft",
    "proposed_rejected": "被否|否决|已否决|提案被否|未通过|proposed_rejected|rejected|voted down|not approved",
    "unknown": "未知|不详|待公布|待公告|unknown",
}
_STATUSES = {
    **{fold(one): status for status, line in _STATUS_WORDS.items() for one in line.split("|")},
    **{fold(said_as(f"announced.{status}", language)): status for status in STATUSES for language in LANGUAGES},
}
_BASIS = re.compile(r"t?reo\D{0,3}(\d{2}(?:\.\d+)?)%|(\d{2}(?:\.\d+)?)%\D{0,3}t?reo")
_YEAR = re.compile(r"(?:19|20)\d{2}")


class AnnouncedRead(NamedTuple):
    """`row` is the sheet's row number; `said` are the fields that the table says anything of."""

    row: int
    column: str
    price: AnnouncedPrice
    said: frozenset[str]


def read_announced(file: Path | bytes, name: str) -> ReadFile[AnnouncedRead] | Problem:
    def sheet(raw: RawFile, each: RawSheet, file_name: str) -> ReadSheet[AnnouncedRead] | None:
        head = find_head(each, _WORDS, _fits)
        return None if head is None else _Sheet(raw, each, file_name, head).read()

    return read_records(file, name, sheet)


def heads_announced(sheet: RawSheet) -> bool:
    """Whether it is such a table and no other: quarters stand under its header."""
    head = find_head(sheet, _WORDS, _fits)
    if head is None or not {"reo_basis", "per_percent", "announced_on", "status"} & head.fields.keys():
        return False
    if _NOT_OURS & set(head.others):
        return False
    years = "year" in head.fields
    below = (row[head.fields["quarter"]] for row in sheet.rows[head.row + 1 : head.row + 11])
    return any(quarter_in(cell, 2000 if years else None) for cell in below if not is_nothing(cell)) or years


def _fits(head: Head) -> bool:
    return {"quarter", "price"} <= head.fields.keys()


class _Sheet:
    def __init__(self, raw: RawFile, sheet: RawSheet, file: str, head: Head) -> None:
        self.rows, self.begin, self.at = sheet.rows, head.row + 1, head.fields
        self.reader = Reader(file, sheet, header_of(sheet.rows[head.row]))
        titles = [word(cell) for row in sheet.rows[: head.row] for cell in row]
        self.titles = [*self.reader.headers, *titles, sheet.name]
        self.measure = price_measure(fold(self._header("price"))) or NO_MEASURE
        self.basis = _basis_in(self.titles)
        self.day = date_reader(None, None, raw.epoch_1904)

    def read(self) -> ReadSheet[AnnouncedRead]:
        kept = self._once(self._records()) if self._is_understood() else []
        return self.reader.gives(self.begin, kept)

    def _header(self, field: str) -> str:
        return self.reader.headers[self.at[field]]

    def _is_understood(self) -> bool:
        """A price that includes VAT, or is of another currency, is none of these; said once, at the header."""
        if stated_basis(fold(self._header("price"))) is TaxBasis.INCL:
            self.reader.wrong(self.begin - 1, self.at["price"], problem("announced-incl-vat", "price"))
            return False
        if self.measure.currency not in ("", "CNY"):
            trouble = problem("announced-currency", "price", self.measure.currency)
            self.reader.wrong(self.begin - 1, self.at["price"], trouble)
            return False
        return True

    def _cells(self, field: str) -> list[Cell]:
        at = self.at.get(field)
        return ["" if at is None else row[at] for row in self.rows[self.begin :]]

    def _column(self, field: str, read: Callable[[Cell], object]) -> list[object]:
        return list(read_column([_tidy(field, cell) for cell in self._cells(field)], read))

    def _records(self) -> Sequence[AnnouncedRead]:
        marks = {field: decimal_mark(self._cells(field)) for field in ("price", "per_percent")}
        prices = self._column("price", price_reader(marks["price"]))
        steps = self._column("per_percent", number_reader(marks["per_percent"]))
        grades = self._column("reo_basis", percent_reader(are_fractions(self._cells("reo_basis"))))
        found, year = [], None
        years, quarters = self._cells("year"), self._cells("quarter")
        for place, cells in enumerate(self.rows[self.begin :]):
            row = self.begin + place
            if named := _YEAR.search(word(years[place])):
                year = int(named[0])
            if self._is_none(cells, quarters[place], prices[place]):
                continue
            quarter = quarter_in(quarters[place], year)
            if quarter is None:
                code = "missing-quarter" if is_nothing(quarters[place]) else "not-a-quarter"
                self.reader.wrong(row, self.at["quarter"], problem(code, "quarter", shown(quarters[place])))
                continue
            record = self._record(row, quarter, prices[place], grades[place], steps[place])
            if record is not None:
                found.append(record)
        return found

    def _is_none(self, cells: Sequence[Cell], quarter: Cell, price: object) -> bool:
        """A blank row, an example, a total, or a remark below the table."""
        filled = filled_cells(cells)
        remark = price is None and (is_nothing(quarter) or len(filled) == 1) and quarter_in(quarter, 2000) is None
        return not filled or remark

    def _record(self, row: int, quarter: str, price: object, grade: object, step: object) -> AnnouncedRead | None:
        status, day = self._status(row), self._day(row)
        value = self._price(price)
        given = {"status": status, "announced_on": day, "price": value, "reo_basis": grade, "per_percent": step}
        wrong = {field: one for field, one in given.items() if isinstance(one, Problem)}
        for field, one in wrong.items():
            self.reader.wrong(row, self.at.get(field, 0), one)
        if wrong:
            return None
        amount = value if isinstance(value, Decimal) else None
        basis = grade if isinstance(grade, Decimal) else self.basis
        per = step if isinstance(step, Decimal) else None
        if basis is None and amount and per:
            basis = half_up(amount / per, 2)
        made = AnnouncedPrice(
            quarter=quarter, price=amount, reo_basis=Decimal(50) if basis is None else basis, per_percent=per,
            announced_on=str(day or ""), status=str(status), source_url=self._text(row, "source_url"),
            note="; ".join(filter(None, (self._text(row, "announcer"), self._text(row, "note")))),
        )  # fmt: skip
        trouble = announced_problems(made)
        if not trouble and amount is not None and basis is None:
            trouble = (problem("missing-basis", "reo_basis"),)
        if trouble:
            self.reader.wrong(row, self.at.get(trouble[0].field, self.at["price"]), trouble[0])
            return None
        said = {field for field in ("announced_on", "status", "source_url") if self._text(row, field)}
        said |= {"per_percent"} if per is not None else set()
        said |= {"note"} if made.note else set()
        return AnnouncedRead(row + 1, self._header("price"), made, frozenset(said))

    def _text(self, row: int, field: str) -> str:
        at = self.at.get(field)
        return "" if at is None or is_nothing(self.rows[row][at]) else " ".join(word(self.rows[row][at]).split())

    def _price(self, price: object) -> Decimal | Problem | None:
        if price is None or isinstance(price, Problem):
            return price
        assert isinstance(price, WrittenPrice)
        if price.currency not in ("", "CNY"):
            return problem("announced-currency", "price", price.currency)
        unit = price.unit or self.measure.unit
        value = price.value if price.unit else price.value * self.measure.factor
        return half_up(value / unit.tonnes if unit else value, 4)

    def _status(self, row: int) -> str | Problem:
        said = self._text(row, "status")
        status = _STATUSES.get(fold(said)) if said else "in_force"
        return status or problem("unknown-status", "status", said)

    def _day(self, row: int) -> str | Problem:
        """ISO, of a month alone its year and month."""
        at = self.at.get("announced_on")
        cell: Cell = "" if at is None else self.rows[row][at]
        if is_nothing(cell):
            return ""
        if isinstance(cell, BadCell):
            return problem(cell.code, "announced_on", cell.text)
        if isinstance(cell, str) and (month := parse_month(cell)):
            return f"{month:%Y-%m}"
        day = self.day(cell)
        return day if isinstance(day, Problem) else day.isoformat()

    def _once(self, found: Sequence[AnnouncedRead]) -> list[AnnouncedRead]:
        kept: dict[tuple[str, ...], AnnouncedRead] = {}
        for one in found:
            before = kept.setdefault(key_of(one.price), one)
            if before is not one and figures(before.price) != figures(one.price):
                trouble = problem("announced-twice", "quarter", one.price.quarter, row=before.row)
                self.reader.wrong(one.row - 1, self.at["quarter"], trouble)
        return list(kept.values())


def key_of(price: AnnouncedPrice) -> tuple[str, ...]:
    """What tells one announcement from another: a quarter has one price, and as many proposals as were made."""
    if not price.status.startswith("proposed"):
        return (price.quarter, "price")
    told = price.announced_on or ("" if price.price is None else plain(price.price))
    return (price.quarter, "proposal", told)


def figures(price: AnnouncedPrice) -> tuple[object, ...]:
    """What two tables may not say differently."""
    return price.price, price.reo_basis, price.per_percent, price.announced_on, price.status


def _tidy(field: str, cell: Cell) -> Cell:
    """`REO≥50%` is 50 %."""
    if field == "reo_basis" and isinstance(cell, str):
        return re.sub(r"t?reo|[=≥>:：]|以上", "", cell, flags=re.IGNORECASE).strip()
    return cell


def _basis_in(texts: Sequence[str]) -> Decimal | None:
    for text in texts:
        if found := _BASIS.search(fold(text)):
            return Decimal(found[1] or found[2])
    return None
