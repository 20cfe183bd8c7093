"""Which backups stay: the ten latest, and the last of each month."""

from pathlib import Path

from rare_desk.store.file.locked import ENDING

KEPT = 10


def backups_in(place: Path) -> list[Path]:
    """By the time in their names; locked or not."""
    return sorted([*place.glob("*.raredesk"), *place.glob(f"*.raredesk{ENDING}")])


def thin(place: Path, made: str) -> None:
    """After the backup of that name was made. What is named after it was made before the clock was set back."""
    found = sorted(backups_in(place), key=lambda file: (file.name <= made, file.name))
    last_of_month = {file.name[:6]: file for file in found}
    for file in found[:-KEPT]:
        if last_of_month[file.name[:6]] != file:
            file.unlink(missing_ok=True)  # another program may have thinned them out
