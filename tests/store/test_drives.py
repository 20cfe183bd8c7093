"""On a network drive one program at a time, with a warning; a mount table says what is one."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from rare_desk.ops.book.books import new_book
from rare_desk.store.backups import making
from rare_desk.store.book import Book, BookError
from rare_desk.store.file import drives
from rare_desk.store.file.addressing import address
from rare_desk.store.file.exclusive import lock_path
from rare_desk.words import sentence
from tests.store.test_steps import add_party
from tests.systems import not_on_windows

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/desk nfs4 rw 0 0
//server/share /mnt/the\\040share cifs rw 0 0
/dev/sdb1 /mnt/desk/local ext4 rw 0 0
"""


@not_on_windows("Windows asks the drive")
@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/a.raredesk", "ext4"),
        ("/mnt/desk/a.raredesk", "nfs4"),
        ("/mnt/desktop/a.raredesk", "ext4"),
        ("/mnt/the share/x/a.raredesk", "cifs"),
        ("/mnt/desk/local/a.raredesk", "ext4"),
    ],
)
def test_the_nearest_mount_decides(monkeypatch: pytest.MonkeyPatch, place: str, kind: str) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: MOUNTS)
    assert drives.on_network(Path(place)) == (kind != "ext4")


def test_a_book_on_a_network_drive_is_held_by_one_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk.raredesk"
    monkeypatch.setattr(drives, "on_network", lambda _: True)
    with new_book(path) as book:
        assert book.warning is not None
        assert "desk.raredesk" in sentence(book.warning, "en")
        assert book.fetch("PRAGMA journal_mode") == [("delete",)]
        add_party(book, "A")
        with book.reader() as reader:
            assert reader.last_step() == book.last_step()
        with pytest.raises(BookError) as refused:
            Book.open(path)
        assert (refused.value.problem.code, refused.value.exit_code) == ("book-held", 4)
    with Book.open(path) as again:
        add_party(again, "B")
    assert [file.name for file in tmp_path.iterdir()] == ["desk.raredesk"]


def test_a_book_brought_back_from_a_network_drive_is_shared_again(tmp_path: Path) -> None:
    path = tmp_path / "desk.raredesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drives, "on_network", lambda _: True)
        new_book(path).close()
    with Book.open(path) as book, Book.open(path) as other:
        assert book.warning is None
        assert other.fetch("PRAGMA journal_mode") == [("wal",)]


@pytest.mark.parametrize("folder", ["OneDrive", "OneDrive - 包头稀土", "Dropbox", "我的坚果云", "WPS云盘"])
def test_a_book_in_a_synchronised_folder_is_held_by_one_program_too(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "账"
    place.mkdir(parents=True)
    with new_book(place / "desk.raredesk") as book:
        assert book.warning is not None
        assert book.warning.code == "synced-folder"
        assert book.fetch("PRAGMA journal_mode") == [("delete",)]
        add_party(book, "A")
        assert {file.suffix for file in place.iterdir()} == {".raredesk", ".lock", ".holder"}
        with pytest.raises(BookError):
            Book.open(place / "desk.raredesk")


def test_onedrive_says_itself_where_its_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "公司"))
    assert drives.why_alone(tmp_path / "公司/desk.raredesk") == "synced-folder"
    assert drives.why_alone(tmp_path / "公司的/desk.raredesk") == ""


def test_a_book_that_could_not_be_brought_up_to_date_is_held_by_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.raredesk"
    shutil.copy(Path(__file__).parents[1] / "data/books/version-3.raredesk", path)
    monkeypatch.setattr(drives, "on_network", lambda _: True)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(making, "folder", lambda _: tmp_path / "not there" / "backups")
        with pytest.raises(BookError) as refused:
            Book.open(path)
        assert refused.value.exit_code == 3
        assert not lock_path(path).exists()
    with Book.open(path) as opened:
        assert opened.warning is not None


@not_on_windows("here a path looks like one of a share")
def test_a_share_is_told_to_sqlite_as_the_path_that_it_is(tmp_path: Path) -> None:
    machine, folder = tmp_path.parts[1:3]
    share = PureWindowsPath(f"//{machine}/{folder}").joinpath(*tmp_path.parts[3:], "账 #1?.raredesk")
    assert share.drive == f"\\\\{machine}\\{folder}"
    with closing(sqlite3.connect(address(share, "mode=rwc"), uri=True)) as connection:
        connection.execute("CREATE TABLE here (x)")
    assert [file.name for file in tmp_path.iterdir()] == ["账 #1?.raredesk"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (PureWindowsPath("C:/a b/desk.raredesk"), "file:///C:/a%20b/desk.raredesk?mode=ro"),
        (PurePosixPath("/a b/desk.raredesk"), "file:///a%20b/desk.raredesk?mode=ro"),
    ],
)
def test_a_path_of_this_machine_has_no_other_in_its_address(place: PurePath, said: str) -> None:
    assert address(place, "mode=ro") == said
