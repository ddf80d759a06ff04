"""Audiences as queries: who is in one at this moment; decides nothing and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, and_, exists, func, select, true, type_coerce, union_all

from bot.domain.audience import (
    ByRegistration,
    Chats,
    Follows,
    Headcount,
    Is,
    OfClass,
    OfSchool,
    Reads,
    Registered,
    SubscribesTo,
)
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Membership
from bot.domain.registrations import STANDING
from bot.storage.columns import Id, Word
from bot.storage.schema import chats, follows, people, registrations, subscriptions

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, FromClause, Select

    from bot.domain.audience import Audience, Part

    Recipients = Select[tuple[int, int, ChatLanguage, int | None, int | None]]

_spoken = func.coalesce(people.c.language, Language.KK.value)
_WISHES = (
    func.coalesce(subscriptions.c.thread, 0, type_=Id()).label("thread"),
    subscriptions.c.quiet_start,
    subscriptions.c.quiet_end,
)
_WRITTEN_TO = func.coalesce(subscriptions.c.stopped, False, type_=Boolean()).is_(False)

_LANGUAGE = type_coerce(_spoken, Word(ChatLanguage)).label("language")
_PEOPLE = (
    select(people.c.id.label("chat"), _LANGUAGE, *_WISHES)
    .select_from(people.outerjoin(subscriptions, subscriptions.c.chat == people.c.id))
    .where(people.c.blocked.is_(False), _WRITTEN_TO)
)
# Read along an index of registrations, owner by owner: neither all people nor all registrations are gone through.
_OWNERS = (
    select(registrations.c.owner.label("chat"), _LANGUAGE, *_WISHES)
    .select_from(
        registrations.join(people, people.c.id == registrations.c.owner).outerjoin(
            subscriptions, subscriptions.c.chat == people.c.id
        )
    )
    .where(people.c.blocked.is_(False), _WRITTEN_TO)
    .distinct()
)
_FEWEST = (OfSchool, Registered, OfClass)
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
        some.append(_people_of(audience, after, limit))
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


def _people_of(audience: Audience, after: int | None, limit: int | None) -> Recipients:
    """The part by registrations of which the fewest are likely leads, where there is one; others are conditions."""
    by_registration = (part for part in audience.parts if isinstance(part, ByRegistration))
    leading, *more = sorted(by_registration, key=lambda part: (_FEWEST.index(type(part)), str(part))) or (None,)
    others = [_of_people(part) for part in audience.parts if not isinstance(part, ByRegistration)]
    if leading is None:
        return _slice(_PEOPLE.where(*others), people.c.id, after, limit)
    others += [_registered(part) for part in more]
    if after is not None:  # PostgreSQL does not see that this follows, and would read people from the first on
        others.append(people.c.id > after)
    return _slice(_OWNERS.where(_says(registrations, leading), *others), registrations.c.owner, after, limit)


def _registered(part: ByRegistration) -> ColumnElement[bool]:
    """Whether the person has such a registration as well."""
    another = registrations.alias()
    return exists().where(another.c.owner == people.c.id, _says(another, part))


def _says(table: FromClause, part: ByRegistration) -> ColumnElement[bool]:
    """Whether a registration makes the part hold."""
    match part:
        case Registered(event, turnout):
            return and_(table.c.event == event, table.c.state.in_(sorted(turnout.states)))
        case OfSchool(school):
            return and_(table.c.school == school, table.c.state.in_(sorted(STANDING)))
        case OfClass(name):
            return and_(table.c.school_class == name, table.c.state.in_(sorted(STANDING)))


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
        case Chats() | Registered() | OfSchool() | OfClass():
            raise ValueError("no condition on people alone")


def _of_chats(part: Part) -> ColumnElement[bool]:
    match part:
        case Reads(language):
            return chats.c.language.in_((ChatLanguage(language.value), ChatLanguage.BOTH))
        case SubscribesTo(topic):
            return subscriptions.c[topic.value].is_(True)
        case Chats():
            return true()
        case Is() | Follows() | Registered() | OfSchool() | OfClass():
            raise ValueError("no chat has a role, follows or registers")
