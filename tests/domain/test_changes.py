from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.changes import Change, NewsKind, differences, merged, news, without
from bot.domain.events import Edition, EditionState, Event, Kind, Venue
from bot.domain.facts import Fact, Source, Status
from bot.domain.language import LocalizedText
from bot.domain.when import Days, Month, Unknown, Year

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
SOURCE = Source(LocalizedText("дерек", "источник"), Year(2025), Status.PLAN)
MAY, JUNE = (Days(date(2027, month, 20), date(2027, month, 20)) for month in (5, 6))
PARK = Venue(LocalizedText("саябақ", "парк"))


def text(words: str) -> LocalizedText:
    return LocalizedText(words, words)


def edition(key: str = "y2027", when: Any = MAY, **more: Any) -> Edition:
    return replace(Edition(key, Unknown(), EditionState.ANNOUNCED, SOURCE), when=when, **more)


def event(*editions: Edition, **more: Any) -> Event:
    made = Event("festival", Kind.FESTIVAL, text("атау"), text("не"), text("кім"), SOURCE, editions=editions)
    return replace(made, **more)


events = st.builds(
    event,
    st.builds(edition, when=st.sampled_from([MAY, JUNE, Unknown()]), venue=st.sampled_from([None, PARK])),
    *[st.builds(edition, st.just(key), st.sampled_from([MAY, Year(2028)])) for key in ("y2028", "y2029")],
    name=st.sampled_from([text("бір"), text("екі")]),
    recurs=st.booleans(),
    aliases=st.lists(st.sampled_from("абв"), unique=True).map(tuple),
    facts=st.lists(st.sampled_from("xyz"), unique=True).map(
        lambda names: tuple(Fact(name, text(name), SOURCE) for name in names)
    ),
).flatmap(lambda made: st.sampled_from([made, replace(made, editions=made.editions[:1])]))


@given(events, events)
def test_what_they_did_not_change_stays_mine(base: Event, mine: Event):
    assert not differences(merged(base, mine, base), mine)


@given(events, events)
def test_where_i_changed_nothing_it_is_theirs_word_for_word(base: Event, theirs: Event):
    assert merged(base, base, theirs) == theirs


@given(events, events, events)
def test_whatever_they_changed_is_theirs(base: Event, mine: Event, theirs: Event):
    after = merged(base, mine, theirs)
    for part in differences(base, theirs):
        assert part not in differences(after, theirs) or part[0] == "edition"


@given(events, events)
def test_a_change_taken_back_at_once_leaves_nothing_of_it(before: Event, after: Event):
    undone = without(Change(NOW, 1, before, after), after)
    assert undone is not None
    assert not differences(undone, before)


@given(events, events)
def test_a_merge_done_twice_is_done_once(base: Event, mine: Event):
    once = merged(base, mine, base)
    assert merged(base, once, base) == once


def test_a_file_and_a_chat_change_one_edition_in_two_parts():
    base = event(edition(when=Unknown()))
    mine, theirs = event(edition(when=JUNE)), event(edition(when=Unknown(), venue=PARK))
    assert merged(base, mine, theirs) == event(edition(when=JUNE, venue=PARK))


def test_an_edition_that_the_file_takes_away_goes_with_all_that_was_changed_of_it():
    assert merged(event(edition()), event(edition(venue=PARK)), event()) == event()


def test_what_was_changed_again_cannot_be_taken_back():
    first = Change(NOW, 1, event(edition(when=Unknown())), event(edition(when=MAY)))
    assert without(first, event(edition(when=JUNE))) is None
    elsewhere = event(edition(when=MAY, venue=PARK), name=text("жаңа"))
    assert without(first, elsewhere) == event(edition(when=Unknown(), venue=PARK), name=text("жаңа"))


def test_a_new_edition_that_got_a_place_since_is_not_taken_back():
    added = Change(NOW, 1, event(), event(edition()))
    assert without(added, event(edition())) == event()
    assert without(added, event(edition(venue=PARK))) is None


def kinds(before: Event | None, after: Event) -> list[NewsKind]:
    return [one.kind for one in news(before, after, NOW, ZONE)]


def test_what_people_are_told_of():
    undated, may, june = (event(edition(when=when)) for when in (Unknown(), MAY, JUNE))
    cancelled = event(edition(state=EditionState.CANCELLED))
    assert kinds(None, may) == kinds(undated, may) == [NewsKind.ANNOUNCED]
    assert kinds(may, june) == kinds(may, event(edition(venue=PARK))) == [NewsKind.CHANGED]
    assert kinds(may, undated) == kinds(may, event(edition(when=Month(2027, 5)))) == [NewsKind.TAKEN_BACK]
    assert kinds(may, cancelled) == kinds(undated, cancelled) == [NewsKind.CANCELLED]
    assert kinds(cancelled, may) == [NewsKind.ANNOUNCED]
    assert kinds(cancelled, cancelled) == kinds(may, event(edition(state=EditionState.OPEN))) == []
    assert kinds(undated, event(edition(when=Unknown(), venue=PARK))) == []


def test_nobody_is_told_of_what_is_over_or_not_shown():
    past = event(edition(when=Days(date(2025, 5, 20), date(2025, 5, 20))))
    assert kinds(past, event(edition(when=Days(date(2025, 5, 21), date(2025, 5, 21))))) == []
    assert kinds(event(edition()), event(edition(when=JUNE), archived=True)) == []
    assert kinds(event(edition(), archived=True), event(edition(when=JUNE), archived=True)) == []
