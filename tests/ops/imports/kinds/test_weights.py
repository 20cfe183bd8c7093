"""A weight set out of a file is a set of the methodology's next version, whole or not at all."""

import datetime as dt

from rare_desk.core.problems import Refused
from rare_desk.ops.history import journal
from rare_desk.ops.imports.kinds import weights
from rare_desk.ops.imports.ledgers import Source
from rare_desk.ops.imports.records import RecordPlan, plan_records, write_records
from rare_desk.ops.methodologies.versions import latest_version, versions
from rare_desk.sheets.records.weights import WeightRead
from rare_desk.store.book import Book
from tests.ops.imports.given import counts

DAY = dt.date(2027, 1, 4)
SET = "品名,权重(%)\n氧化镨钕,60\n氧化镝,40\n合计,100\n"


def plan(book: Book, text: str, effective: dt.date | None = DAY) -> RecordPlan[WeightRead]:
    return plan_records(book, weights.form(effective), [Source("权重.csv", text.encode())])


def refusal(book: Book, found: RecordPlan[WeightRead]) -> list[str]:
    try:
        write_records(book, found, skip_wrong=True, accept_suspect=True)
    except Refused as refused:
        return [one.code for one in refused.problems]
    return []


def test_a_set_becomes_a_version_as_one_step(book: Book) -> None:
    before = latest_version(book)
    written = write_records(book, plan(book, SET))
    now = latest_version(book)
    assert (written.written, now.version, len(now.weight_sets)) == (2, before.version + 1, 2)
    made = now.weight_sets[-1]
    assert (made.effective, made.source, made.reason) == (DAY, "imported", "导入自 权重.csv")
    assert dict(made.weights) == {"PRND-O": 0.6, "DY-O": 0.4}
    assert now.effective == dt.date.today()
    assert counts(plan(book, SET)) == (0, 2, 0, 0)
    journal.undo(book)
    assert [one.rules.version for one in versions(book)] == [before.version]


def test_without_its_day_a_set_asks_for_it(book: Book) -> None:
    found = plan(book, SET, None)
    assert found.sheets[0].questions == ("effective",)
    assert refusal(book, found) == ["import-open"]
    for said in (f"生效日期：{DAY},\n" + SET, f"自2027年1月4日起执行,\n{SET}", f"生效日,{DAY}\n" + SET):
        assert plan(book, said, None).sheets[0].fresh[0].effective == DAY


def test_several_sets_by_their_days(book: Book) -> None:
    text = "生效日,品名,权重\n2027-01-04,氧化镨钕,0.6\n,氧化镝,0.4\n2028-01-04,氧化镨钕,0.5\n,氧化镝,0.5\n"
    write_records(book, plan(book, text, None))
    assert [one.effective.year for one in latest_version(book).weight_sets[1:]] == [2027, 2028]


def test_other_weights_for_a_day_replace_its_set_only_when_accepted(book: Book) -> None:
    write_records(book, plan(book, SET))
    found = plan(book, "品名,权重(%)\n氧化镨钕,60\n氧化铽,40\n")
    assert counts(found) == (0, 0, 2, 0)
    write_records(book, found, accept_suspect=True)
    assert dict(latest_version(book).weight_sets[-1].weights) == {"PRND-O": 0.6, "TB-O": 0.4}
    assert len(latest_version(book).weight_sets) == 2


def test_a_set_with_a_wrong_row_does_not_come_in_without_it(book: Book) -> None:
    found = plan(book, SET.replace("氧化镝", "不知何物"))
    assert counts(found) == (1, 0, 0, 1)
    assert [(one.code, one.place.row) for one in found.problems] == [("unknown-product", 3)]
    assert refusal(book, found) == ["import-whole"]
    assert len(latest_version(book).weight_sets) == 1
