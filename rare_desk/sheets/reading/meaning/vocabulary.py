"""The words of headers and cells: which field a header names, and what 买入, 长协 or 已完结 mean."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rare_desk import paths
from rare_desk.core.products import simplified
from rare_desk.core.trades import Compliance, Side, Status
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.words import Language, field_name

Kind = Literal["trades", "quotes"]
KINDS: tuple[Kind, ...] = ("trades", "quotes")

_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "～": "~", "〜": "~", "：": ":"})

# Traditional characters of ledger headers, beside those of product names.
_HEADER_CHARACTERS = str.maketrans(
    "單價數簽訂購銷賣買稅號對編貨產規國運條發備註匯幣種總計應戶約實間時點區來期會關聯現長協執狀態業務員書證負責經辦"
    "節調開補擬議決過標準級別稱網佈權預訪漲機構觀週儀參動礦確從該報審沒萬",
    "单价数签订购销卖买税号对编货产规国运条发备注汇币种总计应户约实间时点区来期会关联现长协执状态业务员书证负责经办"
    "节调开补拟议决过标准级别称网布权预访涨机构观周仪参动矿确从该报审没万",
)


_COMPARED = 1000


def fold(text: str) -> str:
    """For comparing words: half-width, simplified, lower case, no white space. Of the first characters alone: what is
    longer is no word, and a cell may have a million of them."""
    plain = simplified(unicodedata.normalize("NFKC", text[:_COMPARED]).translate(_SIGNS).translate(_HEADER_CHARACTERS))
    return "".join(plain.casefold().split())


def without_space(text: str) -> str:
    """A header as messages name it."""
    return "".join(text.split())


# The design's table of fields, by the names of the trade and the quote; what is not named here is known and not read.
_TRADE_FIELDS = {
    "trade_no": "deal_no", "contract_no": "contract_no", "side": "side", "trade_date": "date", "trader": "trader",
    "status": "status", "supplier": "seller", "buyer": "buyer", "country": "country", "product": "product",
    "grade": "grade", "reo_pct": "reo_pct", "origin_country": "origin", "lot_no": "lot", "qty": "quantity",
    "uom": "quantity_unit", "price_incl_tax": "price", "price_excl_tax": "price", "vat_rate": "vat_rate",
    "amount_incl_tax": "amount", "currency": "currency", "fx_rate": "fx", "delivery_place": "delivery_place",
    "incoterm": "incoterm", "delivery_date": "delivery_date", "payment_terms": "payment", "remarks": "note",
    "counterparty": "counterparty", "related_party": "related", "compliant": "compliance", "spot": "spot",
}  # fmt: skip
_QUOTE_FIELDS = {
    "quote_low_high": "range", "quote_mid": "mid", "quote_period": "date", "quote_source": "source",
    "quote_product": "product", "uom": "unit", "grade": "grade", "currency": "currency", "remarks": "note",
    "trade_date": "date",
}  # fmt: skip
_MORE: Mapping[str, Mapping[str, str]] = {
    "trades": {
        "ignored": "序号|行号|no.|no|#|涨跌|类别|税额|皮重|件数|包数|桶数|水分|水分%|含水率|含水率%|tare|tare weight|"
        "packages|bags|moisture|moisture %|end use",
        "deal_no": "deal number|deal no|trade no.|trade no|业务单号|成交单号",
        "contract_no": "contract no.|contract no|contract number|contract",
        "date": "trade date|deal date|contract date|签约时间|成交时间|交易日期|业务日期|签订时间",
        "year": "年|年份|year",
        "month": "月|月份|month",
        "day": "日|号|day",
        "side": "side|buy/sell|direction|购销|买/卖|买卖|采购/销售|购/销",
        "product": "product|commodity|material|goods|item|品种|货品|物料名称|产品|货物",
        "grade": "grade|spec|specification|purity|规格/型号|品级|纯度",
        "quantity": "qty|quantity|weight|net weight|volume|tonnage|n.w.|net wt|gross weight|g.w.|dry weight|"
        "wet weight|dmt|wmt|成交数量|净重|毛重|合同数量|合同量|实物量|实物吨|实物重量|实物数量|实物净重|结算量|"
        "结算数量|结算重量|实际数量|实发数量|实收数量|实提数量|发货数量|到货数量|入库数量|出库数量|干量|干重|干基量|干吨|湿量|湿重|"
        "湿基量|湿吨",
        "pure_quantity": "折纯量|折纯|折纯数量|折纯重量|折百量|折百|折百数量|折reo量|折reo|折reo数量|折treo量|"
        "折氧化物量|折氧化物|折氧化物数量|reo量|treo量|纯量|金属量|金属吨|reo quantity|"
        "reo weight|contained reo|pure quantity",
        "quantity_unit": "unit|uom|计量单位|数量单位",
        "price": "price|unit price|fob|fob price|cif|cif price|"
        "价|单价|价格|成交价|成交价格|合同单价|结算单价|净价|税前单价",
        "price_unit": "price unit|单价单位|价格单位",
        "basis": "tax basis|计税口径|含税否|是否含税|含税/不含税|税口径",
        "amount": "amount|total|total amount|value|货款|总价",
        "currency": "ccy",
        "fx": "exchange rate|fx rate|折算汇率",
        "vat_rate": "vat rate|vat|vat %|tax rate",
        "counterparty": "counterparty|客商|客商名称|往来单位|对方|交易对方|对方公司",
        "buyer": "buyer|customer|client|purchaser|购方|购货单位|买受方",
        "seller": "seller|supplier|vendor|销方|供货单位|供货方|供应方|出卖方",
        "country": "destination|buyer country",
        "related": "related|related party",
        "compliance": "compliance|compliant",
        "cancelled": "cancelled|canceled|作废|是否作废|已作废",
        "spot": "spot/long-term|contract type",
        "delivery_place": "place of delivery|delivery place",
        "delivery_date": "delivery date|shipment date",
        "payment": "payment|payment terms|terms of payment",
        "incoterm": "terms|trade terms|incoterms",
        "origin": "origin|country of origin",
        "lot": "lot|lot no.|batch|batch no.",
        "trader": "salesperson",
        "note": "note|notes|remark|remarks|comment",
        "status": "status",
        "reo_pct": "reo%|reo|treo|treo%|品位|reo含量",
    },
    "quotes": {
        "ignored": "序号|no.|类别|涨跌|涨跌额|涨跌幅|category|change",
        "date": "日期|报价日期|时间|date|week|day",
        "product": "product|commodity|品种|产品名称|货物名称|商品名称|名称",
        "grade": "规格|spec|specification|grade|规格型号|牌号",
        "unit": "单位|unit|计价单位|价格单位|price unit|计量单位",
        "range": "价格区间|区间|报价区间|range|price range|价格范围|报价",
        "low": "最低价|低价|低|low|最低|low price",
        "high": "最高价|高价|高|high|最高|high price",
        "mid": "价|均价|中间价|挂牌价|平均价|price|mid|average|avg|价格|单价|中|mean",
        "source": "来源|数据来源|source|报价方|报价单位|publisher",
        "basis": "tax basis|计税口径|含税否|是否含税",
        "period": "周期|period",
        "url": "网址|链接|url|link|address",
        "note": "备注|note|notes",
        "vat_rate": "税率|vat rate",
    },
}
_OWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "trades": (
        "date", "side", "product", "quantity", "quantity_unit", "price", "price_unit", "amount", "currency",
        "vat_rate", "fx", "deal_no", "contract_no", "grade", "reo_pct", "counterparty", "buyer", "seller", "related",
        "spot", "compliance", "status", "delivery_place", "delivery_date", "payment", "incoterm", "country", "origin",
        "lot", "trader", "note",
    ),
    "quotes": (
        "date", "period", "product", "source", "low", "high", "mid", "unit", "currency", "vat_rate", "grade", "url",
        "note",
    ),
}  # fmt: skip


def own_names() -> tuple[str, ...]:
    """The fields of a trade by the program's names, as its documents have them."""
    return _OWN_NAMES["trades"]


