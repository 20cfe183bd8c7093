import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.problems import Refused
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops import pricing
from rare_desk.ops.contracts import by_deposit
from rare_desk.ops.contracts.deposits import delete_deposit, own_names, save_deposit, verify_deposit
from rare_desk.ops.contracts.distributions import distribution, distributions
from rare_desk.ops.pulling.oxide_prices import filled, oxide_prices, unpriced
from rare_desk.ops.pulling.refreshing import changes
from rare_desk.ops.pulling.whole import taken_whole
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book

DAY = dt.date(2026, 11, 20)
MINE = Distribution("Longnan", "龙南", (("Y2O3", Decimal("64.1")), ("Dy", Decimal("35.9"))), "own assay", False)


def quote(book: Book, product: str, mid: str, day: str = "2026-11-02", source: str = "询价") -> None:
    add_quote(
        book,
        Quote(
            date=dt.date.fromisoformat(day),
            period=Period.DAY,
            product=product,
            source=source,
            mid=Decimal(mid),
            tax_basis=TaxBasis.INCL,
        ),
    )


def worked(book: Book) -> None:
    """The prices of pricing.md 3, of praseodymium and neodymium alone."""
    quote(book, "PR-O", "565000")
    quote(book, "ND-O", "560000")


def codes(book: Book, deposit: Distribution, name: str = "", **more: bool) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        save_deposit(book, name, deposit, **more)
    return [(one.field, one.code) for one in caught.value.problems]


def test_shipped_distributions_are_not_verified(book: Book) -> None:
    assert [(one.name, one.verified) for one in distributions(book)] == [
        ("Bayan Obo", False),
        ("Mountain Pass", False),
        ("Mount Weld (central)", False),
    ]


def test_one_of_the_books_own_is_added_with_its_oxides_by_their_formulas(book: Book) -> None:
    save_deposit(book, "", MINE)
    kept = distribution(book, "龙南")
    assert kept.shares == (("Y2O3", Decimal("64.1")), ("Dy2O3", Decimal("35.9")))
    assert (kept.source, kept.verified, kept.total) == ("own assay", False, Decimal(100))


def corrected(book: Book, oxide: str, share: str) -> Distribution:
    """Bayan Obo with another share of that oxide."""
    shipped = distribution(book, "Bayan Obo")
    shares = ((name, Decimal(share) if name == oxide else of) for name, of in shipped.shares)
    return replace(shipped, shares=tuple(shares))


def test_a_shipped_one_that_is_corrected_becomes_the_books_own_until_it_is_deleted(book: Book) -> None:
    save_deposit(book, "Bayan Obo", corrected(book, "Pr6O11", "6.5"))  # 99.6 + 0.3
    assert own_names(book) == {"Bayan Obo"}
    assert dict(distribution(book, "白云鄂博").shares)["Pr6O11"] == Decimal("6.5")
    delete_deposit(book, "Bayan Obo")
    assert dict(distribution(book, "白云鄂博").shares)["Pr6O11"] == Decimal("6.2")
    with pytest.raises(Refused):
        delete_deposit(book, "Bayan Obo")


def test_each_of_these_is_a_step_that_can_be_undone(book: Book) -> None:
    save_deposit(book, "", MINE)
    verify_deposit(book, "Longnan", "assay 17", DAY, "li")
    book.undo()
    assert not distribution(book, "Longnan").verified
    book.undo()
    assert own_names(book) == frozenset()
    book.redo()
    assert distribution(book, "Longnan").shares[0] == ("Y2O3", Decimal("64.1"))


def test_a_sum_below_the_whole_is_kept_only_where_the_source_has_it_so(book: Book) -> None:
    short = replace(MINE, shares=(("Y2O3", Decimal("64.1")), ("Dy2O3", Decimal("35.3"))))  # 99.4, rounding is 0.5
    assert codes(book, short) == [("oxides", "shares-below-whole")]
    save_deposit(book, "", short, as_stated=True)
    assert (distribution(book, "Longnan").total, distribution(book, "Longnan").is_whole) == (Decimal("99.4"), False)
    assert replace(short, shares=(("Y2O3", Decimal("64.2")), ("Dy2O3", Decimal("35.3")))).is_whole  # 99.5


