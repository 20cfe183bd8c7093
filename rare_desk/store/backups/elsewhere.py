"""Where backups go besides the book's own folder, as this machine is set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """`lock` as `locked.Lock.text` writes it; empty for copies that anybody can open."""

    folder: str
    lock: str = ""


_chosen: Chosen | None = None


def choose(folder: str, lock: str = "") -> None:
    """For this program from now on; no folder: none."""
    global _chosen
    _chosen = Chosen(folder, lock) if folder else None


def chosen() -> Chosen | None:
    return _chosen
