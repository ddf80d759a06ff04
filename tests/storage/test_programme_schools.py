"""The file of the directory of schools: what it may say, what is wrong with it, and that its schema agrees."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

from bot.domain import programme_limits
from bot.domain.language import LocalizedText
from bot.domain.schools import School
from bot.storage.programme_files import ProgrammeErrors, ReadProgramme, read_programme
from bot.storage.programme_yaml import read_sheet
from tests.storage.test_programme_files import FAIR

DATA = Path(__file__).parents[2] / "data"
SCHEMA = json.loads((DATA / "schools.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
TODAY, ZONE = date(2026, 11, 22), ZoneInfo("Asia/Almaty")
HEAD = "schools:\n"
ONE = "  - {id: demo_1, name: {kk: Демо мектеп № 1, ru: Демо школа № 1}}\n"
TWO = (
    "  - {id: demo_2, name: {kk: Демо лицей, ru: Демо-лицей}, aliases: [ДЛ, demo], place: {kk: Демо қала, ru: Город}}\n"
)


def read(folder: Path, text: str) -> ReadProgramme | ProgrammeErrors:
    (folder / "fair.yaml").write_text(FAIR, encoding="utf-8")
    (folder / "schools.yaml").write_text(text, encoding="utf-8")
    return read_programme(folder, today=TODAY, zone=ZONE)


def is_valid(text: str) -> bool:
    return VALIDATOR.is_valid(read_sheet("schools.yaml", text.encode()).value)


def test_the_directory_stands_beside_the_events(tmp_path: Path):
    found = read(tmp_path, HEAD + ONE + TWO)
    assert isinstance(found, ReadProgramme)
    assert [event.key for event in found.events] == ["fair"]
    assert found.schools == (
        School("demo_1", LocalizedText("Демо мектеп № 1", "Демо школа № 1")),
        School(
            "demo_2",
            LocalizedText("Демо лицей", "Демо-лицей"),
            ("ДЛ", "demo"),
            LocalizedText("Демо қала", "Город"),
        ),
    )
    assert is_valid(HEAD + ONE + TWO)


def test_a_folder_without_it_lists_no_school_and_one_event_says_nothing_of_schools(tmp_path: Path):
    (tmp_path / "fair.yaml").write_text(FAIR, encoding="utf-8")
    folder = read_programme(tmp_path, today=TODAY, zone=ZONE)
    file = read_programme(tmp_path / "fair.yaml", today=TODAY, zone=ZONE)
    assert isinstance(folder, ReadProgramme)
    assert isinstance(file, ReadProgramme)
    assert (folder.schools, file.schools) == ((), None)


def test_its_file_is_loaded_alone_too(tmp_path: Path):
    read(tmp_path, HEAD + ONE)
    found = read_programme(tmp_path / "schools.yaml", today=TODAY, zone=ZONE)
    assert isinstance(found, ReadProgramme)
    assert (found.events, found.whole) == ((), False)
    assert [school.id for school in found.schools or ()] == ["demo_1"]


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ("", 1, "", "is empty"),
        ("- demo_1\n", 1, "", "must have fields: schools"),
        ("schools: demo\n", 1, "schools", "must be a list"),
        (HEAD + ONE + "more: 1\n", 3, "more", "is not a field here"),
        (HEAD + "  - {name: {kk: а, ru: б}}\n", 2, "schools[0].id", "is missing"),
        (HEAD + ONE.replace("demo_1", "12"), 2, "schools[0].id", "must be 2 to 32 Latin small letters"),
        (HEAD + ONE + ONE, 3, "schools[1]", "has the same id as item 1"),
        (HEAD + "  - {id: demo_1, name: {kk: Демо}}\n", 2, "schools[0].name.ru", "is missing"),
        (HEAD + ONE.replace("Демо школа № 1", "я" * 121), 2, "schools[0].name.ru", "has 121 characters"),
        (HEAD + TWO.replace("[ДЛ, demo]", "[ДЛ, дл]"), 2, "schools[0].aliases[1]", "has the same alias as item 1"),
        (HEAD + TWO.replace("place", "palce"), 2, "schools[0].palce", "did you mean «place»"),
    ],
)
def test_what_is_wrong_is_told_with_its_file_line_and_field(
    tmp_path: Path, text: str, line: int, field: str, said: str
):
    errors = read(tmp_path, text)
    assert isinstance(errors, ProgrammeErrors)
    (problem,) = errors.problems
    assert (Path(problem.file).name, problem.line, problem.field) == ("schools.yaml", line, field)
    assert said in problem.message
    assert is_valid(text) == (said.startswith("has the same"))


def test_a_file_of_another_name_is_known_by_what_it_says(tmp_path: Path):
    read(tmp_path, HEAD + ONE)
    (tmp_path / "schools.yaml").rename(tmp_path / "demo-schools.yaml")
    found = read_programme(tmp_path, today=TODAY, zone=ZONE)
    assert isinstance(found, ReadProgramme)
    assert [school.id for school in found.schools or ()] == ["demo_1"]


def test_a_school_of_two_files_is_told(tmp_path: Path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "schools.yaml").write_text(HEAD + ONE, encoding="utf-8")
    read(tmp_path, HEAD + ONE)
    errors = read_programme(tmp_path, today=TODAY, zone=ZONE, overlays=[tmp_path / "more"])
    assert isinstance(errors, ProgrammeErrors)
    assert ["is also that of a school in another file" in problem.message for problem in errors.problems] == [True]


def test_the_schema_knows_the_limits_of_the_code():
    school = SCHEMA["properties"]["schools"]["items"]["properties"]
    assert SCHEMA["properties"]["schools"]["maxItems"] == programme_limits.MOST_SCHOOLS
    assert school["aliases"]["maxItems"] == programme_limits.MOST_ALIASES
    assert school["aliases"]["items"]["maxLength"] == programme_limits.MOST_ALIAS
    assert SCHEMA["$defs"]["name"]["properties"]["kk"]["maxLength"] == programme_limits.MOST_NAME
    assert SCHEMA["$defs"]["place"]["properties"]["ru"]["maxLength"] == programme_limits.MOST_SCHOOL_PLACE


@pytest.mark.parametrize("path", sorted(DATA.glob("*/schools.yaml")), ids=lambda path: path.parent.name)
def test_the_shipped_directories_keep_to_the_schema_and_say_that_they_are_demo(path: Path):
    found = read_programme(path, today=TODAY, zone=ZONE)
    assert isinstance(found, ReadProgramme), str(found)
    assert VALIDATOR.is_valid(read_sheet(path.name, path.read_bytes()).value)
    assert path.parent.name == "demo"  # no real school is known
    assert all("демо" in text.casefold() for one in found.schools or () for text in (one.name.kk, one.name.ru))
