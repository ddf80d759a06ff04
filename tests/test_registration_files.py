"""The command `export registrations`, over a real database."""

from __future__ import annotations

import asyncio
import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from bot.cli import main
from bot.domain.applications import Application
from bot.domain.consent import Consent
from bot.domain.places import SessionKey
from bot.domain.registrations import Registration, RegistrationState
from bot.storage.database import SqlDatabase

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2027, 5, 14, 5, 0, tzinfo=UTC)
EVENT = """
key: fest
kind: festival
name: {kk: "Фест", ru: "Фест"}
summary: {kk: "Сынақ", ru: "Проверка"}
audience: {kk: "Оқушыларға", ru: "Для школьников"}
source: {name: {kk: "Сынақ", ru: "Проверка"}, as_of: 2026-01-01, status: plan}
demo: true
editions:
  - key: e1
    when: {start: 2027-05-20 10:00, end: 2027-05-20 16:00}
    state: open
    source: {name: {kk: "Сынақ", ru: "Проверка"}, as_of: 2026-01-01, status: plan}
    registration: {opens: 2026-01-01 09:00, closes: 2027-05-20 09:00}
    sessions:
      - key: welding
        name: {kk: "Дәнекерлеу", ru: "Сварка"}
        when: {start: 2027-05-20 10:00, end: 2027-05-20 11:00}
        form:
          fields:
          - {key: name, kind: text, label: {kk: "Аты", ru: "Имя"}, purpose: {kk: "тізім", ru: "список"}}
          - {key: phone, kind: phone, label: {kk: "Телефон", ru: "Телефон"}, purpose: {kk: "байланыс", ru: "связь"}}
          - {key: born, kind: date, label: {kk: "Туған күні", ru: "Дата рождения"}, purpose: {kk: "жас", ru: "возраст"}}
          - {key: many, kind: number, label: {kk: "Саны", ru: "Сколько"}, purpose: {kk: "есеп", ru: "учёт"}}
      - key: baking
        name: {kk: "Әбзел", ru: "Выпечка"}
        form:
          fields:
          - {key: name, kind: text, label: {kk: "Аты", ru: "Имя"}, purpose: {kk: "тізім", ru: "список"}}
          - {key: phone, kind: phone, label: {kk: "Телефон", ru: "Телефон"}, purpose: {kk: "байланыс", ru: "связь"}}
          - {key: born, kind: date, label: {kk: "Туған күні", ru: "Дата рождения"}, purpose: {kk: "жас", ru: "возраст"}}
          - {key: many, kind: number, label: {kk: "Саны", ru: "Сколько"}, purpose: {kk: "есеп", ru: "учёт"}}
  - key: e2
    when: unknown
    state: planned
    source: {name: {kk: "Сынақ", ru: "Проверка"}, as_of: 2026-01-01, status: plan}
"""


def registration(owner: int, name: str, session: str = "welding", **answers: str) -> Registration:
    said = MappingProxyType({"name": name, **answers})
    of = Application(owner, minor=False, answers=said, school_class="9Ә")
    key = SessionKey("fest", "e1", session)
    return Registration(0, key, of, RegistrationState.CONFIRMED, NOW, reviewed=True)


