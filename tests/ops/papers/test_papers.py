from typing import Any

import pytest

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ops import pricing
from rare_desk.ops.papers.document import Weight, as_text
from rare_desk.words import Language
from tests.core.pricing.examples import examples, settlement
from tests.ops.papers.given import everything, paper


def test_a_settlement_statement_has_the_worked_figures_and_the_balance_in_words() -> None:
    made = paper("settlement", settlement())
    lots = made.tables[0]
    assert lots.rows[0] == ("L1", "102.340", "6.20", "51.35", "95.995", "27,558.52", "2,645,480.13")
    assert lots.total == ("合计", "306.600", "", "50.2857", "287.040", "", "7,746,448.30")
    assert [(one.name, one.value) for one in made.figures if one.weight is Weight.RESULT] == [
        ("应付余额", "884,293.67")
    ]
    assert made.words == "大写：人民币捌拾捌万肆仟贰佰玖拾叁元陆角柒分"
    assert made.title == "结算单"


def test_an_english_statement_has_no_chinese_words_of_its_own() -> None:
    made = paper("settlement", settlement(), "en")
    assert made.words == ""
    text = as_text(made).replace("3月结算", "").replace(made.letterhead.name, "")
    assert not any("\u4e00" <= char <= "\u9fff" for char in text)


@pytest.mark.parametrize(
    ("change", "title", "figure"),
    [
        ({"stage": "provisional"}, "预结算单", ("本次应付", "7,865,138.47")),
        ({"stage": "final"}, "最终结算单", ("应付余额", "884,293.67")),
        (
            {"stage": "final", "provisional": {"wet_t": "306.6", "moisture": "6", "grade": "52", "paid_share": "100"}},
            "最终结算单（红字）",
            ("应退款", "339,172.30"),
        ),
    ],
)
def test_each_paper_of_a_settlements_life_is_called_by_its_name(
    change: dict[str, Any], title: str, figure: tuple[str, str]
) -> None:
    made = paper("settlement", settlement() | change)
    assert (made.title, made.figures[-1].name, made.figures[-1].value) == (title, *figure)


def test_bands_and_bank_acceptances_say_their_terms() -> None:
    made = paper("settlement", everything())
    tables = {table.title: table.rows for table in made.tables}
    assert tables["调整"][1][1] == "F 8.75: 超 7 每 0.5 计 4.00 元/干吨; 超 8 每 0.5 计 10.00 元/干吨"
    assert tables["收款"] == (("银票", "180 天，年 1.5 %，360 天计息 · 买方付息", "300,000.00", "297,750.00"),)
    assert ("参考价来源", "2026Q1 公布价 26,834.00 (2026-01-09)") in made.about


def test_what_is_copied_into_a_chat_has_every_figure_of_the_paper() -> None:
    made = paper("settlement", everything(), made_up=True)
    text = as_text(made)
    for figure in made.figures:
        assert f": {figure.value} {figure.unit}" in text
    assert text.splitlines()[:3] == ["【最终结算单】3月结算", made.letterhead.name, made.made_up]
    assert "湿重 吨 102.340" in text
    assert "\t" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", [kind for kind in CALCULATORS if kind not in ("settlement", "average")])
def test_a_quote_sheet_of_every_calculator_ends_in_its_figure(kind: str, language: Language) -> None:
    for example in examples(kind):
        made = paper(kind, example["input"], language)
        heads = [name for name in pricing.calculator(kind).headlines if name in example["result"]]
        value = made.figures[-1].value.replace(",", "").replace("−", "-")
        assert value == example["result"][heads[0]]
        assert made.tables[0].rows
