"""The quick way of pricing gives what the exact one gives."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.numbers import MONEY_PLACES, RATE_PLACES, from_scaled, to_scaled
from rare_desk.core.scaled import pico, scaled_columns, scaled_prices
from rare_desk.core.trades import Prices, Side, Trade, prices
from rare_desk.core.units import TaxBasis, Unit


@given(
    quantity=st.decimals("0.001", "99999", places=3),
    price=st.decimals("0.0001", "99999999", places=5),
    basis=st.sampled_from(TaxBasis),
    units=st.tuples(st.sampled_from(Unit), st.sampled_from(Unit)),
    rate=st.sampled_from([Decimal(13), Decimal(16), Decimal(17), Decimal("9.5"), Decimal(0)]),
    fx=st.none() | st.decimals("0.05", "20", places=4),
    currency=st.sampled_from(["CNY", "USD"]),
)
def test_scaled_prices_are_those_of_the_trade(
    quantity: Decimal,
    price: Decimal,
    basis: TaxBasis,
    units: tuple[Unit, Unit],
    rate: Decimal,
    fx: Decimal | None,
    currency: str,
) -> None:
    trade = Trade(
        date=dt.date(2025, 1, 2), side=Side.BUY, product="PRND-O", quantity=quantity, price=price,
        quantity_unit=units[0], price_unit=units[1], currency=currency, tax_basis=basis, vat_rate=rate, fx=fx,
    )  # fmt: skip
    found = scaled_prices(
        pico(quantity * units[0].tonnes),
        pico(price / units[1].tonnes),
        basis,
        to_scaled(rate, RATE_PLACES),
        None if fx is None else to_scaled(fx, RATE_PLACES),
        currency != "CNY",
    )
    assert Prices(*(None if n is None else from_scaled(n, MONEY_PLACES) for n in found)) == prices(trade)


_sizes = st.integers(1, 10**17)
_rows = st.tuples(_sizes, _sizes, st.sampled_from(TaxBasis), st.sampled_from([0, 13_000_000]), st.none(), st.booleans())


@given(st.one_of(st.lists(_rows, max_size=4), st.builds(lambda row, times: [row] * times, _rows, st.integers(1, 4))))
def test_columns_of_prices_are_those_of_their_rows(
    rows: list[tuple[int, int, TaxBasis, int, int | None, bool]],
) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * 6
    found = scaled_columns(*columns)
    assert len(found) == 5
    assert list(zip(*found, strict=True)) == [scaled_prices(*row) for row in rows]
