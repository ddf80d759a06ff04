"""What people answer when they are asked whether they still come: themselves, or their parent for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.coming import asked_with, guardian_of, still_coming
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.registrations import Ending, NotNow, Registration, RegistrationState
from bot.services.calm import calm_of
from bot.services.registering import UnknownRegistration
from bot.services.sessions import Seen

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.places import SessionKey
    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.registering import Changed
    from bot.services.seating import Seating


@dataclass(frozen=True, slots=True)
class AskedParent:
    """The question is on its way to the guardian who agreed."""

    registration: Registration


@dataclass(frozen=True, slots=True)
class NoParent:
    """Nobody agreed in a chat of their own, so there is nobody to ask here."""


class Coming:
    """The answers to «still coming?»; whoever else taps learns nothing."""

    def __init__(self, seating: Seating, clock: Clock, zone: ZoneInfo) -> None:
        self._seating = seating
        self._clock = clock
        self._zone = zone

    async def look(self, work: Database, person: int, registration: int) -> Seen | UnknownRegistration:
        """The registration as its owner or the guardian sees it."""

        def body(tx: Transaction) -> Seen | UnknownRegistration:
            one = tx.registrations.get(registration)
            if one is None or not _may_answer(one, person):
                return UnknownRegistration()
            return Seen(one, self._seating.find(tx, one.session))

        return await work.read(body)

    async def yes(self, work: Database, person: int, registration: int, *, to_all: bool = False) -> Changed:
        """They come; the owner of several places there says it of all, and with `to_all` of every session of it."""

        def body(tx: Transaction) -> Changed:
            tx.registrations.lock()
            now, before = self._clock.now(), tx.registrations.get(registration)
            if before is None or not _may_answer(before, person):
                return UnknownRegistration()
            mine = [one for one in tx.registrations.of(before.owner) if _is_there(one, before.session, to_all=to_all)]
            after = still_coming(before, now)
            for one in mine if before.owner == person else [before]:
                if isinstance(coming := still_coming(one, now), Registration):
                    tx.registrations.put(coming)
            if isinstance(after, Registration) and before.owner != person:
                tx.outbox.add([self._told(after)])
            return after

        return await work.run(body, together=True)

    async def unanswered(self, work: Database, owner: int, registration: int) -> list[Seen]:
        """What of the owner's in that edition was asked about and is not answered; nothing of somebody else's."""

        def body(tx: Transaction) -> list[Seen]:
            one = tx.registrations.get(registration)
            if one is None or one.owner != owner:
                return []
            theirs = asked_with(one, tx.registrations.of(owner))
            return [Seen(other, self._seating.find(tx, other.session)) for other in theirs]

        return await work.read(body)

    async def no(self, work: Database, person: int, registration: int) -> Changed:
        """They do not come: the place goes to who waits for it."""

        def body(tx: Transaction) -> Changed:
            tx.registrations.lock()
            before = tx.registrations.get(registration)
            if before is None or not _may_answer(before, person):
                return UnknownRegistration()
            after = before.cancelled(Ending.BY_PERSON if before.owner == person else Ending.BY_GUARDIAN)
            if isinstance(after, Registration):
                self._seating.changed(tx, before, after)
            return after

        return await work.run(body, together=True)

    async def ask_parent(
        self, work: Database, owner: int, registration: int, *, of_all: bool = False
    ) -> AskedParent | NoParent | NotNow | UnknownRegistration:
        """Pass the question on to the guardian who agreed, with `of_all` of every session of it; twice asks once."""

        def body(tx: Transaction) -> AskedParent | NoParent | NotNow | UnknownRegistration:
            one = tx.registrations.get(registration)
            if one is None or one.owner != owner:
                return UnknownRegistration()
            if one.state is not RegistrationState.CONFIRMED:
                return NotNow(one.state)
            theirs = asked_with(one, tx.registrations.of(owner)) if of_all else [one]
            asking = [self._asking(tx, each, guardian) for each in theirs if (guardian := guardian_of(each))]
            tx.outbox.add(asking)
            return AskedParent(one) if asking else NoParent()

        return await work.run(body)

    def _asking(self, tx: Transaction, one: Registration, guardian: int) -> Delivery:
        """The guardian is asked about it."""
        asked = one.asked_coming_at or one.asked_at
        notice = Notice(NoticeKind.STILL_COMING_PARENT, {"registration": str(one.id)})
        at = calm_of(tx, guardian, self._zone).next(self._clock.now())
        return Delivery(f"coming:{one.id}:{asked.isoformat()}:parent", guardian, notice, at)

    @staticmethod
    def _told(one: Registration) -> Delivery:
        """The pupil learns what the parent said."""
        assert one.coming_at is not None
        notice = Notice(NoticeKind.COMING_SAID, {"registration": str(one.id)})
        return Delivery(f"coming:{one.id}:{one.coming_at.isoformat()}:said", one.owner, notice, one.coming_at)


def _may_answer(one: Registration, person: int) -> bool:
    return person in {one.owner, guardian_of(one)}


def _is_there(one: Registration, session: SessionKey, *, to_all: bool) -> bool:
    return one.session == (replace(session, session=one.session.session) if to_all else session)
