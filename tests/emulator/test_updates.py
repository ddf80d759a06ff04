"""How updates reach the bot: offset, filter, long poll, two pollers, a day's life, webhook with repeat."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import TelegramConflictError
from aiogram.types import BufferedInputFile, InaccessibleMessage, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiogram.methods import SendDocument

    from tests.emulator.conftest import Scene


async def drained(s: Scene) -> int:
    """Take everything that waits; the offset from which new updates come."""
    updates = await s.bot.get_updates()
    offset = updates[-1].update_id + 1
    await s.bot.get_updates(offset=offset)
    return offset


async def test_an_unconfirmed_update_comes_again(scene: Scene):
    offset = await drained(scene)
    await scene.pupil.say("бір")
    await scene.pupil.say("екі")
    first = await scene.bot.get_updates(offset=offset, limit=1)
    again = await scene.bot.get_updates(offset=offset)
    assert first[0].update_id == again[0].update_id
    assert len(again) == 2
    rest = await scene.bot.get_updates(offset=again[1].update_id)
    assert [update.message.text for update in rest if update.message] == ["екі"]


async def test_a_negative_offset_forgets_all_but_the_last(scene: Scene):
    await drained(scene)
    for text in ("бір", "екі", "үш"):
        await scene.pupil.say(text)
    await scene.bot.get_updates(offset=-1)
    left = await scene.bot.get_updates()
    assert [update.message.text for update in left if update.message] == ["үш"]


async def test_a_long_poll_ends_with_the_first_update(scene: Scene):
    offset = await drained(scene)
    poll = asyncio.ensure_future(scene.bot.get_updates(offset=offset, timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    started = time.monotonic()
    await scene.pupil.say("сәлем")
    updates = await poll
    assert time.monotonic() - started < 5
    assert len(updates) == 1


async def test_allowed_updates_stay_until_said_otherwise(scene: Scene):
    offset = await drained(scene)
    await scene.bot.get_updates(offset=offset, allowed_updates=["callback_query"])
    await scene.pupil.say("жоғалады")
    await scene.pupil.block()
    assert await scene.bot.get_updates(offset=offset) == []
    assert (await scene.bot.get_webhook_info()).allowed_updates == ["callback_query"]
    await scene.bot.get_updates(offset=offset, allowed_updates=[])
    await scene.pupil.unblock()
    assert len(await scene.bot.get_updates(offset=offset)) == 1


async def test_reactions_come_only_to_those_who_ask(scene: Scene):
    offset = await drained(scene)
    body = {"message_id": 1, "emoji": "👍"}
    await scene.town.ask("POST", f"people/{scene.chat}/chats/{scene.chat}/react", body)
    assert await scene.bot.get_updates(offset=offset) == []
    await scene.bot.get_updates(offset=offset, allowed_updates=["message", "message_reaction"])
    await scene.town.ask("POST", f"people/{scene.chat}/chats/{scene.chat}/react", {**body, "emoji": "🔥"})
    updates = await scene.bot.get_updates(offset=offset)
    assert updates[0].message_reaction is not None
    assert updates[0].message_reaction.old_reaction[0].emoji == "👍"  # type: ignore[union-attr]


async def test_two_pollers_conflict(scene: Scene):
    offset = await drained(scene)
    first = asyncio.ensure_future(scene.bot.get_updates(offset=offset, timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.ensure_future(scene.bot.get_updates(offset=offset, timeout=20))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request; make sure that only one"):
        await first
    await scene.pupil.say("сәлем")
    assert len(await second) == 1


async def test_a_poller_that_went_away_leaves_no_conflict(scene: Scene):
    offset = await drained(scene)
    gone = asyncio.ensure_future(scene.bot.get_updates(offset=offset, timeout=20))
    await asyncio.sleep(0.1)
    gone.cancel()
    await asyncio.sleep(0.1)
    assert await scene.bot.get_updates(offset=offset) == []


async def test_an_update_lives_for_a_day(scene: Scene):
    offset = await drained(scene)
    await scene.pupil.say("кеше")
    await scene.town.advance(24 * 3600 + 1)
    await scene.pupil.say("бүгін")
    updates = await scene.bot.get_updates(offset=offset)
    assert [update.message.text for update in updates if update.message] == ["бүгін"]


async def test_any_update_can_be_queued(scene: Scene):
    offset = await drained(scene)
    user = {"id": 7, "is_bot": False, "first_name": "Бөтен"}
    number = await scene.town.update({"callback_query": {"id": "1", "from": user, "chat_instance": "1", "data": "x"}})
    updates = await scene.bot.get_updates(offset=offset)
    assert updates[0].update_id == number
    assert updates[0].callback_query is not None


class Hook:
    """A webhook that answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, str, str]] = []
        self.refusals = 0
        self.answer: dict[str, Any] | None = None
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        update = json.loads(await request.text())
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=500)
        text = update.get("message", {}).get("text", "")
        self.taken.append((update["update_id"], text, secret))
        return web.Response() if self.answer is None else web.json_response(self.answer)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    found = Hook()
    app = web.Application()
    app.router.add_post("/hook", found.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield found
    await runner.cleanup()


async def test_a_webhook_repeats_until_it_is_taken_and_keeps_the_order(scene: Scene, hook: Hook):
    await drained(scene)
    hook.refusals = 2
    await scene.bot.set_webhook(hook.url, secret_token="s3cret")
    for number in range(5):
        await scene.pupil.say(f"{number}")
    await scene.town.settle(quiet=0.1)
    assert [text for _, text, _ in hook.taken] == ["0", "1", "2", "3", "4"]
    assert {secret for _, _, secret in hook.taken} == {"s3cret"}
    info = await scene.bot.get_webhook_info()
    assert info.pending_update_count == 0
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_polling_beside_a_webhook_conflicts(scene: Scene, hook: Hook):
    await scene.bot.set_webhook(hook.url)
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await scene.bot.get_updates()
    await scene.bot.delete_webhook()
    await scene.bot.get_updates()


async def test_a_webhook_may_answer_with_a_call(scene: Scene, hook: Hook):
    await drained(scene)
    hook.answer = {"method": "sendMessage", "chat_id": scene.chat, "text": "жауап"}
    await scene.bot.set_webhook(hook.url)
    await scene.pupil.say("сұрақ")
    await scene.pupil.expect("жауап")


async def test_aiograms_own_webhook_answers_with_a_file(scene: Scene):
    await drained(scene)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def ticket(message: Message) -> SendDocument:
        return message.answer_document(BufferedInputFile(b"%PDF", "ticket.pdf"), caption="Билет")

    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, scene.bot, handle_in_background=False, secret_token="s3cret")
    handler.register(app, "/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await scene.bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s3cret")
    await scene.pupil.say("билет")
    bubble = await scene.pupil.expect("Билет")
    assert bubble.data["document"]["file_name"] == "ticket.pdf"
    assert await scene.town.download(bubble.data["document"]["file_id"]) == b"%PDF"
    await scene.bot.delete_webhook()
    await runner.cleanup()


