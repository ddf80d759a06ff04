from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.consultation import Consultation
from bot.services.programme import Programmes
from bot.settings import Settings
from bot.storage.database import SqlDatabase
from bot.storage.migrating import migrate
from bot.storage.programme_files import ReadProgramme, read_programme
from tests.fakes.clock import FakeClock

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "data" / "training" / "validation" / "programme"
FIELDS = {"outcome", "topic", "aspect", "function", "options", "published", "score", "text"}


@pytest.fixture
def environment(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.setenv("PROGRAMME", str(INVENTED))
    return {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", "PROGRAMME": str(INVENTED)}


@pytest.fixture
async def consultation(environment):
    return await Consultation.open(Settings.read(environment, need_token=False))


def test_the_command_answers_from_the_files(environment, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["ask", "Где будет «Шебер қала»?", "--lang", "ru"])
    assert ended.value.code == 0
    assert "Центральная площадь" in capsys.readouterr().out
    assert not (Path(environment["DATABASE_URL"].removeprefix("sqlite+aiosqlite:///"))).exists()


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "что", "--input", "a"], ["ask", "--input", "a"]])
def test_misuse_is_told(environment, capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 64
    assert "--input and --output together" in capsys.readouterr().err


def test_a_missing_file_is_told(environment, capsys, tmp_path):
    with pytest.raises(SystemExit) as ended:
        main(["ask", "--input", str(tmp_path / "none"), "--output", str(tmp_path / "said")])
    assert ended.value.code == 65
    assert "none" in capsys.readouterr().err


async def test_json_tells_why(consultation):
    told = json.loads(consultation.answer("Отты қол қашан болады?", "kk", None, as_json=True))
    assert told.keys() == FIELDS | {"why"}
    assert (told["outcome"], told["topic"], told["aspect"]) == ("answer", "otty_qol", "when")
    assert told["why"]["normalised"] == "оти кол кашан болади"
    assert told["why"]["events"]["otty_qol"] > 0.8


async def test_about_is_the_event_that_was_spoken_of(consultation):
    assert "Жезказган" in consultation.answer("а где?", "ru", "robo")


async def test_a_file_is_answered_line_by_line(consultation, tmp_path):
    rows = [
        {"id": "a", "lang": "ru", "text": "запишите меня"},
        {"id": "b", "lang": "kk", "text": "Ал қайда?", "previous": {"text": "Шебер қала қашан?"}},
        {"id": "c", "lang": "kk", "text": "ауа райы қандай"},
        {"id": "d", "text": "а когда", "previous": {"text": "иә", "topic": "sheber_qala"}},
        {"id": "e", "text": ""},
    ]
    asked, answered = tmp_path / "asked.jsonl", tmp_path / "answered.jsonl"
    asked.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    assert consultation.answer_all(asked, answered) == 5
    said = [json.loads(line) for line in answered.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in said] == list("abcde")
    assert [one["outcome"] for one in said] == ["function", "answer", "offtopic", "answer", "handover"]
    assert all(one.keys() == FIELDS | {"id"} for one in said)
    assert said[0]["function"] == "register"
    assert said[1]["topic"] == "sheber_qala"
    assert said[3]["aspect"] == "when"


@pytest.mark.parametrize("line", ["no json", '{"id": 1}', "[]", '{"id": 1, "text": "a", "lang": "xx"}'])
async def test_a_line_that_is_no_question_is_named(consultation, tmp_path, line):
    asked = tmp_path / "asked.jsonl"
    asked.write_text(f'{{"id": 1, "text": "a"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 2: no question"):
        consultation.answer_all(asked, tmp_path / "answered.jsonl")


async def test_the_database_goes_before_the_files(environment):
    settings = Settings.read(environment, need_token=False)
    await migrate(settings.database_url)
    read = read_programme(
        ROOT / "data" / "programme", today=datetime(2031, 1, 1, tzinfo=UTC).date(), zone=settings.timezone
    )
    assert isinstance(read, ReadProgramme)
    database = SqlDatabase(settings.database_url)
    await Programmes(database, FakeClock(), settings.timezone).load(read.events, whole=True)
    await database.close()
    opened = await Consultation.open(settings)
    assert json.loads(opened.answer("MamandyqFest", "kk", None, as_json=True))["topic"] == "mamandyqfest"


async def test_a_wrong_programme_is_told(environment, tmp_path):
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "event.yaml").write_text("key: 7\n", encoding="utf-8")
    settings = Settings.read(environment | {"PROGRAMME": str(tmp_path / "wrong")}, need_token=False)
    with pytest.raises(ValueError, match="programme is wrong"):
        await Consultation.open(settings)
