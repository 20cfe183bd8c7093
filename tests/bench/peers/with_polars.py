"""The index in polars: the same steps, written as one would write them there."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import TradeColumns
from tests.bench.peers import plain

KEYS = ["product", "buyer", "seller", "quantity", "price"]


def frame(columns: TradeColumns) -> pl.DataFrame:
    names = ("ids", "rank", "day", "product", "price", "quantity", "buyer", "seller", "flag")
    return pl.DataFrame({name: getattr(columns, name) for name in names}).with_row_index("row")


def index(
    trades: pl.DataFrame, products: tuple[str, ...], days: plain.Ints, groups: Mapping[str, str], rules: Methodology
) -> plain.Answer:
    low, high = pl.min_horizontal("buyer", "seller"), pl.max_horizontal("buyer", "seller")
    trades = trades.with_columns(
        pl.Series("position", days.searchsorted(trades["day"].to_numpy())),
        low.alias("low"),
        high.alias("high"),
        (low.cast(pl.Int64) * (1 << 32) + high).alias("pair"),
    )
    code = _codes(trades, products, groups, rules)
    long = _windows(trades.with_columns(pl.Series("code", code)), len(products), days, rules)
    daily = _daily(long, rules)
    shape = len(products), len(days)
    price, own, count = np.full(shape, np.nan), np.zeros(shape, np.bool_), np.zeros(shape, np.int64)
    cell = daily["product"].to_numpy(), daily["target"].to_numpy()
    price[cell], own[cell], count[cell] = daily["price"], True, daily["trades"]
    weights = np.array([rules.weight_sets[0].weights.get(name, 0.0) for name in products])
    reference, covers = plain.levels(price, own, [groups[name] for name in products], weights, rules)
    covers |= {name: np.array(products) == name for name, weight in zip(products, weights, strict=True) if weight}
    series = {}
    for name, mine in covers.items():
        found = plain.points(price, own, reference, weights, mine)
        there = ~np.isnan(found["raw"])
        chosen = long.filter(pl.Series(mine[long["product"].to_numpy()] & there[long["target"].to_numpy()]))
        number = chosen.group_by("target").agg(pl.col("pair").n_unique())
        pairs = np.zeros(len(days), np.int64)
        pairs[number["target"].to_numpy()] = number["pair"].to_numpy()
        trades_of = np.where(mine[:, None] & own & there, count, 0).sum(axis=0)
        series[name] = found | {"trades": trades_of, "pairs": pairs}
    return plain.Answer(code, price, own, series)


def _codes(
    trades: pl.DataFrame, products: tuple[str, ...], groups: Mapping[str, str], rules: Methodology
) -> plain.Ints:
    lots = pl.Series(
        np.array([rules.min_lot_t.get(groups[name], 0.0) for name in products])[trades["product"].to_numpy()]
    )
    small = (pl.col("flag") == 0) & (pl.col("quantity") < lots)
    coded = trades.with_columns(pl.when(small).then(plain.TOO_SMALL).otherwise("flag").cast(pl.Int64).alias("code"))
    code: plain.Ints = coded["code"].to_numpy().copy()
    alike = coded.filter(pl.col("code") == 0).filter(pl.len().over(KEYS) > 1).sort([*KEYS, "row"])
    group = alike.select(pl.struct(KEYS).rle_id()).to_series()
    copies = plain.duplicates(group.to_list(), alike["day"].to_list(), rules)
    code[alike["row"].to_numpy()[copies]] = plain.DUPLICATE
    code[_washes(trades.filter(pl.Series(code == 0)), rules)] = plain.WASH
    screened = trades.filter(pl.Series(code == 0)).sort(["product", "position", "rank"])
    for one in screened.partition_by("product"):
        x = one["price"].log().to_list()
        code[one["row"].to_numpy()] = plain.outliers(one["position"].to_list(), x, one["pair"].to_list(), rules)
    return code


def _washes(kept: pl.DataFrame, rules: Methodology) -> plain.Ints:
    keys = ["product", "low", "high", "quantity"]
    alike = kept.filter(pl.len().over(keys) > 1)
    both = alike.join(alike, on=keys).filter(
        (pl.col("buyer") == pl.col("seller_right"))
        & (pl.col("seller") == pl.col("buyer_right"))
        & ((pl.col("day") - pl.col("day_right")).abs() <= rules.wash_days)
        & ((pl.col("price") / pl.col("price_right")).log().abs() <= rules.wash_band)
        & (pl.col("row") != pl.col("row_right"))
    )
    found: plain.Ints = both["row"].unique().to_numpy()
    return found


def _windows(trades: pl.DataFrame, products: int, days: plain.Ints, rules: Methodology) -> pl.DataFrame:
    """Every accepted trade once for each day whose price collects it."""
    accepted = trades.filter(pl.col("code") == 0).select("product", "position", "price", "quantity", "pair")
    counts = np.zeros((products, len(days)), np.int64)
    size = accepted.group_by("product", "position").len()
    counts[size["product"].to_numpy(), size["position"].to_numpy()] = size["len"].to_numpy()
    back = plain.look_back(counts, rules)
    parts = []
    for step in range(rules.window_days):
        later = accepted.with_columns((pl.col("position") + step).alias("target")).filter(pl.col("target") < len(days))
        reached = back[later["product"].to_numpy(), later["target"].to_numpy()] >= step
        parts.append(later.filter(pl.Series(reached)))
    return pl.concat(parts)


def _daily(long: pl.DataFrame, rules: Methodology) -> pl.DataFrame:
    window = ["product", "target"]
    of_pair, total = pl.col("quantity").sum().over([*window, "pair"]), pl.col("quantity").sum().over(window)
    above = (pl.col("pair").n_unique().over(window) > 1) & (of_pair > rules.pair_cap * total)
    weight = pl.when(above).then(pl.col("quantity") * (total - of_pair) / of_pair).otherwise(pl.col("quantity"))
    sums = long.with_columns(weight.alias("weight")).group_by(window)
    paid = (pl.col("weight") * pl.col("price")).sum() / pl.col("weight").sum()
    return sums.agg(paid.alias("price"), pl.len().alias("trades"))
