"""`announce`: what it reads, what it refuses and in which words, what it prints."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.announcer import Announcer, Refusal, read_moment, read_text
from bot.domain.announcements import AnnouncementState, Policy
from bot.domain.language import Language, LocalizedText
from bot.domain.people import Person
from bot.domain.schools import School
from bot.services.announcing import Announcing
from tests.contracts.moments import NOW
from tests.fakes.clock import FakeClock
from tests.fakes.memory import MemoryDatabase

ZONE = ZoneInfo("Asia/Almaty")
SCHOOLS = (School("demo_1", LocalizedText("Демо мектеп № 1", "Демо-школа № 1")),)
TEXTS = {Language.KK: "Ә", Language.RU: "Я"}


@pytest.fixture
async def announcer():
    database = MemoryDatabase()
    await database.run(lambda tx: tx.people.put(Person(1, Language.KK)))
    await database.run(lambda tx: tx.programme.put_schools(SCHOOLS))
    return Announcer(Announcing(FakeClock(NOW), ZONE), database)


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("\ufeffСәлем <b>бәріңізге</b>\n", "Сәлем <b>бәріңізге</b>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("<p>Абзац</p>", "&lt;p&gt;Абзац&lt;/p&gt;"),
    ],
)
def test_a_file_is_html_or_plain_text(tmp_path, written, html):
    path = tmp_path / "kk.txt"
    path.write_text(written, encoding="utf-8")
    assert read_text(path) == html


@pytest.mark.parametrize("written", [b"", b" \n", b"<b> </b>", "я".encode() * 4097, "я".encode("cp1251")])
def test_a_file_that_cannot_be_sent_is_refused(tmp_path, written):
    path = tmp_path / "kk.txt"
    path.write_bytes(written)
    with pytest.raises(Refusal, match=r"kk\.txt: "):
        read_text(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal):
        read_text(tmp_path / "nothing")


def test_a_time_is_local_unless_it_says_otherwise():
    assert read_moment(None, ZONE) is None
    assert read_moment("2027-05-25T10:00", ZONE) == datetime(2027, 5, 25, 5, tzinfo=UTC)
    assert read_moment("2027-05-25T10:00+00:00", ZONE) == datetime(2027, 5, 25, 10, tzinfo=UTC)
    with pytest.raises(Refusal, match="tomorrow"):
        read_moment("tomorrow", ZONE)


async def test_queues_shows_and_steers(announcer):
    number = await announcer.queue(TEXTS, "lang:kk, all", NOW + timedelta(days=1), Policy.RESEND)
    told = json.loads(await announcer.status(number))
    assert (told["id"], told["state"], told["policy"], told["audience"]) == (number, "scheduled", "resend", "lang:kk")
    assert told["send_at"] == (NOW + timedelta(days=1)).isoformat(timespec="seconds")
    assert {told[name] for name in ("total", "pending", "sending", "sent", "dead", "failed", "unknown")} == {0}
    assert (told["causes"], told["languages"]) == ({}, {})
    await announcer.steer("cancel", number)
    assert json.loads(await announcer.status(number))["state"] == "stopped"
    with pytest.raises(Refusal, match="stopped"):
        await announcer.steer("resume", number)


async def test_pauses_resumes_and_recalls(announcer):
    number = await announcer.queue(TEXTS, "all", None, Policy.SKIP)
    for verb, state in (("pause", "paused"), ("resume", "preparing")):
        await announcer.steer(verb, number)
        assert json.loads(await announcer.status(number))["state"] == state
    with pytest.raises(Refusal, match="preparing"):
        await announcer.steer("recall", number)


@pytest.mark.parametrize(
    ("audience", "at", "said"),
    [
        ("role:nobody", None, "«role:nobody»: unknown"),
        ("school:demo_1", None, "nobody is in"),
        (
            "lang:kk,school:demo_5",
            None,
            "the audience is wrong: «school:demo_5»: no school of the directory has this id",
        ),
        ("role:pupil", None, "nobody is in"),
        ("all", NOW - timedelta(hours=1), "is over"),
    ],
)
async def test_refuses_in_words(announcer, audience, at, said):
    with pytest.raises(Refusal, match=said):
        await announcer.queue(TEXTS, audience, at, Policy.SKIP)
    assert not await announcer.announcing.latest(announcer.database, set(AnnouncementState), 9)


async def test_an_unknown_number_is_said_to_be_unknown(announcer):
    for call in (announcer.status(9), announcer.steer("pause", 9)):
        with pytest.raises(Refusal, match="9"):
            await call


def test_the_command_needs_all_or_one():
    command = [sys.executable, "-m", "bot", "announce"]
    for given in ([], ["--kk", "a"], ["--status", "1", "--audience", "all"]):
        done = subprocess.run([*command, *given], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (64, "")
        assert "Either" in done.stderr
