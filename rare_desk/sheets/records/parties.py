"""Parties out of a list of customers or suppliers: who they are, under which names, with which defaults."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rare_desk.core.numbers import plain
from rare_desk.core.parties.tax_number import is_chinese, tidy
from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import BadCell, Cell, RawFile, RawSheet
from rare_desk.sheets.reading.meaning.values import currency_reader, vat_rate_reader
from rare_desk.sheets.reading.meaning.vocabulary import BASES, COMPLIANCE, SPOT, YES_NO, fold, mass_unit
from rare_desk.sheets.records.headers import Head, find_head, vocabulary
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

_WORDS = vocabulary(
    {
        "name": "客户名称|客户|客户全称|供应商名称|供应商|供应商全称|单位名称|单位全称|公司名称|公司全称|企业名称|"
        "往来单位|往来单位名称|对方单位|对手方|对手方名称|交易对手|交易对手名称|名称|全称|name|full name|counterparty|"
        "customer|customer name|supplier|supplier name|vendor|vendor name|company|company name|party",
        "aliases": "别名|别称|简称|客户简称|供应商简称|单位简称|公司简称|其他名称|曾用名|又名|alias|aliases|short name|"
        "also known as|other names|former name",
        "tax_id": "税号|纳税人识别号|统一社会信用代码|社会信用代码|信用代码|税务登记号|tax number|tax id|tax no|"
        "tax no.|vat number|vat no|vat no.|uscc|unified social credit code",
        "country": "国家|国别|国家/地区|国家或地区|country|nation",
        "group_name": "集团|所属集团|集团名称|母公司|关联集团|group|group name|parent|parent company",
        "note": "备注|说明|note|notes|remark|remarks",
        "related": "关联方|是否关联方|是否关联|关联|related|related party",
        "compliance": "合规|是否合规|compliant|compliance",
        "spot": "现货/长协|现货或长协|spot or long-term|spot or term|spot/term",
        "payment": "付款方式|付款条件|结算方式|付款条款|账期|payment|payment terms|terms of payment",
        "tax_basis": "计税口径|含税/不含税|是否含税|tax basis|vat included",
        "vat_rate": "税率|增值税率|增值税税率|vat rate|vat %|tax rate",
        "currency": "币种|货币|结算币种|currency",
        "unit": "单位|计量单位|数量单位|unit|mass unit",
        "delivery_place": "交货地|交货地点|收货地点|delivery place|place of delivery",
        "incoterm": "贸易条款|贸易术语|价格条款|incoterm|incoterms|trade terms",
        "traded": "日期|成交日期|签约日期|合同日期|品名|品种|产品|产品名称|货物名称|数量|重量|净重|吨数|单价|价格|"
        "含税单价|不含税单价|金额|合同编号|单号|date|trade date|product|material|quantity|qty|weight|price|unit price|"
        "amount|contract no|contract no.|deal no|deal no.",
    },
    "tax_id", "group_name", "aliases", "counterparty:counterparty", "related", "compliance", "spot", "payment",
    "tax_basis", "vat_rate", "currency", "delivery_place", "incoterm", "country", "note",
)  # fmt: skip
_SPLIT = re.compile(r"[;；、\n]|(?<=[\u4e00-\u9fff])[,，](?=[\u4e00-\u9fff])")
"""Between names. A comma belongs to a name such as `Example Co., Ltd` unless both sides are Chinese."""
_OWN = ("country", "group_name", "note")
_TELLING = frozenset(("aliases", "tax_id", "group_name"))
_CODES: Mapping[str, Mapping[str, str]] = {
    "related": YES_NO,
    "compliance": {said: str(code) for said, code in COMPLIANCE.items()},
    "spot": {said: "spot" if told == "yes" else "term" for said, told in SPOT.items()},
    "tax_basis": {said: str(code) for said, code in BASES.items()},
}
_TEXTS = ("payment", "delivery_place", "incoterm")


@dataclass(frozen=True, slots=True)
class PartyRead:
    """`said` is what the row says beside names: tax_id, country (empty for China), group_name, note, and defaults by
    `core.parties.defaults.FIELDS`; of what stands nowhere it has nothing."""

    row: int
    column: str
    name: str
    aliases: tuple[str, ...]
    said: Mapping[str, str]


def read_parties(file: Path | bytes, name: str) -> ReadFile[PartyRead] | Problem:
    def sheet(_raw: RawFile, each: RawSheet, file_name: str) -> ReadSheet[PartyRead] | None:
        head = find_head(each, _WORDS, _fits)
        return None if head is None else _Sheet(each, file_name, head).read()

    return read_records(file, name, sheet)


def heads_parties(sheet: RawSheet) -> bool:
    """Whether it is a list of parties, and no ledger that says their tax numbers too."""
    head = find_head(sheet, _WORDS, _fits)
    return head is not None and "traded" not in head.fields and bool(_TELLING & head.fields.keys())


def _fits(head: Head) -> bool:
    return "name" in head.fields and len(head.fields) > 1


class _Sheet:
    def __init__(self, sheet: RawSheet, file: str, head: Head) -> None:
        self.rows, self.begin, self.at = sheet.rows, head.row + 1, head.fields
        self.reader = Reader(file, sheet, header_of(sheet.rows[head.row]))

    def read(self) -> ReadSheet[PartyRead]:
        found = [one for row in range(self.begin, len(self.rows)) if (one := self._row(row))]
        return self.reader.gives(self.begin, found)

    def _row(self, row: int) -> PartyRead | None:
        """None also where something of it is wrong."""
        if not filled_cells(self.rows[row]):
            return None
        before = len(self.reader.problems)
        name = self._text(row, "name")
        if not name and not any(self._text(row, field) for field in self.at if field not in ("name", "note")):
            return None  # a remark below the list
        if not name:
            self.reader.wrong(row, self.at["name"], problem("missing-name", "name"))
        said = dict(self._said(row))
        if len(self.reader.problems) > before:
            return None
        aliases = tuple(dict.fromkeys(one for one in self._aliases(row) if one != name))
        return PartyRead(row + 1, self.reader.place(0, self.at["name"]).column, name, aliases, said)

    def _aliases(self, row: int) -> Iterator[str]:
        yield from filter(None, (" ".join(one.split()) for one in _SPLIT.split(self._raw(row, "aliases"))))

    def _said(self, row: int) -> Iterator[tuple[str, str]]:
        for field in _OWN:
            if text := self._text(row, field):
                yield field, "" if field == "country" and is_chinese(text) else text
        if number := self._text(row, "tax_id"):
            yield "tax_id", tidy(number) if is_chinese(self._text(row, "country")) else number
        for field in (*_CODES, *_TEXTS, *_READERS):
            cell = self.rows[row][self.at[field]] if field in self.at else ""
            if isinstance(cell, BadCell):
                self.reader.wrong(row, self.at[field], problem(cell.code, field, cell.text))
            elif _says(field, cell) and (told := self._default(row, field, cell)):
                yield field, told

    def _default(self, row: int, field: str, cell: Cell) -> str:
        """Empty where it is wrong, which is noted."""
        if field in _TEXTS:
            return self._text(row, field)
        if field in _CODES:
            found: str | Problem = _CODES[field].get(fold(word(cell)), problem("unknown-word", field, word(cell)))
        else:
            found = _READERS[field](cell)
        if isinstance(found, Problem):
            self.reader.wrong(row, self.at[field], found)
            return ""
        return found

    def _text(self, row: int, field: str) -> str:
        return " ".join(self._raw(row, field).split())

    def _raw(self, row: int, field: str) -> str:
        cell = self.rows[row][self.at[field]] if field in self.at else ""
        return "" if is_nothing(cell) else word(cell)


def _says(field: str, cell: Cell) -> bool:
    """A basis of none is no empty cell."""
    return bool(word(cell)) if field == "tax_basis" else not is_nothing(cell)


def _rate(cell: Cell) -> str | Problem:
    read = vat_rate_reader(cell)
    return read if isinstance(read, Problem) else plain(read)


def _currency(cell: Cell) -> str | Problem:
    read = currency_reader(cell)
    if isinstance(read, Problem):
        return read
    return read if read in ("CNY", "USD") else problem("unknown-default", "currency", read, choices="CNY, USD")


def _unit(cell: Cell) -> str | Problem:
    unit = mass_unit(f"({fold(word(cell))})")
    return str(unit) if unit else problem("unknown-unit", "unit", word(cell))


_READERS: Mapping[str, Callable[[Cell], str | Problem]] = {"vat_rate": _rate, "currency": _currency, "unit": _unit}
