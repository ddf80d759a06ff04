"""The poller against a scripted server: what is confirmed and when, and which refusals end it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.telegram import polling
from bot.telegram.polling import Conflict, Poller, WrongToken
from bot.telegram.reach import Reach
from tests.fakes.clock import FakeClock

GOOD = {"update_id": 5, "message": {}}


def refusal(code: int, **parameters: object) -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": f"says {code}", "parameters": parameters}


class Script:
    """Answers getUpdates one after the other, then with nothing; remembers what it was asked."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.stop = asyncio.Event()
        self.kept: list[list[int]] = []
        self.failures = 0
        self.reach = Reach(FakeClock())

    async def get_updates(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        if not self.answers:
            self.stop.set()
        answer: dict[str, Any] = self.answers.pop(0) if self.answers else {"ok": True, "result": []}
        return web.json_response(answer, status=answer.get("error_code", 200))

    async def receive(self, updates: list[dict[str, Any]]) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("the database is away")
        self.kept.append([update["update_id"] for update in updates])

    async def play(self) -> Script:
        app = web.Application()
        app.router.add_post("/bot1:a/getUpdates", self.get_updates)
        async with TestServer(app) as server, asyncio.timeout(10):
            url = str(server.make_url("")).rstrip("/")
            await Poller(url, "1:a", ["message"], self.receive, self.reach).run(self.stop)
        return self


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.01)


async def test_a_batch_is_confirmed_by_the_next_request():
    script = await Script({"ok": True, "result": [GOOD, {"update_id": 6, "message": {}}]}).play()
    assert script.kept == [[5, 6]]
    assert "offset" not in script.asked[0]
    assert script.asked[1]["offset"] == 7
    assert script.reach.lost_since is None


async def test_what_could_not_be_kept_is_not_confirmed(caplog):
    script = Script({"ok": True, "result": [GOOD]}, {"ok": True, "result": [GOOD]})
    script.failures = 1
    await script.play()
    assert script.kept == [[5]]
    assert "offset" not in script.asked[1]
    assert "not confirmed either" in caplog.text


@pytest.mark.parametrize("number", [None, "5", -1, 2**63, 10**30])
async def test_an_update_without_a_usable_number_stops_nothing(number):
    script = await Script({"ok": True, "result": [{"update_id": number}, 7, GOOD]}).play()
    assert script.kept == [[5]]


@pytest.mark.parametrize("code", [401, 404])
async def test_a_wrong_token_ends_it(code):
    with pytest.raises(ExceptionGroup) as caught:
        await Script(refusal(code)).play()
    assert caught.group_contains(WrongToken)


async def test_a_short_conflict_is_waited_out_a_lasting_one_ends_it(monkeypatch):
    monkeypatch.setattr(asyncio, "sleep", lambda _, sleep=asyncio.sleep: sleep(0))
    script = await Script(refusal(409), refusal(409), {"ok": True, "result": [GOOD]}).play()
    assert script.kept == [[5]]
    with pytest.raises(ExceptionGroup) as caught:
        await Script(*[refusal(409)] * 4).play()
    assert caught.group_contains(Conflict, match="says 409")


async def test_trouble_is_remembered_until_it_is_over():
    script = Script(refusal(502), refusal(429, retry_after=0))
    await script.play()
    assert len(script.asked) >= 3
    assert script.reach.last_reached is not None
    assert script.reach.lost_since is None


async def test_it_says_what_is_wrong_while_it_lasts(monkeypatch):
    script = Script(refusal(502))
    seen: list[str] = []
    monkeypatch.setattr(script.reach, "lost", seen.append)
    await script.play()
    assert seen == ["says 502"]
