"""Writes sample_trades.csv beside itself: a year of made-up trades, the same bytes on every run.

Nothing in it was traded. Levels follow the story of the announced concentrate price (the mixed oxides rise through the
first quarter of 2026 and hold), names are invented, and every row says in its note that it is made up.
"""

import csv
import datetime as dt
import io
import math
import random
from bisect import bisect_right
from pathlib import Path

TARGET = Path(__file__).with_name("sample_trades.csv")
FIRST, LAST = dt.date(2025, 10, 23), dt.date(2026, 10, 22)
HOLIDAYS = {
    *(dt.date(2026, 1, day) for day in (1, 2)),
    *(dt.date(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)),
    *(dt.date(2026, month, day) for month, day in ((4, 6), (5, 1), (5, 4), (5, 5), (6, 19), (9, 25))),
    *(dt.date(2026, 10, day) for day in (1, 2, 5, 6, 7)),
}
NOTE = "示例数据，虚构 (made up)"
FIELDS = (
    "deal_no", "date", "side", "product", "grade", "reo_pct", "quantity", "quantity_unit", "price", "price_unit",
    "currency", "tax_basis", "vat_rate", "fx", "counterparty", "buyer", "seller", "related", "spot", "compliance",
    "status", "delivery_place", "payment", "incoterm", "country", "suspect", "note",
)  # fmt: skip

# Level in CNY/t including VAT (concentrate: ex VAT) on the days of ANCHORS, the daily scatter, the share of all trades,
# and the usual lot in tonnes.
ANCHORS = [FIRST, *(dt.date(*day) for day in (
    (2025, 12, 15), (2026, 1, 31), (2026, 2, 28), (2026, 3, 20), (2026, 4, 30), (2026, 6, 15), (2026, 7, 31),
    (2026, 9, 15), (2026, 10, 22)))]  # fmt: skip
PRODUCTS: dict[str, tuple[str, tuple[float, ...], float, float, float]] = {
    "PRND-O": ("99%", (545e3, 572e3, 668e3, 742e3, 764e3, 702e3, 676e3, 691e3, 706e3, 714e3), 0.006, 20, 18),
    "PRND-M": ("PrNd 99%", (665e3, 695e3, 812e3, 902e3, 928e3, 856e3, 824e3, 842e3, 860e3, 869e3), 0.006, 13, 12),
    "ND-O": ("99.5%", (552e3, 580e3, 676e3, 750e3, 772e3, 710e3, 684e3, 699e3, 714e3, 722e3), 0.006, 7, 9),
    "LA-O": ("4N", (4450, 4500, 4600, 4700, 4800, 4700, 4600, 4650, 4700, 4750), 0.008, 7, 30),
    "CE-O": ("99.95%", (11400, 11700, 12200, 12900, 13200, 12700, 12300, 12400, 12700, 12800), 0.008, 8, 28),
    "DY-O": ("99.5%", (1.55e6, 1.47e6, 1.42e6, 1.50e6, 1.56e6, 1.49e6, 1.44e6, 1.48e6, 1.55e6, 1.59e6), 0.007, 9, 0.9),
    "TB-O": ("4N", (6.55e6, 6.38e6, 6.25e6, 6.55e6, 6.82e6, 6.60e6, 6.42e6, 6.55e6, 6.78e6, 6.88e6), 0.006, 9, 0.22),
    "GD-O": ("99.5%", (158e3, 152e3, 161e3, 178e3, 189e3, 181e3, 172e3, 176e3, 185e3, 191e3), 0.007, 7, 6),
    "CON-BO": ("干基 REO 50%", (26205, 26300, 26834, 27600, 30500, 38800, 38800, 38565, 38565, 38769), 0.004, 5, 260),
    "CARB": ("REO 42-45%", (34500, 35800, 41200, 45500, 47100, 44200, 42600, 43100, 44000, 44400), 0.007, 4, 45),
    "LACE-M": ("Ce 65%", (17600, 17900, 18500, 19300, 19800, 19200, 18700, 18800, 19100, 19300), 0.007, 4, 15),
    "HO-O": ("99.5%", (535e3, 518e3, 522e3, 548e3, 566e3, 551e3, 538e3, 545e3, 560e3, 569e3), 0.008, 2, 1.2),
    "DYFE": ("Dy 80%", (1.52e6, 1.45e6, 1.40e6, 1.47e6, 1.53e6, 1.47e6, 1.42e6, 1.45e6, 1.52e6, 1.56e6), 0.007, 3, 1.1),
    "Y-O": ("5N", (52e3, 54e3, 57e3, 61e3, 63e3, 62e3, 60e3, 59e3, 58e3, 58e3), 0.009, 2, 8),
}
PARTIES = {
    "mine": (("蒙北矿业", "壬丰矿产"), ("乙和稀土", "丁盛分离", "壬丰稀土")),
    "oxide": (("乙和稀土", "丁盛分离", "壬丰稀土"), ("辛成金属", "甲辰磁材", "庚远材料", "己达催化")),
    "metal": (("辛成金属", "乙和稀土", "癸隆合金"), ("甲辰磁材", "丙泰永磁", "戊信新材", "庚远材料")),
}
ABROAD = (("Sample Magnetics GmbH", "DE"), ("Example Alloys Ltd", "GB"), ("Muster Motor KK", "JP"))
PLACES = ("包头", "赣州", "宁波", "上海", "天津", "北京")
PAYMENTS = ("款到发货", "电汇", "银行承兑 90 天", "预付三成")
TRADES = 1180
QUIET = (dt.date(2026, 2, 9), dt.date(2026, 3, 2))
"""Around the Spring Festival hardly anybody deals, so that some points are only indicative."""
LIFE = {
    "closed": (1085, 1099, 1103, 1104, 1127, 1142),
    "delivered": (1143, 1145),
    "part-delivered": (1120, 1129, 1156, 1177),
    "cancelled": (1151,),
}
"""The status that follows from what make_dues.py writes, by the numbers of the deals."""


