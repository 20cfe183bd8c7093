"""Which backups stay: the ten latest, and the last of each month."""

import datetime as dt
from pathlib import Path

from rare_desk.store.file.locked import ENDING

KEPT = 10
STAMP = "%Y%m%d-%H%M%S-%f"
"""How a backup's name begins."""


def backups_in(place: Path) -> list[Path]:
    """By the time in their names; locked or not."""
    return sorted([*place.glob("*.raredesk"), *place.glob(f"*.raredesk{ENDING}")])


def thin(place: Path, now: dt.datetime | None = None) -> None:
    """What is named after a time to come was made before the clock was set back: it goes first."""
    latest = f"{now or dt.datetime.now():{STAMP}}~"
    found = sorted(backups_in(place), key=lambda file: (file.name <= latest, file.name))
    last_of_month = {file.name[:6]: file for file in found}
    for file in found[:-KEPT]:
        if last_of_month[file.name[:6]] != file:
            file.unlink(missing_ok=True)  # another program may have thinned them out
