"""A file beside a trade is known by what it holds: found again where it was moved to, and told when it was changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rare_desk.core import file_names
from rare_desk.core.problems import Refused
from rare_desk.ops import trades
from rare_desk.ops.life.attaching import State, attach, detach, fingerprint, keep_places, look, look_at_all
from rare_desk.store.book import Book
from rare_desk.store.reading.life.attachment_queries import attachments, attachments_of
from tests.ops.given import BUY, TODAY


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "合同"
    folder.mkdir()
    path = folder / "HT-1.pdf"
    path.write_bytes(b"contract " * 1000)
    return path


@pytest.fixture
def kept(book: Book, paper: Path) -> Book:
    trades.add_trade(book, BUY, today=TODAY)
    attach(book, 1, fingerprint(paper), " 正本 ")
    return book


def states(book: Book, folder: Path | None = None) -> list[State]:
    return [one.state for one in look_at_all(book, attachments(book), folder)]


def test_a_file_is_kept_with_its_size_and_hash(kept: Book, paper: Path) -> None:
    (one,) = attachments_of(kept, "trades", 1)
    assert (one.name, one.path, one.size, one.note) == ("HT-1.pdf", str(paper), 9000, "正本")
    assert one.sha256 == "ea2e474ed71163b07169a81dca6a1c51df2b768c4e07b997570eadda665bc949"
    assert states(kept) == [State.THERE]


def test_what_was_written_over_is_said_to_be_changed(kept: Book, paper: Path) -> None:
    paper.write_bytes(b"Contract " * 1000)
    assert states(kept) == [State.CHANGED]


@pytest.mark.parametrize("place", ["合同/renamed.pdf", "other/deep/HT-1.pdf"])
def test_a_moved_file_is_found_by_what_it_holds(kept: Book, paper: Path, tmp_path: Path, place: str) -> None:
    target = tmp_path / place
    target.parent.mkdir(parents=True, exist_ok=True)
    decoy = target.with_name("decoy.pdf")
    decoy.write_bytes(b"x" * 9000)
    paper.rename(target)
    (seen,) = look_at_all(kept, attachments(kept))
    assert (seen.state, seen.path) == (State.MOVED, target)
    keep_places(kept, [seen])
    assert states(kept) == [State.THERE]
    kept.undo()
    assert states(kept) == [State.MOVED]


def test_a_file_that_is_nowhere_is_missing_until_its_folder_is_shown(
    kept: Book, paper: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    target = away / "a" / "b.pdf"
    target.parent.mkdir()
    target.write_bytes(paper.read_bytes())
    paper.unlink()
    assert states(kept) == [State.MISSING]
    assert states(kept, away) == [State.MOVED]
    assert look(attachments(kept)[0], [away / "gone"]).state is State.MISSING


def test_the_same_content_is_attached_once_and_what_cannot_be_read_not_at_all(kept: Book, paper: Path) -> None:
    copy = paper.with_name("copy.pdf")
    copy.write_bytes(paper.read_bytes())
    with pytest.raises(Refused) as refused:
        attach(kept, 1, fingerprint(copy))
    assert [one.code for one in refused.value.problems] == ["attached-already"]
    with pytest.raises(Refused) as refused:
        fingerprint(paper.with_name("none.pdf"))
    assert [one.code for one in refused.value.problems] == ["attachment-unreadable"]


def test_a_paper_that_lies_too_deep_for_the_system_is_told_so(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_names, "LONGEST", 20)
    with pytest.raises(Refused) as refused:
        fingerprint(paper.with_name("none.pdf"))
    assert [one.code for one in refused.value.problems] == ["path-too-long"]


def test_attachments_go_with_their_trade_and_come_back_with_it(kept: Book) -> None:
    trades.delete_trades(kept, [1])
    assert attachments(kept) == []
    kept.undo()
    assert len(attachments(kept)) == 1
    detach(kept, 1)
    assert attachments(kept) == []


def placed(book: Book, path: str) -> None:
    with book.step("attachments-moved", count="1") as step:
        step.update("attachments", 1, {"path": path})


PLACES = {
    "another machine": r"\\host\share\HT-1.pdf",
    "the same with the other stroke": "//host/share/HT-1.pdf",
    "past the file system": "\\\\?\\UNC\\host\\share\\HT-1.pdf",
    "a device": r"\\.\PhysicalDrive0",
}


@pytest.mark.parametrize("place", PLACES)
def test_another_machine_is_not_called_unasked(
    kept: Book, paper: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed(kept, PLACES[place])
    paper.unlink()
    asked: list[str] = []
    for name in ("is_file", "stat", "iterdir", "open"):
        monkeypatch.setattr(Path, name, _noting(asked, getattr(Path, name)))
    assert states(kept) == [State.ELSEWHERE]
    assert not [path for path in asked if "host" in path or "Physical" in path]


def _noting(asked: list[str], act: Callable[..., Any]) -> Callable[..., Any]:
    def noted(path: Path, *args: Any, **how: Any) -> Any:
        asked.append(str(path))
        return act(path, *args, **how)

    return noted


def test_another_machine_is_called_when_it_is_asked_for(kept: Book) -> None:
    placed(kept, PLACES["another machine"])
    (one,) = attachments(kept)
    assert look(one, asked=(r"\\host\share",)).state is State.MISSING
    assert look(one, asked=(r"\\other\share",)).state is State.ELSEWHERE


def test_a_file_of_another_machine_is_found_beside_the_book(kept: Book, paper: Path) -> None:
    placed(kept, PLACES["another machine"])
    paper.rename(kept.path.parent / "HT-1.pdf")
    assert states(kept) == [State.MOVED]


ODD = ("../../HT-1.pdf", "HT-1.pdf", "a\0b", "/a\0b/c", "/" + "a/" * 3000, "/" + "a" * 400, "CON", r"C:\con\nul", "",
       "/dev/zero", "\u202egpj.exe")  # fmt: skip


@pytest.mark.parametrize("path", ODD)
def test_a_path_that_can_be_no_place_of_a_file_is_missing(
    kept: Book, paper: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(paper.parent)
    placed(kept, path)
    paper.rename(paper.with_name("other.pdf"))
    assert states(kept) in ([State.MISSING], [State.MOVED])
    (paper.parent / "other.pdf").unlink()
    assert states(kept) == [State.MISSING]
