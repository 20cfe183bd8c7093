"""Rows that a remark, or a word in a column that is not read, calls void or a return."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rare_desk.core.problems import Place, Problem, problem
from rare_desk.core.trades import Status
from rare_desk.sheets.ledgers.parties import Parties
from rare_desk.sheets.ledgers.trade_fields import Fields
from rare_desk.sheets.planning.plan import note
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.reading.cells import letters
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.values import shown

_NOT = r"(?<![不未没非勿无])"
_VOID = re.compile(
    rf"{_NOT}(?:作废|废单|撤单|撤销)|{_NOT}(?:取消|终止)(?:此单|本单|该单|订单|合同|交易|成交|执行)?(?:了|$|[,，。;；.()（）!！])"
    r"|(?<!not )\b(?:void|voided|cancel|cancell?ed|cxl)\b",
    re.IGNORECASE,
)
_RETURN = re.compile(
    rf"{_NOT}(?:退货|退回|红字|冲红|红冲|冲销|冲减)"
    r"|(?<!no )\b(?:returned|goods return|credit note|reversal|reversed)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*(?:已?(?:作废|取消|撤销)|废单?|void(?:ed)?|cancel(?:l?ed)?|cxl)\s*", re.IGNORECASE)
_SENT_BACK = re.compile(r"\s*(?:已?退货|退|红字|冲红|红冲|冲销|return(?:ed)?|credit note)\s*", re.IGNORECASE)
_DITTO = frozenset(("同上", "〃", "″", '"', "''", "//", "ditto", "Ditto", "do.", "同前"))
_CUT = re.compile(r"^(?:\d(?:\.\d+)?[Ee]\+\d+|\d{13,}0{5,})$", re.MULTILINE)
_WIDEST = 200
"""Columns in which a lone word is looked for."""


def heed_remarks(body: Body, fields: Fields) -> None:
    """A row that is called void is read as cancelled, and the plan is told of it and of returns."""
    said = dict(_struck(body)) | dict(_beside(body)) | dict(_noted(fields.texts["note"]))
    for at, found in sorted(said.items()):
        if found.code != "return-remark":
            if fields.statuses[at] is Status.CANCELLED:
                continue
            fields.statuses[at] = Status.CANCELLED
        body.plan.doubts.setdefault(body.numbers[at], []).append(found)


def heed_dittos(body: Body, parties: Parties) -> None:
    """A party that is only said to be that of the row above is nobody's name."""
    named = (("counterparty", parties.counterparties), ("buyer", parties.buyers), ("seller", parties.sellers))
    columns = ("counterparty", "seller", "buyer", "seller?", "buyer?")
    column = next((found for name in columns if (found := body.settled.one(name))), None)
    place = Place(column=column.header if column else "")
    for name, values in named:
        if not _DITTO.isdisjoint(values):
            told = {word: problem("ditto", name, word, suspect=True).at(place) for word in _DITTO}
            for at, value in enumerate(values):
                if value in told:
                    body.plan.doubts.setdefault(body.numbers[at], []).append(told[value])


def note_cut_numbers(body: Body, texts: Mapping[str, Sequence[str]]) -> None:
    """Numbers of deals that a spreadsheet has written as powers of ten: their last digits are lost."""
    column = body.settled.one("deal_no") or body.settled.one("contract_no")
    cut = list(dict.fromkeys(_CUT.findall("\n".join(texts["deal_no"])))) if column else []
    if column and cut:
        body.settled.notes.append(note("numbers-cut", column=column.header, count=len(cut), number=cut[0]))


def _noted(notes: Sequence[str]) -> Iterator[tuple[int, Problem]]:
    told = {note: found for note in set(notes) if note and (found := _said(note))}
    yield from ((at, told[note]) for at, note in enumerate(notes) if note in told) if told else ()


def _said(note: str) -> Problem | None:
    for code, words in (("void-remark", _VOID), ("return-remark", _RETURN)):
        if words.search(note):
            return problem(code, "note", note, suspect=True)
    return None


def _struck(body: Body) -> Iterator[tuple[int, Problem]]:
    """Rows whose product and quantity have a line through them."""
    struck, columns = body.sheet.struck, [body.settled.one(name) for name in ("product", "quantity")]
    places = [column.at + body.sheet.left for column in columns if column]
    for at, number in enumerate(body.numbers) if struck and places else ():
        if all((number - 1, place) in struck for place in places):
            yield at, problem("struck-out", "product", shown(body.rows[at][places[0] - body.sheet.left]), suspect=True)


def _beside(body: Body) -> Iterator[tuple[int, Problem]]:
    """Words that stand alone in a column that is not read, or that has no header."""
    settled = body.settled
    read = {column.at for columns in settled.by_field.values() for column in columns}
    headers = {column.at: column.header for column in settled.columns}
    width = min(len(body.rows[0]), _WIDEST) if body.rows else 0
    for at in sorted(set(range(width)) - read):
        column = Column(at, headers.get(at, letters(at + body.sheet.left)))
        cells = body.cells(column)
        words = {cell for cell in set(cells) if isinstance(cell, str) and cell}
        told = {word: found for word in words if (found := _alone(word, column.header))}
        if told:
            yield from (
                (place, told[cell]) for place, cell in enumerate(cells) if isinstance(cell, str) and cell in told
            )


def _alone(word: str, header: str) -> Problem | None:
    code = "void-remark" if _ALONE.fullmatch(word) else "return-remark" if _SENT_BACK.fullmatch(word) else ""
    return problem(code, "note", word.strip(), suspect=True).at(Place(column=header)) if code else None
