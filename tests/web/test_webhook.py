"""The webhook: who may call, what is refused, and that 200 means kept."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from bot.web import webhook
from bot.web.server import WEBHOOK, application
from bot.web.webhook import SECRET_HEADER, WebhookPage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import web

    Client = TestClient[web.Request, web.Application]

SECRET = "a-secret_of-the-webhook"
SHOWN = {SECRET_HEADER: SECRET}


class Kept:
    """Receives; can be told to fail or to wait."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.failure: Exception | None = None
        self.gate: asyncio.Event | None = None

    async def receive(self, updates: list[dict[str, Any]]) -> None:
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        self.updates += updates


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
async def client(kept: Kept) -> AsyncIterator[Client]:
    app = application({}, {WEBHOOK: WebhookPage(SECRET, kept.receive).call})
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_an_update_is_kept_and_then_confirmed(client: Client, kept: Kept) -> None:
    kept.gate = asyncio.Event()
    call = asyncio.ensure_future(
        client.post(WEBHOOK, json={"update_id": 0, "message": {"text": "Сәлем"}}, headers=SHOWN)
    )
    await asyncio.sleep(0.05)
    assert not call.done()
    kept.gate.set()
    response = await call
    assert response.status == 200
    assert await response.json() == {"ok": True}
    assert response.headers["Server"] == "mamandyq"
    assert kept.updates == [{"update_id": 0, "message": {"text": "Сәлем"}}]


@pytest.mark.parametrize(
    "shown",
    [
        [],
        [""],
        ["wrong"],
        [SECRET + "x"],
        [SECRET[:-1]],
        [SECRET.upper()],
        ["құпия"],
        ["\udcff\udcfe"],
        [SECRET, SECRET],
        [SECRET, "wrong"],
    ],
)
async def test_without_the_secret_nothing_is_taken(client: Client, kept: Kept, shown: list[str]) -> None:
    headers = b"".join(
        f"{SECRET_HEADER}: ".encode() + value.encode("utf-8", "surrogateescape") + b"\r\n" for value in shown
    )
    status, body = await _raw(client, headers, b'{"update_id": 1}')
    assert status == 401
    assert json.loads(body) == {"error": "the secret is wrong or missing"}
    assert kept.updates == []


