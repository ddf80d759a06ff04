"""Everything that is kept under somebody's number: the one list of where that is; decides nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, select, update

from bot.domain.handovers import HandoverState
from bot.storage.schema import (
    NOTHING_SAID,
    class_seats,
    classes,
    dialogues,
    follows,
    handover_messages,
    handovers,
    inbox,
    outbox,
    pace,
    people,
    recipients,
    registrations,
    review_questions,
    staff,
    subscriptions,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Column, ColumnElement, Connection, RowMapping

    from bot.services.ports.personal import Kept

HELD: tuple[Column[Any], ...] = (
    people.c.id,
    staff.c.person,
    follows.c.person,
    subscriptions.c.chat,
    registrations.c.owner,
    classes.c.teacher,
    handovers.c.person,
    handover_messages.c.chat,
    outbox.c.chat,
    recipients.c.chat,
    dialogues.c.chat,
)
"""Where a person's number stands as the key to what is theirs."""

GIVEN: tuple[Column[Any], ...] = (registrations.c.consent_by,)
"""Where it stands in what is somebody else's: consents that they gave as a guardian."""

PASSING: tuple[Column[Any], ...] = (inbox.c.chat, pace.c.chat)
"""Where it stands only for a while: until an update is handled, or a wait that Telegram asked for is over."""

DEEDS = frozenset(
    {
        "invitations.invited_by",
        "invitations.used_by",
        "audit.author",
        "changes.author",
        "announcements.author",
        "announcements.confirmed_by",
        "handovers.hand",
        "review_questions.author",
    }
)
"""Where it stands for what somebody did as a member of the staff: that is answered for, and not taken out."""


class SqlPersonal:
    """The port `Personal`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person: int) -> Mapping[str, Sequence[Kept]]:
        """Every row under that number, by the name of its table; tables without any are left out."""
        found: dict[str, list[Kept]] = {}
        for column in (*HELD, *GIVEN):
            rows = self._connection.execute(select(column.table).where(column == person)).mappings()
            kept = [{name: _plain(value) for name, value in _theirs(row, person).items()} for row in rows]
            if kept:
                found.setdefault(column.table.name, []).extend(kept)
        theirs = select(class_seats).where(_seats_of(person))
        if seats := [dict(row) for row in self._connection.execute(theirs).mappings()]:
            found[class_seats.name] = seats
        # Who asked is not the person's own.
        asked = [column for column in review_questions.columns if column is not review_questions.c.author]
        rows = self._connection.execute(select(*asked).where(_about(person)).order_by(review_questions.c.id)).mappings()
        if questions := [{name: _plain(value) for name, value in row.items()} for row in rows]:
            found[review_questions.name] = questions
        return found

    def erase(self, person: int) -> int:
        """Take it all out; how many rows that were. What is counted stays, without the number."""
        withdrawn = and_(handovers.c.person == person, handovers.c.state == HandoverState.WITHDRAWN)
        steps = [
            # Who reads the organizers' chat still has to be told that it was withdrawn.
            update(handovers).where(withdrawn).values(person=-handovers.c.id),
            delete(class_seats).where(
                class_seats.c.class_id.in_(select(classes.c.id).where(classes.c.teacher == person))
            ),
            update(class_seats).where(_seats_of(person)).values(name=None),
            delete(review_questions).where(_about(person)),
            update(registrations)
            .where(registrations.c.owner == person)
            .values(owner=-registrations.c.id, **NOTHING_SAID),
            update(registrations)
            .where(registrations.c.consent_by == person)
            .values(consent_by=0, consent_contact=None),
            *(delete(column.table).where(column == person) for column in HELD if column.table is not registrations),
        ]
        return sum(self._connection.execute(step).rowcount for step in steps)


def _seats_of(person: int) -> ColumnElement[bool]:
    """Seats of classes that are this person's: a pupil's own, or the teacher's while no pupil has taken them."""
    return class_seats.c.registration.in_(select(registrations.c.id).where(registrations.c.owner == person))


def _about(person: int) -> ColumnElement[bool]:
    """What organizers asked about this person's applications, with the replies."""
    return review_questions.c.registration.in_(select(registrations.c.id).where(registrations.c.owner == person))


def _theirs(row: RowMapping, person: int) -> dict[str, Any]:
    """A row without the number of the guardian, which is nobody else's to read."""
    kept = dict(row)
    if kept.get("consent_by") != person:
        kept.pop("consent_contact", None)
    return kept


def _plain(value: object) -> str | int | bool | None:
    if value is None or isinstance(value, bool | int):
        return value
    return value.isoformat() if isinstance(value, datetime) else str(value)
