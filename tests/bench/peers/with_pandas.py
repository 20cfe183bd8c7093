"""The index in pandas: the same steps, written as one would write them there."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import TradeColumns
from tests.bench.peers import plain

KEYS = ["product", "buyer", "seller", "quantity", "price"]


def frame(columns: TradeColumns) -> pd.DataFrame:
    names = ("ids", "rank", "day", "product", "price", "quantity", "buyer", "seller", "flag")
    return pd.DataFrame({name: getattr(columns, name) for name in names})


def index(
    trades: pd.DataFrame, products: tuple[str, ...], days: plain.Ints, groups: Mapping[str, str], rules: Methodology
) -> plain.Answer:
    trades = trades.assign(position=days.searchsorted(trades["day"]))
    trades["low"] = trades[["buyer", "seller"]].min(axis=1)
    trades["high"] = trades[["buyer", "seller"]].max(axis=1)
    trades["pair"] = trades["low"].astype("int64") * (1 << 32) + trades["high"]
    trades["code"] = _codes(trades, products, groups, rules)
    long = _windows(trades, len(products), days, rules)
    daily = _daily(long, rules)
    shape = len(products), len(days)
    price, own, count = np.full(shape, np.nan), np.zeros(shape, np.bool_), np.zeros(shape, np.int64)
    cell = daily.index.get_level_values(0), daily.index.get_level_values(1)
    price[cell], own[cell], count[cell] = daily["price"], True, daily["trades"]
    weights = np.array([rules.weight_sets[0].weights.get(code, 0.0) for code in products])
    reference, covers = plain.levels(price, own, [groups[code] for code in products], weights, rules)
    covers |= {code: np.array(products) == code for code, weight in zip(products, weights, strict=True) if weight}
    series = {}
    for name, mine in covers.items():
        found = plain.points(price, own, reference, weights, mine)
        there = ~np.isnan(found["raw"])
        chosen = long[mine[long["product"]] & there[long["target"]]]
        pairs = chosen.groupby("target")["pair"].nunique().reindex(range(len(days)), fill_value=0)
        trades_of = np.where(mine[:, None] & own & there, count, 0).sum(axis=0)
        series[name] = found | {"trades": trades_of, "pairs": pairs.to_numpy()}
    return plain.Answer(trades["code"].to_numpy(), price, own, series)


def _codes(trades: pd.DataFrame, products: tuple[str, ...], groups: Mapping[str, str], rules: Methodology) -> pd.Series:
    code = trades["flag"].astype("int64")
    lots = np.array([rules.min_lot_t.get(groups[name], 0.0) for name in products])
    code = code.mask((code == 0) & (trades["quantity"] < lots[trades["product"]]), plain.TOO_SMALL)
    alike = trades[code == 0]
    alike = alike[alike.duplicated(KEYS, keep=False)]
    group = alike.groupby(KEYS, sort=False).ngroup()
    alike = alike.assign(group=group).sort_values("group", kind="stable")
    copies = plain.duplicates(alike["group"].tolist(), alike["day"].tolist(), rules)
    code.loc[alike.index[copies]] = plain.DUPLICATE
    code.loc[_washes(trades[code == 0], rules)] = plain.WASH
    screened = trades[code == 0].sort_values(["product", "position", "rank"])
    for _, one in screened.groupby("product"):
        found = plain.outliers(one["position"].tolist(), np.log(one["price"]).tolist(), one["pair"].tolist(), rules)
        code.loc[one.index] = found
    return code


def _washes(kept: pd.DataFrame, rules: Methodology) -> pd.Index:
    keys = ["product", "low", "high", "quantity"]
    alike = kept[kept.duplicated(keys, keep=False)].reset_index()
    both = alike.merge(alike, on=keys)
    apart = np.abs(np.log(both["price_x"] / both["price_y"]))
    near = (both["day_x"] - both["day_y"]).abs() <= rules.wash_days
    wash = (both["buyer_x"] == both["seller_y"]) & (both["seller_x"] == both["buyer_y"])
    wash &= near & (apart <= rules.wash_band) & (both["index_x"] != both["index_y"])
    return pd.Index(both.loc[wash, "index_x"].unique())


def _windows(trades: pd.DataFrame, products: int, days: plain.Ints, rules: Methodology) -> pd.DataFrame:
    """Every accepted trade once for each day whose price collects it."""
    accepted = trades.loc[trades["code"] == 0, ["product", "position", "price", "quantity", "pair"]]
    counts = np.zeros((products, len(days)), np.int64)
    size = accepted.groupby(["product", "position"]).size()
    counts[size.index.get_level_values(0), size.index.get_level_values(1)] = size
    back = plain.look_back(counts, rules)
    parts = []
    for step in range(rules.window_days):
        later = accepted.assign(target=accepted["position"] + step)
        later = later[later["target"] < len(days)]
        parts.append(later[back[later["product"], later["target"]] >= step])
    return pd.concat(parts, ignore_index=True)


def _daily(long: pd.DataFrame, rules: Methodology) -> pd.DataFrame:
    window = ["product", "target"]
    of_pair = long.groupby([*window, "pair"])["quantity"].transform("sum")
    total = long.groupby(window)["quantity"].transform("sum")
    several = long.groupby(window)["pair"].transform("nunique") > 1
    above = several & (of_pair > rules.pair_cap * total)
    weight = long["quantity"].mask(above, long["quantity"] * (total - of_pair) / of_pair)
    sums = long.assign(weight=weight, paid=weight * long["price"]).groupby(window)
    daily = sums[["weight", "paid"]].sum().assign(trades=sums.size())
    return daily.assign(price=daily["paid"] / daily["weight"])
