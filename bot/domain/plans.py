"""Announcement plans: what is told of an event by itself, and when; composes no words and queues nothing.

An event names its rules. A rule is due at a moment that follows from the edition as it stands, and too late at another;
where the date is not known, it is silent. A date that moves makes occurrences of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.announcements import Topic
from bot.domain.events import EditionState, Kind
from bot.domain.facts import Status
from bot.domain.when import Month, Year, ends, is_date, starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event
    from bot.domain.facts import AsOf

DATE_ANNOUNCED, REGISTRATION_OPENS, RESULTS, DIGEST = "date_announced", "registration_opens", "results", "digest"
RULE = re.compile(rf"{DATE_ANNOUNCED}|{REGISTRATION_OPENS}|{RESULTS}|([1-9][0-9]?)_days?_before", re.ASCII)
"""What a plan may hold: `date_announced`, `7_days_before`, `1_day_before`, `registration_opens`, `results`."""

HOUR = time(10)
"""When reminders and the digest go out, local time."""
RESULTS_WITHIN = timedelta(days=30)
DIGEST_WITHIN = timedelta(days=3)
COMING_WITHIN = timedelta(days=30)
"""What a digest looks ahead."""
WEEK = timedelta(days=7)
REMEMBERED = timedelta(days=7)
"""For so long it is told that something came too late."""
JUST_TOLD = timedelta(hours=12)
"""Whoever was told of a day so lately is not reminded of it."""

_TOPICS = {
    Kind.FESTIVAL: Topic.FESTIVAL,
    Kind.FORUM: Topic.FORUMS,
    Kind.CONTEST: Topic.CONTESTS,
    Kind.INTERNSHIP: Topic.INTERNSHIPS,
}


class OccurrenceState(StrEnum):
    """What became of one firing of a plan."""

    QUEUED = "queued"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One firing of a rule; `edition` is empty and the event `digest` for the weekly digest."""

    event: str
    edition: str
    rule: str
    mark: str
    due_at: datetime
    too_late: datetime

    @property
    def key(self) -> str:
        """The same firing has the same key, whenever it is looked at."""
        return f"plan:{self.event}:{self.edition}:{self.rule}:{self.mark}"


@dataclass(frozen=True, slots=True)
class Happened:
    """A firing that has happened, by its key, and when it was due."""

    key: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class DayTold:
    """Whom an announcement leaves out: who was told of this day by a message of their own, `since` then if it says."""

    day: str
    since: datetime | None = None


def day_key(event: str, edition: Edition, zone: ZoneInfo) -> str | None:
    """The day on which an edition begins, as a word for it; None where that is not known."""
    begins = starts(edition.when, zone) if is_date(edition.when) else None
    return None if begins is None else f"{event}:{edition.key}:{begins.astimezone(zone).date().isoformat()}"


def day_told(occurrence: str | None, queued_at: datetime) -> DayTold | None:
    """The day that the announcement of an occurrence, by its key, tells of; None for all others."""
    match (occurrence or "").split(":"):
        case ["plan", event, edition, rule, first] if rule == DATE_ANNOUNCED:
            return DayTold(f"{event}:{edition}:{first}")
        case ["plan", event, edition, rule, first, before] if rule == DATE_ANNOUNCED:
            return DayTold(f"{event}:{edition}:{first}", datetime.fromtimestamp(int(before), UTC))
        case ["plan", event, edition, rule, first] if days_before(rule):
            return DayTold(f"{event}:{edition}:{first}", queued_at - JUST_TOLD)
    return None


def told_anew(one: Occurrence, last: Happened | None) -> Occurrence | None:
    """A date that was announced and stands again, after another one was; None where it is what was announced last.

    Its mark holds the moment of that other announcement, since when everybody believes what is wrong.
    """
    if last is None or f"{last.key}:".startswith(f"{one.key}:"):
        return None
    return replace(one, mark=f"{one.mark}:{int(last.due_at.timestamp())}")


