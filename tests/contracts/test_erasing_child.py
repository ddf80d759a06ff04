"""Erasing one child, over every store: as thorough as erasing everything, and only of that child."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.consent import Consent
from bot.domain.registrations import RegistrationState
from bot.services.erasing import Erased, Erasing
from bot.services.passing_on import PassingOn
from bot.services.people import Directory
from bot.services.programme import Programmes
from bot.services.seating import Seating
from tests.contracts.moments import NOW
from tests.contracts.test_registrations import KEY, registration
from tests.fakes.clock import FakeClock

PARENT, OTHER = 1001, 1002
ZONE = ZoneInfo("Asia/Almaty")


def erasing_in(database):
    clock = FakeClock(NOW)
    programmes = Programmes(database, clock, ZONE)
    seating = Seating(programmes, clock, ZONE)
    return Erasing(programmes, seating, PassingOn(()), Directory(database), clock=clock, zone=ZONE)


async def begun(database):
    """Two children of one parent, the parent, and a child of somebody else, all with places."""

    def body(tx):
        tx.registrations.set_capacity(KEY, None)
        for owner, child in ((PARENT, 1), (PARENT, 2), (PARENT, 0), (OTHER, 1)):
            consent = Consent("1", "hash", owner, NOW) if child else None
            one = registration(owner, RegistrationState.CONFIRMED, child=child, minor=bool(child), consent=consent)
            tx.registrations.add(one)
            tx.registrations.take(KEY, 1)

    await database.run(body)


async def stand(database):
    return await database.read(lambda tx: list(tx.registrations.listed("fest", 0, 9)))


async def test_only_that_child_is_taken_out_and_the_place_is_free(database):
    await begun(database)
    before, erasing = await stand(database), erasing_in(database)
    assert await erasing.children(database, PARENT) == {1: 1, 2: 1}
    assert await erasing.erase_child(database, PARENT, 1) == Erased(1, 1)
    first, *others = await stand(database)
    assert others == before[1:]
    assert await database.read(lambda tx: tx.registrations.places(KEY).taken) == 3
    assert (first.owner, first.state, first.consent.by) == (-first.id, RegistrationState.CANCELLED, 0)
    assert await erasing.children(database, PARENT) == {2: 1}
    assert await erasing.erase_child(database, PARENT, 1) == Erased(0, 0)


async def test_as_little_is_left_as_of_who_erases_everything(database):
    await begun(database)
    erasing = erasing_in(database)
    await erasing.erase_child(database, PARENT, 1)
    await erasing.erase(database, PARENT)
    first, second, *_ = await stand(database)
    left = [(one.state, one.ending, one.reason, one.until, one.sequence) for one in (first, second)]
    assert left[0] == left[1]
    said = [
        (dict(a.answers), a.school, a.school_class, a.minor, a.places) for a in (first.application, second.application)
    ]
    assert said[0] == said[1] == ({}, None, None, True, 1)
    assert (first.consent, first.owner) == (second.consent, -first.id)
