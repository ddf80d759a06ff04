"""Places of sessions inside a transaction: who gets one, who moves up for one, and what each is told of it.

Every change of a registration goes through here, so that the change, the places that it takes or frees, those who move
up for them and what they are told stand in one transaction, whose first word is `tx.registrations.lock()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.opening import Opening, Stage, opening, opening_of
from bot.domain.places import SessionKey, Terms, awake
from bot.domain.queues import to_offer
from bot.domain.registrations import NotNow, Registration, RegistrationState
from bot.services.calm import calm_to_decide
from bot.services.opening import shut
from bot.services.queues import queue_of
from bot.services.reminding import consent_reminders
from bot.services.reviews import with_reviews
from bot.services.sessions import Seen, offered_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.applications import Application
    from bot.domain.consent import Consent
    from bot.domain.events import Event
    from bot.services.opening import Shut
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.programme import Programmes
    from bot.services.queues import Queue
    from bot.services.sessions import Offered

AT_ONCE = 100
"""How many of a queue, and how many waits that ended, are looked at in one transaction."""


class Seating:
    """The rules of places over the tables; holds no use case of anybody."""

    def __init__(self, programmes: Programmes, clock: Clock, zone: ZoneInfo) -> None:
        self._programmes = programmes
        self._clock = clock
        self._zone = zone

    def now(self, key: SessionKey) -> Offered | None:
        """The session as it stands in memory, or None."""
        return offered_in(self._programmes.current, key, self._clock.now(), self._zone)

    def taking(self) -> list[Event]:
        """The events whose registration is open, as they stand in memory."""
        now = self._clock.now()
        editions = [(one, one.current(now, self._zone)) for one in self._programmes.current]
        return [one for one, edition in editions if edition and edition.takes_registrations(now, self._zone)]

    def opening_later(self) -> list[Event]:
        """The events whose registration opens later, the soonest first."""
        now = self._clock.now()
        found = [(opening_of(one, now, self._zone), one) for one in self._programmes.current]
        later = [(how.at or now, one.key, one) for how, one in found if how.stage is Stage.LATER]
        return [one for *_, one in sorted(later, key=lambda found: found[:2])]

    def current(self, event: str) -> list[Offered]:
        """The sessions of the event's current edition as they stand in memory."""
        one = self._programmes.current.get(event)
        edition = one.current(self._clock.now(), self._zone) if one else None
        keys = [SessionKey(event, edition.key, session.key) for session in edition.sessions] if edition else []
        return [found for key in keys if (found := self.now(key))]

    def find(self, tx: Transaction, key: SessionKey) -> Offered | None:
        """The session as the programme has it now, or None."""
        return offered_in(self._programmes.within(tx), key, self._clock.now(), self._zone)

    def seen(self, tx: Transaction, some: Sequence[Registration]) -> Sequence[Seen]:
        """These registrations, each with its session and how its review goes."""
        found = [Seen(one, self.find(tx, one.session)) for one in some]
        return with_reviews(tx, found, self._clock.now(), self._zone)

    def open_sessions(self, tx: Transaction) -> list[Offered]:
        """Sessions of the editions that are not over and take registrations at any time."""
        now, programme = self._clock.now(), self._programmes.within(tx)
        editions = [
            (event, edition)
            for event in programme
            for edition in event.editions
            if edition.registration and not edition.is_over(now, self._zone)
        ]
        keys = [SessionKey(event.key, e.key, session.key) for event, e in editions for session in e.sessions]
        return [found for key in keys if (found := offered_in(programme, key, now, self._zone))]

    def queue(self, tx: Transaction, found: Offered) -> Queue | None:
        """Why the queue of the session moves or does not."""
        return queue_of(tx, found, self._clock.now(), self._zone)

    def is_open(self, found: Offered) -> bool:
        """Whether somebody may sign up there now."""
        return self.opening(found).stage is Stage.OPEN

    def opening(self, found: Offered) -> Opening:
        """How the registration of a session stands: it may close before that of the edition."""
        now = self._clock.now()
        whole = opening(found.edition, now, self._zone)
        if whole.stage is not Stage.OPEN:
            return whole
        closes = min(found.terms.closes, whole.at or found.terms.closes)
        return Opening(Stage.OPEN if now < closes else Stage.CLOSED, closes)

    def shut(self, event: str, found: Offered | None) -> Shut | None:
        """Why nobody can sign up for this session now, or for one that has gone; None where the event has gone too."""
        now, one = self._clock.now(), self._programmes.current.get(event)
        how = self.opening(found) if found else opening_of(one, now, self._zone) if one else None
        return shut(one, found, how, now, self._zone) if one and how else None

    def seat(self, tx: Transaction, found: Offered, application: Application, consent: Consent | None) -> Registration:
        """Keep an application that may be made, with its places or in the queue; nobody passes those who wait."""
        # An organizer's decision comes before any place.
        review = found.session.review
        begun = Registration.begin(
            found.key,
            application.answering(found.session.form, application.answers),
            review=review,
            with_places=not review and self._take(tx, found, application.places),
            terms=found.terms,
            now=self._clock.now(),
            consent=consent,
        )
        kept = tx.registrations.add(begun)
        assert kept is not None  # whoever asks has looked for a live one, in the same transaction
        self.tell(tx, kept)
        return kept

    def left(self, tx: Transaction, found: Offered) -> int | None:
        """How many places can be taken now: none while somebody waits, None without limit."""
        self._adopt_capacity(tx, found)
        places = tx.registrations.places(found.key)
        assert places is not None  # adopted above
        return 0 if tx.registrations.waiting(found.key, 1) else places.free

    def accepted(self, tx: Transaction, before: Registration) -> Registration | NotNow:
        """What becomes of an application that an organizer takes; its places are taken in this transaction."""
        found = self.find(tx, before.session)
        if found is None or before.state is not RegistrationState.AWAITING_REVIEW:
            return NotNow(before.state)
        with_places = self._take(tx, found, before.application.places)
        return before.accepted(with_places=with_places, terms=found.terms, now=self._clock.now())

    def changed(self, tx: Transaction, before: Registration, after: Registration, *, by_teacher: bool = False) -> None:
        """Keep a change, give its places to who waits, and tell the person; teachers see what they do themselves."""
        tx.registrations.put(after)
        if not (by_teacher and after.application.is_seat):
            self.tell(tx, after)
        if before.held > after.held:
            tx.registrations.free(after.session, before.held - after.held)
            self._move_up(tx, after.session)

    def shrunk(self, tx: Transaction, before: Registration, after: Registration) -> None:
        """Keep that it needs fewer places: those that it held go to who waits, and who waits may need no more."""
        tx.registrations.put(after)
        if before.held > after.held:
            tx.registrations.free(after.session, before.held - after.held)
        self._move_up(tx, after.session)

    async def keep_moving(self, database: Database) -> int:
        """End the waits that are over and offer what is free; how many registrations changed. Safe at any time."""
        return await database.run(self._keep_moving)

    def terms_of(self, tx: Transaction, key: SessionKey) -> Terms:
        """The rules of a session; where the programme has it no more, nothing moves."""
        found = self.find(tx, key)
        return found.terms if found else Terms(self._clock.now())

    def _keep_moving(self, tx: Transaction) -> int:
        tx.registrations.lock()
        now = self._clock.now()
        moved = 0
        for before in tx.registrations.overdue(now, AT_ONCE):
            after = before.lapsed(now)
            if isinstance(after, Registration):
                self.changed(tx, before, after)
                moved += 1
        return moved + sum(self._move_up(tx, key) for key in tx.registrations.queues())

    def _move_up(self, tx: Transaction, key: SessionKey) -> int:
        """Offer what is free to the head of the queue, until the session's end; how many were offered a place."""
        now = self._clock.now()
        found = self.find(tx, key)
        if found is None or found.edition.is_over(now, self._zone) or awake(now, self._zone) >= found.terms.closes:
            return 0
        self._adopt_capacity(tx, found)
        places = tx.registrations.places(key)
        assert places is not None  # adopted above
        queue = (one for one in tx.registrations.waiting(key, AT_ONCE) if self._is_reachable(tx, one, found))
        moved = 0
        for before in to_offer(places, queue):
            told, until = found.terms.offer(now, calm_to_decide(tx, before, self._zone))
            after = before.seated(found.terms, now) if before.application.is_seat else before.offered(until)
            assert isinstance(after, Registration)  # it was waiting
            assert tx.registrations.take(key, after.held)  # counted in this transaction
            tx.registrations.put(after)
            self.tell(tx, after, told)
            moved += 1
        return moved

    def tell(self, tx: Transaction, registration: Registration, at: datetime | None = None) -> None:
        """Queue the word of where it stands now; each state is entered once, so it is said once."""
        if registration.application.is_seat:
            seat = tx.classes.seat_of(registration.id)
            if seat is not None:  # one that is just being made is told with its class
                self.tell_teacher(tx, registration.owner, seat.class_id, at)
            return
        notice = Notice(
            NoticeKind.REGISTRATION, {"registration": str(registration.id), "state": registration.state.value}
        )
        key = f"registration:{registration.id}:{registration.state}"
        now = self._clock.now()
        reminders = consent_reminders(tx, registration, now, self._zone)
        tx.outbox.add([*reminders, Delivery(key, registration.owner, notice, at or now)])

    def tell_teacher(self, tx: Transaction, teacher: int, class_id: int, at: datetime | None = None) -> None:
        """Queue one word of how the class stands, whatever else of it changes in this transaction."""
        notice = Notice(NoticeKind.CLASS, {"class": str(class_id)})
        tx.outbox.add([Delivery(f"class:{class_id}:{tx.stamp}", teacher, notice, at or self._clock.now())])

    def _is_reachable(self, tx: Transaction, registration: Registration, found: Offered) -> bool:
        """Whether they can be asked before nothing moves any more."""
        person = tx.people.get(registration.owner)
        if person is not None and person.blocked:
            return False
        return calm_to_decide(tx, registration, self._zone).next(self._clock.now()) < found.terms.closes

    def _take(self, tx: Transaction, found: Offered, places: int) -> bool:
        """Take places for somebody new: none from those who wait."""
        wanted = found.key, places, found.session.capacity
        return tx.registrations.take_unwaited(*wanted) or (
            self._adopt_capacity(tx, found) and tx.registrations.take_unwaited(*wanted)
        )

    @staticmethod
    def _adopt_capacity(tx: Transaction, found: Offered) -> bool:
        """The programme says how many places there are; organizers may have changed that: whether it was so."""
        places = tx.registrations.places(found.key)
        if places is not None and places.capacity == found.session.capacity:
            return False
        tx.registrations.set_capacity(found.key, found.session.capacity)
        return True
