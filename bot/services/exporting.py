"""Lists of registrations for organizers: whom they hold, in which order, and who may have one; makes no file itself."""

from __future__ import annotations

import asyncio
from array import array
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.auditing import AuditAction
from bot.domain.forms import FieldKind
from bot.domain.policy import Action, may
from bot.services.auditing import record
from bot.services.staffing import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.domain.events import Event, Session
    from bot.domain.forms import Field
    from bot.domain.registrations import Registration
    from bot.domain.reviews import ReviewQuestion
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.ports.tables import RegistrationTable
    from bot.services.programme import Programmes
    from bot.services.staffing import Staffing

    Key = tuple[str, str]
    """Edition and session."""

SLICE = 500
"""Registrations that are read at once: a list of a hundred thousand needs no more memory."""


@dataclass(frozen=True, slots=True)
class Question:
    """A column of answers: a question of a form, or one (`field` None) that no form has any more."""

    key: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list holds: of which event, columns for the answers, and the numbers in the order of the list."""

    event: Event
    sessions: Mapping[Key, Session]
    questions: tuple[Question, ...]
    numbers: Sequence[int]

    def session(self, one: Registration) -> Session | None:
        """Its session; None where the programme has it no more."""
        return self.sessions.get(_key(one))

    def answer(self, one: Registration, question: Question) -> str:
        """What it answers there; nothing where its session asks something else under that key."""
        asked = next((field for field in _fields(self.session(one)) if field.key == question.key), None)
        return one.application.answers.get(question.key, "") if asked == question.field else ""


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """The programme has no such event, or the event no such edition."""


class Exporting:
    """`order` makes of a name what it is sorted by."""

    def __init__(self, programmes: Programmes, staffing: Staffing, clock: Clock, order: Callable[[str], str]) -> None:
        self._programmes = programmes
        self._staffing = staffing
        self._clock = clock
        self._order = order

    async def listing(self, work: Database, event: str, edition: str | None = None) -> Listing | UnknownEvent:
        """Everything of an event, by edition, session and name; ended registrations too."""
        found = await work.read(lambda tx: self._programmes.within(tx).events.get(event))
        if found is None or (edition is not None and found.edition(edition) is None):
            return UnknownEvent()
        sessions = {(at.key, one.key): one for at in found.editions for one in at.sessions if edition in {None, at.key}}
        by_session = {key: self._order(session.name.kk) for key, session in sessions.items()}
        rows: list[tuple[str, str, str, int]] = []
        lost: set[str] = set()
        after = 0
        while some := await work.read(partial(_slice, event=event, after=after)):
            after = some[-1].id
            for one in some:
                if edition not in {None, one.session.edition}:
                    continue
                fields = _fields(sessions.get(_key(one)))
                lost.update(one.application.answers.keys() - {field.key for field in fields})
                session, name = by_session.get(_key(one), one.session.session), self._order(_name_in(one, fields))
                rows.append((one.session.edition, session, name, one.id))
        rows.sort()
        return Listing(found, sessions, _questions(sessions, lost), array("q", (row[-1] for row in rows)))

    async def write(self, work: Database, listing: Listing, tables: Sequence[RegistrationTable]) -> int:
        """Put it into these tables, slice by slice; how many registrations that were."""
        written = 0
        for table in tables:
            table.begin(listing)
        for at in range(0, len(listing.numbers), SLICE):
            numbers = listing.numbers[at : at + SLICE]
            some, asked = await work.read(partial(_some, numbers=numbers))
            for table in tables:
                # A table is made by the processor, and much of it: the loop goes on meanwhile.
                await asyncio.to_thread(table.add, listing, some, asked)
            written += len(some)
        return written

    async def events(self, work: Database, by: int) -> Sequence[Event] | NotAllowed:
        """The events of which somebody's registrations are kept, in the programme's order."""

        def body(tx: Transaction) -> Sequence[Event] | NotAllowed:
            if not self._may(tx, by):
                return NotAllowed()
            kept = {event for event, _, _ in tx.registrations.editions()}
            return [event for event in self._programmes.within(tx).events.values() if event.key in kept]

        return await work.read(body)

    async def take(self, work: Database, by: int, event: str, form: str) -> Listing | UnknownEvent | NotAllowed:
        """The list for an organizer, in whatever form; it is written down who takes it."""

        def body(tx: Transaction) -> NotAllowed | None:
            if not self._may(tx, by):
                return NotAllowed()
            record(tx, self._clock.now(), by, AuditAction.REGISTRATIONS_EXPORTED, event, {"form": form})
            return None

        if not await work.read(lambda tx: self._may(tx, by)):
            return NotAllowed()
        listing = await self.listing(work, event)
        if isinstance(listing, UnknownEvent):
            return listing
        return await work.run(body) or listing

    def _may(self, tx: Transaction, by: int) -> bool:
        return may(self._staffing.role_in(tx, by), Action.EXPORT_REGISTRATIONS)


def _slice(tx: Transaction, event: str, after: int) -> Sequence[Registration]:
    return tx.registrations.listed(event, after, SLICE)


def _some(
    tx: Transaction, numbers: Sequence[int]
) -> tuple[Sequence[Registration], Mapping[int, Sequence[ReviewQuestion]]]:
    return tx.registrations.some(numbers), tx.review_questions.of(numbers)


def _key(one: Registration) -> Key:
    return one.session.edition, one.session.session


def _fields(session: Session | None) -> tuple[Field, ...]:
    return session.form.fields if session and session.form else ()


def _questions(sessions: Mapping[Key, Session], lost: set[str]) -> tuple[Question, ...]:
    """Each question once, in the order of the forms; the same key with other words is another question."""
    unlike: list[Question] = []
    for session in sessions.values():
        for field in _fields(session):
            if (question := Question(field.key, field)) not in unlike:
                unlike.append(question)
    return (*unlike, *(Question(key, None) for key in sorted(lost)))


def _name_in(one: Registration, fields: tuple[Field, ...]) -> str:
    """What people are looked up by: the first short text that a form asks for, their name as a rule."""
    key = next((field.key for field in fields if field.kind is FieldKind.TEXT), "")
    return one.application.answers.get(key, "")
