from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.policy import Action, StaffRole, may
from bot.services.staffing import Invited
from tests.telegram.conversation import ORGANIZER, OWNER, PERSON

if TYPE_CHECKING:
    from tests.telegram.conversation import Conversation


@pytest.fixture
async def staffed(chat):
    """An owner and an organizer, who both chose Russian, and a person of the public."""
    for person in (OWNER, ORGANIZER, PERSON):
        await chat.choose("ru", person)
    link = await invited(chat, StaffRole.ORGANIZER)
    await chat.press(f"accept:{link}", ORGANIZER)
    return chat


async def invited(chat: Conversation, role: StaffRole, by: int = OWNER) -> str:
    made = await chat.staffing.invite(chat.database, by, role)
    assert isinstance(made, Invited)
    return made.secret


async def test_everybody_else_is_told_politely(staffed):
    assert (await staffed.say("/admin")).text == "This page is for the organizers of the programme."


async def test_the_page_shows_exactly_what_the_role_may(staffed):
    owner, organizer = await staffed.say("/admin", OWNER), await staffed.say("/admin", ORGANIZER)
    theirs = [(await staffed.press("staff:0", person)).buttons for person in (OWNER, ORGANIZER)]
    assert ["Invite: organizer" in buttons for buttons in theirs] == [True, False]
    assert ["Invite: answerer of questions" in buttons for buttons in theirs] == [True, True]
    assert "Your role: owner" in owner.text
    assert "Your role: organizer" in organizer.text
    assert "Registrations" in organizer.buttons


async def test_an_invitation_from_the_button_to_the_role(staffed):
    reply = await staffed.press("invite:organizer", OWNER)
    link = reply.text.split("start=")[1].split()[0]
    assert link.startswith("staff_")
    reply = await staffed.say(f"/start {link}", PERSON)
    assert "Role: organizer" in reply.text
    assert staffed.staffing.role(PERSON) is None, "only the button takes the role"
    reply = await staffed.press(reply.data("Accept"), PERSON)
    assert "you are now organizer" in reply.text
    assert staffed.staffing.role(PERSON) is StaffRole.ORGANIZER


async def test_a_link_works_once(staffed):
    secret = await invited(staffed, StaffRole.ANSWERER)
    await staffed.press(f"accept:{secret}", PERSON)
    await staffed.choose("ru", 77)
    assert "no longer valid" in (await staffed.say(f"/start staff_{secret}", 77)).text
    assert "no longer valid" in (await staffed.press(f"accept:{secret}", 77)).text
    assert staffed.staffing.role(77) is None


async def test_a_link_grows_old(staffed):
    secret = await invited(staffed, StaffRole.ANSWERER)
    staffed.clock.advance(timedelta(hours=48))
    assert "no longer valid" in (await staffed.press(f"accept:{secret}")).text


async def test_a_link_dies_with_the_right_of_who_made_it(staffed):
    secret = await invited(staffed, StaffRole.ANSWERER, by=ORGANIZER)
    await staffed.press(f"dismissed:{ORGANIZER}", OWNER)
    assert "no longer valid" in (await staffed.press(f"accept:{secret}")).text


async def test_who_has_the_role_already_does_not_use_the_link_up(staffed):
    secret = await invited(staffed, StaffRole.ANSWERER)
    for person in (OWNER, ORGANIZER):
        assert "You already are" in (await staffed.press(f"accept:{secret}", person)).text
    assert "you are now" in (await staffed.press(f"accept:{secret}")).text


async def test_a_role_is_taken_away_at_once_also_for_open_screens(staffed):
    page = await staffed.say("/admin", ORGANIZER)
    reply = await staffed.press("staff:0", OWNER)
    assert f"tg://user?id={ORGANIZER}" in str(reply.shown[0].text)
    reply = await staffed.press(reply.data("Take away"), OWNER)
    reply = await staffed.press(reply.data("Yes, take away"), OWNER)
    assert reply.toast == "The role has been taken away."
    for data in page.buttons.values():
        reply = await staffed.press(data, ORGANIZER)
        told = reply.text if reply.shown else reply.toast
        assert data == "menu" or "for the organizers" in (told or "") or "does not allow" in (told or ""), data
    assert (await staffed.press(f"dismissed:{ORGANIZER}", OWNER)).toast == "This person is not of the staff any more."
    assert (await staffed.press(f"dismiss:{ORGANIZER}", OWNER)).toast == "This person is not of the staff any more."


@pytest.mark.parametrize("data", ["invite:owner", "invite:organizer", "invite:x", "dismissed:1", "dismissed:2"])
async def test_forged_buttons_do_not_reach_beyond_the_role(staffed, data):
    reply = await staffed.press(data, ORGANIZER)
    assert reply.toast in {"Your role does not allow this.", "This person is not of the staff any more."}
    assert staffed.staffing.role(ORGANIZER) is StaffRole.ORGANIZER


@pytest.mark.parametrize(
    "data",
    [
        "admin",
        "invite:answerer",
        "staff:0",
        "dismiss:2",
        "dismissed:2",
        "numbers",
        "staff:x",
        "dismissed:x",
        "asked:7",
        "asked_list:offtopic:7:0",
        "asked_list:not_published:7:0",
    ],
)
async def test_forged_buttons_of_the_public_change_and_show_nothing(staffed, data):
    reply = await staffed.press(data, PERSON)
    assert reply.text == "This page is for the organizers of the programme."
    assert str(ORGANIZER) not in reply.text
    assert staffed.staffing.role(ORGANIZER) is StaffRole.ORGANIZER


async def test_numbers(staffed):
    await staffed.press("follow:awaited")
    await staffed.membership("member")
    text = (await staffed.press("numbers", OWNER)).text
    assert "People: 3" in text
    assert "Groups and channels: 1" in text
    assert "Awaited по-русски: 1" in text


async def test_the_staff_of_another_process_is_seen_after_a_refresh(staffed):
    await staffed.database.run(lambda tx: tx.staff.remove(ORGANIZER))
    await staffed.staffing.refresh()
    assert staffed.staffing.role(ORGANIZER) is None


def test_the_policy_as_a_table():
    table = {
        Action.SEE_ADMIN: "owner organizer answerer",
        Action.SEE_NUMBERS: "owner organizer",
        Action.SEE_QUESTIONS: "owner organizer",
        Action.SEE_STAFF: "owner organizer",
        Action.APPOINT_ANSWERER: "owner organizer",
        Action.DISMISS_ANSWERER: "owner organizer",
        Action.APPOINT_ORGANIZER: "owner",
        Action.DISMISS_ORGANIZER: "owner",
        Action.EDIT_PROGRAMME: "owner organizer",
        Action.ANNOUNCE: "owner organizer",
        Action.DECIDE_REGISTRATIONS: "owner organizer",
        Action.EXPORT_REGISTRATIONS: "owner organizer",
        Action.SEE_LOG: "owner",
        Action.SET_DESK: "owner",
        Action.ANSWER_QUESTIONS: "owner organizer answerer",
    }
    assert set(table) == set(Action)
    for action, roles in table.items():
        assert {role for role in StaffRole if may(role, action)} == set(roles.split())
        assert not may(None, action)
