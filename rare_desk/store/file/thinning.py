"""Which backups stay: the ten latest, and the last of each month."""

from pathlib import Path

from rare_desk.store.file.locked import ENDING

KEPT = 10


def backups_in(place: Path) -> list[Path]:
    """By the time in their names; locked or not."""
    return sorted([*place.glob("*.raredesk"), *place.glob(f"*.raredesk{ENDING}")])


def thin(place: Path) -> None:
    found = backups_in(place)
    last_of_month = {file.name[:6]: file for file in found}
    for file in found[:-KEPT]:
        if last_of_month[file.name[:6]] != file:
            file.unlink(missing_ok=True)  # another program may have thinned them out