def topic_of(kind: Kind) -> Topic:
    """Who is told of events of a kind: the subscribers of this topic."""
    return _TOPICS.get(kind, Topic.NEWS)


def days_before(rule: str) -> int | None:
    """How many days before the start a reminder goes out, None for other rules."""
    found = RULE.fullmatch(rule)
    return int(found[1]) if found and found[1] else None


def occurrences(event: Event, now: datetime, zone: ZoneInfo) -> Iterator[Occurrence]:
    """What the event's plan holds as the programme stands: due, to come, or lately too late."""
    for edition in event.editions:
        if edition.state is EditionState.CANCELLED or not is_date(edition.when):
            continue
        for one in _of_edition(event, edition, now, zone):
            if one.too_late > now - REMEMBERED:
                yield one


def digest(now: datetime, zone: ZoneInfo) -> Occurrence:
    """The digest of this week, from Monday's hour on; before it that of the week before."""
    today = now.astimezone(zone).date()
    due = datetime.combine(today - timedelta(days=today.weekday()), HOUR, zone)
    if due > now:
        due = datetime.combine(due.date() - timedelta(days=7), HOUR, zone)
    return Occurrence(DIGEST, "", DIGEST, due.date().isoformat(), due, due + DIGEST_WITHIN)


def coming(events: Iterable[Event], now: datetime, zone: ZoneInfo) -> list[tuple[Event, Edition]]:
    """What a digest tells of: what begins soon, the soonest first."""
    found = []
    for event in events:
        edition = event.current(now, zone)
        begins = starts(edition.when, zone) if edition and is_date(edition.when) else None
        if edition and begins and now <= begins <= now + COMING_WITHIN:
            found.append((begins, event, edition))
    return [(event, edition) for _, event, edition in sorted(found, key=lambda one: (one[0], one[1].key))]


def begins_soon(found: Iterable[tuple[Event, Edition]], now: datetime, zone: ZoneInfo) -> bool:
    """Whether something of what a digest tells of begins before the next one."""
    begins = [starts(edition.when, zone) for _, edition in found]
    return any(one is not None and one <= now + WEEK for one in begins)


def digests_before(one: Occurrence) -> list[str]:
    """The keys of the digests that may have told of the same, the latest first."""
    day = date.fromisoformat(one.mark)
    return [replace(one, mark=(day - WEEK * n).isoformat()).key for n in range(1, COMING_WITHIN // WEEK + 2)]


def _of_edition(event: Event, edition: Edition, now: datetime, zone: ZoneInfo) -> Iterator[Occurrence]:
    begins = starts(edition.when, zone)
    assert begins is not None, "a date has a start"
    first = begins.astimezone(zone).date()
    reminders = sorted((days for rule in event.plan if (days := days_before(rule))), reverse=True)
    for rule in event.plan:
        at = (event.key, edition.key, rule)
        days, window = days_before(rule), edition.registration
        if days:
            following = next((_before(first, other, zone) for other in reminders if other < days), begins)
            yield Occurrence(*at, first.isoformat(), _before(first, days, zone), following)
        elif rule == DATE_ANNOUNCED:
            yield Occurrence(*at, first.isoformat(), min(now, begins), begins)
        elif rule == REGISTRATION_OPENS and window:
            yield Occurrence(*at, window.opens.isoformat(), window.opens, window.closes)
        elif rule == RESULTS and has_results(event, first):
            over = ends(edition.when, zone) or begins
            yield Occurrence(*at, "", over, over + RESULTS_WITHIN)


def has_results(event: Event, held: date) -> bool:
    """Whether it is known how an edition that began on that day ended."""
    return any(f.source.status is Status.DONE and _since(f.source.as_of, held) for f in event.facts_about(RESULTS))


def _since(as_of: AsOf, held: date) -> bool:
    match as_of:
        case Year(year=year):
            return year >= held.year
        case Month(year=year, month=month):
            return (year, month) >= (held.year, held.month)
        case _:
            return as_of >= held


def _before(first: date, days: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(first - timedelta(days=days), HOUR, zone)
