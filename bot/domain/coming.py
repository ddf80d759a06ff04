"""«Still coming?» and reminders: when which session's people are written to, and what their answer makes of it.

Everything counts from the start as the programme has it: a date that moves makes occasions of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.places import EVENING, MORNING, SessionKey
from bot.domain.plans import HOUR, Occurrence
from bot.domain.registrations import NotNow, Registration, RegistrationState
from bot.domain.rules import DAY, NoAnswer, rules_of
from bot.domain.when import Days, Exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Session
    from bot.domain.when import When

ANSWER_HOLDS = timedelta(days=3)
"""Who has said so lately is not asked again."""
NOT_AGAIN_WITHIN = timedelta(days=1)
LAST_EVENING = time(20)
"""A reminder that falls into the night comes before it."""


class Purpose(StrEnum):
    """What people of a session are written to for."""

    REMINDER = "reminder"
    QUESTION = "still_coming"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time at which the people of a session are written to: from `due_at` on, before `too_late`.

    Where `frees`, who does not answer within a day gives the place back.
    """

    session: SessionKey
    purpose: Purpose
    rule: str
    begins: datetime
    due_at: datetime
    too_late: datetime
    frees: bool = False

    def is_asked_with(self, other: Occasion) -> bool:
        """Whether both are one question: about sessions of one edition that begin on one day."""
        alike = _edition(self.session) == _edition(other.session) and self.rule == other.rule
        return self.purpose is other.purpose is Purpose.QUESTION and alike and self.due_at == other.due_at

    @property
    def happening(self) -> Occurrence:
        """How it is written down that it happened; the same occasion has the same key, whenever it is looked at."""
        at = self.session
        rule = f"{self.purpose}/{at.session}/{self.rule}"
        return Occurrence(at.event, at.edition, rule, self.begins.isoformat(), self.due_at, self.too_late)


@dataclass(frozen=True, slots=True)
class Party:
    """Who is told what becomes of a registration.

    Its owner, the guardian who agreed in a chat of their own, the teacher whose class it is a seat of.
    """

    registration: int
    session: str
    owner: int
    guardian: int | None = None
    teacher: int | None = None


def nearest(parties: Sequence[Party]) -> dict[int, tuple[int, str]]:
    """Everybody of them once, with their first registration, as what they are told: an owner before all else."""
    told_as: dict[int, tuple[int, str]] = {}
    for role in ("teacher", "guardian", "owner"):
        people = ((getattr(one, role), one.registration) for one in reversed(parties))
        told_as |= {person: (registration, role) for person, registration in people if person is not None}
    return told_as


def begins_at(when: When, zone: ZoneInfo) -> datetime | None:
    """When people have to be there; the morning where only the day is known, None where not even that is."""
    match when:
        case Exact(start=start):
            return start
        case Days(first=first):
            return datetime.combine(first, MORNING, zone)
    return None


def beginning(edition: Edition, session: Session, zone: ZoneInfo) -> datetime | None:
    """The same of a session, or of its edition where it has no time of its own."""
    return begins_at(session.when, zone) or begins_at(edition.when, zone)


def occasions(event: str, edition: Edition, session: Session, zone: ZoneInfo) -> Iterator[Occasion]:
    """Every reminder and question of a session; none while its day is not known."""
    begins = beginning(edition, session, zone)
    if begins is None:
        return
    rules, key = rules_of(edition, session), SessionKey(event, edition.key, session.key)
    for before in rules.reminders:
        at = _before_the_night(begins - before, zone)
        yield Occasion(key, Purpose.REMINDER, _word(before), begins, at, begins)
    cut_off = begins - timedelta(hours=rules.cut_off_hours)
    asked = [(days, _morning(begins, days, zone)) for days in sorted(rules.still_coming, reverse=True)]
    for number, (days, at) in enumerate(asked):
        last = number == len(asked) - 1
        too_late = cut_off if last else min(asked[number + 1][1], cut_off)
        frees = last and rules.no_answer is NoAnswer.FREE
        yield Occasion(key, Purpose.QUESTION, f"{days}d", begins, at, too_late, frees)


def needs_asking(registration: Registration, now: datetime) -> bool:
    """Whether somebody with a confirmed place is asked now: not who has just been asked, or said so lately."""
    if registration.state is not RegistrationState.CONFIRMED:
        return False
    asked, said = registration.asked_coming_at, registration.coming_at
    return not ((asked and now - asked < NOT_AGAIN_WITHIN) or (said and now - said < ANSWER_HOLDS))


def asked(registration: Registration, at: datetime, *, frees: bool, closes: datetime) -> Registration:
    """As it stands once the question is on its way, to be said at that moment; before the cut-off no place is lost."""
    until = at + DAY
    return replace(registration, asked_coming_at=at, until=until if frees and until < closes else None)


def still_coming(registration: Registration, now: datetime) -> Registration | NotNow:
    """They come: nothing is waited for any more."""
    if registration.state is not RegistrationState.CONFIRMED or registration.is_overdue(now):
        return NotNow(registration.state)
    return replace(registration, coming_at=now, until=None)


def has_answered(registration: Registration) -> bool:
    """Whether the last question has its answer."""
    asked_at, said = registration.asked_coming_at, registration.coming_at
    return said is not None and (asked_at is None or said >= asked_at)


def is_asked(registration: Registration) -> bool:
    """Whether somebody with a confirmed place was asked, and has not answered."""
    asked_at = registration.asked_coming_at
    return registration.state is RegistrationState.CONFIRMED and asked_at is not None and not has_answered(registration)


def asked_with(one: Registration, mine: Sequence[Registration]) -> list[Registration]:
    """Of what is its owner's (`mine`, the newest first), all of its edition that was asked about and not answered."""
    edition = _edition(one.session)
    return [other for other in reversed(mine) if _edition(other.session) == edition and is_asked(other)]


def guardian_of(one: Registration) -> int | None:
    """Who agreed for its owner in a chat of their own, None where nobody did."""
    given = one.consent
    return given.by if given and given.is_live and not given.paper and given.by not in {0, one.owner} else None


def _edition(session: SessionKey) -> tuple[str, str]:
    return session.event, session.edition


def _morning(begins: datetime, days: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(begins.astimezone(zone).date() - timedelta(days=days), HOUR, zone)


def _before_the_night(moment: datetime, zone: ZoneInfo) -> datetime:
    here = moment.astimezone(zone)
    if MORNING <= here.time() < EVENING:
        return moment
    day = here.date() - DAY if here.time() < MORNING else here.date()
    return datetime.combine(day, LAST_EVENING, zone)


def _word(before: timedelta) -> str:
    return f"{before // timedelta(hours=1)}h"
