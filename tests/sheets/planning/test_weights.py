"""Which weight of several is a trade's quantity, and what is said of the others."""

import pytest

from tests.sheets.planning.test_reading import codes, sheet, xlsx

HEADER, DEAL = ("日期", "方向", "品名"), ("2025-03-03", "买", "氧化镨钕")


def notes(found: object) -> list[str]:
    return [one.code for one in getattr(found, "notes", ()) if one.code != "price-unit-taken"]


@pytest.mark.parametrize(
    ("headers", "weights", "tonnes", "said"),
    [
        (("实物量（吨）", "折纯量（吨）"), (3, 2.7), 3, []),
        (("折REO量（吨）", "实物量（吨）"), (2.7, 3), 3, []),
        (("毛重(t)", "皮重(t)", "净重(t)"), (3.2, 0.2, 3), 3, ["of-several"]),
        (("湿量（吨）", "水分%", "干量（吨）"), (3.2, 6, 3), 3, ["of-several"]),
        (("WMT (t)", "Moisture %", "DMT (t)"), (3.2, 6, 3), 3, ["of-several"]),
        (("合同数量（吨）", "实发数量（吨）"), (3, 2.9), 3, ["of-several"]),
        (("湿重（吨）",), (3,), 3, ["gross-quantity"]),
        (("毛重（kg）",), (3000,), 3, ["gross-quantity"]),
    ],
)
def test_goods_as_delivered_count_net_and_dry_and_never_by_their_reo(
    headers: tuple[str, ...], weights: tuple[float, ...], tonnes: int, said: list[str]
) -> None:
    found = sheet(xlsx((*HEADER, *headers, "含税单价"), (*DEAL, *weights, 440_000)))
    assert [deal.quantity_g for deal in found.deals] == [tonnes * 1_000_000]
    assert notes(found) == said


def test_contained_reo_alone_is_no_quantity_and_is_said_to_be_none() -> None:
    found = sheet(xlsx((*HEADER, "折纯量（吨）", "含税单价"), (*DEAL, 2.7, 440_000)))
    assert (codes(found), notes(found)) == ([(2, "missing-quantity")], ["pure-quantity"])
