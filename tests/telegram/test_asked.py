"""«What people ask»: what organizers see of questions, and who sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.language import Language
from bot.domain.policy import StaffRole
from bot.services.answering import Function, NotUnderstood, OffTopic
from tests.telegram.conversation import ORGANIZER, OWNER, PERSON, Conversation
from tests.views import samples


@pytest.fixture
async def asked() -> Conversation:
    chat = await Conversation(samples.EVENTS).begin()
    await chat.choose("ru", OWNER)
    tell = chat.provided["answering"].tell
    when, cost = tell(samples.AWAITED, "when"), tell(samples.AWAITED, "cost")
    for text, found in (
        ("Когда Awaited?", when),
        ("Awaited қашан?", when),
        ("Сколько стоит Awaited?", cost),
        ("ъъ <b> 87011234567", NotUnderstood()),
        ("ъъ <b> 87017654321", NotUnderstood()),
        ("Какая завтра погода?", OffTopic()),
        ("поменяй язык", Function("change_language")),
    ):
        chat.questions.note(text, Language.RU, found)
    await chat.questions.write()
    return chat


async def test_counts_by_event_and_by_what_was_asked(asked):
    page = await asked.say("/admin", OWNER)
    page = await asked.press(page.data("Numbers"), OWNER)
    text = (await asked.press(page.data("What people ask"), OWNER)).text
    for line in (
        "In 7 days",
        "answered from what is published: 2",
        "told that it has not been published: 1",
        "not understood: 2",
        "about something else, refused: 1",
        "Awaited по-русски: 3",
        "when: 2",
        "what it costs: 1",
        "to change the language: 1",
    ):
        assert line in text.splitlines(), line


async def test_what_found_no_answer_is_shown_as_it_was_asked_but_for_whose_it_is(asked):
    page = await asked.press("asked:7", OWNER)
    lost = await asked.press(page.data("Not understood"), OWNER)
    assert "• ъъ <b> ••• (×2)" in lost.text
    assert "701" not in lost.text
    assert "• Awaited по-русски: what it costs" in (await asked.press(page.data("Not published"), OWNER)).text
    other = await asked.press(page.data("About something else"), OWNER)
    assert "погода" in other.text
    assert (await asked.press(other.data("Back"), OWNER)).text.startswith("What people ask")


async def test_a_longer_time_shows_more_and_what_is_old_is_forgotten(asked):
    asked.clock.advance(timedelta(days=8))
    page = await asked.press("asked:7", OWNER)
    assert "Nothing of the kind was asked." in page.text
    assert "not understood: 2" in (await asked.press(page.data("In 30 days"), OWNER)).text
    assert await asked.questions.forget() == 0
    asked.clock.advance(timedelta(days=83))
    assert await asked.questions.forget() == 7


async def test_pages_of_texts(asked):
    for number in range(25):
        asked.questions.note(f"№ {number}", Language.RU, NotUnderstood())
    await asked.questions.write()
    first = await asked.press("asked_list:not_understood:7:0", OWNER)
    second = await asked.press(first.data("Next page"), OWNER)
    third = await asked.press(second.data("Next page"), OWNER)
    lines = [line for page in (first, second, third) for line in page.text.splitlines() if line.startswith("•")]
    assert len(lines) == len(set(lines)) == 26
    assert "Next page" not in str(third.buttons)
    assert (await asked.press(third.data("Previous page"), OWNER)).text == second.text
    assert "Nothing of the kind" in (await asked.press(f"asked_list:offtopic:7:{'9' * 30}", OWNER)).text


async def test_the_longest_questions_fit_a_page(asked):
    for number in range(12):
        asked.questions.note(f"{number} " + "😀" * 2000, Language.KK, NotUnderstood())
        asked.questions.note(f"{number} " + "<&>" * 1000, Language.KK, OffTopic())
    await asked.questions.write()
    for data in ("asked_list:not_understood:7:0", "asked_list:offtopic:7:0", "asked:7"):
        assert (await asked.press(data, OWNER)).shown, data


async def test_only_organizers_and_owners_see_it(asked):
    invited = await asked.staffing.invite(asked.database, OWNER, StaffRole.ANSWERER)
    await asked.staffing.accept(asked.database, ORGANIZER, invited.secret)
    await asked.choose("ru", ORGANIZER)
    for person in (PERSON, ORGANIZER):
        for data in ("asked:7", "asked_list:not_understood:7:0", "asked_list:not_published:7:0"):
            reply = await asked.press(data, person)
            assert reply.toast == "Your role does not allow this."
            assert "ъъ" not in reply.text
    assert "asked:7" not in (await asked.say("/admin", ORGANIZER)).buttons.values()


async def test_what_is_not_written_when_the_database_is_away_is_written_later(asked):
    asked.questions.note("№ 1", Language.RU, NotUnderstood())
    asked.database.failing = OSError("away")
    with pytest.raises(OSError, match="away"):
        await asked.questions.write()
    asked.database.failing = None
    await asked.questions.write()
    assert "№ 1" in (await asked.press("asked_list:not_understood:7:0", OWNER)).text
    before = asked.database.transactions
    await asked.questions.write()
    assert asked.database.transactions == before, "nothing to write, no transaction"
