import csv

import pytest

from rare_desk import paths
from rare_desk.core.products import Catalogue, Product


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    with (paths.resources() / "data" / "products.csv").open(encoding="utf-8") as stream:
        return Catalogue(
            Product(
                row["code"],
                row["name_en"],
                row["name_zh"],
                row["group"],
                row["form"],
                row["formula"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
            )
            for row in csv.DictReader(stream)
        )


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("PRND-O", "PRND-O"),
        ("prnd-o", "PRND-O"),
        ("氧化镨钕", "PRND-O"),
        ("镨钕氧化物", "PRND-O"),
        ("氧化鐠釹", "PRND-O"),
        ("NdPr Oxide", "PRND-O"),
        ("Ｎｄ２Ｏ３", "ND-O"),
        (" 金属 钕 ", "ND-M"),
        ("Praseodymium-neodymium oxide", "PRND-O"),
        ("碳酸稀土", "CARB"),
    ],
)
def test_a_product_is_found_by_any_of_its_words(catalogue: Catalogue, word: str, code: str) -> None:
    found = catalogue.find(word)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("word", ["", "氧化", "氧化镨钕X", "copper"])
def test_a_word_that_names_no_product_finds_none(catalogue: Catalogue, word: str) -> None:
    assert catalogue.find(word) is None


def test_every_product_is_found_by_its_own_names(catalogue: Catalogue) -> None:
    for product in catalogue:
        assert catalogue.find(product.name_zh) is product
        assert catalogue.find(product.name_en) is product
        for alias in product.aliases:
            assert catalogue.find(alias) is product, alias
