"""Announcements that cannot go out: the organizer is told why, in either language, and nothing is sent in part."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.announcements import AnnouncementState
from bot.domain.deliveries import CONTENT, Refused, TryAgain
from bot.domain.policy import Staff, StaffRole
from tests.telegram.conversation import KK, ORGANIZER, OWNER, Conversation
from tests.views import samples

TEXTS = "Форум 12 мамырда өтеді, келіңіз", "Форум пройдёт 12 мая, приходите"
LANGUAGES = pytest.mark.parametrize(("language", "mark"), [("kk", KK), ("ru", "")])


async def drafted(language: str) -> Conversation:
    """An organizer who reads this language, with a draft that could go out."""
    office = await Conversation(samples.EVENTS).begin()
    for person in (OWNER, ORGANIZER):
        await office.choose(language, person)
    await office.database.run(lambda tx: tx.staff.put(Staff(ORGANIZER, StaffRole.ORGANIZER, office.clock.now())))
    await office.staffing.refresh()
    await office.press("an_new", ORGANIZER)
    for text in TEXTS:
        await office.say(text, ORGANIZER)
    return office


def state(office: Conversation) -> AnnouncementState:
    [one] = office.database.tables.announcements.values()
    return one.state


@LANGUAGES
@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Refused(CONTENT, "Bad Request: file is too big"), "It says: Bad Request: file is too big"),
        (Refused(CONTENT, "Bad Request: can't parse entities"), "It says: Bad Request: can't parse entities"),
        (TryAgain("no_connection"), "The preview could not be sent: {mark}Telegram could not be reached"),
        (TryAgain("server_error"), "The preview could not be sent: {mark}Telegram had a breakdown"),
        (TryAgain("flood"), "The preview could not be sent: {mark}Telegram asks to wait"),
    ],
)
async def test_a_preview_that_does_not_arrive_says_why(language, mark, outcome, said):
    office = await drafted(language)
    office.bulk.outcome = outcome
    reply = await office.press("an_preview:1", ORGANIZER)
    assert reply.text.startswith(mark)
    assert said.format(mark=mark) in reply.text
    assert "So it looks" not in reply.text
    assert "an:1" in reply.buttons.values()


@LANGUAGES
async def test_an_audience_of_nobody(language, mark):
    office = await drafted(language)
    await office.press("an_to:1:role:employer", ORGANIZER)
    for tap in ("an_send:1", "an_go:1"):
        reply = await office.press(tap, ORGANIZER)
        assert reply.text.startswith(f"{mark}Nobody is in this audience now")
        assert {"an_to:1", "an:1"} <= set(reply.buttons.values())
    assert state(office) is AnnouncementState.DRAFT


@LANGUAGES
async def test_a_time_in_the_past(language, mark):
    office = await drafted(language)
    await office.press(f"an_when:1:{int((office.clock.now() + timedelta(hours=1)).timestamp())}", ORGANIZER)
    office.clock.advance(timedelta(hours=2))
    reply = await office.press("an_go:1", ORGANIZER)
    assert reply.text.startswith(f"{mark}The time of this announcement is over.")
    assert {"an_when:1", "an:1"} <= set(reply.buttons.values())
    assert state(office) is AnnouncementState.DRAFT


@LANGUAGES
@pytest.mark.parametrize("heard", [True, False], ids=["known here", "removed in another process"])
@pytest.mark.parametrize("tap", ["an_send:1", "an_go:1", "an_to:1:lang:kk", "an_when:1:now", "an_more:1:silent"])
async def test_an_organizer_who_lost_the_role_meanwhile(language, mark, heard, tap):
    office = await drafted(language)
    before = dict(office.database.tables.announcements)
    await office.database.run(lambda tx: tx.staff.remove(ORGANIZER))
    if heard:
        await office.staffing.refresh()
    reply = await office.press(tap, ORGANIZER)
    assert reply.toast == f"{mark}Your role does not allow this."
    assert office.database.tables.announcements == before


@LANGUAGES
async def test_a_text_of_who_lost_the_role_meanwhile_changes_nothing(language, mark):
    office = await drafted(language)
    await office.press("an_text:1:ru", ORGANIZER)
    await office.database.run(lambda tx: tx.staff.remove(ORGANIZER))
    before = dict(office.database.tables.announcements)
    reply = await office.say("Форум пройдёт 13 мая", ORGANIZER)
    assert reply.text.startswith(mark)
    assert office.database.tables.announcements == before
