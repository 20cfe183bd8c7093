"""The report *Methodology*: what the index is and every rule in plain sentences with the version's own numbers."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rare_desk.core.numbers import exact, share
from rare_desk.core.rules.methodology import Methodology, WeightSet, to_json
from rare_desk.ops.methodologies.differences import Speaker, differences
from rare_desk.ops.methodologies.parameters import PARAMETERS, shown, text_of
from rare_desk.ops.methodologies.versions import find_version, reason_words, versions
from rare_desk.sheets.out.writing import write_text
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.words import Language, width, word


class Form(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    TEXT = "text"
    FORMULA = "formula"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """`rows` are of a table, its titles first; `figures` the columns, from 0, whose text stands right."""

    form: Form
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    figures: tuple[int, ...] = ()


_FORMULAS = {
    "wash": "|ln(p₁ / p₂)| ≤ {wash_band}",
    "spread": "s = max(1.4826 · median(|x_history − m|), {outlier_floor})",
    "outlier": "|x − m| > {outlier_threshold} · s",
    "unverified": "|x − m| > ln {unverified_band}",
    "confirm": "|x − x_before| ≤ {confirm_factor} · s",
    "price": "P = Σ q · p / Σ q",
    "imputed": "P(t) = P(t−1) · G,   G = (Σ w · P(t) / R) / (Σ w · P(t−1) / R)",
    "first": "I(t) = {base_value} · (Σ w · P(t) / R) / Σ w",
    "later": "I(t) = L · (Σ w · P(t) / R) / Σ w",
}


def report(book: Book, rules: Methodology, language: Language, today: dt.date | None = None) -> tuple[Block, ...]:
    """For any methodology, saved in the book or not; the history is that of the book's versions of its name."""
    return tuple(_Report(book, rules, language, today).blocks())


def report_of(path: Path, name: str | None, version: int | None, language: Language) -> tuple[Block, ...]:
    """Of a version in a book's file; None is what the book uses, and the version in force."""
    with Book.open(path, read_only=True) as book:
        return report(book, find_version(book, name, version), language)


def write_report_text(out: Path, blocks: Sequence[Block]) -> None:
    """Markdown for the ending md, else plain text."""
    write_text(out, markdown(blocks) if out.suffix.lower() == ".md" else plain_text(blocks))


