"""The kinds of work that a process is killed at, by name."""

from collections.abc import Mapping

from tests.torture.kills.acts import (
    Kind,
    copies,
    entries,
    exports,
    ledger,
    migrating,
    publishing,
    restoring,
    watched,
)

KINDS: Mapping[str, Kind] = {
    "entries": entries.STEPS.kind(),
    "ledger": ledger.STEPS.kind(),
    "publication": publishing.STEPS.kind(),
    "watched": watched.STEPS.kind(),
    "backups": copies.STEPS.kind(10),
    "exports": exports.STEPS.kind(),
    "restoring": restoring.KIND,
    "migrating": migrating.KIND,
}
