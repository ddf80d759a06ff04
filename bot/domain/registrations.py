"""Registrations: one application for a session, and the one state machine that every kind of event shares.

A state is never set by hand: each method answers the registration as it is after something has happened, or `NotNow`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.applications import Application
    from bot.domain.consent import Consent
    from bot.domain.places import SessionKey, Terms


class RegistrationState(StrEnum):
    """Where a registration stands."""

    AWAITING_GUARDIAN = "awaiting_guardian"
    AWAITING_REVIEW = "awaiting_review"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class Ending(StrEnum):
    """Why a registration ended without a visit."""

    BY_PERSON = "by_person"
    BY_ORGANIZER = "by_organizer"
    GUARDIAN_DECLINED = "guardian_declined"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    NO_CONSENT_IN_TIME = "no_consent_in_time"
    OFFER_DECLINED = "offer_declined"
    OFFER_LAPSED = "offer_lapsed"
    BY_GUARDIAN = "by_guardian"
    NO_ANSWER = "no_answer"
    EVENT_CANCELLED = "event_cancelled"
    BY_TEACHER = "by_teacher"


_LAPSED = {
    RegistrationState.OFFERED: Ending.OFFER_LAPSED,
    RegistrationState.AWAITING_GUARDIAN: Ending.NO_CONSENT_IN_TIME,
    # Who was asked whether they still come, and said nothing.
    RegistrationState.CONFIRMED: Ending.NO_ANSWER,
}

KEPT_AFTER = timedelta(days=30)
"""How long after the event what people said of themselves is kept."""

LIVE = frozenset(
    {
        RegistrationState.AWAITING_GUARDIAN,
        RegistrationState.AWAITING_REVIEW,
        RegistrationState.CONFIRMED,
        RegistrationState.WAITLISTED,
        RegistrationState.OFFERED,
    }
)
"""A person has at most one of these in a session."""

HOLDING = frozenset(
    {
        RegistrationState.AWAITING_GUARDIAN,
        RegistrationState.OFFERED,
        RegistrationState.CONFIRMED,
        RegistrationState.ATTENDED,
        RegistrationState.NO_SHOW,
    }
)
"""These hold their places: nobody else can have them."""

NEEDS_CONSENT = frozenset({RegistrationState.CONFIRMED, RegistrationState.ATTENDED, RegistrationState.NO_SHOW})
"""No minor stands here without a live consent."""

STANDING = LIVE | {RegistrationState.ATTENDED, RegistrationState.NO_SHOW}
"""These did not end before the visit."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """It stands where this cannot happen (any more)."""

    state: RegistrationState


@dataclass(frozen=True, slots=True)
class Registration:
    """One application for a session; `until` ends a wait, `sequence` counts what a calendar must learn anew.

    `asked_coming_at` is when they were last asked whether they still come, `coming_at` when they last said so.
    """

    id: int
    session: SessionKey
    application: Application
    state: RegistrationState
    asked_at: datetime
    reviewed: bool
    consent: Consent | None = None
    until: datetime | None = None
    ending: Ending | None = None
    reason: str | None = None
    sequence: int = 0
    asked_coming_at: datetime | None = None
    coming_at: datetime | None = None

    @classmethod
    def begin(
        cls,
        session: SessionKey,
        application: Application,
        *,
        review: bool,
        with_places: bool,
        terms: Terms,
        now: datetime,
        consent: Consent | None = None,
    ) -> Registration:
        """What an application begins; `with_places` where its places are free and nobody waits before it."""
        begun = cls(
            id=0,
            session=session,
            application=application,
            state=RegistrationState.AWAITING_REVIEW,
            asked_at=now,
            reviewed=not review,
            consent=consent,
        )
        return begun if review else begun.settled(with_places=with_places, terms=terms, now=now)

    @property
    def owner(self) -> int:
        """Whose it is."""
        return self.application.owner

    @property
    def is_live(self) -> bool:
        """Whether it is still under way or confirmed."""
        return self.state in LIVE

    @property
    def held(self) -> int:
        """How many places it holds now."""
        return self.application.places if self.state in HOLDING else 0

    @property
    def lacks_consent(self) -> bool:
        """Whether a guardian has to agree first."""
        return self.application.minor and not (self.consent and self.consent.is_live)

    def consented(self, consent: Consent) -> Registration | NotNow:
        """A guardian agreed, or the school holds a paper: what waited for that alone is confirmed."""
        if not (self.is_live and self.application.minor and consent.is_live):
            return NotNow(self.state)
        given = replace(self, consent=consent)
        if self.state is RegistrationState.AWAITING_GUARDIAN:
            return replace(given, state=RegistrationState.CONFIRMED, until=None)
        return given

    def declined_by_guardian(self) -> Registration | NotNow:
        """A guardian said no."""
        if not (self.is_live and self.lacks_consent):
            return NotNow(self.state)
        return self._ended(RegistrationState.CANCELLED, Ending.GUARDIAN_DECLINED)

    def withdrawn(self, now: datetime) -> Registration | NotNow:
        """A guardian took the consent back: nothing of this goes on, and the place is free."""
        if not self.is_live or self.consent is None:
            return NotNow(self.state)
        ended = self._ended(RegistrationState.CANCELLED, Ending.CONSENT_WITHDRAWN)
        return replace(ended, consent=self.consent.withdraw(now))

    def accepted(self, *, with_places: bool, terms: Terms, now: datetime) -> Registration | NotNow:
        """An organizer said yes; without free places it waits for some."""
        if self.state is not RegistrationState.AWAITING_REVIEW:
            return NotNow(self.state)
        return replace(self, reviewed=True).settled(with_places=with_places, terms=terms, now=now)

    def rejected(self, reason: str | None) -> Registration | NotNow:
        """An organizer said no, with words for the person."""
        if self.state is not RegistrationState.AWAITING_REVIEW:
            return NotNow(self.state)
        return replace(self, state=RegistrationState.REJECTED, until=None, reason=reason)

    def cancelled(self, ending: Ending) -> Registration | NotNow:
        """The person, or an organizer, ends it."""
        return self._ended(RegistrationState.CANCELLED, ending) if self.is_live else NotNow(self.state)

    def offered(self, until: datetime) -> Registration | NotNow:
        """A place has become free, and is kept until then."""
        if self.state is not RegistrationState.WAITLISTED:
            return NotNow(self.state)
        return replace(self, state=RegistrationState.OFFERED, until=until)

    def seated(self, terms: Terms, now: datetime) -> Registration | NotNow:
        """A place has become free, and is taken without asking: the teacher had asked for it."""
        if self.state is not RegistrationState.WAITLISTED:
            return NotNow(self.state)
        return self.settled(with_places=True, terms=terms, now=now)

    def claimed(self, pupil: int, now: datetime) -> Registration | NotNow:
        """A pupil takes a seat of a class: from now on it is theirs."""
        if not (self.is_live and self.application.is_seat) or self.is_overdue(now):
            return NotNow(self.state)
        return replace(self, application=replace(self.application, owner=pupil, child=0))

    def took_offer(self, terms: Terms, now: datetime) -> Registration | NotNow:
        """The person wants the place, in time."""
        if self.state is not RegistrationState.OFFERED or self.is_overdue(now) or terms.closes <= now:
            return NotNow(self.state)
        return self.settled(with_places=True, terms=terms, now=now)

    def declined_offer(self) -> Registration | NotNow:
        """The person does not want it any more."""
        if self.state is not RegistrationState.OFFERED:
            return NotNow(self.state)
        return self._ended(RegistrationState.CANCELLED, Ending.OFFER_DECLINED)

    def smaller(self, places: int) -> Registration | NotNow:
        """Fewer people come than it is for."""
        if not (self.is_live and 0 < places < self.application.places):
            return NotNow(self.state)
        return replace(self, application=replace(self.application, places=places), sequence=self.sequence + 1)

    def is_overdue(self, now: datetime) -> bool:
        """Whether what it waited for has not come in time."""
        return self.until is not None and self.until <= now

    def lapsed(self, now: datetime) -> Registration | NotNow:
        """Its wait is over: the place goes to somebody else."""
        if not (self.is_live and self.is_overdue(now)):
            return NotNow(self.state)
        return self._ended(RegistrationState.EXPIRED, _LAPSED[self.state])

    def came(self, *, present: bool) -> Registration | NotNow:
        """Seen at the gate, or not; either may be corrected."""
        if self.state not in NEEDS_CONSENT:
            return NotNow(self.state)
        return replace(self, state=RegistrationState.ATTENDED if present else RegistrationState.NO_SHOW)

    def settled(self, *, with_places: bool, terms: Terms, now: datetime) -> Registration:
        """As it stands once nothing of an organizer is waited for, with its places or without."""
        if not with_places:
            return replace(self, state=RegistrationState.WAITLISTED, until=None)
        if self.lacks_consent:
            return replace(self, state=RegistrationState.AWAITING_GUARDIAN, until=terms.consent_until(now))
        return replace(self, state=RegistrationState.CONFIRMED, until=None)

    def _ended(self, state: RegistrationState, ending: Ending) -> Registration:
        return replace(self, state=state, ending=ending, until=None, sequence=self.sequence + 1)


def live_in(mine: Iterable[Registration], session: SessionKey, child: int = 0) -> Registration | None:
    """The live one in that session among a person's own, for themselves or for that child; there is one at most."""
    return next(
        (one for one in mine if one.is_live and one.session == session and one.application.child == child), None
    )