def index_days() -> list[dt.date]:
    span = (LAST - FIRST).days
    days = (FIRST + dt.timedelta(days=n) for n in range(span + 1))
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS]


def levels(rng: random.Random, days: list[dt.date]) -> dict[str, list[float]]:
    """A level per product and day: between the anchors, with a walk that is drawn back to them."""
    found = {}
    for code, (_, anchors, scatter, _, _) in PRODUCTS.items():
        walk, path = 0.0, []
        for day in days:
            walk = 0.93 * walk + rng.gauss(0, scatter)
            path.append(_between(day, anchors) * math.exp(walk))
        found[code] = path
    return found


def _between(day: dt.date, anchors: tuple[float, ...]) -> float:
    right = min(bisect_right(ANCHORS, day), len(ANCHORS) - 1)
    start, end = ANCHORS[right - 1], ANCHORS[right]
    share = (day - start).days / (end - start).days
    return math.exp((1 - share) * math.log(anchors[right - 1]) + share * math.log(anchors[right]))


def trade(rng: random.Random, day: dt.date, code: str, level: float) -> dict[str, str]:
    grade, _, _, _, lot = PRODUCTS[code]
    side = rng.choices(("buy", "sell", "market"), (24, 22, 54))[0]
    kind = "mine" if code in ("CON-BO", "CARB") else "metal" if code in ("PRND-M", "LACE-M", "DYFE") else "oxide"
    seller, buyer = (rng.choice(names) for names in PARTIES[kind])
    price = level * math.exp(rng.gauss(0, 0.0035))
    tonnes = lot * math.exp(rng.gauss(0, 0.45))
    row = dict.fromkeys(FIELDS, "") | {
        "date": day.isoformat(), "side": side, "product": code, "grade": grade, "quantity_unit": "t",
        "price_unit": "t", "currency": "CNY", "tax_basis": "incl", "vat_rate": "13", "related": "no", "spot": "yes",
        "compliance": "yes", "status": "delivered" if day < dt.date(2026, 9, 25) else "confirmed", "note": NOTE,
        "delivery_place": rng.choice(PLACES), "payment": rng.choice(PAYMENTS),
    }  # fmt: skip
    if side == "market":
        row |= {"buyer": buyer, "seller": seller, "tax_basis": "excl"}
        price /= 1.13 if code != "CON-BO" else 1.0
    else:
        row["counterparty"] = seller if side == "buy" else buyer
    if code == "CON-BO":
        assay = round(rng.uniform(48.6, 52.4), 2)
        row |= {"reo_pct": f"{assay:.2f}", "tax_basis": "excl"}
        price *= assay / 50
    return row | amounts(code, tonnes, price)


