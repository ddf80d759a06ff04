"""What an answer offers next, the choice of what was meant, and the way from a group into the private chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.events import Kind
from bot.domain.facts import Fact
from bot.domain.language import LocalizedText
from tests.telegram.conversation import GROUP, KK, PERSON, Conversation
from tests.telegram.recording import BOT
from tests.views import samples

PLACES = samples.event(
    "places",
    name=LocalizedText("Домбыра кеші", "Вечер домбры"),
    facts=(
        Fact("contents", samples.text("Music"), replace(samples.SOURCE, url="https://example.kz/news/1")),
        Fact("contact", samples.text("Hall"), samples.DONE),
    ),
)
TWINS = tuple(
    samples.event(
        key,
        kind=Kind.CONTEST,
        name=LocalizedText(f"«{kk}» байқауы", f"Конкурс «{ru}»"),
        facts=(Fact("when", samples.text(key), samples.DONE),)
    )
    for key, kk, ru in (("forge", "Темір ұста", "Темір ұста"), ("bakery", "Алтын дән", "Алтын дән"))
)  # fmt: skip
LANGUAGES = pytest.mark.parametrize(("language", "mark"), [("kk", KK), ("ru", "")])


@pytest.fixture
async def town() -> Conversation:
    return await Conversation((*samples.EVENTS, PLACES, *TWINS)).begin()


@LANGUAGES
async def test_a_date_that_is_not_announced_can_be_awaited_and_that_is_remembered(town, language, mark):
    await town.choose(language)
    await town.press("ask:awaited")
    reply = await town.say("қашан?" if language == "kk" else "когда?")
    assert reply.buttons[f"{mark}🔔 Tell me the date"] == "follow:awaited"
    await town.press("follow:awaited")
    assert (await town.say("қашан болады?")).data("Do not tell me") == "unfollow:awaited"


async def test_an_open_registration_and_the_map_are_offered(town):
    await town.choose("ru")
    assert (await town.say("Когда Coming?")).data("Registration") == "sessions:coming:a-all-0:0"
    reply = await town.say("Где проходит Coming?")
    assert {"sessions:coming:a-all-0:0", "map:coming"} <= set(reply.buttons.values())
    assert (await town.press(reply.data("On the map"))).locations


async def test_the_source_is_one_tap_away(town):
    await town.choose("ru")
    assert (await town.say("Что будет на вечере домбры?")).data("Source") == "https://example.kz/news/1"
    assert "Source" not in (await town.say("Телефон вечера домбры?")).buttons


@LANGUAGES
async def test_an_answer_has_four_buttons_at_most(town, language, mark):
    await town.choose(language)
    for event in samples.EVENTS:
        for question in ("қашан?", "где?", "сколько стоит?", "как записаться?", "что это?"):
            await town.press(f"ask:{event.key}")
            reply = await town.say(question)
            assert len(reply.buttons) <= 4, (event.key, question)
            assert f"{mark}☰ Menu" in reply.buttons


@LANGUAGES
async def test_the_event_that_was_meant_gets_the_answer_to_what_was_asked(town, language, mark):
    await town.choose(language)
    asked = await town.say("Байқау қашан болады?" if language == "kk" else "Когда будет конкурс?")
    assert asked.text == f"{mark}Which of these do you mean?"
    assert {"answer:forge:when", "answer:bakery:when"} <= set(asked.buttons.values())
    reply = await town.press("answer:bakery:when")
    assert reply.edited
    assert "bakery" in reply.text
    assert "Алтын дән" in (await town.say("ал қайда?")).text, "the next question is about that event"


async def test_a_stale_choice_is_a_polite_word(town):
    await town.choose("ru")
    for data in ("answer:gone:when", "answer:x", "answer:forge:when:x"):
        assert (await town.press(data)).toast == "This button is out of date."
    assert "Summary" in (await town.press("answer:forge:no_such_aspect")).text


async def test_the_choice_works_in_a_group_too(town):
    reply = await town.say_in_group("/ask Когда будет конкурс?", is_topic_message=True, message_thread_id=5)
    assert reply.shown[0].message_thread_id == 5
    assert KK + "Which of these" in reply.text
    told = await town.press("answer:forge:when", chat=GROUP)
    assert "forge қазақша" in told.text
    assert "forge по-русски" in told.text


def replied_to(shown) -> dict[str, object]:
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": GROUP, "type": "supergroup"},
        "from": BOT.model_dump(exclude_none=True),
        "text": "x",
        "reply_markup": shown.reply_markup.model_dump(exclude_none=True),
    }
    return {"reply_to_message": message}


@pytest.mark.parametrize("question", ["а где?", "ал қайда?"])
async def test_a_reply_to_an_answer_asks_on_about_its_event(town, question):
    answer = await town.say_in_group("@pvl_bot когда Awaited?")
    follow_up = await town.say_in_group(question, **replied_to(answer.shown[0]))
    assert follow_up.text.startswith("Awaited қазақша")
    listed = await town.say_in_group("/events")
    lost = await town.say_in_group(question, **replied_to(listed.shown[0]))
    assert "no published answer" in lost.text


PERSONAL = {
    "Тіркелгім келеді": "do_register",
    "Мои записи": "do_my_registrations",
    "Удалите мои данные": "do_delete_my_data",
    "Хабарландыруларға жазылғым келеді": "do_subscribe_announcements",
    "Хочу записаться на конкурс Темір ұста": "event_forge",
}


@pytest.mark.parametrize(("question", "start"), PERSONAL.items())
async def test_what_is_personal_is_continued_in_private(town, question, start):
    reply = await town.say_in_group(f"/ask {question}")
    assert "· · ·" in reply.text, "both languages"
    assert list(reply.buttons.values()) == [f"https://t.me/pvl_bot?start={start}"]
    await town.choose("ru")
    there = await town.say(f"/start {start}")
    assert "no longer valid" not in there.text
    assert there.text.startswith(
        {"do_register": "Registration", "do_my_registrations": "Your registrations", "do_delete_my_data": "Your data"}
        .get(start, there.text)
    )  # fmt: skip


async def test_a_newcomer_chooses_the_language_first_and_lands_there_too(town):
    first = await town.say("/start do_register")
    assert (await town.press(first.data("Русский"))).text.startswith("Registration")
    for unknown in ("do_", "do_nothing", "do_register_x"):
        assert "no longer valid" in (await town.say(f"/start {unknown}")).text


async def test_what_a_group_has_itself_stays_in_the_group(town):
    assert "What I can do in this group" in (await town.say_in_group("/ask что ты умеешь?")).text
    assert "chat_language:kk" in (await town.say_in_group("/ask смени язык")).buttons.values()
    assert "Awaited" in (await town.say_in_group("/ask какие есть мероприятия?")).text


async def test_an_answer_in_a_group_leads_into_the_private_chat_and_holds_nothing_personal(town):
    reply = await town.say_in_group("@pvl_bot когда Awaited?", PERSON)
    assert "https://t.me/pvl_bot?start=event_awaited" in reply.buttons.values()
    assert not any(data.startswith(("follow", "unfollow", "sessions", "ask")) for data in reply.buttons.values())
