"""The grammar of audiences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcements import Topic
from bot.domain.audience import (
    Audience,
    BadAudience,
    Chats,
    Follows,
    Is,
    OfClass,
    OfSchool,
    Reads,
    Registered,
    SubscribesTo,
    Turnout,
    Wrong,
)
from bot.domain.language import Language
from bot.domain.people import Role
from bot.domain.registrations import STANDING, RegistrationState

if TYPE_CHECKING:
    from bot.domain.audience import Part


@pytest.mark.parametrize(
    ("text", "parts", "canonical"),
    [
        ("all", set(), "all"),
        (" ALL ", set(), "all"),
        ("all,all", set(), "all"),
        ("lang:kk", {Reads(Language.KK)}, "lang:kk"),
        ("role:pupil", {Is(Role.PUPIL)}, "role:pupil"),
        ("Topic:Forums , lang:ru", {SubscribesTo(Topic.FORUMS), Reads(Language.RU)}, "lang:ru,topic:forums"),
        ("topic:news,topic:news,all", {SubscribesTo(Topic.NEWS)}, "topic:news"),
        ("topic:news,topic:forums", {SubscribesTo(t) for t in (Topic.NEWS, Topic.FORUMS)}, "topic:forums,topic:news"),
        ("chats,lang:kk,lang:ru", {Chats(), Reads(Language.KK), Reads(Language.RU)}, "chats,lang:kk,lang:ru"),
        ("event:mamandyqfest:followers", {Follows("mamandyqfest")}, "event:mamandyqfest:followers"),
        ("event:fest:registered", {Registered("fest", Turnout.REGISTERED)}, "event:fest:registered"),
        ("Event:fest:Waiting", {Registered("fest", Turnout.WAITING)}, "event:fest:waiting"),
        ("event:fest:attended", {Registered("fest", Turnout.ATTENDED)}, "event:fest:attended"),
        ("event:fest:absent", {Registered("fest", Turnout.ABSENT)}, "event:fest:absent"),
        ("school:demo_1,class:9ә", {OfSchool("demo_1"), OfClass("9Ә")}, "class:9Ә,school:demo_1"),
    ],
)
def test_what_is_written_is_read_and_written_back_in_one_way(text, parts, canonical):
    audience = Audience.parse(text)

    assert audience == Audience(frozenset(parts))
    assert str(audience) == canonical
    assert Audience.parse(canonical) == audience


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("", Wrong.EMPTY)]),
        ("all,,lang:kk", [("", Wrong.EMPTY)]),
        ("everybody", [("everybody", Wrong.UNKNOWN)]),
        ("lang:en, role:king", [("lang:en", Wrong.UNKNOWN), ("role:king", Wrong.UNKNOWN)]),
        ("lang", [("lang", Wrong.UNKNOWN)]),
        ("lang:kk:ru", [("lang:kk:ru", Wrong.UNKNOWN)]),
        ("event:..:followers", [("event:..:followers", Wrong.UNKNOWN)]),
        ("event:festival", [("event:festival", Wrong.UNKNOWN)]),
        ("event:festival:eaten", [("event:festival:eaten", Wrong.UNKNOWN)]),
        ("class:13А, class:9W", [("class:13А", Wrong.UNKNOWN), ("class:9W", Wrong.UNKNOWN)]),
        ("chats,class:9А", [("chats", Wrong.CONTRADICTS), ("class:9А", Wrong.CONTRADICTS)]),
        ("school:", [("school:", Wrong.UNKNOWN)]),
        ("chats,role:pupil", [("chats", Wrong.CONTRADICTS), ("role:pupil", Wrong.CONTRADICTS)]),
        ("event:f1:followers,chats", [("event:f1:followers", Wrong.CONTRADICTS), ("chats", Wrong.CONTRADICTS)]),
        ("role:pupil,role:parent", [("role:pupil", Wrong.CONTRADICTS), ("role:parent", Wrong.CONTRADICTS)]),
    ],
)
def test_what_is_wrong_is_told_part_by_part(text, problems):
    assert Audience.parse(text) == BadAudience(tuple(problems))
    assert str(Audience.parse(text))


WORDS = st.sampled_from(
    ["all", "chats", "lang", "role", "topic", "event", "school", "kk", "pupil", "news", "f1", "followers"]
)


@given(st.lists(st.lists(WORDS | st.text(max_size=5), max_size=4).map(":".join), max_size=4).map(",".join))
def test_whatever_is_written_is_an_audience_or_told_to_be_none(text):
    parsed = Audience.parse(text)
    if isinstance(parsed, Audience):
        assert Audience.parse(str(parsed)) == parsed
        assert parsed.of_people or parsed.of_chats
    else:
        assert parsed.problems


def test_a_registration_stands_in_one_turnout_at_most_but_who_came_is_registered_too():
    """Who is written to as registered is not written to as waiting; nobody whose registration ended is in any."""
    turnouts = {state: {turnout for turnout in Turnout if state in turnout.states} for state in RegistrationState}
    assert turnouts[RegistrationState.ATTENDED] == {Turnout.REGISTERED, Turnout.ATTENDED}
    assert all(
        len(of) == (state in STANDING) for state, of in turnouts.items() if state is not RegistrationState.ATTENDED
    )


def test_chats_and_people_are_told_apart():
    assert (Audience().of_people, Audience().of_chats) == (True, True)
    rows: tuple[tuple[set[Part], bool, bool], ...] = (
        ({Chats()}, False, True),
        ({Is(Role.PUPIL)}, True, False),
        ({Follows("forum")}, True, False),
        ({OfSchool("demo_1")}, True, False),
        ({Reads(Language.KK), SubscribesTo(Topic.NEWS)}, True, True),
    )
    for parts, of_people, of_chats in rows:
        audience = Audience(frozenset(parts))
        assert (audience.of_people, audience.of_chats) == (of_people, of_chats)


def test_a_school_that_the_directory_does_not_have_is_wrong():
    audience = Audience.parse("lang:kk,school:demo_1,school:demo_9")
    assert isinstance(audience, Audience)
    assert audience.within({"demo_1", "demo_9"}) == audience
    assert audience.within({"demo_1"}) == BadAudience((("school:demo_9", Wrong.NO_SCHOOL),))
