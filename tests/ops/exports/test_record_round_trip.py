"""Announced prices, days, weights, points and answers that went out are there already when they come in again."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rare_desk.core.expectation import Answer, Outlook
from rare_desk.core.parties.defaults import CODES
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.book.books import new_book
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.book.settings import change_non_trading_days
from rare_desk.ops.exports import export
from rare_desk.ops.imports.kinds import Said, form_for, recognised
from rare_desk.ops.imports.records import RecordPlan, plan_records
from rare_desk.ops.outlooks.expectation import put_answers
from rare_desk.ops.outlooks.published import PublishedIndex, create_index, put_point
from rare_desk.ops.parties.records import Counterparty, Profile, save_party
from rare_desk.ops.quotes import put_announced
from rare_desk.store.book import Book
from rare_desk.store.reading.index.published_queries import published_indices
from rare_desk.store.reading.queries import announced
from rare_desk.words import LANGUAGES, Language

KINDS = ("announced", "non-trading-days", "weights", "published", "expectations", "counterparties")
ENDINGS = {kind: (".xlsx", ".csv", *(() if kind == "expectations" else (".json",))) for kind in KINDS}


def again(book: Book, kind: str, out: Path, language: Language) -> RecordPlan[Any]:
    export(book, kind, out, language=language)
    return plan_records(book, form_for(kind, Said()), [out])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return new_sample_book(tmp_path_factory.mktemp("sample") / "示例.raredesk")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "ending"), [(kind, ending) for kind in KINDS for ending in ENDINGS[kind]])
def test_what_the_sample_book_holds_is_there_to_the_last_row(
    sample: Book, tmp_path: Path, kind: str, ending: str, language: Language
) -> None:
    found = again(sample, kind, tmp_path / f"out{ending}", language)
    assert found.existing > 0
    assert (found.new, found.suspect, found.wrong, found.problems) == (0, 0, 0, ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["announced", "non-trading-days", "weights", "counterparties"])
def test_what_went_out_is_known_by_its_headers(sample: Book, tmp_path: Path, kind: str, language: Language) -> None:
    export(sample, kind, tmp_path / "out.xlsx", language=language)
    assert recognised(sample, [tmp_path / "out.xlsx"]) == kind


TEXTS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=12)
NAMES = TEXTS.map(lambda text: f"甲{text}")
AMOUNTS = st.decimals("0.0001", "90000000", places=4)
PRICES = st.builds(
    AnnouncedPrice,
    quarter=st.builds("{}Q{}".format, st.integers(2015, 2035), st.integers(1, 4)),
    price=AMOUNTS,
    reo_basis=st.decimals("2", "100", places=2),
    announced_on=st.one_of(
        st.just(""), st.dates(dt.date(2014, 1, 1), dt.date(2035, 1, 1)).map(str), st.just("2025-04")
    ),
    status=st.sampled_from(("in_force", "in_force_inferred")),
    source_url=TEXTS,
    note=TEXTS,
)
DAYS = st.dictionaries(st.dates(dt.date(2030, 1, 1), dt.date(2039, 12, 31)), NAMES, max_size=12)
POINTS = st.dictionaries(
    st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 1)), st.decimals("0.01", "9999", places=6), min_size=1, max_size=5
)
ANSWERS = st.lists(
    st.builds(
        Answer,
        month=st.dates(dt.date(2024, 1, 1), dt.date(2027, 1, 1)).map(lambda day: day.replace(day=1)),
        respondent=NAMES,
        product=st.sampled_from(("PRND-O", "DY-O", "LA-O")),
        outlook=st.sampled_from(Outlook),
        weight=st.decimals("0.01", "100", places=2),
    ),
    min_size=1,
    max_size=6,
)

DEFAULTS = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(codes) for name, codes in CODES.items()},
        "vat_rate": st.decimals("0", "30", places=2).map(str),
        "payment": NAMES,
        "incoterm": NAMES,
    },
)
PARTIES = st.lists(
    st.builds(
        lambda name, group, country, note, defaults: Profile(
            Counterparty(name, group, "", country, note), (re.sub("[;；、,，]", "", f"{name}别"),), defaults
        ),
        NAMES,
        NAMES,
        st.sampled_from(("", "CN", "中国", "日本")),
        NAMES,
        DEFAULTS,
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.party.name,
)


@settings(max_examples=12, deadline=None)
@example(
    [],
    {},
    {dt.date(2026, 1, 5): Decimal(1)},
    [Answer(month=dt.date(2026, 5, 1), respondent="甲", product="LA-O", outlook=Outlook.UP)],
    [Profile(Counterparty("甲"), (), {"vat_rate": "0.59"})],
    "zh",
)
@given(
    st.lists(PRICES, max_size=6, unique_by=lambda one: one.quarter),
    DAYS,
    POINTS,
    ANSWERS,
    PARTIES,
    st.sampled_from(LANGUAGES),
)
def test_what_went_out_of_any_book_is_there_to_the_last_row(
    prices: list[AnnouncedPrice],
    days: dict[dt.date, str],
    points: dict[dt.date, Decimal],
    answers: list[Answer],
    parties: list[Profile],
    language: Language,
) -> None:
    with TemporaryDirectory() as folder, new_book(Path(folder) / "a.raredesk") as book:
        there = {one.quarter for one in announced(book)}
        for one in prices:
            if one.quarter not in there:
                put_announced(book, one)
        change_non_trading_days(book, days)
        create_index(book, PublishedIndex("甲指数"))
        for day, value in points.items():
            put_point(book, published_indices(book)[0].id, day, value)
        put_answers(book, answers)
        for profile in parties:
            save_party(book, None, profile)
        for kind in KINDS:
            found = again(book, kind, Path(folder) / f"{kind}.xlsx", language)
            assert found.existing > 0
            assert (found.new, found.suspect, found.wrong, found.problems) == (0, 0, 0, ())
