"""Files as SQLite is told of them, with what is asked of each."""

from pathlib import PurePath


def address(path: PurePath, asked: str) -> str:
    """Of an absolute path. `asked` as `mode=ro&immutable=1`. A Windows share has its machine where an address has it;
    SQLite takes none there, and a path that begins with two slashes instead."""
    plain = path.as_uri()
    there = plain if plain.startswith("file:///") else plain.replace("file://", "file:////", 1)
    return f"{there}?{asked}"
