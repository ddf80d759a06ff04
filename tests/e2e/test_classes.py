"""A teacher signs a class up, start to end, with the real process, in both languages, over a kill."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.emulator.verbs import Town
from tests.e2e.test_registration import programme
from tests.e2e.test_stories import TRS, Story

if TYPE_CHECKING:
    from bot.emulator.verbs import Phone
    from bot.i18n import Translator

pytestmark = pytest.mark.e2e

NAMES = "Айгерім Сәрсен;9А\r\nПётр Иванов;9А\r\nДана Ахмет;9А\r\n"
GONE = "This link does not lead to a free seat any more. If you need one, ask your teacher for a new link."
SESSION = {"kk": "Дәнекерлеу", "ru": "Сварка"}


async def links_of(story: Story, teacher: Phone, tr: Translator) -> list[str]:
    """The links that the teacher gives out."""
    made = await story.tap(teacher, tr.plain("Links for the pupils"))
    links = re.findall(r"https://t\.me/\S+?start=seat_[\w-]+", made.text)
    assert len(links) == 5, made.text
    return links


async def claims_and_is_agreed_to(story: Story, link: str, tr: Translator) -> Phone:
    """A pupil takes the seat, and a parent agrees."""
    pupil = await story.newcomer(tr, link)
    await story.tap(pupil, tr.plain("✅ I take the seat"))
    await pupil.expect(tr.plain("⏳ a parent's consent is awaited"))
    asked = await story.tap(pupil, tr.plain("Link for a parent"))
    consent = re.search(r"https://t\.me/\S+start=consent_[\w-]+", asked.html)
    assert consent, asked.html
    parent = await story.newcomer(tr, consent.group())
    await story.tap(parent, tr.plain("✅ I agree"))
    await pupil.expect(tr.plain("✅ confirmed"))
    return pupil


@pytest.mark.parametrize("language", list(TRS))
async def test_a_class_of_five_where_three_places_are_left(own, tmp_path, language):
    emulator, bot = own()
    tr = TRS[language]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        file = programme(tmp_path)
        file.write_text(file.read_text(encoding="utf-8").replace("capacity: 1", "capacity: 3"), encoding="utf-8")
        code, printed = await bot.run("load", str(file))
        assert code == 0, printed
        await bot.start()

        teacher = await story.newcomer(tr)
        await story.tell(teacher, "/register")
        await story.tap(teacher, "Демо-фест")
        await story.tap(teacher, SESSION[language])
        await story.tap(teacher, tr.plain("🏫 My class"))
        await story.tap(teacher, tr.plain("I am a teacher"))
        await story.tell(teacher, "9А")
        await story.tell(teacher, "5")
        await story.tap(teacher, tr.plain_plural("Take {n} seat", "Take {n} seats", 5))
        await story.tap(teacher, tr.plain("Take {now}, and {more} on the waiting list", now=3, more=2))
        told = await teacher.expect(tr.plain("🕓 on the waiting list: {number}", number=2))
        assert tr.plain("⏳ a parent's consent is awaited: {number}", number=3) in told.text

        await bot.kill()
        await bot.start()
        await story.tap(teacher, tr.plain("Open the class"), message=told)
        await story.tap(teacher, tr.plain("Names of the pupils"))
        await teacher.send_file("9a.csv", NAMES.encode("utf-8-sig"))
        await bot.at_rest(town)
        await story.tap(teacher, tr.plain("Take them: {n}", n=3))
        named = bot.rows("select name from class_seats where name is not null order by number")
        assert named == [("Айгерім Сәрсен",), ("Пётр Иванов",), ("Дана Ахмет",)]

        links = await links_of(story, teacher, tr)
        pupil = await claims_and_is_agreed_to(story, links[0], tr)
        late = await story.newcomer(tr, links[0])
        assert tr.plain(GONE) in (await late.last()).text

        await story.tell(teacher, "/my")
        await story.tap(teacher, tr.plain("Class {label}", label="9А"))
        await story.tap(teacher, tr.plain("Consents are on paper"))
        done = await story.tap(teacher, tr.plain("I state that: {n} on paper", n=4))
        assert tr.plain("✅ confirmed: {number}", number=3) in done.text
        states = bot.rows("select state, owner, consent_paper from registrations order by id")
        papers = [(state, teacher.person_id, 1) for state in ("confirmed", "confirmed", "waitlisted", "waitlisted")]
        assert states == [("confirmed", pupil.person_id, 0), *papers]

        await story.tell(pupil, "/my")
        await story.tap(pupil, "№ 1")
        await story.tap(pupil, tr.plain("Cancel the registration"))
        await story.tap(pupil, tr.plain("Yes, cancel it"))
        assert bot.rows("select state from registrations order by id")[3:] == [("confirmed",), ("waitlisted",)]
        assert bot.rows("select taken from session_places") == [(3,)]
        assert bot.rows("select count(*) from outbox where chat = ?", teacher.person_id) == [(2,)]
        assert '"level": "error"' not in bot.log