class _Report:
    def __init__(self, book: Book, rules: Methodology, language: Language, today: dt.date | None) -> None:
        self.book, self.rules, self.language = book, rules, language
        self.products = queries.catalogue(book)
        self.speaker = Speaker(language, self.products)
        document = to_json(rules)
        self.figures = {one.key.rpartition(".")[2]: text_of(document, one) for one in PARAMETERS}
        self.shown = {one.key: shown(document, one, language) for one in PARAMETERS}
        self.versions = [one for one in versions(book, today) if one.rules.name == rules.name]

    def say(self, code: str, **details: str) -> Block:
        return Block(Form.TEXT, self.speaker.of(f"r-{code}", **details))

    def head(self, code: str) -> Block:
        return Block(Form.HEADING, self.speaker.of(f"r-{code}"))

    def formula(self, code: str) -> Block:
        return Block(Form.FORMULA, _FORMULAS[code].format(**self.figures))

    def title(self, code: str) -> str:
        return self.speaker.of(f"r-{code}")

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        yield from (self.head("days"), self.say("days-1"))
        yield from self._eligibility()
        yield from self._outliers()
        yield from self._prices()
        yield from self._levels()
        yield from self._status()
        yield from self._weights()
        yield from self._indices()
        yield from self._holidays()
        yield from self._history()

    def _head(self) -> Iterator[Block]:
        rules, unsaid = self.rules, self.title("unsaid")
        yield Block(Form.TITLE, self.speaker.of("r-title", name=rules.name, version=str(rules.version)))
        effective = rules.effective.isoformat() if rules.effective else self.title("any-day")
        said = self.speaker.of("r-of", effective=effective, author=rules.author or unsaid, hash=rules.hash[:16])
        yield Block(Form.CAPTION, said)
        if rules.reason:
            yield Block(Form.CAPTION, self.speaker.of("r-reason", reason=reason_words(rules, self.language)))
        yield from (self.head("what"), self.say("what-1"), self.say("what-2"))

    def _eligibility(self) -> Iterator[Block]:
        f = self.figures
        yield from (self.head("eligible"), self.say("eligible-1"))
        yield self.say("lots", light=self.shown["min_lot_t.light"], heavy=self.shown["min_lot_t.heavy"])
        yield self.say("duplicate", days=f["duplicate_days"])
        yield from (self.say("wash", days=f["wash_days"]), self.formula("wash"))

    def _outliers(self) -> Iterator[Block]:
        f = self.figures
        yield self.head("outliers")
        yield self.say("outliers-1", history=f["outlier_history"], days=f["outlier_history_days"])
        yield self.say("outliers-none")
        yield from (self.say("outliers-3"), self.formula("spread"), self.formula("outlier"))
        yield from (self.say("outliers-1-2", floor=f["outlier_floor"]), self.formula("unverified"))
        yield from (self.say("confirm", days=f["confirm_days"]), self.formula("confirm"))

    def _prices(self) -> Iterator[Block]:
        f = self.figures
        yield self.head("prices")
        yield from (self.say("prices-1", trades=f["window_min_trades"], days=f["window_days"]), self.formula("price"))
        yield from (self.say("pair", cap=self.shown["pair_cap"]), self.say("quoted"))
        yield from (self.say("imputed"), self.formula("imputed"), self.say("stale", days=f["stale_after_days"]))

    def _levels(self) -> Iterator[Block]:
        yield self.head("levels")
        yield self.say("base", base=self._base(), band=self.figures["unverified_band"])
        yield from (self.say("level-1"), self.formula("first"), self.say("level-2"), self.formula("later"))
        yield self.say("symbols")

    def _base(self) -> str:
        first, last = self.rules.base_from, self.rules.base_to
        if first and last:
            return self.speaker.of("r-base-dates", first=first.isoformat(), last=last.isoformat())
        one = first or last
        return self.speaker.of("r-base-half", day=one.isoformat()) if one else self.title("base-open")

    def _status(self) -> Iterator[Block]:
        f = self.figures
        coverage = self.shown["official.min_coverage"]
        yield from (
            self.head("status"),
            self.say("status-1", coverage=coverage, trades=f["min_trades"], pairs=f["min_pairs"]),
        )
        yield from (self.head("publish"), self.say("publish-1"))

    def _weights(self) -> Iterator[Block]:
        yield self.head("weights")
        for weights in self.rules.weight_sets:
            yield from self._set(weights)

    def _set(self, weights: WeightSet) -> Iterator[Block]:
        day = weights.effective.isoformat()
        if weights.author or weights.reason or weights.source:
            unsaid = self.title("unsaid")
            source = self.speaker.of(f"source-{weights.source}") if weights.source else unsaid
            author, reason = weights.author or unsaid, weights.reason or unsaid
            yield self.say("weights-of", day=day, source=source, author=author, reason=reason)
        else:
            yield self.say("weights-plain", day=day)
        rows = [tuple(self.title(code) for code in ("product", "code", "group", "weight"))]
        for code, weight in sorted(weights.weights.items(), key=lambda item: -item[1]):
            rows.append((self.speaker.product(code), code, self._group(code), share(weight)))
        rows.append((self.title("sum"), "", "", share(sum(map(exact, weights.weights.values())))))
        yield Block(Form.TABLE, rows=tuple(rows), figures=(3,))

    def _group(self, code: str) -> str:
        group = self.rules.groups.get(code)
        if group is None and code in self.products:
            group = self.products[code].group
        return word(f"index.{group}-short", self.language) if group in ("light", "heavy") else group or ""

    def _indices(self) -> Iterator[Block]:
        if not self.rules.indices:
            return
        yield from (self.head("indices"), self.say("indices-1"))
        for index in self.rules.indices:
            yield self.say("index-name", name=self.speaker.series(index), symbol=index.key)
            for weights in index.weight_sets:
                yield from self._set(weights)

    def _holidays(self) -> Iterator[Block]:
        own = self.rules.non_trading_days
        days = sorted(queries.non_trading_days(self.book) if own is None else own)
        yield self.head("holidays")
        yield self.say("holidays-book" if own is None else "holidays-own", count=str(len(days)))
        years = dict.fromkeys(day.year for day in days)
        for year in years:
            spans = _spans([day for day in days if day.year == year])
            yield Block(Form.TEXT, f"{year}: {self.speaker.between.join(spans)}")

    def _history(self) -> Iterator[Block]:
        if not self.versions:
            return
        yield self.head("history")
        rows = [tuple(self.title(code) for code in ("version", "effective")) + self._signed_titles()]
        for one in self.versions:
            effective = one.rules.effective.isoformat() if one.rules.effective else self.title("any-day")
            state = self.speaker.of(one.state)
            rows.append(
                (f"{one.rules.version}", effective, state, one.rules.author, reason_words(one.rules, self.language))
            )
        yield Block(Form.TABLE, rows=tuple(rows))
        before = next((one.rules for one in self.versions if one.rules.version < self.rules.version), None)
        if before is not None:
            yield from self._changes(before)

    def _signed_titles(self) -> tuple[str, ...]:
        return ("", self.speaker.of("author"), self.speaker.of("reason"))

    def _changes(self, before: Methodology) -> Iterator[Block]:
        found = differences(before, self.rules, self.products, self.language)
        yield self.head("changes")
        if not found:
            yield self.say("no-changes")
            return
        titles = tuple(self.title(code) for code in ("parameter", "before", "after"))
        yield Block(Form.TABLE, rows=(titles, *((one.parameter, one.before, one.after) for one in found)))