async def _raw(client: Client, headers: bytes, body: bytes) -> tuple[int, bytes]:
    """A call byte by byte, for what a well-behaved client would not send."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    head = b"POST /telegram HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n" % len(body)
    writer.write(head + headers + b"\r\n" + body)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    top, _, rest = answer.partition(b"\r\n\r\n")
    return int(top.split(b" ", 2)[1]), rest


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"\xff\xfe{\x00}\x00",
        '{"update_id": 1}'.encode("utf-16"),
        b'{"update_id": 1',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"update_id": 1, "message": {"text": "\\ud800"}}',
        b'{"update_id": 1, "\\uDEAD": 1}',
        b"null",
        b"[]",
        b'[{"update_id": 1}]',
        b'"update_id"',
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": true}',
        b'{"update_id": "1"}',
        b'{"update_id": 1.0}',
        b'{"update_id": NaN}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": {"$gt": 0}}',
    ],
)
async def test_what_is_no_update_is_400(client: Client, kept: Kept, body: bytes) -> None:
    response = await client.post(WEBHOOK, data=body, headers=SHOWN)
    assert response.status == 400
    assert set(await response.json()) == {"error"}
    assert kept.updates == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 9223372036854775807}',
        b'\n {"update_id": 5, "message": {"text": "\\ud83d\\ude00\\u0000"}} \n',
        b'{"update_id": 5, "new_kind_of_update": {}}',
    ],
)
async def test_what_is_an_update_is_taken(client: Client, kept: Kept, body: bytes) -> None:
    assert (await client.post(WEBHOOK, data=body, headers=SHOWN)).status == 200
    assert kept.updates == [json.loads(body)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=20,
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()), st.data())
def test_any_body_is_an_update_or_a_refusal(body: bytes, data: st.DataObject) -> None:
    with contextlib.suppress(webhook._Refusal):
        cut = body[: data.draw(st.integers(0, len(body)))] if data.draw(st.booleans()) else body
        update = webhook._parse(cut)
        assert 0 <= update["update_id"] < 2**63
        json.dumps(update, ensure_ascii=False).encode()


@given(st.dictionaries(st.text(max_size=9), JSON, max_size=4), st.integers(-(2**70), 2**70))
def test_an_update_is_taken_exactly_when_its_id_fits(rest: dict[str, object], number: int) -> None:
    body = json.dumps({**rest, "update_id": number}).encode()
    if 0 <= number < 2**63:
        assert webhook._parse(body)["update_id"] == number
    else:
        with pytest.raises(webhook._Refusal):
            webhook._parse(body)


async def test_a_body_of_a_mebibyte_is_taken_and_a_larger_one_is_413(client: Client, kept: Kept) -> None:
    head, tail = b'{"update_id": 1, "x": "', b'"}'
    whole = head + b"a" * (webhook.LARGEST - len(head) - len(tail)) + tail
    assert (await client.post(WEBHOOK, data=io.BytesIO(whole), headers=SHOWN)).status == 200
    assert (await client.post(WEBHOOK, data=io.BytesIO(whole + b" "), headers=SHOWN)).status == 413

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65536

    assert (await client.post(WEBHOOK, data=pieces(), headers=SHOWN)).status == 413
    assert len(kept.updates) == 1


async def test_a_packed_body_is_measured_unpacked(client: Client, kept: Kept) -> None:
    packed = {**SHOWN, "Content-Encoding": "gzip"}
    bomb = gzip.compress(b" " * (50 * webhook.LARGEST))
    assert len(bomb) < webhook.LARGEST
    assert (await client.post(WEBHOOK, data=bomb, headers=packed)).status == 413
    assert (await client.post(WEBHOOK, data=gzip.compress(b'{"update_id": 3}'), headers=packed)).status == 200
    status, _ = await _raw(
        client, b"Content-Encoding: gzip\r\n" + f"{SECRET_HEADER}: {SECRET}\r\n".encode(), b"not gzip"
    )
    assert status == 400
    assert kept.updates == [{"update_id": 3}]


async def test_the_secret_is_asked_before_the_body(client: Client) -> None:
    assert (await client.post(WEBHOOK, data=io.BytesIO(b"x" * (webhook.LARGEST + 1)))).status == 401


async def test_a_body_that_does_not_arrive_is_given_up(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "PATIENCE", 0.05)
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(
        f"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n{SECRET_HEADER}: {SECRET}\r\n\r\n{{".encode()
    )
    assert b" 408 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_what_could_not_be_kept_is_asked_for_again(client: Client, kept: Kept) -> None:
    kept.failure = OSError(28, "No space left on device")
    response = await client.post(WEBHOOK, json={"update_id": 1}, headers=SHOWN)
    assert response.status == 503
    assert await response.json() == {"error": "try again"}
    kept.failure = None
    assert (await client.post(WEBHOOK, json={"update_id": 1}, headers=SHOWN)).status == 200


async def test_what_never_can_be_kept_is_400(client: Client, kept: Kept) -> None:
    kept.failure = ValueError("beyond 63 bits")
    assert (await client.post(WEBHOOK, json={"update_id": 1}, headers=SHOWN)).status == 400


async def test_only_calls_are_answered(client: Client) -> None:
    response = await client.get(WEBHOOK, headers=SHOWN)
    assert response.status == 405
    assert await response.json() == {"error": "method not allowed"}
    assert response.headers["Allow"] == "POST"


def test_an_empty_secret_is_a_bug(kept: Kept) -> None:
    with pytest.raises(ValueError, match="anybody"):
        WebhookPage("", kept.receive)
