"""Writes sample_dues.csv beside itself: made-up deliveries and payments of some of the sample's own trades.

Run it after make_sample.py, which gives these trades the status that follows from them. Amounts include VAT.
"""

import csv
import io
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE / "sample_dues.csv"
NOTE = "示例数据，虚构 (made up)"
FIELDS = ("deal_no", "kind", "due", "done", "quantity_t", "amount", "invoice_no", "note")

# Of a deal: what, due on, done on, which part of the whole, a remark.
DUES: dict[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "SL-26-1085": (("pay", "", "2026-09-18", "1", ""), ("deliver", "2026-09-22", "2026-09-22", "1", "")),
    "SL-26-1087": (("deliver", "", "2026-09-21", "1", ""), ("pay", "2026-12-20", "", "1", "承兑到期")),
    "SL-26-1095": (("deliver", "", "2026-09-28", "1", ""), ("pay", "2026-12-27", "", "1", "承兑到期")),
    "SL-26-1099": (("deliver", "2026-09-25", "2026-09-25", "1", ""), ("pay", "2026-09-30", "2026-09-29", "1", "")),
    "SL-26-1103": (("pay", "", "2026-09-23", "1", ""), ("deliver", "", "2026-09-24", "1", "")),
    "SL-26-1104": (
        ("pay", "", "2026-09-23", "1", ""), ("deliver", "", "2026-09-26", "0.5", ""),
        ("deliver", "", "2026-09-28", "0.5", ""),
    ),
    "SL-26-1120": (
        ("pay", "", "2026-09-29", "0.3", "预付三成"), ("deliver", "", "2026-10-08", "0.35", "第一批"),
        ("deliver", "", "2026-10-14", "0.35", "第二批"), ("deliver", "2026-12-10", "", "0.3", "第三批"),
        ("pay", "2026-12-15", "", "0.7", "尾款"),
    ),
    "SL-26-1121": (("pay", "", "2026-10-08", "1", ""), ("deliver", "2026-10-16", "", "1", "厂家推迟发货")),
    "SL-26-1127": (
        ("pay", "", "2026-10-09", "0.3", "预付三成"), ("deliver", "2026-10-14", "2026-10-13", "1", ""),
        ("pay", "2026-10-16", "2026-10-16", "0.7", "尾款"),
    ),
    "SL-26-1129": (("pay", "", "2026-10-09", "0.5", ""), ("deliver", "", "2026-10-10", "0.5", "第一车")),
    "SL-26-1142": (("deliver", "", "2026-10-12", "1", ""), ("pay", "", "2026-10-14", "1", "")),
    "SL-26-1143": (("deliver", "", "2026-10-15", "1", ""), ("pay", "2027-01-13", "", "1", "承兑到期")),
    "SL-26-1145": (("deliver", "", "2026-10-19", "1", ""), ("pay", "", "2026-10-21", "0.5", "")),
    "SL-26-1151": (("pay", "", "2026-10-14", "0.3", "预付三成"), ("pay", "", "2026-10-20", "-0.3", "对方取消，退回")),
    "SL-26-1156": (("deliver", "", "2026-10-19", "0.5", ""), ("deliver", "2026-12-01", "", "0.5", "")),
    "SL-26-1166": (("pay", "", "2026-10-20", "1", ""), ("deliver", "2026-12-08", "", "1", "")),
    "SL-26-1177": (("deliver", "", "2026-10-22", "0.35", "第一车"),),
}  # fmt: skip


def rows(trades: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    found = []
    for deal, dues in DUES.items():
        tonnes, amount = _whole(trades[deal])
        for what, due, done, part, remark in dues:
            row = dict.fromkeys(FIELDS, "") | {"deal_no": deal, "due": due, "done": done}
            row["note"] = f"{remark}；{NOTE}" if remark else NOTE
            if what == "deliver":
                row |= {"kind": "delivery", "quantity_t": f"{(tonnes * Decimal(part)).quantize(Decimal('0.001'))}"}
            else:
                row |= {"kind": "payment", "amount": f"{(amount * Decimal(part)).quantize(Decimal('0.01'))}"}
            if done and what == "deliver":
                row["invoice_no"] = f"示例-{len(found) + 1:04d}"
            found.append(row)
    return found


def _whole(trade: dict[str, str]) -> tuple[Decimal, Decimal]:
    """Tonnes, and CNY including VAT."""
    quantity = Decimal(trade["quantity"])
    amount = quantity * Decimal(trade["price"])
    if trade["tax_basis"] == "excl":
        amount *= 1 + Decimal(trade["vat_rate"]) / 100
    return quantity / 1000 if trade["quantity_unit"] == "kg" else quantity, amount


def dues() -> bytes:
    with (HERE / "sample_trades.csv").open(encoding="utf-8", newline="") as stream:
        trades = {row["deal_no"]: row for row in csv.DictReader(stream)}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(trades))
    return text.getvalue().encode()


if __name__ == "__main__":
    TARGET.write_bytes(dues())
