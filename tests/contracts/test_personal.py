"""The contract of what is kept under somebody's number: found as a whole, taken out as a whole."""

from __future__ import annotations

from bot.domain.applications import Application
from bot.domain.consent import Consent
from bot.domain.deliveries import Delivery, Notice, NoticeKind
from bot.domain.language import Language
from bot.domain.people import Person, Role
from bot.domain.policy import Staff, StaffRole
from bot.domain.registrations import RegistrationState
from bot.domain.subscriptions import Subscription
from bot.services.ports.dialogues import Dialogue
from bot.storage.columns import Id
from bot.storage.personal import DEEDS, GIVEN, HELD, PASSING
from bot.storage.schema import metadata
from tests.contracts.moments import NOW
from tests.contracts.test_registrations import registration

MINE, OTHERS = 1001, 1002


def leave_traces(t, person):
    t.people.put(Person(person, Language.KK, Role.PUPIL))
    t.staff.put(Staff(person, StaffRole.ANSWERER, NOW))
    t.follows.add(person, "fest", NOW)
    t.subscriptions.put(Subscription(person))
    t.outbox.add([Delivery(f"k{person}", person, Notice(NoticeKind.DATE_ANNOUNCED), NOW)])
    t.dialogues.put(Dialogue(f"{person}:{person}:0", person, "asking"))
    t.registrations.add(registration(person, RegistrationState.CONFIRMED))
    consent = Consent("1", "hash", person, NOW, contact=f"+7{person}")
    t.registrations.add(registration(9000 + person, RegistrationState.CONFIRMED, minor=True, consent=consent))


TABLES = {"people", "staff", "follows", "subscriptions", "outbox", "dialogues", "registrations"}


async def test_everything_of_one_person_is_found_and_taken_out_and_nothing_of_others(database):
    await database.run(lambda t: [leave_traces(t, person) for person in (MINE, OTHERS)])
    found = await database.read(lambda t: t.personal.of(MINE))
    assert set(found) == TABLES
    assert len(found["registrations"]) == 2, "one's own, and a consent that was given"

    assert await database.run(lambda t: t.personal.erase(MINE)) == len(TABLES) + 1
    assert await database.read(lambda t: dict(t.personal.of(MINE))) == {}
    assert set(await database.read(lambda t: t.personal.of(OTHERS))) == TABLES
    assert await database.run(lambda t: t.personal.erase(MINE)) == 0


async def test_what_is_counted_stays_without_the_number(database):
    await database.run(lambda t: leave_traces(t, MINE))
    await database.run(lambda t: t.personal.erase(MINE))
    mine, childs = await database.read(lambda t: [t.registrations.get(number) for number in (1, 2)])
    assert mine.application == Application(-1, minor=False)
    assert (childs.consent.by, childs.consent.contact) == (0, None)
    assert childs.application.answers, "what is somebody else's stays"


async def test_a_guardians_phone_number_is_the_guardians_and_goes_with_either(sql_database):
    await sql_database.run(lambda t: leave_traces(t, MINE))
    pupil = 9000 + MINE
    (theirs,) = (await sql_database.read(lambda t: t.personal.of(pupil)))["registrations"]
    assert "consent_contact" not in theirs
    given = (await sql_database.read(lambda t: t.personal.of(MINE)))["registrations"][-1]
    assert given["consent_contact"] == f"+7{MINE}"
    await sql_database.run(lambda t: t.personal.erase(pupil))
    kept = await sql_database.read(lambda t: t.registrations.get(2))
    assert (kept.consent.by, kept.consent.contact) == (MINE, None)


NUMBERS_OF_OURS = {
    "announcements.id",
    "audit.id",
    "changes.id",
    "changes.undoes",
    "chats.id",
    "class_seats.class_id",
    "class_seats.registration",
    "classes.id",
    "consent_requests.registration",
    "desk.chat",
    "announcements.prepared_to",
    "desk.topic",
    "handover_messages.handover",
    "handover_messages.message",
    "handovers.desk",
    "handovers.id",
    "handovers.message",
    "handovers.post",
    "inbox.id",
    "outbox.id",
    "outbox.message",
    "questions.id",
    "recipients.announcement",
    "recipients.message",
    "recipients.thread",
    "registrations.id",
    "review_questions.id",
    "review_questions.registration",
    "subscriptions.thread",
    "taps.announcement",
    "versions.number",
}
"""Numbers of groups, of messages, and those that we give ourselves."""


def test_every_column_that_may_hold_somebodys_number_is_thought_of():
    """A new table with people in it must say whether that is taken out, and why not."""
    known = {str(column) for column in (*HELD, *GIVEN, *PASSING)} | DEEDS
    numbers = {str(c) for table in metadata.tables.values() for c in table.columns if isinstance(c.type, Id)}
    assert numbers == known | NUMBERS_OF_OURS
