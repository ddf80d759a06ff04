"""Notices through the messenger against the emulator: words, languages, and every kind of refusal as an outcome."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.domain.deliveries import Dead, Delivery, Moved, Notice, NoticeKind, Refused, Sent, Stale, TryAgain
from bot.domain.language import ChatLanguage, Language
from bot.domain.people import Chat, ChatKind, Membership, Person
from bot.emulator.server import Emulator
from bot.emulator.verbs import Town
from bot.i18n import load_translators
from bot.services.pacing import Pacer, Priority
from bot.services.programme import Programmes
from bot.telegram import messenger as messenger_module
from bot.telegram.client import PacedBot, make_session
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.posting import Posting
from bot.views.notices import WORDS
from bot.views.saying import Copied, Revision
from bot.views.screens import Button, Go, Screen
from tests.emulator.conftest import png
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase
from tests.fakes.metrics import SilentMetrics
from tests.telegram.conversation import ZONE
from tests.telegram.recording import NOW
from tests.views.samples import COMING

PERSON = 1001


def delivery(chat: int = PERSON, event: str = COMING.key, edition: str = "") -> Delivery:
    params = {"event": event, "edition": edition or COMING.editions[0].key}
    return Delivery("k", chat, Notice(NoticeKind.DATE_ANNOUNCED, params), NOW)


TOKEN = "700000005:tests-of-the-messenger-only"


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
async def database():
    return MemoryDatabase()


@pytest.fixture
async def messenger(town, session, database):
    clock = FakeClock(NOW)
    programmes = Programmes(database, clock, ZONE)
    await programmes.load([COMING], whole=True)
    bot = PacedBot(TOKEN, session, Priority.NOTICE)
    yield TelegramMessenger(bot, database, programmes, load_translators(ZONE), clock, ZONE)
    await town.heal()


@pytest.mark.parametrize(("language", "words"), [(Language.KK, "хабарл"), (Language.RU, "сообщ")])
async def test_it_speaks_the_language_the_person_has_now(town, messenger, database, language, words):
    phone = await town.add_person("Оқушы")
    await phone.say("/start")
    await database.run(lambda tx: tx.people.put(Person(phone.person_id, language)))
    outcome = await messenger.send(delivery(phone.person_id))
    shown = await phone.last()
    assert outcome == Sent(shown.message_id)
    assert words in shown.text.casefold()
    assert shown.labels


async def test_what_is_no_longer_so_is_not_said(messenger):
    assert isinstance(await messenger.send(delivery(event="gone")), Stale)
    assert isinstance(await messenger.send(delivery(edition="gone")), Stale)


async def test_who_cannot_be_written_to(town, messenger):
    stranger, blocker = await town.add_person("Бөтен"), await town.add_person("Бұғаттаған")
    await blocker.say("/start")
    await blocker.block()
    assert await messenger.send(delivery(stranger.person_id)) == Dead("never_started")
    assert await messenger.send(delivery(blocker.person_id)) == Dead("blocked")
    assert await messenger.send(delivery(999_999)) == Dead("no_chat")


async def test_a_group_that_moved_or_threw_the_bot_out(town, messenger):
    owner = await town.add_person("Ұстаз")
    group = await town.add_group("9 Б", [owner.person_id])
    new = await town.migrate(group)
    assert await messenger.send(delivery(group)) == Moved(new)
    await town.bot_in(new, "kicked")
    assert await messenger.send(delivery(new)) == Dead("kicked")


def test_every_kind_has_its_words():
    assert set(WORDS) == set(NoticeKind)


def speaking(monkeypatch, said):
    """Make a notice say this, whatever its kind has to say."""
    monkeypatch.setattr(messenger_module, "WORDS", {NoticeKind.DATE_ANNOUNCED: lambda _params, _setting: said})


def hello(tr):
    return Screen(tr("☰ Menu"), ((Button(tr.plain("Help"), Go("help")),),))


async def test_a_group_hears_it_in_its_languages_and_in_its_topic(town, messenger, database, monkeypatch):
    owner = await town.add_person("Ұстаз")
    group = await town.add_group("Ұйымдастырушылар", [owner.person_id], kind="supergroup", is_forum=True)
    topic = (await town.ask("POST", f"chats/{group}/topics", {"name": "Сұрақтар"}))["id"]
    speaking(monkeypatch, hello)
    notice = Notice(NoticeKind.DATE_ANNOUNCED, {"topic": str(topic)})
    sent = await messenger.send(Delivery("k", group, notice, NOW))
    shown = await owner.at(group).last()
    assert sent == Sent(shown.message_id)
    assert ("Мәзір" in shown.text, "Меню" in shown.text) == (True, True)
    assert shown.data["message_thread_id"] == topic

    await database.run(
        lambda tx: tx.chats.put(Chat(group, ChatKind.SUPERGROUP, "x", Membership.MEMBER, ChatLanguage.RU))
    )
    await messenger.send(Delivery("k", group, notice, NOW))
    assert "Мәзір" not in (await owner.at(group).last()).text


async def test_what_was_said_is_revised(town, messenger, monkeypatch):
    phone = await town.add_person("Оқушы")
    await phone.say("/start")
    speaking(monkeypatch, hello)
    sent = await messenger.send(delivery(phone.person_id))
    speaking(monkeypatch, Revision(sent.message, lambda tr: Screen(tr("Stop"))))
    for _ in range(2):  # the second time nothing is different any more
        assert await messenger.send(delivery(phone.person_id)) == sent
    shown = await phone.last()
    assert (shown.message_id, shown.labels) == (sent.message, [])
    speaking(monkeypatch, Revision(999_999, hello))
    assert await messenger.send(delivery(phone.person_id)) == Refused("refused_by_telegram")


async def test_a_message_is_copied_as_an_answer_with_our_buttons(town, messenger, monkeypatch):
    phone, organizer = await town.add_person("Оқушы"), await town.add_person("Ұйымдастырушы")
    asked = await phone.say("Қанша тұрады?")
    await organizer.say("/start")
    reply = await organizer.send_file("poster.png", png(), kind="photo", caption="Тегін")
    speaking(monkeypatch, Copied(organizer.person_id, reply.message_id, lambda tr: hello(tr).rows))
    notice = Notice(NoticeKind.DATE_ANNOUNCED, {"answers": str(asked.message_id)})
    sent = await messenger.send(Delivery("k", phone.person_id, notice, NOW))
    shown = await phone.last()
    assert sent == Sent(shown.message_id)
    assert shown.labels
    assert (shown.text, shown.data["reply_to_message"]["message_id"]) == ("Тегін", asked.message_id)
    assert "photo" in shown.data


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("500", TryAgain("out_of_reach")),
        ("cut_before", TryAgain("out_of_reach")),
        ("429", TryAgain("flood", timedelta(seconds=3))),
        ("400", Refused("content")),
    ],
)
async def test_trouble_becomes_an_outcome(town, messenger, fault, outcome):
    phone = await town.add_person("Оқушы")
    await phone.say("/start")
    await town.fault(fault, method="sendMessage", times=1, retry_after=3)
    assert await messenger.send(delivery(phone.person_id)) == outcome
