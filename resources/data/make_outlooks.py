"""Makes up what the sample book has of others: an index that they publish, and answers to the expectation question.

    python resources/data/make_outlooks.py

The index is the sample's own composite two index days late, with noise, and nobody publishes it; the respondents do not
exist. Every row says so. Written again it is the same.
"""

import csv
import datetime as dt
import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.outlooks.comparison import own_points
from rare_desk.ops.outlooks.expectation import asked_products

HERE = Path(__file__).resolve().parent
INDEX = "示例价格指数（虚构）"
NOTE = "示例数据，虚构 (made up)"
RESPONDENTS = (("虚构磁材甲", 2), ("虚构磁材乙", 1), ("虚构分离厂", 1.5), ("虚构贸易行", 1), ("虚构冶炼厂", 1))
_LATE, _NOISE, _SCALE = 2, 0.002, 0.25


def main() -> None:
    chance = random.Random(20261022)
    with tempfile.TemporaryDirectory() as folder, new_sample_book(Path(folder) / "s.raredesk") as book:
        points = own_points(IndexState.load(book), "composite")
        products = [product.code for product in asked_products(book)]
    days = [day for day, _ in points]
    values = [float(value) * _SCALE * (1 + chance.gauss(0, _NOISE)) for _, value in points]
    late = zip(days[_LATE:], values, strict=False)
    _write("sample_published.csv", ("date", "index", "value", "note"), ([d, INDEX, f"{v:.2f}", NOTE] for d, v in late))
    months = dict.fromkeys(day.replace(day=1) for day in days)
    rows = [
        [f"{month:%Y-%m}", name, product, _outlook(chance, points, month), weight, NOTE]
        for month in months
        for name, weight in RESPONDENTS
        for product in products
        if chance.random() < 0.9
    ]
    _write("sample_answers.csv", ("month", "respondent", "product", "answer", "weight", "note"), rows)


def _outlook(chance: random.Random, points: Sequence[tuple[dt.date, object]], month: dt.date) -> str:
    """More up where the composite rose in the month."""
    inside = [float(str(value)) for day, value in points if day.replace(day=1) == month]
    rise = inside[-1] / inside[0] - 1
    up = min(max(0.45 + 8 * rise, 0.1), 0.85)
    return chance.choices(("up", "flat", "down"), (up, 0.3, max(0.7 - up, 0.05)))[0]


def _write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