def amounts(code: str, tonnes: float, price: float) -> dict[str, str]:
    if code == "TB-O":
        return {
            "quantity": f"{max(round(tonnes * 1000, -1), 20):.0f}", "quantity_unit": "kg",
            "price": f"{round(price / 1000):.0f}", "price_unit": "kg",
        }  # fmt: skip
    step = 10 if price < 100_000 else 500 if price < 1_000_000 else 1000
    places = 2 if tonnes < 3 else 1
    return {"quantity": f"{max(tonnes, 0.05):.{places}f}", "price": f"{round(price / step) * step:.0f}"}


def regular(rng: random.Random) -> list[dict[str, str]]:
    days = index_days()
    paths = levels(rng, days)
    codes = list(PRODUCTS)
    shares = [PRODUCTS[code][3] for code in codes]
    rows = []
    for code in codes:  # every product trades on the first days, so that each has a price in the base period
        rows += [trade(rng, days[n], code, paths[code][n]) for n in (rng.randrange(3), 3 + rng.randrange(4))]
    busy = [0.12 if QUIET[0] <= day < QUIET[1] else 1.0 for day in days]
    for at in rng.choices(range(len(days)), busy, k=TRADES - len(rows)):
        code = rng.choices(codes, shares)[0]
        rows.append(trade(rng, days[at], code, paths[code][at]))
    return rows


def spoil(rng: random.Random, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What a real ledger has: a few trades of every kind that the index leaves out."""
    market = [row for row in rows if row["side"] == "market" and row["product"] in ("PRND-O", "CE-O", "DY-O", "GD-O")]
    picked = rng.sample(market, 48)
    for row in picked[:5]:
        row["status"] = "cancelled"
    for row in picked[5:9]:
        row["compliance"] = "no"
    for row in picked[9:13]:
        row["related"] = "yes"
    for row in picked[13:19]:
        row["spot"] = "no"
    for row in picked[19:22]:
        row["seller"] = ""
    for row in picked[22:25]:
        row["quantity"] = {"DY-O": "0.005", "GD-O": "0.008"}.get(row["product"], "0.2")
    settled = [row for row in picked[25:] if not "2026-01-25" < row["date"] < "2026-04-01"]
    for row, slip in zip(settled, (1.62, 0.61, 1.58, 0.55), strict=False):  # the price of another year, or of a metal
        row |= {"price": f"{float(row['price']) * slip:.0f}", "suspect": "unusual-price"}
    for row in [row for row in rows if row["product"] == "HO-O" and row["side"] == "market"][2:8:3]:
        row["price"] = f"{float(row['price']) * 1.24:.0f}"
    own = [row for row in rows if row["side"] == "sell" and row["product"] in ("PRND-O", "PRND-M", "GD-O")]
    abroad = rng.sample(own, 9)
    for row in abroad:
        export(rng, row)
    for row in rng.sample([row for row in own if row["date"] > "2026-10-01" and row not in abroad], 3):
        row["status"] = "draft"
    twins = [dict(row) for row in settled[4:8]]
    washes = [dict(row) | {"buyer": row["seller"], "seller": row["buyer"]} for row in settled[8:12]]
    return rows + twins + washes


def export(rng: random.Random, row: dict[str, str]) -> None:
    name, country = rng.choice(ABROAD)
    per_kg = float(row["price"]) / 1000 / 7.1 * rng.uniform(0.99, 1.04)
    row |= {
        "counterparty": name, "country": country, "currency": "USD", "tax_basis": "none", "vat_rate": "0",
        "fx": f"{rng.uniform(7.02, 7.14):.4f}", "price": f"{per_kg:.2f}", "price_unit": "kg", "incoterm": "FOB",
        "delivery_place": "天津", "payment": "L/C",
    }  # fmt: skip


def main() -> None:
    TARGET.write_bytes(sample())


def sample() -> bytes:
    rng = random.Random(20261022)
    rows = sorted(spoil(rng, regular(rng)), key=lambda row: row["date"])
    for number, row in enumerate(rows, 1):
        row["deal_no"] = f"SL-{row['date'][2:4]}-{number:04d}"
        row["status"] = next((status for status, deals in LIFE.items() if number in deals), row["status"])
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    main()
