"""Files for calendars: whatever a registration and its session are, a calendar reads back just that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.domain.applications import Application
from bot.domain.consent import Consent
from bot.domain.events import Coordinates, EditionState, Session, Venue
from bot.domain.language import Language, LocalizedText
from bot.domain.places import SessionKey, Terms
from bot.domain.registrations import Ending, Registration, RegistrationState
from bot.domain.when import Days, Exact, Month, Unknown
from bot.i18n import load_translators
from bot.services.sessions import Offered, Seen
from bot.views.ics import calendar_file, has_calendar
from bot.views.navigation import Surface
from tests.views.samples import NOW, OPEN, START, event, text

TRS = load_translators(ZoneInfo("Asia/Almaty"))
SURFACE = Surface("pvl_bot")
CONSENT = Consent("1", "hash", 77, NOW)
VENUE = Venue(text("Park"), text("Street"), Coordinates(52.28, 76.97))
ENDED = {RegistrationState.CANCELLED: Ending.BY_PERSON, RegistrationState.EXPIRED: Ending.NO_ANSWER}
MOST_OCTETS = 75

instants = st.datetimes(datetime(2024, 3, 1), datetime(2040, 1, 1), timezones=st.just(ZoneInfo("Asia/Almaty"))).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
exact = st.builds(
    lambda start, length: Exact(start, start + length if length else None),
    instants,
    st.none()
    | st.timedeltas(timedelta(minutes=1), timedelta(days=5)).map(lambda one: timedelta(seconds=one.seconds + 60)),
)
days = st.builds(
    lambda first, more: Days(first, more and first + timedelta(days=more)), st.dates(), st.none() | st.integers(1, 9)
)
# The library takes a written «\N» for the end of a line; no event is called so.
letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\")
names = st.text(letters, min_size=1, max_size=120).map(lambda word: LocalizedText(f"Ә{word}", f"Я{word}"))


def seen(session=None, state=RegistrationState.CONFIRMED, **more):
    session = session or Session("s1", text("Welding"), Exact(START, START + timedelta(hours=1)))
    edition = replace(OPEN, venue=VENUE, sessions=(session,))
    key = SessionKey("fest", edition.key, session.key)
    found = Offered(key, event("fest", editions=(edition,)), edition, session, Terms(START))
    one = Registration(12, key, Application(1), state, NOW, reviewed=True, consent=CONSENT, ending=ENDED.get(state))
    return Seen(replace(one, **more), found)


def read(at, language=Language.RU):
    content = calendar_file(at, NOW, SURFACE, TRS[language])
    assert content is not None
    (entry,) = Calendar.from_ical(content).events
    return content, entry


@given(exact | days, names, st.sampled_from(Language), st.integers(0, 99))
def test_a_calendar_reads_back_what_it_is(when, name, language, sequence):
    at = seen(Session("s1", name, when), sequence=sequence)
    content, entry = read(at, language)
    if isinstance(when, Exact):
        assert entry["DTSTART"].dt == when.start
        assert entry["DTSTART"].dt.tzinfo is not None
        assert entry["DTEND"].dt == when.end if when.end else "DTEND" not in entry
    else:
        assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (when.first, (when.last or when.first) + timedelta(days=1))
        assert b"DTSTART;VALUE=DATE:" in content
    assert str(entry["SUMMARY"]).endswith(name[language])
    assert (entry["UID"], entry["SEQUENCE"]) == ("registration-12@pvl_bot", sequence)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= MOST_OCTETS
    for line in lines:
        line.decode()  # no letter is cut in two


def test_what_stands_in_it():
    content, entry = read(seen(application=Application(1, child=2)))
    assert b"METHOD:PUBLISH" in content
    assert b"DTSTART:20261213T100000Z" in content
    assert entry["DTSTAMP"].dt == NOW
    assert (entry["STATUS"], entry["GEO"].to_ical()) == ("CONFIRMED", "52.28;76.97")
    assert "Park по-русски, Street по-русски" in str(entry["LOCATION"])
    for said in ("№ 12", "№ 2", "t.me/pvl_bot?start=do_my_registrations"):
        assert said in str(entry["DESCRIPTION"])
    assert [alarm["ACTION"] for alarm in entry.walk("VALARM")] == ["DISPLAY"]


@pytest.mark.parametrize("state", ENDED)
def test_an_ended_one_is_taken_out_again(state):
    before, after = read(seen())[1], read(seen(state=state, sequence=1))[1]
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", 1)
    assert after["UID"] == before["UID"]
    assert not after.walk("VALARM")


def test_of_a_cancelled_edition_too():
    at = seen()
    assert at.found is not None
    off = replace(at.found, edition=replace(at.found.edition, state=EditionState.CANCELLED))
    assert read(replace(at, found=off))[1]["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    "at",
    [
        seen(Session("s1", text("Welding"), Month(2027, 5))),
        seen(state=RegistrationState.WAITLISTED),
        seen(state=RegistrationState.AWAITING_GUARDIAN, until=NOW),
        seen(state=RegistrationState.REJECTED),
        replace(seen(), found=None),
    ],
)
def test_no_file_without_a_day_or_a_place(at):
    assert calendar_file(at, NOW, SURFACE, TRS[Language.KK]) is None
    assert not has_calendar(at)


def test_a_session_without_a_time_is_at_that_of_its_edition():
    assert read(seen(Session("s1", text("Welding"), Unknown())))[1]["DTSTART"].dt == START.astimezone(UTC)
