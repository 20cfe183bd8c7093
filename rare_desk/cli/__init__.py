"""The verbs of the command line. `app` adds those that draw."""

from rare_desk.cli.contracts import calculations, deposits, estimate, price
from rare_desk.cli.figures import explain, index, methodology, outlooks, publication
from rare_desk.cli.file import books, passwords, rescue
from rare_desk.cli.group import group
from rare_desk.cli.ledger import attachments, counterparties, dues, imports, months, positions, trades

for verb in (
    books.new,
    imports.import_,
    trades.export,
    trades.template,
    trades.trades,
    counterparties.counterparties,
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
    dues.deliver,
    dues.pay,
    dues.due,
    attachments.attach,
    attachments.attachments,
    months.close,
    months.reopen,
    months.months,
    books.check,
    books.backup,
    books.restore,
    rescue.salvage,
    passwords.unlock,
    books.undo,
    books.redo,
    books.history,
):
    group.add_command(verb)

__all__ = ["group"]
