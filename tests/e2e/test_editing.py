"""An organizer sets a date in the chat and changes it; whoever asked is told both, over a restart in the middle."""

from __future__ import annotations

import pytest

from bot.domain.language import Language
from bot.domain.when import Unknown
from bot.emulator.verbs import Town
from tests.e2e.conftest import OWNER
from tests.e2e.test_stories import TRS, Story

pytestmark = pytest.mark.e2e

PATIENCE = 60.0


@pytest.mark.parametrize("language", Language)
async def test_a_date_set_in_the_chat_reaches_who_asked_and_so_does_its_change(own, language):
    emulator, bot = own(OWNER_IDS=str(OWNER))
    tr = TRS[language]
    async with Town(emulator.url) as town:
        story = Story(town, bot)
        await bot.start()
        pupil = await story.newcomer(tr, "event_mamandyqfest")
        await story.tap(pupil, tr.plain("🔔 Tell me the date"))

        owner = town.phone(OWNER)
        await story.follow(owner, "/start")
        await story.tap(owner, "Қазақша" if language is Language.KK else "Русский")
        await story.follow(owner, "/admin")
        await story.tap(owner, tr.plain("Programme"))
        event = await story.tap(owner, "«MamandyqFest»" if language is Language.KK else "Фестиваль")
        await story.tap(owner, next(label for label in event.labels if label.startswith(tr.when(Unknown()))))
        await story.tap(owner, tr.plain("Date"))

        assert await bot.stop() == 0
        await bot.start()
        look = await story.tell(owner, "25.05.2027 10:00–16:00")
        assert tr.plural("{n} person will be told.", "{n} people will be told.", 1) in look.text
        await bot.kill()
        await bot.start()
        await story.tap(owner, tr.plain("Save"))
        told = await pupil.expect("2027", PATIENCE)
        assert "10:00–16:00" in told.text

        await story.tap(owner, tr.plain("Date"))
        await story.tell(owner, "26–27.05.2027")
        await story.tap(owner, tr.plain("Save"))
        changed = await pupil.expect("26–27", PATIENCE)
        assert "10:00–16:00" in changed.text, "what it was stands beside what it is"
        assert tr.plain("Do not tell me any more") in changed.labels
        await bot.at_rest(town)
        assert bot.rows("select count(*) from outbox where state = 'sent'") == [(2,)]
        assert "Bad Request" not in bot.log
