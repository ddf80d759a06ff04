"""A teacher who is erased: the class goes with its names, and the pupils keep what they have taken."""

from __future__ import annotations

from bot.domain.registrations import RegistrationState
from tests.telegram.test_classes import PUPIL, TEACHER, claim, link_of, sign_up, talk
from tests.telegram.test_registration import rows

__all__ = ["talk"]  # the fixture


async def test_a_teacher_who_is_erased_leaves_the_pupils_their_seats(talk):
    await sign_up(talk, 2)
    await claim(talk, await link_of(talk, 1))
    await talk.press("class_papers:1:0")
    await talk.provided["erasing"].erase(talk.database, TEACHER)
    pupils, teachers = rows(talk)
    assert (pupils.owner, pupils.state, pupils.consent.paper) == (PUPIL, RegistrationState.CONFIRMED, True)
    assert (teachers.owner, teachers.state) == (-2, RegistrationState.CANCELLED)
    assert talk.database.tables.classes == talk.database.tables.class_seats == {}
