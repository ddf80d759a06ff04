"""Audiences as queries: who is in one at this moment; decides nothing and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, func, select, true, type_coerce, union_all

from bot.domain.audience import Chats, Follows, Headcount, Is, Reads, SubscribesTo
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Membership
from bot.storage.columns import Id, Word
from bot.storage.schema import chats, follows, people, subscriptions

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

    from bot.domain.audience import Audience, Part

    Recipients = Select[tuple[int, int, ChatLanguage, int | None, int | None]]

_spoken = func.coalesce(people.c.language, Language.KK.value)
_WISHES = (
    func.coalesce(subscriptions.c.thread, 0, type_=Id()).label("thread"),
    subscriptions.c.quiet_start,
    subscriptions.c.quiet_end,
)
_WRITTEN_TO = func.coalesce(subscriptions.c.stopped, False, type_=Boolean()).is_(False)

_PEOPLE = (
    select(people.c.id.label("chat"), type_coerce(_spoken, Word(ChatLanguage)).label("language"), *_WISHES)
    .select_from(people.outerjoin(subscriptions, subscriptions.c.chat == people.c.id))
    .where(people.c.blocked.is_(False), _WRITTEN_TO)
)
_CHATS = (
    select(chats.c.id.label("chat"), chats.c.language, *_WISHES)
    .select_from(chats.outerjoin(subscriptions, subscriptions.c.chat == chats.c.id))
    .where(chats.c.membership.in_([membership for membership in Membership if membership.inside]), _WRITTEN_TO)
)


def recipients_of(audience: Audience, *, after: int | None = None, limit: int | None = None) -> Recipients:
    """Who is in it now: `chat`, `thread` (0 for none), `language`, `quiet_start`, `quiet_end`; by chat, each once.

    With `limit`, and `after` the last chat of the slice before, it comes in slices, each read along the primary keys.
    """
    some = []
    if audience.of_people:
        some.append(_slice(_PEOPLE.where(*map(_of_people, audience.parts)), people.c.id, after, limit))
    if audience.of_chats:
        some.append(_slice(_CHATS.where(*map(_of_chats, audience.parts)), chats.c.id, after, limit))
    chosen = union_all(*some).subquery("chosen").c
    return (
        select(chosen.chat, chosen.thread, chosen.language, chosen.quiet_start, chosen.quiet_end)
        .order_by(chosen.chat)
        .limit(limit)
    )


def count_of(connection: Connection, audience: Audience) -> Headcount:
    """How many are in it now."""
    chosen = recipients_of(audience).order_by(None).subquery().c
    is_person = chosen.chat > 0
    counts: dict[bool, dict[ChatLanguage, int]] = {True: {}, False: {}}
    for person, language, count in connection.execute(
        select(is_person, chosen.language, func.count()).group_by(is_person, chosen.language)
    ):
        counts[bool(person)][language] = count
    return Headcount(people=counts[True], chats=counts[False])


def _slice(query: Recipients, chat: ColumnElement[int], after: int | None, limit: int | None) -> Recipients:
    if after is not None:
        query = query.where(chat > after)
    return query if limit is None else select(query.order_by(chat).limit(limit).subquery())


def _of_people(part: Part) -> ColumnElement[bool]:
    match part:
        case Reads(language):
            return _spoken == language.value
        case Is(role):
            return people.c.role == role
        case SubscribesTo(topic):
            return subscriptions.c[topic.value].is_(True)
        case Follows(event):
            return people.c.id.in_(select(follows.c.person).where(follows.c.event == event))
        case Chats():
            raise ValueError("no people are chats")


def _of_chats(part: Part) -> ColumnElement[bool]:
    match part:
        case Reads(language):
            return chats.c.language.in_((ChatLanguage(language.value), ChatLanguage.BOTH))
        case SubscribesTo(topic):
            return subscriptions.c[topic.value].is_(True)
        case Chats():
            return true()
        case Is() | Follows():
            raise ValueError("no chat has a role or follows")
