"""Publication: figures frozen as vintages, what moved since, what may be restated, and the index as published."""

from rare_desk.ops.publication.causes import Cause, causes, told_pending
from rare_desk.ops.publication.publishing import Published, caught_up, due, publish, publish_up_to
from rare_desk.ops.publication.reading import Vintages, Which, as_published, document, holds, text, told
from rare_desk.ops.publication.restating import Pending, pending, restate

__all__ = [
    "Cause",
    "Pending",
    "Published",
    "Vintages",
    "Which",
    "as_published",
    "caught_up",
    "causes",
    "document",
    "due",
    "holds",
    "pending",
    "publish",
    "publish_up_to",
    "restate",
    "text",
    "told",
    "told_pending",
]
