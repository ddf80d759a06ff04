"""Notices through the messenger against the emulator: words, languages, and every kind of refusal as an outcome."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.domain.deliveries import Dead, Delivery, Moved, Notice, NoticeKind, Refused, Sent, Stale, TryAgain
from bot.domain.language import Language
from bot.domain.people import Person
from bot.emulator.server import Emulator
from bot.emulator.verbs import Town
from bot.i18n import load_translators
from bot.services.pacing import Pacer, Priority
from bot.services.people import Directory
from bot.services.programme import Programmes
from bot.telegram.client import PacedBot, make_session
from bot.telegram.messenger import TelegramMessenger
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
    made = make_session(town.url, Pacer(1000, monotonic=time.monotonic), SilentMetrics())
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
    yield TelegramMessenger(bot, database, Directory(database), programmes, load_translators(ZONE), clock, ZONE)
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


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("500", TryAgain("out_of_reach")),
        ("cut_before", TryAgain("out_of_reach")),
        ("429", TryAgain("flood", timedelta(seconds=3))),
        ("400", Refused("refused_by_telegram")),
    ],
)
async def test_trouble_becomes_an_outcome(town, messenger, fault, outcome):
    phone = await town.add_person("Оқушы")
    await phone.say("/start")
    await town.fault(fault, method="sendMessage", times=1, retry_after=3)
    assert await messenger.send(delivery(phone.person_id)) == outcome
