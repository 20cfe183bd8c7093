"""Publication: figures frozen as vintages, what moved since, what may be restated, and the index as published."""

from rare_desk.ops.publication.beside import Beside, Figure, beside
from rare_desk.ops.publication.causes import Cause, causes, told_pending
from rare_desk.ops.publication.overview import Next, Overview, overview
from rare_desk.ops.publication.publishing import Published, caught_up, due, publish, publish_all, publish_up_to
from rare_desk.ops.publication.reading import (
    Vintages,
    Which,
    altered,
    any_published,
    as_published,
    document,
    holds,
    text,
    told,
)  # fmt: skip
from rare_desk.ops.publication.restating import Pending, pending, restate

__all__ = [
    "Beside",
    "Cause",
    "Figure",
    "Next",
    "Overview",
    "Pending",
    "Published",
    "Vintages",
    "Which",
    "altered",
    "any_published",
    "as_published",
    "beside",
    "caught_up",
    "causes",
    "document",
    "due",
    "holds",
    "overview",
    "pending",
    "publish",
    "publish_all",
    "publish_up_to",
    "restate",
    "text",
    "told",
    "told_pending",
]
