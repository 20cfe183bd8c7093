"""Formulas that compare all periods of a window at once, and are transitive within it.

Each is prepared once for a panel and then gives the logarithms of the price levels of any window of its periods, the
first one 0. What the panel does not determine is a Problem. Sources: *D&F* is Diewert and Fox, Substitution Bias in
Multilateral Methods for CPI Construction (2020); *PPI* the Producer Price Index Manual (2004).
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from rare_desk.core.companions.panel import Panel
from rare_desk.core.problems import Problem, problem
from rare_desk.core.screening.columns import Bools, Floats

Window = Callable[[int, int], Floats | Problem]
"""Of the periods from a position up to another, which is not in it."""
_AT_ONCE = 1000
"""Periods of which all pairs are kept: 8 MB."""


def geks_tornqvist(panel: Panel) -> Window:
    """GEKS over Tornqvist indices, CCDI (Caves, Christensen and Diewert 1982; Inklaar and Diewert 2016; D&F).

    ln T(j, k) = sum (sj + sk)/2 (ln pk - ln pj), the shares those of the products that both periods have. Half of it is
    the geometric Laspeyres of (j, k), half that of (k, j): a few matrix products for all pairs together.
    """
    value, log, there = _value(panel), _centred_log(panel, panel.weighed), panel.weighed
    return _geks(panel, lambda some: _half_difference(_geometric(value[some], log[some], there[some])))


def geks_jevons(panel: Panel) -> Window:
    """GEKS over Jevons indices of the products that both periods have; needs no quantities (D&F)."""
    there, log = panel.priced, _centred_log(panel, panel.priced)
    return _geks(panel, lambda some: _geometric(there[some].astype(np.float64), log[some], there[some]))


def geks_fisher(panel: Panel) -> Window:
    """GEKS over Fisher indices (Gini 1931; Elteto and Koves 1964; Szulc 1964; PPI ch. 16; D&F)."""
    known, quantity = panel.weighed.astype(np.float64), np.where(panel.weighed, panel.quantity, 0.0)
    price, value = np.where(panel.weighed, panel.price, 0.0), _value(panel)

    def pairs(some: slice) -> Floats:
        # [j, k]: the basket of j at the prices of k, and at its own, on the products that both have.
        return _half_difference(np.log((quantity[some] @ price[some].T) / (value[some] @ known[some].T)))

    return _geks(panel, pairs)


def geary_khamis(panel: Panel) -> Window:
    """P(t) = sum p q / sum b q, b(n) = sum over t of q(t, n) / Q(n) * p(t, n) / P(t) (Geary 1958; Khamis 1972; D&F).

    Linear in 1/P once b is put in: as many equations as periods, solved with the first level 1.
    """
    return partial(_solved, panel, _geary_khamis)


def wtpd(panel: Panel) -> Window:
    """Weighted time-product dummies: ln p(t, n) = a(t) + b(n), least squares by the shares s(t, n) (Rao 2005; D&F).

    The products' effects are put into the periods' equations, so that there are as many as periods.
    """
    return partial(_solved, panel, _time_product_dummy)


def _value(panel: Panel) -> Floats:
    return np.where(panel.weighed, panel.price * panel.quantity, 0.0)


def _centred_log(panel: Panel, there: Bools) -> Floats:
    """Each product's log prices around their mean, 0 where there is none; only differences matter."""
    log = np.log(np.where(there, panel.price, 1.0))
    count = np.maximum(there.sum(axis=0), 1)
    return np.where(there, log - log.sum(axis=0) / count, 0.0)


def _geometric(weight: Floats, log: Floats, there: Bools) -> Floats:
    """[j, k]: the mean of ln pk - ln pj by the weights of j, over the products that both have."""
    known = there.astype(np.float64)
    mean: Floats = (weight @ log.T - (weight * log) @ known.T) / (weight @ known.T)
    return mean


def _half_difference(one_way: Floats) -> Floats:
    both: Floats = (one_way - one_way.T) / 2
    return both


def _geks(panel: Panel, pairs: Callable[[slice], Floats]) -> Window:
    """`pairs` gives the logarithms of all bilateral indices of some periods; kept for all windows if not too many."""
    if len(panel.periods) > _AT_ONCE:
        return lambda first, end: _balanced(panel.periods, pairs(slice(first, end)), first)
    whole = pairs(slice(None))
    return lambda first, end: _balanced(panel.periods, whole[first:end, first:end], first)


def _balanced(periods: tuple[str, ...], log: Floats, first: int) -> Floats | Problem:
    """The levels nearest to all pairs by least squares: the mean over all links where every pair can be compared.

    A pair without common products tells nothing and is left out of the sum of squares; so the levels are transitive
    whatever is missing.
    """
    told = np.isfinite(log)
    if told.all():
        mean: Floats = log.mean(axis=0)
        levels: Floats = mean - mean[0]
        return levels
    alone = _apart(told)
    if alone is not None:
        return _not_connected(periods, first, alone)
    weight = told.astype(np.float64)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    return _grounded(laplacian, np.where(told, log, 0.0).sum(axis=0))


def _solved(panel: Panel, levels: Callable[[Floats, Floats], Floats], first: int, end: int) -> Floats | Problem:
    window = slice(first, end)
    traded = panel.weighed[window] & (np.where(panel.weighed, panel.quantity, 0.0)[window] > 0)
    known = traded.astype(np.float64)
    alone = _apart(known @ known.T > 0)
    if alone is not None:
        return _not_connected(panel.periods, first, alone)
    return levels(np.where(traded, panel.price[window], 1.0), np.where(traded, panel.quantity[window], 0.0))


def _geary_khamis(price: Floats, quantity: Floats) -> Floats:
    value, total = price * quantity, quantity.sum(axis=0)
    part = quantity / np.where(total > 0, total, 1.0)
    system = np.eye(len(price)) - (part @ value.T) / value.sum(axis=1)[:, None]
    inverse = np.ones(len(price))
    inverse[1:] = np.linalg.solve(system[1:, 1:], -system[1:, 0])
    level: Floats = -np.log(inverse)
    return level


def _time_product_dummy(price: Floats, quantity: Floats) -> Floats:
    share = price * quantity
    share /= share.sum(axis=1)[:, None]
    total = share.sum(axis=0)
    part = share / np.where(total > 0, total, 1.0)
    log = np.log(price)
    apart = log - (part * log).sum(axis=0)
    return _grounded(np.eye(len(price)) - share @ part.T, (share * apart).sum(axis=1))


def _grounded(system: Floats, right: Floats) -> Floats:
    """The solution of equations that know levels only up to a constant, with the first one 0."""
    level = np.zeros(len(right))
    level[1:] = np.linalg.solve(system[1:, 1:], right[1:])
    return level


def _apart(linked: Bools) -> int | None:
    """The first period that cannot be reached from the first one through periods that can be compared."""
    reached = np.zeros(len(linked), np.bool_)
    reached[:1] = True
    while (more := reached | linked[reached].any(axis=0)).sum() > reached.sum():
        reached = more
    return None if reached.all() else int(np.argmin(reached))


def _not_connected(periods: tuple[str, ...], first: int, alone: int) -> Problem:
    return problem("panel-not-connected", "period", periods[first + alone], base=periods[first])
