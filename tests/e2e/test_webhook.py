"""Updates by webhook: who may call, what is refused, and two processes of which one works."""

from __future__ import annotations

import asyncio
import io
import json
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.domain.language import Language
from bot.emulator.verbs import Town
from bot.i18n import load_translators
from tests.e2e.process import BotProcess, free_port

pytestmark = pytest.mark.e2e

SECRET = "a-secret-of-these-tests-only"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def on_port(make, port: int, **settings: str):
    return make(WEBHOOK_URL=f"http://127.0.0.1:{port}/telegram", WEBHOOK_SECRET=SECRET, HTTP_PORT=str(port), **settings)


def update(number: int, chat: int) -> dict[str, object]:
    person = {"id": chat, "type": "private", "first_name": "Оқушы"}
    sender = {"id": chat, "is_bot": False, "first_name": "Оқушы", "language_code": "kk"}
    message = {"message_id": number, "date": 1_790_000_000, "chat": person, "from": sender, "text": "/help"}
    entities = [{"type": "bot_command", "offset": 0, "length": 5}]
    return {"update_id": number, "message": {**message, "entities": entities}}


async def test_telegram_calls_and_is_answered_others_are_refused(own):
    port = free_port()
    emulator, bot = on_port(own, port)
    bot.port = port
    async with Town(emulator.url) as town, aiohttp.ClientSession() as session:
        await bot.start()
        phone = await town.add_person("Оқушы", language_code="kk")
        await phone.say("/start")
        await phone.expect("Тілді таңдаңыз")

        async def call(data: bytes | io.BytesIO, headers: dict[str, str]) -> int:
            async with session.post(f"{bot.url}/telegram", data=data, headers=headers) as answer:
                return answer.status

        good = json.dumps(update(900_000_001, phone.person_id)).encode()
        right = {HEADER: SECRET}
        before = len(await phone.bubbles())
        assert await call(good, {}) == 401
        assert await call(good, {HEADER: "wrong"}) == 401
        assert await call(good, {HEADER: "құпия"}) == 401
        assert await call(b"{", right) == 400
        assert await call(b"[]", right) == 400
        assert await call(b'{"update_id": "x"}', right) == 400
        assert await call(b'{"update_id": 900000002, "message": 5}', right) == 200
        assert await call(io.BytesIO(b"x" * 3_000_000), right) == 413
        assert len(await phone.bubbles()) == before
        assert await call(good, right) == 200
        assert await call(good, right) == 200
        await phone.expect("/events")
        await bot.at_rest(town)
        assert len(await phone.bubbles()) == before + 1, "the same update again changes nothing"
        assert '"level": "error"' not in bot.log


@pytest.mark.postgresql
async def test_a_standby_takes_calls_in_and_takes_over_when_the_other_dies(own, tmp_path_factory, postgresql_url):
    """Two processes on one PostgreSQL: both take calls, one handles; kill -9 of it, and the other goes on."""
    ports = free_port(), free_port()
    emulator, first = on_port(own, ports[0], DATABASE_URL=postgresql_url)
    first.port = ports[0]
    second = BotProcess(tmp_path_factory.mktemp("second"), emulator.token, emulator.url, **first.settings)
    second.settings.update(HTTP_PORT=str(ports[1]))
    second.port = ports[1]
    tr = load_translators(ZoneInfo("Asia/Almaty"))[Language.KK]
    async with Town(emulator.url) as town, aiohttp.ClientSession() as session:
        try:
            await first.start()
            await second.start()
            assert (await first.page("readyz"))[1]["parts"]["turn"]["words"] == "at work"
            assert (await second.page("readyz"))[1]["parts"]["turn"]["words"] == "standby"
            phone = await town.add_person("Оқушы", language_code="kk")
            await phone.say("/start")
            await phone.expect("Тілді таңдаңыз")
            await phone.press("Қазақша")

            async def call(number: int) -> int:
                async with session.post(
                    f"{second.url}/telegram", json=update(number, phone.person_id), headers={HEADER: SECRET}
                ) as answer:
                    return answer.status

            said = len(await phone.bubbles())
            assert await call(900_000_001) == 200
            async with asyncio.timeout(20):
                while len(await phone.bubbles()) == said:
                    await asyncio.sleep(0.05)

            await first.kill()
            numbers = range(900_000_002, 900_000_007)
            assert [await call(number) for number in numbers] == [200] * len(numbers)
            async with asyncio.timeout(60):
                while len(await phone.bubbles()) < said + 1 + len(numbers):
                    await asyncio.sleep(0.05)
            assert (await second.page("readyz"))[1]["parts"]["turn"]["words"] == "at work"
            assert tr.plain("Help") in (await phone.last()).labels or "/events" in (await phone.last()).text
            assert await second.stop() == 0
        finally:
            await second.kill()
