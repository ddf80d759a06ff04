from __future__ import annotations

from datetime import timedelta


async def test_free_text_is_a_question_at_any_time(russian):
    reply = await russian.say("Когда Awaited?")
    assert reply.text.startswith("Awaited по-русски")
    assert "event:awaited" in reply.buttons.values()


async def test_after_ask_the_text_is_about_the_event_and_only_the_next_one(russian):
    reply = await russian.press((await russian.press("event:awaited")).data("Ask a question"))
    assert "Awaited по-русски" in reply.text
    assert (await russian.say("когда?")).text.startswith("Awaited по-русски")
    assert "I cannot help with this" in (await russian.say("какая погода?")).text


async def test_a_question_without_a_published_answer_is_told_so(russian):
    reply = await russian.say("ъъ")
    assert reply.text.startswith("I have found no published answer to this.")
    assert set(reply.buttons.values()) == {"pass_on:-", "events", "menu"}


async def test_ask_about_an_event_that_is_gone_is_a_question_about_anything(russian):
    reply = await russian.press("ask:gone")
    assert reply.text.startswith("Write your question in your own words, for example")


async def test_ask_with_a_question_answers_at_once(russian):
    assert (await russian.say("/ask когда Awaited?")).text.startswith("Awaited по-русски")
    assert "There is nothing to stop" in (await russian.say("/cancel")).text


async def test_hostile_questions_are_answered(russian):
    for text in ("<b>", "😀" * 100, "x" * 4096, "&lt;", "؁؁؁", "a\x00b", "/".join("ab") * 5, "{name}", "%s"):
        assert len((await russian.say(text)).shown) == 1, text


async def test_looking_around_ends_the_question_about_an_event(russian):
    reply = await russian.press("ask:awaited")
    reply = await russian.press(reply.data("Back"))
    assert reply.text.startswith("Awaited по-русски"), "back on the card"
    assert "There is nothing to stop" in (await russian.say("/cancel")).text
    await russian.press("ask:awaited")
    await russian.press("event:coming")
    assert "no published answer" in (await russian.say("когда?")).text


async def test_an_event_is_remembered_for_ten_minutes(russian):
    await russian.say("Когда Awaited?")
    assert (await russian.say("а где?")).text.startswith("Awaited по-русски")
    russian.clock.advance(timedelta(minutes=9))
    assert (await russian.say("а для кого?")).text.startswith("Awaited по-русски")
    russian.clock.advance(timedelta(minutes=11))
    assert "Awaited" not in (await russian.say("а где?")).text


async def test_what_is_not_ours_gets_a_kind_word(russian):
    reply = await russian.say("Какая завтра погода?")
    assert reply.text.startswith("I cannot help with this, sorry")
    assert set(reply.buttons.values()) == {"events", "menu"}


async def test_functions_lead_to_their_screens(russian):
    assert {"language:kk", "language:ru"} <= set((await russian.say("поменяй язык")).buttons.values())
    assert "What I can do" in (await russian.say("что ты умеешь?")).text
    assert "mydata" in (await russian.say("удалите мои данные")).buttons.values()