async def test_while_telegram_is_down_no_webhook_is_called(scene: Scene, hook: Hook):
    await drained(scene)
    await scene.bot.set_webhook(hook.url)
    await scene.town.fault("down")
    await scene.pupil.say("кейінірек")
    await asyncio.sleep(0.1)
    assert hook.taken == []
    await scene.town.heal()
    await scene.town.settle(quiet=0.05)
    assert [text for _, text, _ in hook.taken] == ["кейінірек"]


async def test_a_button_of_a_deleted_message(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.emulator.actions.PATIENCE", 0.1)
    offset = await drained(scene)
    sent = await scene.bot.send_message(scene.chat, "x")
    await sent.delete()
    await scene.pupil.forge(sent.message_id, "old")
    query = (await scene.bot.get_updates(offset=offset))[0].callback_query
    assert query is not None
    assert isinstance(query.message, InaccessibleMessage)
    assert await query.answer()


async def test_an_unreachable_webhook_keeps_the_updates(scene: Scene):
    await drained(scene)
    await scene.bot.set_webhook("http://127.0.0.1:9/hook")
    await scene.pupil.say("сәлем")
    async with asyncio.timeout(10):
        while not (info := await scene.bot.get_webhook_info()).last_error_message:
            await asyncio.sleep(0.05)
    assert info.pending_update_count == 1
