"""The table of registrations, and of the places that they hold; decides nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, delete, func, select, text, true, update

from bot.domain.applications import Application
from bot.domain.coming import Party
from bot.domain.consent import Consent
from bot.domain.places import SessionKey
from bot.domain.registrations import Registration, RegistrationState
from bot.storage.columns import UtcDateTime
from bot.storage.insertion import insert_and_return
from bot.storage.places import SqlPlaces, in_session, key_of, within
from bot.storage.schema import (
    LIVE,
    NOTHING_SAID,
    WAITLISTED,
    class_seats,
    classes,
    consent_requests,
    registrations,
    review_questions,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

# Those of every «Send» are built once: to build one takes longer than to run it.
_GET = select(registrations).where(registrations.c.id == bindparam("number"))
_PUT = update(registrations).where(registrations.c.id == bindparam("number"))
_ALL_OF = (
    select(registrations).where(registrations.c.owner == bindparam("of_owner")).order_by(registrations.c.id.desc())
)
_WAITING = (
    select(registrations)
    .where(in_session(registrations), WAITLISTED)
    .order_by(registrations.c.id)
    .limit(bindparam("most"))
)
_AHEAD = select(func.coalesce(func.sum(registrations.c.places), 0)).where(
    in_session(registrations), WAITLISTED, registrations.c.id < bindparam("number")
)
_STATES = (
    select(registrations.c.state, func.sum(registrations.c.places))
    .where(in_session(registrations))
    .group_by(registrations.c.state)
)
_OVERDUE = (
    select(registrations)
    .where(LIVE, registrations.c.until <= bindparam("now"))
    .order_by(registrations.c.until, registrations.c.id)
    .limit(bindparam("most"))
)
_EDITIONS = (
    select(registrations.c.event, registrations.c.edition, func.max(registrations.c.asked_at, type_=UtcDateTime()))
    .where(registrations.c.owner > 0)
    .group_by(registrations.c.event, registrations.c.edition)
)
LOCKED = "registrations_locked"
_LOCK = text("LOCK TABLE session_places IN EXCLUSIVE MODE")
_QUEUES = select(registrations.c.event, registrations.c.edition, registrations.c.session).where(WAITLISTED).distinct()


def _row(registration: Registration) -> dict[str, Any]:
    application, consent = registration.application, registration.consent
    return key_of(registration.session) | {
        "owner": application.owner,
        "child": application.child,
        "places": application.places,
        "minor": application.minor,
        "answers": json.dumps(dict(application.answers), ensure_ascii=False),
        "school": application.school,
        "school_class": application.school_class,
        "state": registration.state,
        "asked_at": registration.asked_at,
        "reviewed": registration.reviewed,
        "until": registration.until,
        "ending": registration.ending,
        "reason": registration.reason,
        "sequence": registration.sequence,
        "consent_version": consent.version if consent else None,
        "consent_hash": consent.text_hash if consent else None,
        "consent_by": consent.by if consent else None,
        "consent_at": consent.at if consent else None,
        "consent_paper": consent.paper if consent else None,
        "consent_withdrawn_at": consent.withdrawn_at if consent else None,
        "consent_contact": consent.contact if consent else None,
        "asked_coming_at": registration.asked_coming_at,
        "coming_at": registration.coming_at,
    }


def _registration(row: Row[*tuple[Any, ...]]) -> Registration:
    r = row._mapping  # noqa: SLF001  SQLAlchemy's public name for it
    consent = None
    if r["consent_at"] is not None:
        consent = Consent(
            r["consent_version"],
            r["consent_hash"],
            r["consent_by"],
            r["consent_at"],
            paper=r["consent_paper"],
            withdrawn_at=r["consent_withdrawn_at"],
            contact=r["consent_contact"],
        )
    answers = MappingProxyType(json.loads(r["answers"]))
    return Registration(
        id=r["id"],
        session=SessionKey(r["event"], r["edition"], r["session"]),
        application=Application(
            r["owner"],
            r["child"],
            r["places"],
            minor=r["minor"],
            answers=answers,
            school=r["school"],
            school_class=r["school_class"],
        ),
        state=r["state"],
        asked_at=r["asked_at"],
        reviewed=r["reviewed"],
        consent=consent,
        until=r["until"],
        ending=r["ending"],
        reason=r["reason"],
        sequence=r["sequence"],
        asked_coming_at=r["asked_coming_at"],
        coming_at=r["coming_at"],
    )


class SqlRegistrations(SqlPlaces):
    """The port `Registrations`."""

    def lock(self) -> None:
        """Let nobody else change registrations until this transaction ends; the first word of every one that does."""
        if self._connection.dialect.name == "postgresql" and LOCKED not in self._connection.get_execution_options():
            # Unlike a query this takes no snapshot: what the transaction then sees is what those before it left.
            self._connection.execute(_LOCK)
            # Bodies that share the transaction need no lock of their own. The pool gives out connections without it.
            self._connection.execution_options(**{LOCKED: True})

    def add(self, registration: Registration) -> Registration | None:
        """Keep a new one, with the id it gets; None when a live one stands there already."""
        insertion = insert_and_return(registrations, self._connection.dialect.name, registrations.c.id)
        number = self._connection.execute(insertion, _row(registration)).scalar()
        return None if number is None else replace(registration, id=number)

    def get(self, registration: int) -> Registration | None:
        """The registration with that id, or None."""
        row = self._connection.execute(_GET, {"number": registration}).first()
        return None if row is None else _registration(row)

    def put(self, registration: Registration) -> None:
        """Replace the one with that id."""
        self._connection.execute(_PUT, _row(registration) | {"number": registration.id})

    def of(self, owner: int) -> Sequence[Registration]:
        """Everything of one person, the newest first."""
        return [_registration(row) for row in self._connection.execute(_ALL_OF, {"of_owner": owner})]

    def consented_by(self, guardian: int) -> Sequence[Registration]:
        """Live ones to which this person has agreed as a guardian, the newest first."""
        given = registrations.c.consent_by == guardian, registrations.c.consent_withdrawn_at.is_(None)
        theirs = select(registrations).where(*given, LIVE).order_by(registrations.c.id.desc())
        return [_registration(row) for row in self._connection.execute(theirs)]

    def waiting(self, session: SessionKey, most: int) -> Sequence[Registration]:
        """The head of the session's queue, first come first."""
        return [_registration(row) for row in self._connection.execute(_WAITING, within(session) | {"most": most})]

    def in_state(self, session: SessionKey, state: RegistrationState, after: int, most: int) -> Sequence[Registration]:
        """Live ones that stand so there, the next ones after that id."""
        theirs = in_session(registrations), LIVE, registrations.c.state == state
        rows = select(registrations).where(*theirs, registrations.c.id > after).order_by(registrations.c.id)
        return [_registration(row) for row in self._connection.execute(rows.limit(most), within(session))]

    def undecided(self, most: int) -> Sequence[Registration]:
        """Those for which an organizer's word is awaited, the oldest first."""
        asked = select(registrations).where(registrations.c.state == RegistrationState.AWAITING_REVIEW, LIVE)
        return [_registration(row) for row in self._connection.execute(asked.order_by(registrations.c.id).limit(most))]

    def queues(self) -> Sequence[SessionKey]:
        """The sessions in which somebody waits."""
        return [SessionKey(*row) for row in self._connection.execute(_QUEUES)]

    def ahead(self, registration: Registration) -> int:
        """How many people wait before this one in the queue of its session."""
        asked = within(registration.session) | {"number": registration.id}
        return int(self._connection.execute(_AHEAD, asked).scalar_one())

    def overdue(self, now: datetime, most: int) -> Sequence[Registration]:
        """Live ones whose wait ended at `now` or before, the oldest first."""
        return [_registration(row) for row in self._connection.execute(_OVERDUE, {"now": now, "most": most})]

    def counts(self, session: SessionKey) -> Mapping[RegistrationState, int]:
        """How many people stand in each state, as places; states without any are left out."""
        return {state: int(number) for state, number in self._connection.execute(_STATES, within(session))}

    def listed(self, event: str, after: int, most: int) -> Sequence[Registration]:
        """Those of an event, ended ones too, by number from beyond `after` on."""
        # Hidden from the index of events: along it, each slice would read and sort all of the event.
        theirs = func.coalesce(registrations.c.event, "") == event
        those = select(registrations).where(theirs, registrations.c.id > after)
        return [_registration(row) for row in self._connection.execute(those.order_by(registrations.c.id).limit(most))]

    def some(self, numbers: Sequence[int]) -> Sequence[Registration]:
        """Those with these numbers, in their order; unknown ones are left out."""
        rows = self._connection.execute(select(registrations).where(registrations.c.id.in_(numbers)))
        found = {row.id: _registration(row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def owners(self, event: str, edition: str) -> Sequence[int]:
        """Who has something live in any session of the edition, by id."""
        of = registrations.c
        somebody = select(of.owner).where(of.event == event, of.edition == edition, of.owner > 0, LIVE)
        return self._connection.execute(somebody.distinct().order_by(of.owner)).scalars().all()

    def live_in(self, event: str, edition: str, most: int) -> Sequence[Registration]:
        """Live ones of any session of the edition, by number."""
        of = registrations.c
        theirs = select(registrations).where(of.event == event, of.edition == edition, LIVE).order_by(of.id)
        return [_registration(row) for row in self._connection.execute(theirs.limit(most))]

    def parties(self, event: str, edition: str) -> Sequence[Party]:
        """Who is told of the live registrations of the edition, by registration; guardians on paper are nobody."""
        of = registrations.c
        gave = (
            of.consent_by > 0,
            of.consent_by != of.owner,
            of.consent_paper.is_(False),
            of.consent_withdrawn_at.is_(None),
        )
        guardian = case((and_(*gave), of.consent_by), else_=None)
        seats = registrations.outerjoin(class_seats, class_seats.c.registration == of.id)
        seated = seats.outerjoin(classes, classes.c.id == class_seats.c.class_id)
        theirs = select(of.id, of.session, of.owner, guardian, classes.c.teacher).select_from(seated)
        theirs = theirs.where(of.event == event, of.edition == edition, of.owner > 0, LIVE).order_by(of.id)
        return [Party(*row) for row in self._connection.execute(theirs)]

    def moved(self, event: str, edition: str, sessions: frozenset[str] | None, now: datetime) -> int:
        """The date or the place of these sessions (None: of all) has moved: how many live ones that concerns."""
        of = registrations.c
        theirs = true() if sessions is None else of.session.in_(sorted(sessions))
        is_confirmed = of.state == RegistrationState.CONFIRMED
        anew = update(registrations).where(of.event == event, of.edition == edition, theirs, LIVE)
        self._connection.execute(anew.where(is_confirmed).values(asked_coming_at=now, until=None))
        return self._connection.execute(anew.values(sequence=of.sequence + 1)).rowcount

    def editions(self) -> Sequence[tuple[str, str, datetime]]:
        """Events and editions with registrations of somebody, and when the last one was asked for."""
        return [(event, edition, last) for event, edition, last in self._connection.execute(_EDITIONS)]

    def anonymise(self, event: str, edition: str) -> int:
        """Take out who they were and what they said of themselves; the numbers stay. How many rows that was."""
        theirs = registrations.c.event == event, registrations.c.edition == edition, registrations.c.owner > 0
        numbers = select(registrations.c.id).where(*theirs)
        for table in (consent_requests, review_questions):
            self._connection.execute(delete(table).where(table.c.registration.in_(numbers)))
        of_it = classes.c.event == event, classes.c.edition == edition
        self._connection.execute(
            delete(class_seats).where(class_seats.c.class_id.in_(select(classes.c.id).where(*of_it)))
        )
        self._connection.execute(delete(classes).where(*of_it))
        nobody = case((registrations.c.consent_by.is_not(None), 0))
        forgotten = update(registrations).where(*theirs)
        return self._connection.execute(
            forgotten.values(owner=-registrations.c.id, **NOTHING_SAID, consent_by=nobody)
        ).rowcount
