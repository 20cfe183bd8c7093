"""What can be read of a damaged book comes into a new one, and nothing comes that is not what it was."""

import random
from pathlib import Path

import pytest

from rare_desk.ops.book import books, rescue
from rare_desk.store.book import BookError
from rare_desk.store.salvage.making import salvage
from rare_desk.store.tables import RECORDS
from tests.torture.kills.acts import BOOK, ledger
from tests.torture.weather import corruption

RECENT = 4


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With deliveries, payments, closed months, corrections, undone steps and a backup, then a few steps more."""
    folder, chance = tmp_path_factory.mktemp("grown"), random.Random(3)
    ledger.prepare(folder)
    with books.open_book(folder / BOOK) as book:
        for _ in range(40):
            ledger.STEPS.one(book, chance)
        books.backup(book.path)
        for _ in range(RECENT):
            ledger.deliver(book, chance)
    return folder / BOOK


@pytest.fixture
def damaged(grown: Path, tmp_path: Path) -> Path:
    path = tmp_path / "damaged.raredesk"
    path.write_bytes(grown.read_bytes())
    kept = path.with_name(f"{path.name}-backups")
    kept.mkdir()
    for copy in grown.with_name(f"{grown.name}-backups").iterdir():
        (kept / copy.name).write_bytes(copy.read_bytes())
    return path


def rows(path: Path) -> dict[str, dict[object, tuple[object, ...]]]:
    """By table and id; settings by name, for a new book has begun its own."""
    found = corruption.records(path)
    kept = {name: {row[0]: row for row in found[name]} for name in RECORDS - {"settings"}}
    return kept | {"settings": {row[2]: row[2:] for row in found["settings"]}}


def spoil(path: Path, start: int, length: int) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + length] = b"\xa5" * length
    path.write_bytes(data)


def test_a_sound_book_comes_over_whole(grown: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.raredesk"
    found = salvage(grown, out)
    assert found.whole
    assert books.check(out) == []
    assert rows(out) == rows(grown)


@pytest.mark.parametrize("length", [16, 100])
def test_a_damaged_head_of_the_file_costs_nothing(length: int, damaged: Path, grown: Path, tmp_path: Path) -> None:
    spoil(damaged, 0, length)
    assert salvage(damaged, tmp_path / "out.raredesk").whole
    assert rows(tmp_path / "out.raredesk") == rows(grown)


def test_a_damaged_list_of_tables_costs_nothing(damaged: Path, grown: Path, tmp_path: Path) -> None:
    spoil(damaged, 0, 4096)
    assert salvage(damaged, tmp_path / "out.raredesk").whole
    assert rows(tmp_path / "out.raredesk") == rows(grown)


@pytest.mark.parametrize("seed", range(12))
def test_what_comes_over_proved_is_what_it_was(seed: int, damaged: Path, grown: Path, tmp_path: Path) -> None:
    """Pages of all tables and of the journal, two at a time."""
    chance = random.Random(seed)
    for _ in range(2):
        spoil(damaged, chance.randrange(1, damaged.stat().st_size // 4096) * 4096, 4096)
    out = tmp_path / "out.raredesk"
    found, before = salvage(damaged, out), rows(grown)
    assert books.check(out) == []
    after = rows(out)
    for name, tally in found.tables.items():
        there = after[name].items() & before[name].items()
        assert len(there) >= tally.came - tally.doubtful, name
        assert len(after[name]) >= tally.came, name
    if found.whole:
        assert after == before


def test_nothing_is_made_of_what_is_no_book(damaged: Path, tmp_path: Path) -> None:
    damaged.write_bytes(random.Random(1).randbytes(100_000))
    with pytest.raises(BookError) as refused:
        salvage(damaged, tmp_path / "out.raredesk")
    assert refused.value.problem.code == "nothing-to-salvage"
    assert not (tmp_path / "out.raredesk").exists()


def test_a_salvage_overwrites_nothing(grown: Path, tmp_path: Path) -> None:
    with pytest.raises(BookError) as refused:
        salvage(grown, grown)
    assert refused.value.problem.code == "book-exists"


def test_the_latest_good_backup_is_offered_with_what_it_lacks(damaged: Path) -> None:
    spoil(damaged, 0, 100)
    offer = rescue.latest_good(damaged)
    assert offer is not None
    assert (offer.steps, offer.trades) == (RECENT, 0)
    assert books.check(offer.copy) == []


def test_a_damaged_backup_is_not_offered(damaged: Path) -> None:
    for copy in damaged.with_name(f"{damaged.name}-backups").iterdir():
        spoil(copy, 20_000, 8192)
    assert rescue.latest_good(damaged) is None
