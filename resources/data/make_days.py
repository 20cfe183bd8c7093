"""Writes non_trading_days.csv beside itself from the `holidays` package: China's public holidays.

Run it when the State Council has announced another year, and raise ANNOUNCED_TO; later years are estimates.
"""

import csv
from pathlib import Path

import holidays

FIRST, LAST, ANNOUNCED_TO = 2010, 2028, 2026
TARGET = Path(__file__).with_name("non_trading_days.csv")


def main() -> None:
    found = holidays.country_holidays("CN", years=range(FIRST, LAST + 1), language="zh_CN")
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("date", "name", "estimated"))
        for day, name in sorted(found.items()):
            said = "调休" if name.startswith("休息日") else name
            writer.writerow((day.isoformat(), said, "yes" if day.year > ANNOUNCED_TO else "no"))


if __name__ == "__main__":
    main()
