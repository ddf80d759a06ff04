"""Of a question and its reply an organizer makes a fact or a name of an event; from then on the bot answers it."""

from __future__ import annotations

import pytest

from bot.domain.handovers import Hand
from bot.domain.language import Language
from bot.domain.policy import Staff, StaffRole
from bot.services.handover import Place, Question
from bot.telegram.routers.keeping import KEEPING
from tests.telegram.conversation import ORGANIZER, PERSON, Conversation
from tests.telegram.recording import NOW
from tests.views import samples

ANSWERER = 3
ASKED = "Сколько стоит Awaited?"


@pytest.fixture
async def chat() -> Conversation:
    """A question that was answered."""
    made = await Conversation(samples.EVENTS).begin()
    for person in (PERSON, ORGANIZER, ANSWERER):
        await made.choose("ru", person)
    roles = ((ORGANIZER, StaffRole.ORGANIZER), (ANSWERER, StaffRole.ANSWERER))
    await made.database.run(lambda tx: list(map(tx.staff.put, [Staff(person, role, NOW) for person, role in roles])))
    await made.staffing.refresh()
    await made.handovers.ask(made.database, PERSON, Question(ASKED, Language.RU, "awaited", 5))
    await made.handovers.reply(made.database, Place(Hand(ORGANIZER, "x"), ORGANIZER), 1, 7)
    return made


async def test_the_bot_answers_it_at_once_and_nothing_of_the_asker_is_kept(chat):
    assert "has not been published" in (await chat.say(ASKED)).text
    question = await chat.press("passed:1", ORGANIZER)
    events = await chat.press(question.data("Keep as a fact"), ORGANIZER)
    assert ASKED in events.text
    assert next(iter(events.buttons)) == "Awaited по-русски"
    aspects = await chat.press(events.data("Awaited"), ORGANIZER)
    while "what it costs" not in aspects.buttons:
        aspects = await chat.press(aspects.data("Next page"), ORGANIZER)
    status = await chat.press(aspects.data("what it costs"), ORGANIZER)
    assert "Kazakh" in (await chat.press(status.data("It is so"), ORGANIZER)).text
    assert "Russian" in (await chat.say("Қатысу тегін", ORGANIZER)).text
    preview = await chat.say("Участие бесплатное", ORGANIZER)
    assert "Участие бесплатное" in preview.text
    assert "has not been published" in (await chat.say(ASKED)).text

    assert "I answer this myself" in (await chat.press(preview.data("Save"), ORGANIZER)).text
    answer = await chat.say(ASKED)
    assert "Участие бесплатное" in answer.text
    assert "организаторы программы" in answer.text
    assert str(PERSON) not in repr(chat.programmes.current.get("awaited"))


async def test_another_name_is_known_at_once(chat):
    events = await chat.press("alias:1", ORGANIZER)
    await chat.press(events.data("Awaited"), ORGANIZER)
    assert "does not fit" in (await chat.say("x" * 100, ORGANIZER)).text
    preview = await chat.say("Жулдызай", ORGANIZER)
    await chat.press(preview.data("Save"), ORGANIZER)
    assert "Awaited" in (await chat.say("Когда Жулдызай?")).text


async def test_a_text_that_does_not_fit_is_asked_for_again(chat):
    for data in ("keep:1", "keep_event:awaited", "keep_aspect:cost", "keep_status:plan"):
        await chat.press(data, ORGANIZER)
    await chat.say("ұ" * 500, ORGANIZER)
    again = await chat.say("Участие бесплатное", ORGANIZER)
    assert "does not fit" in again.text
    assert "Kazakh" in again.text
    await chat.say("Қатысу тегін", ORGANIZER)
    assert "Участие" in (await chat.say("Участие бесплатное", ORGANIZER)).text


@pytest.mark.parametrize("person", [ANSWERER, PERSON])
@pytest.mark.parametrize("data", ["keep:1", "alias:1"])
async def test_only_who_may_change_the_programme(chat, person, data):
    reply = await chat.press(data, person)
    assert "organizers" in reply.text
    assert not any("keep_event" in to for to in reply.buttons.values())


@pytest.mark.parametrize("data", ["keep:99", "keep:x", "keep_save", "keep_event:awaited", "keep_status:done"])
async def test_stale_and_forged_buttons(chat, data):
    assert (await chat.press(data, ORGANIZER)).text


async def test_what_is_typed_or_pressed_out_of_turn(chat):
    await chat.press("keep:1", ORGANIZER)
    assert "no longer under way" in (await chat.say("Қатысу тегін", ORGANIZER)).text
    assert "no longer under way" in (await chat.press("keep_save", ORGANIZER)).text
    assert "not in the programme" in (await chat.press("keep_event:gone", ORGANIZER)).text
    assert "Stopped" in (await chat.say("/cancel", ORGANIZER)).text
    assert KEEPING.state not in {d.state for d in chat.database.tables.dialogues.values()}