@pytest.fixture
def command(monkeypatch, sqlite_url, capsys, tmp_path):
    """Runs one in a folder of its own, with a programme loaded; the exit code and what was printed."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    (tmp_path / "fest.yaml").write_text(EVENT, encoding="utf-8")
    assert run("load", "fest.yaml")[1].startswith("added 1")
    return run


def keep(url: str, *registrations: Registration) -> None:
    async def add() -> None:
        database = SqlDatabase(url)
        await database.run(lambda tx: [tx.registrations.add(one) for one in registrations])
        await database.close()

    asyncio.run(add())


def rows_of(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_of(path: Path) -> list[dict[str, Any]]:
    head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_one_row_a_registration_in_the_order_of_the_alphabet(command, sqlite_url, tmp_path):
    paper = Consent("2", "hash", 77, NOW, paper=True, contact="+77011234567")
    minor = registration(4, "Ботагөз")
    keep(
        sqlite_url,
        *(registration(n, name) for n, name in enumerate(("Қасым", "Әсел", "Камал", "Аят"), start=10)),
        replace(minor, application=replace(minor.application, minor=True, child=2), consent=paper),
        registration(5, "Ян", "baking"),
    )
    code, printed, _ = command("export", "registrations", "fest", "--format", "xlsx,csv", "--lang", "ru")
    assert (code, printed.splitlines()[0]) == (0, "registrations: 6")

    found = rows_of(tmp_path / "registrations-fest.csv")
    assert [row["Аты / Имя"] for row in found] == ["Ян", "Аят", "Әсел", "Ботагөз", "Камал", "Қасым"]
    assert found[0]["Сессия / Сеанс"] == "Выпечка"
    child = found[3]
    values = list(child.values())
    assert "на бумаге" in values
    assert "+77011234567" in child["Ата-ананың телефон нөмірі / Номер телефона родителя"]
    assert "2027-05-14 10:00" in values, "moments are told in the organizers' zone"
    assert "9Ә" in values
    assert not {"4", "77"} & set(values), "nobody's id"
    for file in ("csv", "xlsx"):
        assert (tmp_path / f"registrations-fest.{file}").stat().st_mode & 0o777 == 0o600
    assert [row["Аты / Имя"] for row in sheet_of(tmp_path / "registrations-fest.xlsx")] == [
        row["Аты / Имя"] for row in found
    ]
    assert not [file.name for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_no_cell_is_a_formula_and_phones_stay_readable(command, sqlite_url, tmp_path):
    evil = '=HYPERLINK("http://x.kz","кел")'
    keep(sqlite_url, registration(1, evil, phone="+77011234567", born="2011-03-09", many="-5"))
    assert command("export", "registrations", "fest", "--format", "csv,xlsx")[0] == 0

    [row] = rows_of(tmp_path / "registrations-fest.csv")
    assert row["Аты / Имя"] == f"'{evil}"
    assert (row["Телефон"], row["Туған күні / Дата рождения"], row["Саны / Сколько"]) == (
        "+77011234567",
        "2011-03-09",
        "-5",
    )
    [cells] = sheet_of(tmp_path / "registrations-fest.xlsx")
    assert (cells["Аты / Имя"], cells["Телефон"]) == (evil, "+77011234567")
    assert str(cells["Туған күні / Дата рождения"]).startswith("2011-03-09")
    assert not isinstance(cells["Туған күні / Дата рождения"], str), "a real date"
    assert cells["Саны / Сколько"] == -5
    assert datetime(2027, 5, 20, 10) in cells.values(), "a real moment, in the organizers' zone"  # noqa: DTZ001  sheets know no zone


def test_ids_only_where_they_are_asked_for(command, sqlite_url, tmp_path):
    keep(sqlite_url, registration(4242, "Аят"))
    command("export", "registrations", "fest", "--format", "csv")
    assert "4242" not in (tmp_path / "registrations-fest.csv").read_text(encoding="utf-8")
    command("export", "registrations", "fest", "--format", "csv", "--with-ids", "--output", "own.csv")
    assert "4242" in rows_of(tmp_path / "own.csv")[0].values()


def test_a_list_of_nobody_has_a_head(command, tmp_path):
    assert command("export", "registrations", "fest", "--edition", "e2", "--format", "csv")[0] == 0
    assert rows_of(tmp_path / "registrations-fest.csv") == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing"], 65, "no event «nothing»"),
        (["fest", "--edition", "e9"], 65, "edition «e9»"),
        (["fest", "--format", "pdf"], 64, "xlsx, csv"),
        (["fest", "--format", "xlsx,csv", "--output", "one.xlsx"], 64, "folder"),
        (["fest", "--output", "no/such/folder/one.xlsx"], 65, "no/such/folder"),
    ],
)
def test_misuse_is_told(command, arguments, code, said):
    found, _, error = command("export", "registrations", *arguments)
    assert found == code
    assert said in error


def test_what_goes_wrong_half_way_leaves_the_old_file(command, sqlite_url, tmp_path, monkeypatch):
    keep(sqlite_url, registration(1, "Аят"))
    old = tmp_path / "registrations-fest.csv"
    old.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.views.sheets.CsvSheet.add", full)
    code, _, error = command("export", "registrations", "fest", "--format", "csv")
    assert (code, "No space left" in error, old.read_text()) == (65, True, "old")
    assert not [file.name for file in tmp_path.iterdir() if file.name.startswith(".")]
