"""Schools as the directory has them, and the fields of a form that are answered from it; searches nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.forms import FieldKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.events import Event, Session
    from bot.domain.language import LocalizedText


@dataclass(frozen=True, slots=True)
class School:
    """An entry of the directory; one that is `listed` no more still has its name, for whoever named it."""

    id: str
    name: LocalizedText
    aliases: tuple[str, ...] = ()
    place: LocalizedText | None = None
    listed: bool = True


def renewed(before: Mapping[str, School], given: tuple[School, ...]) -> tuple[School, ...]:
    """The directory after these are what is listed: those that are gone stay, for people have named them."""
    there = {school.id for school in given}
    return (*given, *(replace(school, listed=False) for school in before.values() if school.id not in there))


def with_schools(event: Event, schools: Mapping[str, School]) -> Event:
    """The event whose questions about a school know the directory; itself where it asks none."""
    if not schools or not any(_asks(session) for edition in event.editions for session in edition.sessions):
        return event
    editions = tuple(
        replace(edition, sessions=tuple(_knowing(session, schools) for session in edition.sessions))
        for edition in event.editions
    )
    return replace(event, editions=editions)


def _asks(session: Session) -> bool:
    return session.form is not None and any(field.kind is FieldKind.SCHOOL for field in session.form.fields)


def _knowing(session: Session, schools: Mapping[str, School]) -> Session:
    if session.form is None or not _asks(session):
        return session
    fields = tuple(
        replace(field, schools=schools) if field.kind is FieldKind.SCHOOL else field for field in session.form.fields
    )
    return replace(session, form=replace(session.form, fields=fields))
