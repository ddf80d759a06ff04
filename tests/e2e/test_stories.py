"""What each kind of user does, start to end, with the real process, in both languages."""

from __future__ import annotations

import asyncio
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.language import Language, LocalizedText
from bot.emulator.verbs import Town
from bot.i18n import load_translators
from tests.e2e.conftest import OWNER
from tests.e2e.process import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from bot.emulator.verbs import Bubble, Phone
    from bot.i18n import Translator
    from tests.e2e.process import BotProcess

pytestmark = pytest.mark.e2e

TRS = load_translators(ZoneInfo("Asia/Almaty"))
NAMES = {Language.KK: "Қазақша", Language.RU: "Русский"}


@pytest.fixture(params=list(Language))
def tr(request: pytest.FixtureRequest) -> Translator:
    """The words of one language after the other."""
    return TRS[request.param]


@dataclass(frozen=True, slots=True)
class Story:
    """A town with the bot at work in it; each verb ends when the bot is at rest."""

    town: Town
    bot: BotProcess

    async def newcomer(self, tr: Translator, link: str = "/start") -> Phone:
        """Somebody who has just chosen the language."""
        phone = await self.town.add_person("Жаңа", language_code=tr.language)
        await self.follow(phone, link)
        await self.tap(phone, NAMES[tr.language])
        return phone

    async def follow(self, phone: Phone, link: str) -> Bubble:
        """Open a link or send a command; what the bot said last."""
        await (phone.say(link) if link.startswith("/") else phone.open(link))
        await self.bot.at_rest(self.town)
        return await phone.last()

    async def tell(self, phone: Phone, text: str) -> Bubble:
        """Say something; what the bot said last."""
        await phone.say(text)
        await self.bot.at_rest(self.town)
        return await phone.last()

    async def tap(self, phone: Phone, label: str, *, message: Bubble | None = None) -> Bubble:
        """Press the newest button whose label begins so; what stands there then."""
        for bubble in [message] if message else reversed(await phone.bubbles()):
            found = next((known for known in bubble.labels if known.startswith(label)), None)
            if found:
                await phone.press(found, message_id=bubble.message_id)
                await self.bot.at_rest(self.town)
                return await phone.last()
        raise AssertionError(f"no button «{label}»:\n{await phone.transcript()}")


@pytest.fixture
def story(town: Town, bot: BotProcess) -> Story:
    """The town of the stories."""
    return Story(town, bot)


async def test_a_newcomer_finds_the_festival(story, tr):
    phone = await story.newcomer(tr)
    first = await phone.last()
    await story.tap(phone, tr.plain("📅 Events"))
    await story.tap(phone, tr.plain("Date not announced"))
    card = await story.tap(phone, tr[LocalizedText("«MamandyqFest»", "Фестиваль «Mam")])
    assert "MamandyqFest" in card.text
    assert "Pavlodarnews.kz" in card.text
    assert tr[LocalizedText("күні әлі жарияланған жоқ", "дата ещё не объявлена")] in card.text
    assert card.message_id == first.message_id, "one message is edited, not a flood"
    assert tr.plain("🔔 Tell me the date") in card.labels


async def test_the_language_is_asked_once_and_can_be_changed(story, tr):
    phone = await story.newcomer(tr)
    assert tr.plain("📅 Events") in (await story.tell(phone, "/start")).labels
    other = TRS[Language.RU if tr.language is Language.KK else Language.KK]
    await story.tell(phone, "/language")
    await story.tap(phone, NAMES[other.language])
    assert other.plain("📅 Events") in (await story.tell(phone, "/menu")).labels


async def test_a_deep_link_survives_the_choice_of_language(story, tr):
    phone = await story.newcomer(tr, "event_enbek_hub")
    assert "Enbek Hub" in (await phone.last()).text
    assert tr.plain("📅 Events") in (await story.follow(phone, "event_no_such_event")).labels


async def test_a_free_question_is_answered_in_the_persons_language(story, tr):
    phone = await story.newcomer(tr)
    answer = await story.tell(phone, "MamandyqFest 2025 qashan boldy?")
    assert "MamandyqFest" in answer.text
    assert "Pavlodarnews.kz" in answer.text
    assert "/help" in (await story.tell(phone, "/no_such_command")).text


async def test_forged_and_stale_taps_are_answered_politely(story, tr):
    phone = await story.newcomer(tr)
    menu = await phone.last()
    for data in (
        "event:no_such_event",
        "event:mamandyqfest:more:and:more",
        "dismiss:1004",
        "invite:owner",
        "follow:" + "x" * 50,
        "язык",
        "0" * 64,
        ":::",
    ):
        tapped = await phone.forge(menu.message_id, data)
        assert tapped["answer"] is not None, f"{data} was not answered"
    await story.bot.at_rest(story.town)
    assert '"level": "error"' not in story.bot.log


async def test_the_staff_comes_by_one_use_links_and_goes_at_once(story):
    tr = TRS[Language.KK]
    owner, helper, third = story.town.phone(OWNER), await story.newcomer(tr), await story.newcomer(tr)
    await story.tell(owner, "/start")
    await story.tap(owner, "Қазақша")
    await story.tell(owner, "/admin")
    await story.tap(owner, tr.plain("Who is of the staff"))
    made = await story.tap(owner, tr.plain("Invite: {role}", role=""))
    link = re.search(r"https://t\.me/\S+start=staff_[\w-]+", made.html)
    assert link, made.html

    offer = await story.follow(helper, link.group())
    await story.follow(third, link.group())
    await story.tap(helper, offer.labels[0])
    await story.tap(third, offer.labels[0])
    page, refused = await story.tell(helper, "/admin"), await story.tell(third, "/admin")
    assert (len(page.labels), len(refused.labels)) == (8, 1)
    assert story.bot.rows("select person from staff") == [(helper.person_id,)]

    await story.tell(owner, "/admin")
    await story.tap(owner, tr.plain("Who is of the staff"))
    await story.tap(owner, (await owner.last()).labels[0])
    await story.tap(owner, (await owner.last()).labels[0])
    assert story.bot.rows("select person from staff") == []
    after = await story.tap(helper, page.labels[0], message=page)
    assert after.labels == refused.labels, "a page that is still open gives nothing any more"


