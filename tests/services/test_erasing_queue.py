"""Erasing somebody who holds one place and waits for another of the same session gives back what was held, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.applications import Application
from bot.domain.places import Places, SessionKey
from bot.domain.registrations import Registration, RegistrationState
from bot.domain.when import Exact
from bot.services.erasing import Erasing
from bot.services.passing_on import PassingOn
from bot.services.people import Directory
from bot.services.programme import Programmes
from bot.services.registering import Registering
from bot.services.seating import Seating
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase
from tests.views.samples import NOW, OPEN, event

ZONE = ZoneInfo("Asia/Almaty")
START = NOW + timedelta(days=20)
KEY = SessionKey("fest", "open", "s1")
SESSION = replace(OPEN.sessions[0], key="s1", when=Exact(START), capacity=1, roles=frozenset(), review=True)
EDITION = replace(OPEN, when=Exact(START), sessions=(SESSION,))
PARENT = 1001


async def test_a_place_is_not_passed_on_to_who_is_erased_with_it():
    database, clock = MemoryDatabase(), FakeClock(NOW)
    programmes = Programmes(database, clock, ZONE)
    await programmes.load([event("fest", editions=(EDITION,))], whole=True)
    seating = Seating(programmes, clock, ZONE)
    for child in (1, 2):
        await Registering(seating, clock).sign_up(database, KEY, Application(PARENT, child, minor=False), None)

    def accept_the_second_one_first(tx):
        for one in tx.registrations.of(PARENT):
            accepted = seating.accepted(tx, one)
            assert isinstance(accepted, Registration)
            seating.changed(tx, one, accepted)

    await database.run(accept_the_second_one_first)
    states = [one.state for one in await database.read(lambda tx: tx.registrations.of(PARENT))]
    assert states == [RegistrationState.CONFIRMED, RegistrationState.WAITLISTED]
    people = Directory(database)
    await Erasing(programmes, seating, PassingOn(()), people, clock=clock, zone=ZONE).erase(database, PARENT)
    places = await database.read(lambda tx: tx.registrations.places(KEY))
    assert places == Places(1, 0)
