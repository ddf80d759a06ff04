"""The fast way out against the emulator: every kind of content, where it goes, and what comes back."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.announcements import Announcement, AnnouncementButton, Content, Media, MediaKind, Recipient
from bot.domain.deliveries import Dead, Moved, Refused, Sent, TryAgain
from bot.domain.language import ChatLanguage, Language, LocalizedText
from bot.emulator.server import Emulator
from bot.emulator.verbs import Town
from bot.i18n import load_translators
from bot.services.pacing import Pacer, Priority
from bot.telegram.bulk import TelegramBulk
from bot.telegram.client import PacedBot, make_session
from bot.telegram.posting import Posting
from tests.emulator.conftest import png
from tests.fakes.metrics import SilentMetrics
from tests.telegram.conversation import ZONE

TOKEN = "700000006:tests-of-bulk-only"
KK, RU = "Сәлем, <b>бәріңізге</b>!", "Привет, <b>всем</b>!"
BUTTONS = (
    AnnouncementButton(LocalizedText("Сілтеме", "Ссылка"), "https://example.org/?a=1&b=2"),
    AnnouncementButton(LocalizedText("Шара", "Событие"), "event:festival"),
)
PLAIN = Announcement(Content({Language.KK: KK, Language.RU: RU}, buttons=BUTTONS), "all", id=7)


@pytest.fixture(scope="module")
async def town():
    emulator = Emulator(TOKEN)
    await emulator.start()
    async with Town(emulator.url) as opened:
        yield opened
    await emulator.stop()


@pytest.fixture(scope="module")
async def session(town):
    made = make_session(town.url, Posting(), Pacer(1000, monotonic=time.monotonic), SilentMetrics())
    yield made
    await made.close()


@pytest.fixture
async def bulk(town, session):
    pacer = Pacer(1000, monotonic=time.monotonic)
    bot, posting = PacedBot(TOKEN, session, Priority.BULK), Posting()
    yield TelegramBulk(bot, posting, pacer, SilentMetrics(), load_translators(ZONE))
    await posting.close()
    await town.heal()


@pytest.fixture
async def phone(town):
    added = await town.add_person("Оқушы")
    await added.say("/start")
    return added


def to(chat: int, language: ChatLanguage = ChatLanguage.KK, thread: int = 0) -> Recipient:
    return Recipient(7, chat, thread, language)


async def photos(phone, number: int) -> tuple[Media, ...]:
    found = []
    for _ in range(number):
        bubble = await phone.send_file("poster.png", png(), kind="photo")
        found.append(Media(MediaKind.PHOTO, bubble.data["photo"][-1]["file_id"]))
    return tuple(found)


@pytest.mark.parametrize(
    ("language", "words", "label"),
    [(ChatLanguage.KK, "Сәлем, бәріңізге!", "Шара"), (ChatLanguage.RU, "Привет, всем!", "Событие")],
)
async def test_text_with_buttons_and_the_way_out(bulk, phone, language, words, label):
    sent = await bulk.send(PLAIN, to(phone.person_id, language))
    shown = await phone.last()
    assert sent == Sent(shown.message_id)
    assert shown.text == words
    assert label in shown.labels
    assert len(shown.labels) == 3
    assert any(entity["type"] == "bold" for entity in shown.data["entities"])


async def test_both_languages_in_a_topic_of_a_forum(bulk, town, phone):
    group = await town.add_group("Ата-аналар", [phone.person_id], kind="supergroup", is_forum=True)
    topic = (await town.ask("POST", f"chats/{group}/topics", {"name": "Хабарландыру"}))["id"]
    sent = await bulk.send(PLAIN, to(group, ChatLanguage.BOTH, topic))
    shown = await phone.at(group).last()
    assert sent == Sent(shown.message_id)
    assert shown.text.index("бәріңізге") < shown.text.index("всем")
    assert shown.data["message_thread_id"] == topic
    assert shown.labels[-1] == "🔔 Хабарландырулар / 🔔 Объявления"
    assert shown.data["reply_markup"]["inline_keyboard"][-1][0]["url"].endswith("?start=chat_news")
    assert len(shown.labels) == 3
    assert isinstance(await bulk.send(PLAIN, to(group, ChatLanguage.BOTH, 1)), Sent)


async def test_a_photo_has_its_text_and_buttons_under_it(bulk, phone):
    content = replace(PLAIN.content, media=await photos(phone, 1))
    sent = await bulk.send(replace(PLAIN, content=content), to(phone.person_id))
    shown = await phone.last()
    assert (sent, shown.text) == (Sent(shown.message_id), "Сәлем, бәріңізге!")
    assert "photo" in shown.data
    assert shown.labels

    other = replace(PLAIN, content=replace(content, text={Language.KK: "Ә", Language.RU: "Я"}), revision=1)
    given = replace(to(phone.person_id), message=sent.message)
    assert await bulk.change(other, given) == sent
    assert (await phone.last()).text == "Ә"
    assert await bulk.change(other, given) == sent, "it is so already"


async def test_an_album_has_its_buttons_in_the_message_after_it(bulk, phone):
    content = replace(PLAIN.content, media=await photos(phone, 2))
    album = replace(PLAIN, content=content)
    before = len(await phone.bubbles())
    sent = await bulk.send(album, to(phone.person_id))
    first, _, last = (await phone.bubbles())[before:]
    assert sent == Sent(first.message_id, (first.message_id + 1, last.message_id))
    assert (first.text, bool(last.labels)) == ("Сәлем, бәріңізге!", True)

    given = replace(to(phone.person_id), message=sent.message, more=sent.more)
    assert isinstance(await bulk.delete(album, given), Sent)
    assert len(await phone.bubbles()) == before


@pytest.mark.parametrize("kind", ["private", "group", "channel"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (ChatLanguage.KK, "Сәлем, бәріңізге!\n\n🔔 Хабарландырулар"),
        (ChatLanguage.RU, "Привет, всем!\n\n🔔 Объявления"),
        (
            ChatLanguage.BOTH,
            "Сәлем, бәріңізге!\n\n🔔 Хабарландырулар\n\n· · ·\n\nПривет, всем!\n\n🔔 Объявления",
        ),
    ],
)
async def test_an_album_without_buttons_is_one_message_with_the_way_out_in_it(bulk, town, phone, kind, language, words):
    chat = phone.person_id if kind == "private" else await town.add_group("9 А", [phone.person_id], kind=kind)
    album = replace(PLAIN, content=replace(PLAIN.content, media=await photos(phone, 2), buttons=()))
    before = len(await phone.at(chat).bubbles())
    sent = await bulk.send(album, to(chat, language))
    shown = (await phone.at(chat).bubbles())[before:]
    assert sent == Sent(shown[0].message_id, (shown[1].message_id,))
    assert [(bubble.text, bubble.labels) for bubble in shown] == [(words, []), ("", [])]
    links = {one["url"].partition("?")[2] for one in shown[0].data["caption_entities"] if one["type"] == "text_link"}
    assert links == {"start=news" if kind == "private" else "start=chat_news"}

    other = replace(album, content=replace(album.content, text={Language.KK: "Ә", Language.RU: "Я"}), revision=1)
    given = replace(to(chat, language), message=sent.message, more=sent.more)
    assert await bulk.change(other, given) == sent
    assert (await phone.at(chat).bubbles())[before].text.endswith(words[-9:]), "the way out stays"


@pytest.mark.parametrize(("length", "messages"), [(1024 - 2 - 13, 2), (1024 - 2 - 12, 3)])
async def test_where_the_way_out_does_not_fit_in_an_album_it_comes_after_it(bulk, phone, length, messages):
    text = {Language.KK: "ә" * 1024, Language.RU: "<b>" + "я" * length + "</b>"}
    album = replace(PLAIN, content=Content(text, media=await photos(phone, 2)))
    before = len(await phone.bubbles())
    assert isinstance(await bulk.send(album, to(phone.person_id, ChatLanguage.RU)), Sent)
    shown = (await phone.bubbles())[before:]
    assert (len(shown), shown[-1].labels) == (messages, ["🔔 Объявления"] if messages == 3 else [])


async def test_a_text_is_changed_and_taken_away_harmlessly_twice(bulk, phone):
    sent = await bulk.send(PLAIN, to(phone.person_id))
    given = replace(to(phone.person_id), message=sent.message)
    other = replace(PLAIN, content=replace(PLAIN.content, text={Language.KK: "Ә", Language.RU: "Я"}), revision=1)
    for _ in range(2):
        assert await bulk.change(other, given) == sent
    assert (await phone.last()).text == "Ә"
    for _ in range(2):
        assert await bulk.delete(other, given) == sent
    assert sent.message not in [bubble.message_id for bubble in await phone.bubbles()]
    assert isinstance(await bulk.delete(other, to(phone.person_id)), Refused)


async def test_silently(bulk, phone):
    calls = await bulk._calls(replace(PLAIN, silent=True, id=8), to(phone.person_id))  # the emulator rings no bell
    assert b'"disable_notification": true' in calls[0].rest


async def test_who_cannot_be_written_to(bulk, town, phone):
    await phone.block()
    stranger = await town.add_person("Бөтен")
    group = await town.add_group("9 Б", [phone.person_id])
    new = await town.migrate(group)
    assert await bulk.send(PLAIN, to(phone.person_id)) == Dead("blocked")
    assert await bulk.send(PLAIN, to(stranger.person_id)) == Dead("never_started")
    assert await bulk.send(PLAIN, to(group)) == Moved(new)
    assert await bulk.send(PLAIN, to(new, ChatLanguage.BOTH, 999)) == Refused("topic_gone")


@pytest.mark.parametrize(
    ("fault", "outcome", "perhaps"),
    [
        ("500", TryAgain("server_error"), True),
        ("cut_before", TryAgain("cut"), True),
        ("429", TryAgain("flood", timedelta(seconds=3)), False),
        ("unauthorized", TryAgain("unauthorized", timedelta(minutes=1)), False),
        ("400", Refused("content"), None),
    ],
)
async def test_trouble_becomes_an_outcome(bulk, town, phone, fault, outcome, perhaps):
    await bulk.send(PLAIN, to(phone.person_id))
    await town.fault(fault, method="" if fault == "unauthorized" else "sendMessage", times=1, retry_after=3)
    found = await bulk.send(PLAIN, to(phone.person_id))
    assert found == outcome
    assert getattr(found, "perhaps_sent", None) is perhaps


async def test_nobody_listens(session, bulk, phone, monkeypatch):
    await bulk.send(PLAIN, to(phone.person_id))
    monkeypatch.setattr(
        session,
        "api",
        make_session("http://127.0.0.1:9", Posting(), Pacer(1, monotonic=time.monotonic), SilentMetrics()).api,
    )
    assert await bulk.send(PLAIN, to(phone.person_id)) == TryAgain("no_connection")


@pytest.mark.parametrize(("media", "length"), [(1, 1025), (0, 3000)])
async def test_what_is_too_long_is_refused_before_it_is_sent(bulk, phone, media, length):
    content = Content(dict.fromkeys(Language, "я" * length), await photos(phone, media))
    refused = await bulk.send(Announcement(content, "all", id=9), to(phone.person_id, ChatLanguage.BOTH))
    assert refused == Refused("content")