_LANGUAGES: tuple[Language, ...] = ("zh", "en")

DOUBTFUL = frozenset(("单位", "名称"))
"""Headers of trades that may also name the counterparty; their values decide."""


@cache
def aliases(kind: Kind) -> Mapping[str, str]:
    """Folded header word to field, for headers from which unit and tax basis have been taken."""
    known: dict[str, str] = {}
    for field, words in _MORE[kind].items():
        for word in words.split("|"):
            known[fold(word)] = field
    for field in _OWN_NAMES[kind]:
        for word in (field, *(field_name(field, language) for language in _LANGUAGES)):
            known.setdefault(fold(word), field)
    known |= {"tax_basis": "basis", fold(field_name("tax_basis", "zh")): "basis"}
    fields = _TRADE_FIELDS if kind == "trades" else _QUOTE_FIELDS
    with (paths.resources() / "data" / "trade_fields.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if (row["group"] == "quote") != (kind == "quotes") and row["field_en"] not in fields:
                continue
            field = fields.get(row["field_en"], "ignored")
            for word in (*row["field_zh"].split("/"), *row["header_aliases_zh"].split("|"), row["field_en"]):
                if word.strip():
                    known.setdefault(fold(word), field)
    return known


NO_SIDE = frozenset({"甲方", "乙方"})
"""Name a party and not whether it buys."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a header or a unit cell says of its numbers; `factor` multiplies them (万元: 10000)."""

    unit: Unit | None = None
    currency: str = ""
    factor: int = 1


NO_MEASURE = Measure()

_UNIT_WORDS = {
    Unit.T: r"公吨|吨|metrictons?|tonnes?|tons?|mts?|t",
    Unit.KG: r"千克|公斤|kilograms?|kgs?",
}
_CURRENCIES = {
    "USD": r"usd|us\$|美元|美金|\$", "EUR": r"eur|欧元|€", "JPY": r"jpy|日元", "GBP": r"gbp|英镑|£",
    "HKD": r"hkd|港币|港元",
    "CNY": r"cny|rmb|人民币元|人民币|元|¥",
}  # fmt: skip
_UNIT = "|".join(f"(?P<{unit.name}>{words})" for unit, words in _UNIT_WORDS.items())
_CURRENCY = "|".join(f"(?P<{code}>{words})" for code, words in _CURRENCIES.items())
_PER = re.compile(rf"(?P<myriad>万|10k|千|k)?(?:{_CURRENCY})(?:/|每|per|_)(?:{_UNIT})(?![a-z])")
_MONEY = re.compile(rf"(?P<myriad>万|10k|千|k)?(?:{_CURRENCY})(?![a-z/])")
_MASS = re.compile(rf"(?:^|[(\[/_:,、·]|(?<=[\u4e00-\u9fff]))(?:{_UNIT})(?=$|[)\]/_,、;。])")
_FACTORS = {None: 1, "万": 10_000, "10k": 10_000, "千": 1000, "k": 1000}


def price_measure(folded: str) -> Measure | None:
    """`元/吨`, `万元/吨`, `USD/kg`, `price_cny_t` anywhere in a folded text."""
    return _measure(_PER.search(folded))


def money_measure(folded: str) -> Measure | None:
    return _measure(_MONEY.search(folded))


def mass_unit(folded: str) -> Unit | None:
    """None also where two units stand beside one another, as in `数量(吨/公斤)`."""
    units = {_measure_unit(found.groupdict()) for found in _MASS.finditer(folded)}
    return units.pop() if len(units) == 1 else None


def _measure(found: re.Match[str] | None) -> Measure | None:
    if not found:
        return None
    named = found.groupdict()
    currency = next((code for code in _CURRENCIES if named[code]), "")
    return Measure(_measure_unit(named), currency, _FACTORS[named["myriad"]])


def _measure_unit(named: dict[str, str | None]) -> Unit | None:
    return next((unit for unit in Unit if named.get(unit.name)), None)


_EXCL = re.compile(
    r"不含(?:增值)?税|未税|税前|无税|除税|净价|exvat|ex_vat|excl\.?(?:uding)?[.,_]?(?:vat|tax)|(?:vat|tax)excl|netofvat|withoutvat"
)
_INCL = re.compile(
    r"含(?:增值)?税|价税合计|税后|incl_vat|incl\.?(?:uding)?[.,_]?(?:vat|tax)|(?:vat|tax)incl|withvat|grossofvat"
)


def stated_basis(folded: str) -> TaxBasis | None:
    """None where the text says nothing, or both."""
    excl = _EXCL.search(folded)
    rest = _EXCL.sub("", folded)
    incl = _INCL.search(rest)
    if bool(excl) == bool(incl):
        return None
    return TaxBasis.EXCL if excl else TaxBasis.INCL


def currency_code(folded: str) -> str | None:
    if re.fullmatch("[a-z]{3}", folded) and folded not in {"rmb"}:
        return folded.upper()
    for code, words in _CURRENCIES.items():
        if re.fullmatch(words, folded):
            return code
    return None


def _table(words: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): code for code, line in words.items() for word in line.split("|")}


