"""The contract of the tables of staff and of invitations to it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.domain.policy import Invitation, Staff, StaffRole
from tests.contracts.moments import EARLIER, LATER, NOW

INVITATION = Invitation("a" * 64, StaffRole.ORGANIZER, invited_by=1, expires_at=LATER)


async def test_everybody_by_the_time_since_when(database):
    members = [
        Staff(3, StaffRole.ANSWERER, NOW),
        Staff(1, StaffRole.ORGANIZER, LATER),
        Staff(2, StaffRole.ANSWERER, EARLIER),
    ]
    await database.run(lambda t: [t.staff.put(member) for member in members])

    assert await database.read(lambda t: list(t.staff.all())) == [members[2], members[0], members[1]]


async def test_put_replaces_the_role(database):
    await database.run(lambda t: t.staff.put(Staff(1, StaffRole.ANSWERER, NOW)))
    await database.run(lambda t: t.staff.put(Staff(1, StaffRole.ORGANIZER, LATER)))

    assert await database.read(lambda t: list(t.staff.all())) == [Staff(1, StaffRole.ORGANIZER, LATER)]


async def test_remove_tells_whether_there_was_a_role(database):
    await database.run(lambda t: t.staff.put(Staff(1, StaffRole.ANSWERER, NOW)))

    assert await database.run(lambda t: (t.staff.remove(1), t.staff.remove(1), t.staff.remove(2))) == (
        True,
        False,
        False,
    )
    assert await database.read(lambda t: list(t.staff.all())) == []


async def test_no_row_can_make_an_owner(database):
    with pytest.raises(Exception):  # noqa: B017, PT011  each adapter refuses in its own way
        await database.run(lambda t: t.staff.put(Staff(1, StaffRole.OWNER, NOW)))
    with pytest.raises(Exception):  # noqa: B017, PT011  as above
        await database.run(lambda t: t.staff.invite(replace(INVITATION, role=StaffRole.OWNER)))

    assert await database.read(lambda t: (list(t.staff.all()), t.staff.invitation(INVITATION.secret_hash))) == (
        [],
        None,
    )


async def test_an_invitation_is_used_once(database):
    await database.run(lambda t: t.staff.invite(INVITATION))
    assert await database.read(lambda t: t.staff.invitation(INVITATION.secret_hash)) == INVITATION

    assert await database.run(lambda t: t.staff.use(INVITATION.secret_hash, 5)) is True
    assert await database.run(lambda t: t.staff.use(INVITATION.secret_hash, 6)) is False
    assert await database.run(lambda t: t.staff.use(INVITATION.secret_hash, 5)) is False

    assert await database.read(lambda t: t.staff.invitation(INVITATION.secret_hash)) == replace(INVITATION, used_by=5)


async def test_an_unknown_invitation_is_none_and_of_no_use(database):
    assert await database.read(lambda t: t.staff.invitation("unknown")) is None
    assert await database.run(lambda t: t.staff.use("unknown", 5)) is False


async def test_a_secret_is_never_given_out_twice(database):
    await database.run(lambda t: t.staff.invite(INVITATION))

    with pytest.raises(Exception):  # noqa: B017, PT011  each adapter refuses in its own way
        await database.run(lambda t: t.staff.invite(replace(INVITATION, invited_by=2)))

    assert await database.read(lambda t: t.staff.invitation(INVITATION.secret_hash)) == INVITATION


async def test_of_fifty_at_once_one_uses_the_invitation(database):
    await database.run(lambda t: t.staff.invite(INVITATION))

    uses = await asyncio.gather(
        *(database.run(lambda t, by=by: t.staff.use(INVITATION.secret_hash, by)) for by in range(1, 51))
    )

    assert uses.count(True) == 1
    used_by = await database.read(lambda t: t.staff.invitation(INVITATION.secret_hash).used_by)
    assert used_by == uses.index(True) + 1
