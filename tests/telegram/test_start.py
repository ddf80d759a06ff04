from __future__ import annotations

from bot.domain.language import Language
from tests.telegram.conversation import KK, OWNER, PERSON


async def test_the_language_is_asked_once_and_kazakh_comes_first(chat):
    reply = await chat.say("/start")
    assert list(reply.buttons) == ["Қазақша", "Русский"]
    assert reply.text.index(KK + "Hello!") < reply.text.rindex("Hello!")
    reply = await chat.press(reply.buttons["Русский"])
    assert reply.edited
    assert "Working professions" in reply.text
    assert "📅 Events" in reply.buttons
    assert "Working professions" in (await chat.say("/start")).text


async def test_the_choice_is_kept(chat):
    await chat.choose("kk")
    kept = await chat.database.read(lambda tx: tx.people.get(PERSON))
    assert kept.language is Language.KK


async def test_somebody_who_only_looks_in_is_not_kept(chat):
    await chat.say("/start")
    assert await chat.database.read(lambda tx: tx.people.get(PERSON)) is None


async def test_what_the_link_asked_for_survives_the_choice(chat):
    reply = await chat.say("/start event_coming")
    reply = await chat.press(reply.buttons["Қазақша"])
    assert reply.text.startswith("Coming қазақша")
    assert KK + "❓ Ask a question" in reply.buttons


async def test_a_link_opens_the_event_at_once_later(russian):
    assert (await russian.say("/start event_awaited")).text.startswith("Awaited по-русски")


async def test_unknown_links_get_a_polite_word_and_the_menu(russian):
    for payload in ("event_gone", "whatever", "event_", "x" * 64, "bad payload!", "старое"):
        reply = await russian.say(f"/start {payload}")
        assert reply.text.startswith("This link is no longer valid"), payload
        assert "📅 Events" in reply.buttons


async def test_an_unknown_link_survives_the_choice_as_such(chat):
    for payload in ("x" * 64, "a b", "event_gone"):
        reply = await chat.say(f"/start {payload}")
        data = reply.buttons["Русский"]
        assert len(data.encode()) <= 64
        assert (await chat.press(data, PERSON)).text.startswith("This link is no longer valid")
        chat.database.tables.people.clear()
        chat.people._seen.clear()


async def test_a_forged_language_changes_nothing(chat):
    reply = await chat.press("start:xx:-")
    assert "Working professions" in reply.text
    assert await chat.database.read(lambda tx: tx.people.get(PERSON)) is None


async def test_who_has_chosen_nothing_is_answered_in_the_language_of_the_message(chat):
    assert KK + "I cannot help with this" in (await chat.say("Бүгін ауа райы қандай?", person=5)).text
    assert "I cannot help with this" in (await chat.say("погода какая", person=6)).text
    chat.language_code = "en"
    assert KK + "I do not know" in (await chat.say("/what", person=7)).text


async def test_a_tap_before_the_choice_is_answered_in_the_language_of_its_message(chat):
    assert KK + "Events of the programme" in (await chat.press("events", text="Бұған жауап таппадым")).text
    assert (await chat.press("events", text="Ответа не нашёл")).text.startswith("Events of the programme")


async def test_start_leaves_a_question_under_way(russian):
    await russian.press("ask:coming")
    await russian.say("/start")
    assert "There is nothing to stop" in (await russian.say("/cancel")).text


async def test_the_language_can_be_changed(russian):
    assert "In which language" in (await russian.say("/language")).text
    reply = await russian.press("language:kk")
    assert reply.toast == KK + "I will write to you in English."
    assert KK + "📅 Events" in reply.buttons
    assert KK + "Events of the programme" in (await russian.say("/events")).text


async def test_a_forged_choice_of_language_is_refused_politely(russian):
    reply = await russian.press("language:xx")
    assert reply.toast == "This button is out of date."
    kept = await russian.database.read(lambda tx: tx.people.get(PERSON))
    assert kept.language is Language.RU


async def test_staff_see_their_page_in_the_menu(chat):
    await chat.choose("ru", OWNER)
    assert "For organizers" in (await chat.say("/menu", OWNER)).buttons
    assert "/admin" in (await chat.say("/help", OWNER)).text
    await chat.choose("ru")
    assert "For organizers" not in (await chat.say("/menu")).buttons


async def test_who_starts_again_can_be_written_to(russian):
    await russian.people.mark_blocked(russian.database, PERSON, blocked=True)
    await russian.say("/start event_coming")
    assert not (await russian.database.read(lambda tx: tx.people.get(PERSON))).blocked