SIDES = {
    word: Side(code)
    for word, code in _table(
        {
            "buy": "买|买入|买进|采购|购|购入|购进|购买|进|进货|收购|b|buy|bought|purchase|purchases|buying",
            "sell": "卖|卖出|销售|销|售|售出|出售|出|出货|销出|s|sell|sold|sale|sales|selling",
            "market": "市场|市场成交|第三方|market",
        }
    ).items()
}
YES_NO = _table({"yes": "是|有|yes|y|true|1|√|✓|对", "no": "否|无|非|不是|no|n|false|0|×|x|✗"})
COMPLIANCE = {
    word: Compliance(code)
    for word, code in (
        _table({"yes": "合规|compliant", "no": "不合规|违规|non-compliant", "unknown": "未知|不详|unknown|待定|?"})
        | YES_NO
    ).items()
}
SPOT = _table(
    {
        "yes": "现货|spot|是|yes|y|true|1|一口价|零单|散单",
        "no": "长协|长单|长期|长约|long-term|longterm|term|contract|代加工|来料加工|tolling|点价|公式|formula|否|no|n|"
        "false|0",
    }
)
STATUSES = {
    word: Status(code)
    for word, code in _table(
        {
            "draft": "草拟|草稿|拟定|draft",
            "confirmed": "确认|已确认|执行中|未执行|待执行|已签未执行|已签约|待发货|未发货|未交货|"
            "确认(执行中)|已签|已签订|已成交|成交|生效|confirmed|open|signed",
            "part-delivered": "部分交货|部分发货|部分交付|part-delivered|part delivered|partly delivered",
            "delivered": "已交货|已发货|已交付|交货完毕|delivered|shipped",
            "closed": "执行完毕|执行完|已执行|履行完毕|已履行|"
            "已完结|完结|完成|已完成|已结清|结清|关闭|closed|done|completed",
            "cancelled": "作废|已作废|终止|已终止|作废(已终止)|取消|已取消|cancelled|canceled|void",
        }
    ).items()
}
BASES = {
    word: TaxBasis(code)
    for word, code in _table(
        {
            "incl": "含税|含|incl|including|是|yes|y|incl. vat|incl vat",
            "excl": "不含税|未税|不含|excl|excluding|ex|否|no|n|ex vat|excl. vat",
            "none": "无|不适用|none|n/a|免税|-",
        }
    ).items()
}
PERIODS = _table(
    {"day": "日|day|daily|天", "week": "周|week|weekly", "month": "月|month|monthly", "year": "年|year|annual"}
)