async def test_a_group_hears_only_what_it_asks_for(story):
    asker = await story.newcomer(TRS[Language.KK])
    group = await story.town.add_group("11 Ә сыныбы", [asker.person_id])
    await story.bot.at_rest(story.town)
    there = asker.at(group)
    said = len(await there.bubbles())
    await story.tell(there, "Балалар, ертең жиналыс")
    assert len(await there.bubbles()) == said + 1
    both = await story.tell(there, "/events")
    assert "Мероприятия" in both.text
    assert "іс-шаралар" in both.text

    new = await story.town.migrate(group)
    await story.bot.at_rest(story.town)
    there = asker.at(new)
    await story.tell(there, "/language")
    await story.tap(there, "Русский")
    russian = await story.tell(there, "/events")
    assert "Мероприятия" in russian.text
    assert "іс-шаралар" not in russian.text
    kept = "select id, kind, membership, language from chats where title = ?"
    assert story.bot.rows(kept, "11 Ә сыныбы") == [(new, "supergroup", "member", "ru")]
    await story.town.bot_in(new, "kicked")
    await story.bot.at_rest(story.town)
    assert story.bot.rows(kept, "11 Ә сыныбы") == [(new, "supergroup", "kicked", "ru")]


async def test_blocking_and_coming_back_is_known(story):
    phone = await story.newcomer(TRS[Language.RU])
    blocked = "select blocked from people where id = ?"
    await phone.block()
    await story.bot.at_rest(story.town)
    assert story.bot.rows(blocked, phone.person_id) == [(1,)]
    await phone.unblock()
    await story.tell(phone, "/start")
    assert story.bot.rows(blocked, phone.person_id) == [(0,)]


def announced(folder: Path) -> Path:
    """The programme as an organizer has changed it: the festival's next edition has a date now."""
    programme = folder / "programme"
    shutil.copytree(ROOT / "data" / "programme", programme)
    file = next(programme.glob("*mamandyqfest.yaml"))
    text = file.read_text(encoding="utf-8")
    assert "when: unknown" in text
    text = text.replace("when: unknown", "when: {start: 2027-05-14 10:00, end: 2027-05-14 18:00}")
    file.write_text(text, encoding="utf-8")
    return programme


async def test_who_asked_for_the_date_is_told_once_also_over_restarts(own, tmp_path):
    emulator, bot = own()
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        await bot.start()
        phones = {language: await story.newcomer(tr, "event_mamandyqfest") for language, tr in TRS.items()}
        for language, phone in phones.items():
            card = await story.tap(phone, TRS[language].plain("🔔 Tell me the date"))
            assert TRS[language].plain("Do not tell me") in card.labels
        gone = await story.newcomer(TRS[Language.KK], "event_mamandyqfest")
        await story.tap(gone, TRS[Language.KK].plain("🔔 Tell me the date"))
        await story.tap(gone, TRS[Language.KK].plain("Do not tell me"))
        await bot.kill()

        programme = announced(tmp_path)
        code, printed = await bot.run("load", str(programme))
        assert (code, "messages queued: 2" in printed) == (0, True), printed
        assert "messages queued: 0" in (await bot.run("load", str(programme)))[1]

        await bot.start()
        for language, phone in phones.items():
            notice = await phone.expect("2027")
            assert "MamandyqFest" in notice.text
            assert TRS[language].plain("Do not tell me") not in notice.labels
        assert await bot.stop() == 0
        await bot.start()
        await asyncio.sleep(2)
        for phone in phones.values():
            told = [b for b in await phone.bubbles() if not b.outgoing and "2027" in b.text]
            assert len(told) == 1, await phone.transcript()
        assert not [b for b in await gone.bubbles() if "2027" in b.text]


async def test_a_question_begun_before_a_kill_goes_on_after_it(own):
    emulator, bot = own()
    tr = TRS[Language.KK]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        await bot.start()
        phone = await story.newcomer(tr, "event_enbek_hub")
        await story.tap(phone, tr.plain("❓ Ask a question"))
        await bot.kill()
        await bot.start()
        answer = await story.tell(phone, "қашан басталады?")
        assert "Enbek Hub" in answer.text
        assert "1\N{NO-BREAK SPACE}қыркүйек" in answer.text


async def test_a_copy_of_the_running_bot_comes_back(own, tmp_path):
    emulator, bot = own()
    tr = TRS[Language.RU]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        await bot.start()
        phone = await story.newcomer(tr, "event_mamandyqfest")
        await story.tap(phone, tr.plain("🔔 Tell me the date"))
        code, printed = await bot.run("backup", str(tmp_path / "copy.db"))
        assert code == 0, printed
        assert await bot.stop() == 0
        for leftover in tmp_path.glob("bot.db*"):
            leftover.unlink()
        code, printed = await bot.run("restore", str(tmp_path / "copy.db"))
        assert code == 0, printed
        assert (await bot.run("restore", str(tmp_path / "copy.db")))[0] == 65
        await bot.start()
        assert tr.plain("📅 Events") in (await story.tell(phone, "/menu")).labels
        assert tr.plain("Do not tell me") in (await story.follow(phone, "event_mamandyqfest")).labels
