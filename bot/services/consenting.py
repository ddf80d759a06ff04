"""A guardian's consent: the pupil gets a link to send, the guardian decides in a chat of their own; makes no words."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.consent import Consent, ConsentRequest, hash_of
from bot.domain.registrations import NotNow, Registration
from bot.services.registering import UnknownRegistration

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.services.ports.clock import Clock
    from bot.services.ports.database import Database, Transaction
    from bot.services.registering import Changed
    from bot.services.seating import Seating
    from bot.services.sessions import Offered

SECRET_BYTES = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """The link to send, told once; it works until then."""

    secret: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """What a guardian is asked about."""

    registration: Registration
    found: Offered


@dataclass(frozen=True, slots=True)
class OwnLink:
    """The pupil opened the link that is for somebody else."""

    registration: Registration


@dataclass(frozen=True, slots=True)
class LacksContact:
    """The event asks for the guardian's own phone number, and it has not been shared."""


@dataclass(frozen=True, slots=True)
class NotValid:
    """No such link, or it has been used, or it is too old, or nothing waits for it: which one is not told."""


class Consenting:
    """The use cases of guardians; a `link` is the hash of its secret."""

    def __init__(self, seating: Seating, clock: Clock) -> None:
        self._seating = seating
        self._clock = clock

    async def ask(self, work: Database, owner: int, registration: int) -> Asked | NotNow | UnknownRegistration:
        """Make the link for a guardian of this registration; one that was made before works no longer."""
        secret = secrets.token_urlsafe(SECRET_BYTES)

        def body(tx: Transaction) -> Asked | NotNow | UnknownRegistration:
            one = tx.registrations.get(registration)
            found = self._seating.find(tx, one.session) if one else None
            if one is None or found is None or one.owner != owner:
                return UnknownRegistration()
            if not (one.is_live and one.lacks_consent):
                return NotNow(one.state)
            until = one.until or found.terms.closes
            tx.consent_requests.ask(ConsentRequest(hash_of(secret), one.id, until))
            return Asked(secret, until)

        return await work.run(body)

    async def look_at(self, work: Database, person: int, link: str) -> Request | OwnLink | NotValid:
        """What this link asks about; changes nothing."""
        return await work.read(lambda tx: self._look_at(tx, person, link))

    async def agree(
        self, work: Database, person: int, link: str, version: str, text: str, *, contact: str | None = None
    ) -> Changed | LacksContact | NotValid:
        """The guardian agrees to exactly these words; the number is kept only where the event asks for it."""

        def change(asked: Request) -> Changed | LacksContact:
            wanted = asked.found.session.guardian_contact
            if wanted and contact is None:
                return LacksContact()
            given = Consent(version, hash_of(text), person, self._clock.now(), contact=contact if wanted else None)
            return asked.registration.consented(given)

        return await self._decide(work, person, link, change)

    async def decline(self, work: Database, person: int, link: str) -> Changed | LacksContact | NotValid:
        """The guardian says no: the registration ends."""
        return await self._decide(work, person, link, lambda asked: asked.registration.declined_by_guardian())

    async def withdraw(self, work: Database, guardian: int, registration: int) -> Changed:
        """The guardian takes the consent back: the registration ends, and the place is free."""

        def body(tx: Transaction) -> Changed:
            tx.registrations.lock()
            before = tx.registrations.get(registration)
            if before is None or before.consent is None or before.consent.by != guardian:
                return UnknownRegistration()
            after = before.withdrawn(self._clock.now())
            if isinstance(after, Registration):
                self._seating.changed(tx, before, after)
            return after

        return await work.run(body)

    async def given(self, work: Database, guardian: int) -> tuple[Registration, ...]:
        """Live registrations to which this person has agreed; papers that a teacher holds are the class's."""
        given = await work.read(lambda tx: tx.registrations.consented_by(guardian))
        return tuple(one for one in given if one.consent and not one.consent.paper)

    def _look_at(self, tx: Transaction, person: int, link: str) -> Request | OwnLink | NotValid:
        request = tx.consent_requests.get(link)
        if request is None or not request.is_valid(self._clock.now()):
            return NotValid()
        one = tx.registrations.get(request.registration)
        found = self._seating.find(tx, one.session) if one else None
        if one is None or found is None or not (one.is_live and one.lacks_consent):
            return NotValid()
        return OwnLink(one) if one.owner == person else Request(one, found)

    async def _decide(
        self, work: Database, person: int, link: str, change: Callable[[Request], Changed | LacksContact]
    ) -> Changed | LacksContact | NotValid:
        def body(tx: Transaction) -> Changed | LacksContact | NotValid:
            tx.registrations.lock()
            asked = self._look_at(tx, person, link)
            if not isinstance(asked, Request):
                return NotValid()
            after = change(asked)
            if isinstance(after, Registration):
                tx.consent_requests.use(link)
                self._seating.changed(tx, asked.registration, after)
            return after

        return await work.run(body, together=True)
