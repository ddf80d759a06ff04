"""Whatever is sent as a question gets one sensible answer in the person's language, and nobody's data is kept."""

from __future__ import annotations

import pytest

from tests.telegram.conversation import GROUP, KK, Conversation
from tests.views import samples

HELPLESS = ("I have found no published answer", "I cannot help with this")
NOTHING_ASKED = {
    "emoji": "😀🎉👍🏽",
    "one emoji": "👍",
    "a wall of one letter": "а" * 4096,
    "a wall of digits": "1" * 4096,
    "a wall of emoji": "😀" * 2048,
    "spaces and marks": "\u200b \u2063 \u202e",
    "a link": "https://example.com/a?b=c&d=<e>",
    "links": "t.me/somebody https://t.me/+abc http://example.kz",
    "a phone": "+7 (701) 123-45-67",
    "an IIN": "050115501234",
    "punctuation": "?!?!...",
    "right-to-left": "\u202eمرحبا\u202c",
    "HTML": "<b>қашан</b",
    "NUL": "\x00\x01",
    "half a surrogate": "\ud83d",
}
LANGUAGES = pytest.mark.parametrize(("language", "mark"), [("kk", KK), ("ru", "")])


@pytest.fixture
async def town() -> Conversation:
    return await Conversation(samples.EVENTS).begin()


async def kept(town: Conversation) -> str:
    await town.questions.write()
    return "\n".join(question.text for question in town.database.tables.questions.values())


@LANGUAGES
@pytest.mark.parametrize("text", NOTHING_ASKED.values(), ids=list(NOTHING_ASKED))
async def test_a_text_that_asks_nothing_gets_an_honest_word_and_a_way_on(town, language, mark, text):
    await town.choose(language)
    reply = await town.say(text)
    assert reply.text.startswith(tuple(mark + words for words in HELPLESS))
    assert {"events", "menu"} <= set(reply.buttons.values())
    await town.questions.write()


@LANGUAGES
async def test_a_question_is_answered_whatever_stands_around_it(town, language, mark):
    await town.choose(language)
    name = "Awaited қазақша" if language == "kk" else "Awaited по-русски"
    for text in (
        "Когда Awaited? Мой номер 8 701 123 45 67",
        "050115501234 Awaited қашан?",
        "\u202eAwaited\u202c қашан?",
        "👋👋 Awaited қашан??? 🎉",
        "https://example.kz/x Когда Awaited",
        "Когда Awaited? " + "а" * 4000,
    ):
        reply = await town.say(text)
        assert reply.text.startswith(name), text
        assert f"{mark}🔔 Tell me the date" in reply.buttons


async def test_nobodys_data_is_kept_of_a_question(town):
    await town.choose("ru")
    await town.say("Когда Awaited? Звоните 8 (701) 123-45-67, ИИН 050115 501234, @aigerim_s, a@b.kz, t.me/aigerim")
    await town.say_in_group("/ask когда Awaited? +77011234567", 77)
    left = await kept(town)
    assert left.count("•••") == 6
    for personal in ("701", "0501", "aigerim", "a@b", "1234"):
        assert personal not in left
    columns = set(next(iter(town.database.tables.questions.values())).__slots__)
    assert columns == {"text", "language", "outcome", "day", "event", "aspect"}, "no person, no chat, no hour"


@pytest.mark.parametrize("text", ["/ask", "/ask   ", "@pvl_bot", "@pvl_bot \u200b"])
async def test_a_group_that_asks_nothing_is_told_how(town, text):
    reply = await town.say_in_group(text)
    assert len(reply.shown) == 1
    assert reply.shown[0].chat_id == GROUP
    if "\u200b" not in text:
        assert "/ask When is the festival?" in reply.text


@LANGUAGES
async def test_an_empty_question_after_ask_waits_for_one(town, language, mark):
    await town.choose(language)
    assert (await town.say("/ask")).text.startswith(f"{mark}Write your question")
    assert "Awaited" in (await town.say("когда Awaited?")).text
