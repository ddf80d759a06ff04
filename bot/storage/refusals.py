"""Lets a refusal of a value come out of a statement as the ValueError that it is; handles no other error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import ExceptionContext


def refuse_plainly(engine: Engine) -> None:
    """A column type's ValueError is raised bare, not wrapped together with the statement."""
    event.listen(engine, "handle_error", _plain)


def _plain(context: ExceptionContext) -> BaseException | None:
    error = context.original_exception
    return error if type(error) is ValueError else None
