"""The verbs of the command line. `app` adds those that draw."""

from rare_desk.cli import (
    books,
    calculations,
    deposits,
    estimate,
    explain,
    imports,
    index,
    methodology,
    outlooks,
    positions,
    price,
    publication,
    trades,
)
from rare_desk.cli.group import group

for verb in (
    books.new,
    imports.import_,
    trades.export,
    trades.template,
    trades.trades,
    index.index,
    index.prices,
    index.exclusions,
    explain.explain,
    methodology.methodology,
    publication.publish,
    publication.restate,
    publication.vintages,
    outlooks.compare,
    outlooks.published,
    outlooks.expectation,
    outlooks.questionnaire,
    price.price,
    calculations.calculations,
    estimate.estimate,
    deposits.deposits,
    positions.positions,
    books.check,
    books.backup,
    books.restore,
    books.undo,
    books.redo,
    books.history,
):
    group.add_command(verb)

__all__ = ["group"]
