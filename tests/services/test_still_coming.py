"""«Are you still coming?»: asked by the rule, once for a day, and what each answer makes of the place."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.applications import Application
from bot.domain.consent import Consent
from bot.domain.deliveries import NoticeKind
from bot.domain.events import Window
from bot.domain.lessons import LessonHours, Lessons
from bot.domain.people import Person, Role, Shift
from bot.domain.registrations import Ending, NotNow, RegistrationState
from bot.domain.rules import NoAnswer, Rules
from bot.domain.when import Exact
from bot.services.coming import AskedParent, NoParent
from bot.services.registering import UnknownRegistration
from tests.services.test_reminding import DAY, HOUR, KEY, START, Place, local
from tests.views.samples import NOW, OPEN, event


@pytest.fixture
async def place():
    made = Place()
    await made.load()
    return made


async def test_still_coming_is_asked_seven_and_two_days_before(place):
    one, other, third = [await place.sign_up(owner) for owner in (1, 2, 3)]
    assert await place.until(START - 7 * DAY) == 3
    assert place.row(one).asked_coming_at == place.clock.now()
    await place.coming.yes(place.database, 1, one.id)
    await place.coming.no(place.database, 2, other.id)
    assert (place.row(other).state, place.row(other).ending) == (RegistrationState.CANCELLED, Ending.BY_PERSON)
    assert await place.until(START - 2 * DAY) == 2, "a yes of five days ago is asked again"
    await place.coming.yes(place.database, 3, third.id)
    assert await place.until(START - DAY) == 2
    assert {place.row(one).state, place.row(third).state} == {RegistrationState.CONFIRMED}, "no answer keeps the place"


async def test_a_yes_within_three_days_is_not_asked_for_again(place):
    await place.load(still_coming=(7, 5))
    one = await place.sign_up(1)
    assert await place.until(START - 7 * DAY) == 1
    await place.coming.yes(place.database, 1, one.id)
    assert await place.until(START - 5 * DAY) == 0


async def test_without_an_answer_the_place_goes_to_the_queue_where_the_rule_says_so(place):
    await place.load(capacity=2, still_coming=(7, 2), no_answer=NoAnswer.FREE)
    silent, answers, waits = [await place.sign_up(owner) for owner in (1, 2, 3)]
    assert place.row(waits).state is RegistrationState.WAITLISTED
    await place.until(START - 7 * DAY)
    assert place.row(silent).until is None, "the first question takes nothing away"
    await place.until(START - 2 * DAY)
    ends = place.clock.now() + DAY
    assert (place.row(silent).until, place.row(answers).until) == (ends, ends)
    await place.coming.yes(place.database, 2, answers.id)
    await place.until(START - DAY)
    assert (place.row(silent).state, place.row(silent).ending) == (RegistrationState.EXPIRED, Ending.NO_ANSWER)
    assert place.row(answers).state is RegistrationState.CONFIRMED
    assert place.row(waits).state is RegistrationState.OFFERED
    assert isinstance(await place.coming.yes(place.database, 1, silent.id), NotNow)


async def test_several_places_of_one_owner_are_one_message_and_one_yes(place):
    children = [await place.sign_up(1, child=child, minor=True, guardian=1) for child in (1, 2, 3)]
    assert await place.until(START - 7 * DAY) == 1
    await place.coming.yes(place.database, 1, children[1].id)
    assert all(place.row(child).coming_at for child in children)
    await place.coming.no(place.database, 1, children[0].id)
    states = [place.row(child).state for child in children]
    assert states == [RegistrationState.CANCELLED, RegistrationState.CONFIRMED, RegistrationState.CONFIRMED]


def two_sessions(place, **rules):
    """A second session on the same day, an hour later, and one on the next day."""
    days = {"s1": START, "s2": START + HOUR, "s3": START + DAY}
    session = replace(OPEN.sessions[0], capacity=None, roles=frozenset(), review=False)
    sessions = tuple(replace(session, key=key, when=Exact(at, at + HOUR)) for key, at in days.items())
    window = Window(NOW - DAY, NOW + 19 * DAY)
    when = Exact(START, START + 2 * DAY)
    edition = replace(OPEN, when=when, registration=window, sessions=sessions, rules=Rules.of(**rules))
    return place.programmes.load([event("fest", editions=(edition,))], whole=True)


async def in_all(place, owner):
    """Somebody's registrations in each of them."""
    made = []
    for session in ("s1", "s2", "s3"):
        key, application = replace(KEY, session=session), Application(owner, minor=False)
        applied = await place.registering.sign_up(place.database, key, application, None)
        made.append(applied.registration)
    return made


