"""The simulation's API: its shapes, its refusals, its stream, and the default town."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession

from bot.emulator.chats import Chat, Person
from bot.emulator.server import Emulator
from bot.emulator.town import CHANNEL, CLASS_CHAT, PEOPLE
from bot.emulator.verbs import Town
from tests.emulator.conftest import Scene, png

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def default() -> AsyncIterator[Town]:
    emulator = Emulator()
    await emulator.start()
    async with Town(emulator.url) as town:
        yield town
    await emulator.stop()


async def test_the_default_town(default: Town):
    world = await default.ask("GET", "world")
    assert world["simulated"] is True
    assert [person["id"] for person in world["people"]] == [person.id for person in PEOPLE]
    assert all(person["label"] for person in world["people"])
    assert [(chat["id"], chat["bot_status"]) for chat in world["chats"]] == [
        (CLASS_CHAT, "member"),
        (CHANNEL, "left"),
    ]
    chats = await default.ask("GET", "people/1001/chats")
    assert [chat["id"] for chat in chats["chats"]] == [1001, CLASS_CHAT, CHANNEL]
    view = await default.phone(1001).view()
    assert view["started"] is False
    assert view["messages"] == []
    assert view["reply_keyboard"] is None


async def test_a_town_of_ones_own():
    people = [Person(7, "Дана", language_code="kk", label="Gate staff, Kazakh")]
    channel = Chat(-1_002_000_000_007, "channel", "Жаңалықтар", members={7: "creator"}, bot_status="administrator")
    emulator = Emulator(people=people, groups=[channel])
    world = emulator.world
    assert list(world.people) == [7]
    assert world.chats[channel.id].bot_status == "administrator"
    assert [queued.body["my_chat_member"]["new_chat_member"]["status"] for queued in world.updates.waiting()] == [
        "administrator"
    ]


async def test_a_message_as_the_page_sees_it(scene: Scene):
    await scene.bot.send_message(scene.chat, "<b>a</b> &lt;script&gt; /menu", parse_mode="HTML")
    bubble = await scene.pupil.last()
    command = '<span class="command" data-command="/menu">/menu</span>'
    assert bubble.html == f"<b>a</b> &lt;script&gt; {command}"
    listed = (await scene.town.ask("GET", f"people/{scene.chat}/chats"))["chats"][0]
    assert listed["unread"] == 1
    assert listed["last"]["text"] == "a <script> /menu"
    await scene.town.ask("POST", f"people/{scene.chat}/chats/{scene.chat}/read")
    listed = (await scene.town.ask("GET", f"people/{scene.chat}/chats"))["chats"][0]
    assert listed["unread"] == 0


async def test_files_are_served_and_only_pictures_are_shown(scene: Scene):
    await scene.pupil.send_file("a.png", png(), kind="photo")
    await scene.pupil.send_file("бет.html", b"<script>alert(1)</script>")
    photo, page = [bubble.data for bubble in await scene.pupil.bubbles()][1:]
    async with ClientSession() as session:
        async with session.get(f"{scene.town.url}/sim/files/{photo['photo'][0]['file_id']}") as response:
            assert response.content_type == "image/png"
            assert await response.read() == png()
        async with session.get(f"{scene.town.url}/sim/files/{page['document']['file_id']}") as response:
            assert response.content_type == "application/octet-stream"
            assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%D0%B1%D0%B5%D1%82.html"


async def test_the_clock_tells_whoever_asked():
    told: list[int] = []
    emulator = Emulator(people=(), on_move=told.append)
    await emulator.start()
    async with Town(emulator.url) as town:
        before = await town.now()
        assert abs(before - time.time()) < 5
        after = await town.advance(3600)
        assert after - before >= 3600
        assert told == [after]
        for wrong in (-1, 1e30, "soon", None, True):
            with pytest.raises(AssertionError, match="400"):
                await town.ask("POST", "clock", {"advance": wrong})
    await emulator.stop()


async def test_the_clock_waits_for_whoever_it_tells():
    told: list[int] = []

    async def on_move(now: int) -> None:
        await asyncio.sleep(0)
        told.append(now)

    emulator = Emulator(people=(), on_move=on_move)
    await emulator.world.clock.advance(60)
    assert told == [emulator.world.clock.now()]


async def test_the_stream(scene: Scene):
    async with ClientSession() as session, session.get(f"{scene.town.url}/sim/stream") as response:
        assert response.content_type == "text/event-stream"
        await response.content.readuntil(b"\n\n")
        await scene.bot.send_chat_action(scene.chat, "typing")
        await scene.bot.send_message(scene.chat, "x")
        await scene.town.advance(5)
        events = [json.loads((await response.content.readuntil(b"\n\n")).removeprefix(b"data: ")) for _ in range(3)]
    assert events[:2] == [
        {"type": "typing", "chat": scene.chat, "people": [scene.chat]},
        {"type": "changed", "chat": scene.chat, "people": [scene.chat]},
    ]
    assert events[2]["type"] == "clock"


async def test_a_link_that_adds_the_bot_to_a_group(scene: Scene):
    group = await scene.town.add_group("Жаңа", [scene.chat], bot=False)
    link = f"t.me/{scene.emulator.world.bot.username}?startgroup=go"
    assert await scene.pupil.open(link) == {"kind": "startgroup", "payload": "go"}
    await scene.town.ask("POST", f"people/{scene.chat}/open", {"url": link, "chat": group})
    bubbles = await scene.pupil.at(group).bubbles()
    assert bubbles[-1].text == f"/start@{scene.emulator.world.bot.username} go"
    assert scene.emulator.world.chats[group].bot_status == "member"


PERSON = "people/{p}/chats/{p}"
BAD: list[tuple[str, str, Any]] = [
    ("GET", "people/x/chats", None),
    ("GET", "people/424242/chats", None),
    ("GET", "people/{p}/chats/424242", None),
    ("GET", "people/{p}/chats/-5", None),
    ("GET", "nothing", None),
    ("GET", "files/nothing", None),
    ("GET", "log?after=x", None),
    ("GET", "idle?timeout=nan", None),
    ("GET", "changes?after=-1", None),
    ("GET", "transcript/1/2", None),
    ("PUT", "world", None),
    ("POST", "people", {"first_name": ""}),
    ("POST", "people", {"first_name": 5}),
    ("POST", "people", {"first_name": "x", "id": "7"}),
    ("POST", "people", {"first_name": "x", "id": -7}),
    ("POST", "people", "not an object"),
    ("POST", "people", b"\xff\xfe{"),
    ("POST", "people", b"{"),
    ("POST", "chats", {"type": "club", "title": "x", "members": [1]}),
    ("POST", "chats", {"type": "group", "title": "x", "members": [424242]}),
    ("POST", "chats", {"type": "group", "title": "x", "members": ["1"]}),
    ("POST", "chats", {"type": "group", "title": "x"}),
    ("POST", "chats/{p}/bot", {"status": "member"}),
    ("POST", "chats/{g}/bot", {"status": "king"}),
    ("POST", "chats/{g}/migrate", {}),
    ("POST", "chats/{g}/members", {"person": 424242}),
    ("POST", "chats/{g}/topics", {}),
    ("POST", "chats/{g}/topics", {"id": 99}),
    ("POST", "chats/{g}/join_request", {"person": 0}),
    ("POST", PERSON + "/messages", {"text": ""}),
    ("POST", PERSON + "/messages", {"text": "x" * 4097}),
    ("POST", PERSON + "/messages", {"text": "x", "reply_to": 99}),
    ("POST", PERSON + "/messages", {"text": "x", "thread_id": 99}),
    ("POST", PERSON + "/messages", {"text": None}),
    ("POST", PERSON + "/contact", {}),
    ("POST", PERSON + "/location", {"latitude": 100, "longitude": 0}),
    ("POST", PERSON + "/location", {"latitude": "x", "longitude": 0}),
    ("POST", PERSON + "/press", {}),
    ("POST", PERSON + "/press", {"label": "жоқ"}),
    ("POST", PERSON + "/press", {"message_id": 1, "row": 0, "column": 0}),
    ("POST", PERSON + "/press", {"message_id": "1", "row": 0, "column": 0}),
    ("POST", PERSON + "/press", {"message_id": 99, "data": "x"}),
    ("POST", PERSON + "/edit", {"message_id": 99, "text": "x"}),
    ("POST", PERSON + "/edit", {"message_id": 1, "text": " "}),
    ("POST", PERSON + "/vote", {"message_id": 1, "options": [0]}),
    ("POST", PERSON + "/vote", {"message_id": 1, "options": 0}),
    ("POST", PERSON + "/react", {"message_id": 99, "emoji": "x"}),
    ("POST", "people/{p}/chats/{g}/block", {}),
    ("POST", "people/{p}/open", {"url": "https://example.com"}),
    ("POST", "people/{p}/open", {"url": "https://t.me/[bad"}),
    ("POST", "people/{p}/open", {"payload": "a b"}),
    ("POST", "people/{p}/open", {"payload": "x" * 65}),
    ("POST", "updates", {}),
    ("POST", "updates", {"update_id": 1, "message": {}}),
    ("POST", "updates", {"message": []}),
    ("POST", "updates", {"message": {}, "poll": {}}),
]


@pytest.mark.parametrize(("method", "path", "body"), BAD, ids=[f"{m} {p} {str(b)[:40]}" for m, p, b in BAD])
async def test_a_malformed_request_is_refused_with_a_reason(method: str, path: str, body: Any, scene: Scene):
    where = f"{scene.town.url}/sim/" + path.format(p=scene.chat, g=scene.group)
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    async with ClientSession() as session, session.request(method, where, data=data) as response:
        assert 400 <= response.status < 500
        assert (await response.json())["error"]
    await scene.pupil.say("әлі тірі")


async def test_a_multipart_body_without_its_file(scene: Scene):
    where = f"{scene.town.url}/sim/" + PERSON.format(p=scene.chat) + "/messages"
    async with ClientSession() as session:
        for kind, data in [
            ("multipart/form-data; boundary=x", b"--x\r\n"),
            ("multipart/form-data", b"x"),
            (
                "multipart/form-data; boundary=x",
                b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nphoto\r\n--x--\r\n',
            ),
        ]:
            async with session.post(where, data=data, headers={"Content-Type": kind}) as response:
                assert response.status == 400
                assert (await response.json())["error"]
    with pytest.raises(AssertionError, match="IMAGE_PROCESS_FAILED"):
        await scene.pupil.send_file("a.png", b"no picture", kind="photo")
    with pytest.raises(AssertionError, match="kind is one of"):
        await scene.pupil.send_file("a.png", png(), kind="virus")


RAW = [
    ("application/json", b"{"),
    ("application/json", b"[1]"),
    ("application/json", b"\xff"),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=x", b"--x\r\nbad"),
    ("application/x-www-form-urlencoded", b"%ff%fe=\xff"),
    ("text/plain", b"x"),
    ("application/json", b'{"chat_id": {"a": 1}, "text": ["x"], "reply_markup": 5}'),
    ("application/json", b'{"chat_id": true, "text": {"a": 1}, "entities": [5]}'),
]


@pytest.mark.parametrize(("kind", "data"), RAW)
@pytest.mark.parametrize(
    "method", ["sendMessage", "sendPhoto", "setMyCommands", "sendMediaGroup", "deleteMessages", "sendPoll"]
)
async def test_a_malformed_call_is_refused(kind: str, data: bytes, method: str, emulator: Emulator):
    async with ClientSession() as session:
        where = f"{emulator.url}/bot{emulator.token}/{method}"
        async with session.post(where, data=data, headers={"Content-Type": kind}) as response:
            assert response.status == 400
            assert (await response.json())["ok"] is False


async def test_it_stops_at_once_though_somebody_watches_and_polls(emulator: Emulator, scene: Scene):
    updates = await scene.bot.get_updates()
    poll = asyncio.ensure_future(scene.bot.get_updates(offset=updates[-1].update_id + 1, timeout=30))
    async with ClientSession() as session, session.get(f"{emulator.url}/sim/stream") as response:
        await response.content.readuntil(b"\n\n")
        started = time.monotonic()
        await emulator.stop()
        assert time.monotonic() - started < 1.5
        assert await response.content.read() == b""
    assert await poll == []


async def test_it_listens_on_this_machine_only(emulator: Emulator):
    assert emulator.url.startswith("http://127.0.0.1:")
    await emulator.stop()
    await emulator.stop()