def _spans(days: Sequence[dt.date]) -> list[str]:
    """Days without their year, those in a row as one: `10-01–10-08`."""
    found: list[tuple[dt.date, dt.date]] = []
    for day in days:
        if found and day - found[-1][1] == dt.timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return [f"{a:%m-%d}" if a == b else f"{a:%m-%d}–{b:%m-%d}" for a, b in found]


def markdown(blocks: Sequence[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        match block.form:
            case Form.TITLE:
                lines += [f"# {block.text}", ""]
            case Form.HEADING:
                lines += [f"## {block.text}", ""]
            case Form.FORMULA:
                lines += [f"    {block.text}", ""]
            case Form.TABLE:
                lines += [*_markdown_table(block), ""]
            case _:
                lines += [_escaped(block.text), ""]
    return "\n".join(lines)


def _markdown_table(block: Block) -> Iterator[str]:
    titles, *rows = block.rows
    yield "| " + " | ".join(map(_escaped, titles)) + " |"
    yield "|" + "|".join("---:" if at in block.figures else "---" for at in range(len(titles))) + "|"
    for row in rows:
        yield "| " + " | ".join(map(_escaped, row)) + " |"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def plain_text(blocks: Sequence[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        match block.form:
            case Form.TITLE | Form.HEADING:
                lines += [block.text, ("=" if block.form is Form.TITLE else "-") * width(block.text), ""]
            case Form.FORMULA:
                lines += [f"    {block.text}", ""]
            case Form.TABLE:
                lines += [*_aligned(block), ""]
            case _:
                lines += [block.text, ""]
    return "\n".join(lines)


def _aligned(block: Block) -> Iterator[str]:
    widths = [max(map(width, cells)) for cells in zip(*block.rows, strict=True)]
    for row in block.rows:
        parts = []
        for at, cell in enumerate(row):
            space = " " * (widths[at] - width(cell))
            parts.append(space + cell if at in block.figures else cell + space)
        yield "  ".join(parts).rstrip()
