"""Formulas that compare two periods. Sources: *PPI* is the Producer Price Index Manual of the ILO, the IMF
and others (2004), *Balk 2008* is Price and Quantity Index Numbers.

Each gives one value for each comparison, not finite where the products in it weigh nothing. s is a share of value
(p q / sum p q), r the price relative p1/p0, sums and means are over the products of the comparison.
"""

from collections.abc import Callable

import numpy as np

from rare_desk.core.companions.matched import Matched
from rare_desk.core.screening.columns import Floats

Formula = Callable[[Matched], Floats]


def laspeyres(m: Matched) -> Floats:
    """sum p1 q0 / sum p0 q0 (PPI ch. 15)."""
    return _ratio(m.p1 * m.q0, m.v0)


def paasche(m: Matched) -> Floats:
    """sum p1 q1 / sum p0 q1 (PPI ch. 15)."""
    return _ratio(m.v1, m.p0 * m.q1)


def fisher(m: Matched) -> Floats:
    """Geometric mean of Laspeyres and Paasche (PPI ch. 15; Fisher 1922)."""
    return np.sqrt(laspeyres(m) * paasche(m))


def marshall_edgeworth(m: Matched) -> Floats:
    """sum p1 (q0 + q1) / sum p0 (q0 + q1) (PPI ch. 15; Marshall 1887, Edgeworth 1925)."""
    both = m.q0 + m.q1
    return _ratio(m.p1 * both, m.p0 * both)


def walsh(m: Matched) -> Floats:
    """sum p1 sqrt(q0 q1) / sum p0 sqrt(q0 q1) (PPI ch. 15; Walsh 1901)."""
    middle = np.sqrt(m.q0 * m.q1)
    return _ratio(m.p1 * middle, m.p0 * middle)


def tornqvist(m: Matched) -> Floats:
    """exp(sum (s0 + s1)/2 ln r) (PPI ch. 16; Tornqvist 1936)."""
    return _geometric((_share(m.v0) + _share(m.v1)) / 2, m)


def lowe(m: Matched) -> Floats:
    """sum p1 qb / sum p0 qb (PPI ch. 15; Lowe 1823), qb the mean quantity over all periods of the panel."""
    return _ratio(m.p1 * m.basket, m.p0 * m.basket)


def young(m: Matched) -> Floats:
    """sum sb r (PPI ch. 15; Young 1812), sb the share in the value of all periods of the panel."""
    return _sum(_share(m.worth) * m.relative)


def geometric_young(m: Matched) -> Floats:
    """exp(sum sb ln r) (PPI ch. 1), with the shares of Young."""
    return _geometric(_share(m.worth), m)


def geometric_laspeyres(m: Matched) -> Floats:
    """exp(sum s0 ln r) (Balk 2008, ch. 3)."""
    return _geometric(_share(m.v0), m)


def geometric_paasche(m: Matched) -> Floats:
    """exp(sum s1 ln r) (Balk 2008, ch. 3)."""
    return _geometric(_share(m.v1), m)


def harmonic_laspeyres(m: Matched) -> Floats:
    """1 / sum (s0 / r) (Balk 2008, ch. 3)."""
    return 1 / _sum(_share(m.v0) / m.relative)


def palgrave(m: Matched) -> Floats:
    """sum s1 r (PPI ch. 15; Palgrave 1886)."""
    return _sum(_share(m.v1) * m.relative)


def sato_vartia(m: Matched) -> Floats:
    """exp(sum w ln r), w in proportion to the logarithmic mean of s0 and s1 (Sato 1976; Vartia 1976, II)."""
    return _geometric(_share(_log_mean(_share(m.v0), _share(m.v1))), m)


def montgomery_vartia(m: Matched) -> Floats:
    """exp(sum L(v0, v1) / L(V0, V1) ln r), L the logarithmic mean (Montgomery 1937; Vartia 1976, I)."""
    return _geometric(_log_mean(m.v0, m.v1) / _log_mean(_sum(m.v0), _sum(m.v1))[:, None], m)


def stuvel(m: Matched) -> Floats:
    """A + sqrt(A^2 + V1/V0), A half of Laspeyres' price less his quantity index (Stuvel 1957; Balk 2008, ch. 3)."""
    half = (laspeyres(m) - _ratio(m.p0 * m.q1, m.v0)) / 2
    return half + np.sqrt(half**2 + _ratio(m.v1, m.v0))


def jevons(m: Matched) -> Floats:
    """Geometric mean of r (PPI ch. 20)."""
    return np.exp(_mean(np.log(m.relative), m))


def dutot(m: Matched) -> Floats:
    """Mean of p1 / mean of p0 (PPI ch. 20); only for products of one unit."""
    return _ratio(np.where(m.there, m.p1, 0.0), np.where(m.there, m.p0, 0.0))


def carli(m: Matched) -> Floats:
    """Mean of r (PPI ch. 20); drifts up when it is chained."""
    return _mean(m.relative, m)


def harmonic(m: Matched) -> Floats:
    """1 / mean of 1/r (PPI ch. 20); drifts down when it is chained."""
    return 1 / _mean(1 / m.relative, m)


def _sum(values: Floats) -> Floats:
    total: Floats = values.sum(axis=-1)
    return total


def _ratio(above: Floats, below: Floats) -> Floats:
    return _sum(above) / _sum(below)


def _share(values: Floats) -> Floats:
    return values / _sum(values)[:, None]


def _mean(values: Floats, m: Matched) -> Floats:
    mean: Floats = _sum(np.where(m.there, values, 0.0)) / m.there.sum(axis=-1)
    return mean


def _geometric(weight: Floats, m: Matched) -> Floats:
    value: Floats = np.exp(_sum(weight * np.log(m.relative)))
    return value


def _log_mean(a: Floats, b: Floats) -> Floats:
    """(a - b) / ln(a / b): a where they are equal, 0 where one is 0. By its series where they are nearly equal."""
    ratio = np.where((a > 0) & (b > 0), a / np.where(b > 0, b, 1.0), 1.0)
    apart = ratio - 1
    near = np.abs(apart) < 1e-4
    quotient = np.where(near, 1 + apart / 2 - apart**2 / 12 + apart**3 / 24, apart / np.where(near, 1.0, np.log(ratio)))
    return np.where((a > 0) & (b > 0), b * quotient, 0.0)
