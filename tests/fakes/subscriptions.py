"""The port of the table of what people, groups and channels want to be told, in memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.domain.audience import Chats, Follows, Headcount, Is, OfClass, OfSchool, Reads, Registered, SubscribesTo
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Chat, Person
from bot.domain.registrations import STANDING
from bot.domain.subscriptions import Subscription
from bot.storage.limits import checked_id

if TYPE_CHECKING:
    from bot.domain.audience import Audience, Part
    from bot.domain.registrations import Registration
    from tests.fakes.tables import Tables

Recipient = tuple[int, int, ChatLanguage, int | None, int | None]
"""Chat, thread, language, and the minutes of the quiet hours: the columns of `bot.storage.audiences.recipients_of`."""


class FakeSubscriptions:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def get(self, chat: int) -> Subscription:
        return self._tables.subscriptions.get(checked_id(chat), Subscription(chat))

    def put(self, subscription: Subscription) -> None:
        self._tables.written()
        checked_id(subscription.thread)
        self._tables.subscriptions[checked_id(subscription.chat)] = subscription

    def remove(self, chat: int) -> None:
        self._tables.written()
        self._tables.subscriptions.pop(checked_id(chat), None)

    def count(self, audience: Audience) -> Headcount:
        chosen = recipients_of(self._tables, audience)
        people = Counter(language for chat, _, language, *_ in chosen if chat > 0)
        chats = Counter(language for chat, _, language, *_ in chosen if chat < 0)
        return Headcount(dict(people), dict(chats))


def recipients_of(tables: Tables, audience: Audience) -> list[Recipient]:
    """Who is in the audience now, by chat."""
    everybody: list[Person | Chat] = [person for person in tables.people.values() if not person.blocked]
    everybody += [chat for chat in tables.chats.values() if chat.membership.inside]
    chosen: list[Recipient] = []
    for one in everybody:
        wishes = tables.subscriptions.get(one.id, Subscription(one.id))
        if not wishes.stopped and all(_holds(part, one, wishes, tables) for part in audience.parts):
            language = one.language if isinstance(one, Chat) else ChatLanguage(one.language or Language.KK)
            minutes = (wishes.quiet.start, wishes.quiet.end) if wishes.quiet else (None, None)
            chosen.append((one.id, wishes.thread, language, *minutes))
    return sorted(chosen)


def _holds(part: Part, one: Person | Chat, wishes: Subscription, tables: Tables) -> bool:
    match part:
        case Reads(language):
            read = one.language or Language.KK
            return language in read.languages if isinstance(read, ChatLanguage) else language is read
        case Is(role):
            return isinstance(one, Person) and one.role is role
        case SubscribesTo(topic):
            return topic in wishes.topics
        case Chats():
            return isinstance(one, Chat)
        case Follows(event):
            return isinstance(one, Person) and (one.id, event) in tables.follows
        case Registered(event, turnout):
            return any(r.session.event == event and r.state in turnout.states for r in _registrations(one, tables))
        case OfSchool(school):
            return any(r.application.school == school and r.state in STANDING for r in _registrations(one, tables))
        case OfClass(name):
            return any(r.application.school_class == name and r.state in STANDING for r in _registrations(one, tables))


def _registrations(one: Person | Chat, tables: Tables) -> list[Registration]:
    return [r for r in tables.registrations.values() if r.owner == one.id]
