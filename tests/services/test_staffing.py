from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta

import pytest

from bot.domain.policy import INVITATION_LIFE, Staff, StaffRole
from bot.services.staffing import (
    AlreadyStaff,
    Appointed,
    Dismissed,
    Invited,
    NotAllowed,
    NotStaff,
    NotValid,
    Numbers,
    Offered,
    Staffing,
)
from tests.fakes.clock import FakeClock
from tests.views.samples import NOW

OWNER, ORGANIZER, ANSWERER, OUTSIDER = 1, 2, 3, 4
PEOPLE = {StaffRole.OWNER: OWNER, StaffRole.ORGANIZER: ORGANIZER, StaffRole.ANSWERER: ANSWERER, None: OUTSIDER}


@pytest.fixture
def clock():
    return FakeClock(NOW)


@pytest.fixture
async def staffing(memory_database, clock):
    def appoint(tx):
        tx.staff.put(Staff(ORGANIZER, StaffRole.ORGANIZER, NOW))
        tx.staff.put(Staff(ANSWERER, StaffRole.ANSWERER, NOW))

    await memory_database.run(appoint)
    made = Staffing(memory_database, owners=frozenset({OWNER}), clock=clock)
    await made.refresh()
    return made


async def test_roles_come_from_memory(staffing, memory_database):
    before = memory_database.transactions
    assert {role: staffing.role(person) for role, person in PEOPLE.items()} == {role: role for role in PEOPLE}
    assert memory_database.transactions == before


@pytest.mark.parametrize(
    ("by", "may_invite"),
    [
        (StaffRole.OWNER, {StaffRole.ORGANIZER, StaffRole.ANSWERER}),
        (StaffRole.ORGANIZER, {StaffRole.ANSWERER}),
        (StaffRole.ANSWERER, set()),
        (None, set()),
    ],
)
async def test_who_may_invite_whom(staffing, memory_database, by, may_invite):
    for role in StaffRole:
        made = await staffing.invite(memory_database, PEOPLE[by], role)
        assert isinstance(made, Invited) == (role in may_invite)


async def test_only_the_hash_of_a_long_secret_is_kept(staffing, memory_database, clock):
    made = await staffing.invite(memory_database, OWNER, StaffRole.ORGANIZER)
    assert len(made.secret) >= 22
    assert made.expires_at == clock.now() + INVITATION_LIFE
    hashed = hashlib.sha256(made.secret.encode()).hexdigest()
    kept = await memory_database.read(lambda tx: tx.staff.invitation(hashed))
    assert made.secret not in repr(kept)
    assert (kept.role, kept.invited_by, kept.used_by) == (StaffRole.ORGANIZER, OWNER, None)


async def test_looking_changes_nothing_and_accepting_uses_it_up(staffing, memory_database):
    secret = (await staffing.invite(memory_database, OWNER, StaffRole.ORGANIZER)).secret
    for _ in range(2):
        assert await staffing.look_at(memory_database, OUTSIDER, secret) == Offered(StaffRole.ORGANIZER)
    assert await staffing.accept(memory_database, OUTSIDER, secret) == Appointed(StaffRole.ORGANIZER)
    assert staffing.role(OUTSIDER) is StaffRole.ORGANIZER
    assert await staffing.accept(memory_database, 9, secret) == NotValid()


async def test_of_many_who_accept_at_once_one_succeeds(staffing, memory_database):
    secret = (await staffing.invite(memory_database, OWNER, StaffRole.ORGANIZER)).secret
    # The memory's transactions begin after a pause each, so these really meet.
    outcomes = await asyncio.gather(*(staffing.accept(memory_database, 100 + n, secret) for n in range(20)))
    assert sum(isinstance(outcome, Appointed) for outcome in outcomes) == 1


async def test_an_answerer_may_rise_and_nobody_falls_by_a_link(staffing, memory_database):
    up = (await staffing.invite(memory_database, OWNER, StaffRole.ORGANIZER)).secret
    down = (await staffing.invite(memory_database, OWNER, StaffRole.ANSWERER)).secret
    assert await staffing.accept(memory_database, ORGANIZER, down) == AlreadyStaff(StaffRole.ORGANIZER)
    assert await staffing.accept(memory_database, OWNER, up) == AlreadyStaff(StaffRole.OWNER)
    assert await staffing.accept(memory_database, ANSWERER, up) == Appointed(StaffRole.ORGANIZER)


@pytest.mark.parametrize("secret", ["", "x" * 22, "\udcff", "' OR 1=1"])
async def test_invented_secrets(staffing, memory_database, secret):
    assert await staffing.look_at(memory_database, OUTSIDER, secret) == NotValid()
    assert await staffing.accept(memory_database, OUTSIDER, secret) == NotValid()


async def test_an_invitation_ends(staffing, memory_database, clock):
    secret = (await staffing.invite(memory_database, OWNER, StaffRole.ORGANIZER)).secret
    clock.advance(INVITATION_LIFE - timedelta(seconds=1))
    assert await staffing.look_at(memory_database, OUTSIDER, secret) == Offered(StaffRole.ORGANIZER)
    clock.advance(timedelta(seconds=1))
    assert await staffing.accept(memory_database, OUTSIDER, secret) == NotValid()


async def test_an_invitation_ends_with_the_right_to_make_it(staffing, memory_database):
    secret = (await staffing.invite(memory_database, ORGANIZER, StaffRole.ANSWERER)).secret
    await staffing.dismiss(memory_database, OWNER, ORGANIZER)
    assert await staffing.accept(memory_database, OUTSIDER, secret) == NotValid()


@pytest.mark.parametrize(
    ("by", "whom", "outcome"),
    [
        (OWNER, ORGANIZER, Dismissed),
        (OWNER, ANSWERER, Dismissed),
        (ORGANIZER, ANSWERER, Dismissed),
        (ORGANIZER, ORGANIZER, NotAllowed),
        (ORGANIZER, OWNER, NotStaff),
        (OWNER, OUTSIDER, NotStaff),
        (ANSWERER, ANSWERER, NotAllowed),
        (ANSWERER, OUTSIDER, NotAllowed),
        (OUTSIDER, ANSWERER, NotAllowed),
    ],
)
async def test_who_may_take_a_role_from_whom(staffing, memory_database, by, whom, outcome):
    before = staffing.role(whom)
    assert isinstance(await staffing.dismiss(memory_database, by, whom), outcome)
    assert staffing.role(whom) == (None if outcome is Dismissed else before)


async def test_a_role_lost_elsewhere_is_not_used_from_memory(staffing, memory_database):
    await memory_database.run(lambda tx: tx.staff.remove(ORGANIZER))
    assert staffing.role(ORGANIZER) is StaffRole.ORGANIZER, "this process was not told yet"
    assert await staffing.invite(memory_database, ORGANIZER, StaffRole.ANSWERER) == NotAllowed()
    assert await staffing.dismiss(memory_database, ORGANIZER, ANSWERER) == NotAllowed()


@pytest.mark.parametrize(("by", "sees"), [(OWNER, True), (ORGANIZER, True), (ANSWERER, False), (OUTSIDER, False)])
async def test_who_may_see_the_staff_and_the_numbers(staffing, memory_database, by, sees):
    members = await staffing.members(memory_database, by)
    assert (members == NotAllowed()) != sees
    assert not sees or [member.person for member in members] == [ORGANIZER, ANSWERER]
    assert isinstance(await staffing.numbers(memory_database, by), Numbers if sees else NotAllowed)