def test_a_sum_above_the_whole_is_wrong_whoever_says_so(book: Book) -> None:
    more = replace(MINE, shares=(("Y2O3", Decimal("64.1")), ("Dy2O3", Decimal("36.5"))))
    assert codes(book, more, as_stated=True) == [("oxides", "shares-above-whole")]


def test_what_is_wrong_is_said_at_its_field(book: Book) -> None:
    wrong = (("Xx", Decimal(1)), ("Nd", Decimal(0)), ("Nd2O3", Decimal(101)))
    assert codes(book, Distribution(" ", "", wrong, "", False)) == [
        ("name", "missing-name"),
        ("oxides[0].oxide", "unknown-oxide"),
        ("oxides[1].share", "share-range"),
        ("oxides[2].oxide", "oxide-twice"),
        ("oxides[2].share", "share-range"),
    ]
    assert codes(book, Distribution("Bayan obo", "", (("Nd", Decimal(100)),), "", False)) == [
        ("name", "deposit-exists")
    ]
    assert codes(book, Distribution("Empty", "", (), "", False)) == [("oxides", "no-shares")]


def test_verified_it_names_what_it_was_checked_against_by_whom_and_when(book: Book) -> None:
    verify_deposit(book, "Bayan Obo", "USGS Minerals Yearbook 2022, table 2", DAY, "李")
    kept = distribution(book, "Bayan Obo")
    assert (kept.verified, kept.source) == (True, "USGS Minerals Yearbook 2022, table 2")
    assert kept.checked == "2026-11-20 李"
    with pytest.raises(Refused) as caught:
        verify_deposit(book, "Bayan Obo", " ", DAY, "李")
    assert caught.value.problems[0].code == "verified-source"


def test_other_shares_are_no_longer_verified_another_name_is(book: Book) -> None:
    verify_deposit(book, "Bayan Obo", "table 2", DAY, "李")
    save_deposit(book, "Bayan Obo", replace(distribution(book, "Bayan Obo"), name_zh="包头"))
    assert distribution(book, "包头").checked == "2026-11-20 李"
    save_deposit(book, "Bayan Obo", corrected(book, "Pr6O11", "6.5"))
    assert (distribution(book, "Bayan Obo").verified, distribution(book, "Bayan Obo").checked) == (False, "")


def test_all_deposits_are_worth_what_the_same_prices_make_of_them(book: Book) -> None:
    worked(book)
    quote(book, "LA-O", "4500")
    terms = by_deposit.terms_of(DAY, deduction=Decimal(19_500), fx=Decimal("7.1"))
    found = by_deposit.as_json(by_deposit.side_by_side(book, None, terms, DAY), "en")
    first, second, _ = found["deposits"]
    # 6.2 % x 565,000 + 18.5 % x 560,000 + 23 % x 4,500 = 35,030 + 103,600 + 1,035 = 139,665; / 1,000 / 7.1 = 19.67
    assert (first["basket_cny_t_reo"], first["basket_usd_kg"]) == ("139665", "19.67")
    # x 92 % / 1.13 = 113,709.557...; x 50 % = 56,854.78; - 19,500
    assert (first["value_per_t_reo"], first["value_at_grade"], first["net_price"]) == (
        "113709.56",
        "56854.78",
        "37354.78",
    )
    assert first["pr_nd_value_share"] == "99.26"  # 25.08 + 74.18
    assert first["counted_share"] == "47.7"
    assert first["uncounted"] == ["CeO2", "Sm2O3", "Eu2O3", "Gd2O3", "Tb4O7", "Dy2O3"]
    # 4.34 % x 565,000 + 12 % x 560,000 + 33.2 % x 4,500 = 24,521 + 67,200 + 1,494
    assert (second["deposit"], second["basket_cny_t_reo"], second["verified"]) == ("Mountain Pass", "93215", False)


