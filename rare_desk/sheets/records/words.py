"""The words of expectation tables: headers, answers and months."""

import datetime as dt
import re

from rare_desk.core.expectation import Outlook
from rare_desk.sheets.records.named import named

RESPONDENTS = named(
    "受访单位|受访者|受访企业|填报单位|填报人|填表人|填表单位|单位|单位名称|企业|企业名称|公司|公司名称|机构|"
    "姓名|respondent|company|firm|name|companyname|organisation|organization"
)
MONTHS = named("月份|月|预期月份|调查月份|年月|期间|month|formonth|period")
PRODUCTS = named("品名|品种|产品|product|commodity|item")
ANSWERS = named("预期|价格预期|看法|判断|观点|走势|回答|答案|选择|answer|expectation|outlook|view")
WEIGHTS = named("权重|权数|weight")
NOTES = named("备注|说明|理由|note|notes|remark|remarks|comment|reason")

_ANSWERS = {
    Outlook.UP: "涨 上涨 看涨 涨价 上升 升 看升 看多 偏强 up u rise rising higher increase bullish ↑ ▲ + 1 +1",
    Outlook.FLAT: "平 持平 看平 平稳 稳 稳定 不变 震荡 中性 flat f same unchanged stable neutral → ▬ = 0",
    Outlook.DOWN: "跌 下跌 看跌 跌价 下降 降 看降 看空 偏弱 down d fall falling lower decrease bearish ↓ ▼ - -1",
}
_OUTLOOKS = {said: outlook for outlook, texts in _ANSWERS.items() for said in texts.split()}
_MONTH = re.compile(r"(20\d{2})\s*(?:年|[-/.])?\s*(1[0-2]|0?[1-9])(?!\d)\s*月?")


def outlook(folded: str) -> Outlook | None:
    """What an answer means; `folded` as words are compared."""
    return _OUTLOOKS.get(folded)


def month_in(text: str) -> dt.date | None:
    """The first month that stands somewhere in a text: `2026年12月价格预期`, `expectation 2026-12`."""
    found = _MONTH.search(text)
    return dt.date(int(found[1]), int(found[2]), 1) if found else None