async def test_sessions_of_one_day_are_asked_about_at_once_each_by_its_own_cut_off(place):
    await two_sessions(place, still_coming=(7, 2), no_answer=NoAnswer.FREE)
    first, second, third = await in_all(place, 1)
    assert await place.until(START - 7 * DAY) == 1
    (question,) = place.queued(NoticeKind.STILL_COMING)
    assert place.row(first).asked_coming_at == place.row(second).asked_coming_at == place.clock.now()
    assert question.notice.params["asked"] == place.clock.now().isoformat()
    assert place.row(third).asked_coming_at is None, "another day is another question"
    assert await place.reminding.due(place.database) == 0
    assert await place.until(START - 6 * DAY) == 1
    await place.until(START - 2 * DAY)
    ends = place.clock.now() + DAY
    assert (place.row(first).until, place.row(second).until) == (ends, ends)
    await place.coming.yes(place.database, 1, first.id)
    await place.until(START - DAY + timedelta(minutes=1))
    assert place.row(first).state is RegistrationState.CONFIRMED
    assert place.row(second).ending is Ending.NO_ANSWER, "a yes is said of what it was said of"


async def test_who_signed_up_for_one_of_them_later_is_asked_about_the_other_alone(place):
    await two_sessions(place, still_coming=(7,))
    due = local(START - 7 * DAY).replace(hour=10, minute=0)
    await place.until(due - HOUR)
    key = replace(KEY, session="s2")
    await place.registering.sign_up(place.database, key, Application(1, minor=False), None)
    place.clock.advance(HOUR + timedelta(minutes=1))
    late = await place.sign_up(1)
    await place.reminding.due(place.database)
    assert [place.row(late).asked_coming_at, len(place.queued(NoticeKind.STILL_COMING))] == [None, 1]


async def test_the_pupil_asks_the_parent_and_is_told_what_they_say(place):
    one = await place.sign_up(5, minor=True, guardian=77)
    await place.until(START - 7 * DAY)
    for _ in range(2):
        assert isinstance(await place.coming.ask_parent(place.database, 5, one.id), AskedParent)
    assert [delivery.chat for delivery in place.queued(NoticeKind.STILL_COMING_PARENT)] == [77]
    assert isinstance(await place.coming.yes(place.database, 78, one.id), UnknownRegistration)
    await place.coming.yes(place.database, 77, one.id)
    assert [delivery.chat for delivery in place.queued(NoticeKind.COMING_SAID)] == [5]
    await place.coming.no(place.database, 77, one.id)
    assert place.row(one).ending is Ending.BY_GUARDIAN


async def test_a_paper_consent_names_nobody_to_ask(place):
    paper = Consent("1", "hash", 40, NOW, paper=True)
    application = Application(5, minor=True)
    applied = await place.registering.sign_up(place.database, KEY, application, None, consent=paper)
    assert isinstance(await place.coming.ask_parent(place.database, 5, applied.registration.id), NoParent)
    assert isinstance(await place.coming.no(place.database, 40, applied.registration.id), UnknownRegistration)


async def test_a_pupil_in_lessons_is_asked_after_them(place):
    days = frozenset(range(7))
    hours = LessonHours(days, Lessons(time(8), time(13)), Lessons(time(14), time(19)))
    await place.database.run(lambda tx: tx.lessons.put(hours))
    for person, shift in ((1, Shift.FIRST), (2, Shift.SECOND), (3, None)):
        pupil = Person(person, role=Role.PUPIL, shift=shift)
        await place.database.run(lambda tx, pupil=pupil: tx.people.put(pupil))
        await place.sign_up(person)
    await place.sign_up(4)
    await place.until(local(START - 7 * DAY).replace(hour=10, minute=0))
    dues = {one.chat: local(one.due_at).strftime("%H:%M") for one in place.queued(NoticeKind.STILL_COMING)}
    assert dues == {1: "13:00", 2: "10:00", 3: "13:00", 4: "10:00"}