def test_prices_of_a_quarter_apart_are_not_put_together(book: Book) -> None:
    worked(book)
    quote(book, "TB-O", "15100000", "2022-03-07", "南方")
    quote(book, "DY-O", "2000000", "2026-10-12", "南方")
    found = oxide_prices(book, None, ["Nd2O3", "Pr6O11", "Tb4O7", "Dy2O3"], DAY)
    assert set(found.of()) == {"Nd2O3", "Pr6O11", "Dy2O3"}
    assert set(found.of(("quote", "南方", "", ""))) == {"Tb4O7", "Dy2O3"}


def test_the_price_of_the_mix_stands_for_praseodymium_that_is_not_quoted_alone(book: Book) -> None:
    quote(book, "PRND-O", "558000")
    found = oxide_prices(book, None, ["Nd2O3", "Pr6O11"], DAY).of()
    assert {oxide: (one.value, one.what["product"]) for oxide, one in found.items()} == {
        "Nd2O3": ("558000", "PRND-O"),
        "Pr6O11": ("558000", "PRND-O"),
    }


def test_a_netback_filled_with_a_deposit_says_that_it_is_not_verified_wherever_it_goes(book: Book) -> None:
    worked(book)
    deposit = distribution(book, "Bayan Obo")
    prices = oxide_prices(book, None, dict(deposit.shares), DAY).of()
    typed = {
        "vat_rate": "13",
        "grade": "50",
        "oxides": [{"oxide": "Nd2O3", "price_incl_vat": "600000", "recovery": "90"}],
    }
    given = filled(typed, deposit, prices, "price_incl_vat")
    assert given["oxides"] == [
        {"oxide": "Pr6O11", "share": "6.2", "price_incl_vat": "565000", "recovery": "90"},
        {"oxide": "Nd2O3", "share": "18.5", "price_incl_vat": "600000", "recovery": "90"},  # typed: it stays
    ]
    assert "CeO2" in unpriced(typed, deposit, prices, "price_incl_vat")
    noted = pricing.source_notes(pricing.price("netback", given), (), "en")
    assert ("Oxide 1 Share, Oxide 2 Share", "distribution Bayan Obo (not verified)") in noted
    assert any("（未核实）" in said for _, said in pricing.source_notes(pricing.price("netback", given), (), "zh"))


def test_without_any_price_all_oxides_wait_for_theirs(book: Book) -> None:
    given = filled({"fx": "7.1", "oxides": []}, distribution(book, "Mountain Pass"), {}, "price")
    assert [one["oxide"] for one in given["oxides"]][-1] == "Y2O3"
    assert {one["price"] for one in given["oxides"]} == {""}


def test_the_book_is_asked_again_for_the_shares(book: Book) -> None:
    deposit = distribution(book, "Bayan Obo")
    given = filled({"fx": "7.1", "oxides": []}, deposit, {}, "price")
    assert changes(book, None, given, {}) == []
    save_deposit(book, "Bayan Obo", corrected(book, "Pr6O11", "6.5"))
    found = changes(book, None, given, {})
    assert [(one.old.value, one.new.value if one.new else "") for one in found] == [("6.2", "6.5")]


def test_an_estimate_taken_from_the_book_says_whose_shares_it_has(book: Book) -> None:
    quote(book, "ND-O", "500000", "2025-07-01")
    quote(book, "ND-O", "700000", "2026-11-02")
    taken = taken_whole(book, "estimate", {})
    assert taken["sources"]["oxides[0].share"]["what"]["verified"] == "0"
    noted = pricing.source_notes(pricing.price("estimate", taken), (), "zh")
    assert any(said == "配分 白云鄂博（未核实）" for _, said in noted)
