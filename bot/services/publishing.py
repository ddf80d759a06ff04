"""A change of an event becomes so: the programme, its history and what people are told of it, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.changes import Change, NewsKind, news
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.places import SessionKey
from bot.domain.plans import day_key
from bot.services import cancelling
from bot.services.moving import concerned, tell_move

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.changes import News
    from bot.domain.events import Edition, Event
    from bot.services.ports.database import Transaction


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who changes something (None: a file that is loaded), when, and which change it takes back."""

    author: int | None
    at: datetime
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The change (0 for an event that is new) and how many messages are on their way because of it."""

    change: int
    told: int


def publish(  # noqa: PLR0917  said in this order: what it was, what it is, and where, by whom
    tx: Transaction, had: Event | None, has: Event, position: int, by: Authorship, zone: ZoneInfo
) -> Published:
    """Put the event, keep what it was before, and queue a notice to everybody whom the change concerns."""
    tx.programme.put(has, position)
    change = tx.changes.add(Change(by.at, by.author, had, has, by.undoes)) if had else 0
    told = 0
    for one in news(had, has, by.at, zone):
        day = day_key(has.key, one.edition, zone) if _tells_when(had, one) else None
        told += _tell(tx, has, one, change, by.at, day=day)
    return Published(change, told)


def reach(tx: Transaction, had: Event, has: Event, now: datetime, zone: ZoneInfo) -> int:
    """How many would be told of such a change."""
    return sum(
        len({*_concerned(tx, has.key, one), *cancelling.concerned(tx, has.key, one), *concerned(tx, has.key, one)})
        for one in news(had, has, now, zone)
    )


def counted_on(tx: Transaction, had: Event, has: Event) -> list[str]:
    """What is lost by such a change although people were told of it or signed up: `mamandyqfest.y2027.welding`."""
    found = []
    for edition in had.editions:
        stays = has.edition(edition.key)
        if stays is None and tx.follows.told(had.key, edition.key):
            found.append(f"{had.key}.{edition.key}")
        kept = {session.key for session in stays.sessions} if stays else set()
        found += [
            f"{had.key}.{edition.key}.{session.key}"
            for session in edition.sessions
            if session.key not in kept and tx.registrations.counts(SessionKey(had.key, edition.key, session.key))
        ]
    return found


def _concerned(tx: Transaction, event: str, told: News) -> Sequence[int]:
    if told.sessions is not None:
        return ()
    match told.kind:
        case NewsKind.ANNOUNCED:
            return tx.follows.waiting(event)
        case NewsKind.CHANGED | NewsKind.TAKEN_BACK:
            return tx.follows.told(event, told.edition.key)
        case NewsKind.CANCELLED:
            return [*tx.follows.told(event, told.edition.key), *tx.follows.waiting(event)]


def _tells_when(had: Event | None, told: News) -> bool:
    """Whether people are told a date that is new to them."""
    before = had.edition(told.edition.key) if had else None
    moved = told.kind is NewsKind.CHANGED and before is not None and before.when != told.edition.when
    return moved or told.kind is NewsKind.ANNOUNCED


def _tell(tx: Transaction, event: Event, told: News, change: int, now: datetime, *, day: str | None) -> int:
    """`day` is that of which people read (`plans.day_key`)."""
    moved = tell_move(tx, event.key, told, change, now, day=day)
    asked = {one.chat for one in moved}
    if told.kind is NewsKind.ANNOUNCED:
        return tx.outbox.add(moved) + _announce(tx, event, told.edition, asked, now, day=day)
    followers, signed_up = _concerned(tx, event.key, told), cancelling.concerned(tx, event.key, told)
    if told.kind is not NewsKind.CHANGED:
        tx.follows.wait_again(event.key, told.edition.key)
    params = cancelling.params(change, told.edition.key)
    follows = {person: {**params, "follows": "yes"} for person in followers}
    registered = {person: {**follows.get(person, params), role: "yes"} for person, role in signed_up.items()}
    return tx.outbox.add(
        [
            *moved,
            *(
                Delivery(
                    cancelling.key(change, told.edition.key, person),
                    person,
                    Notice(NoticeKind.EDITION_CHANGED, said),
                    now,
                    about=day,
                )
                for person, said in (follows | registered).items()
                if person not in asked
            ),
        ]
    )


def _announce(
    tx: Transaction, event: Event, edition: Edition, told: Collection[int], now: datetime, *, day: str | None
) -> int:
    """Queue one notice to everybody who waits for a date and is not told anyway."""
    notice = Notice(NoticeKind.DATE_ANNOUNCED, {"event": event.key, "edition": edition.key})
    people = [person for person in tx.follows.tell(event.key, edition.key) if person not in told]
    keys = {person: f"date:{event.key}:{edition.key}:{person}" for person in people}
    queued = tx.outbox.add([Delivery(key, person, notice, now, about=day) for person, key in keys.items()])
    if queued == len(keys):
        return queued
    # Some had been told of this edition before its date was taken back, and asked anew: they are owed the new date too.
    again = [
        Delivery(f"{key}:{int(now.timestamp())}", person, notice, now, about=day)
        for person, key in keys.items()
        if (before := tx.outbox.get(key)) and before.due_at != now
    ]
    return queued + tx.outbox.add(again)
