"""The shipped programme and its JSON Schema: they and the loader agree, and the texts keep to what is known."""

from __future__ import annotations

import copy
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.domain import programme_limits
from bot.domain.events import EditionState, Kind, Programme, Standing
from bot.domain.facts import ASPECTS, Status
from bot.domain.forms import FieldKind
from bot.domain.people import Role
from bot.domain.slots import choices
from bot.domain.when import Days, Month, Unknown, Year
from bot.services.programme import Loaded, Programmes
from bot.storage.programme_documents import to_document
from bot.storage.programme_files import ReadProgramme, read_programme
from bot.storage.programme_yaml import read_sheet
from tests.domain import programme_values
from tests.fakes.clock import FakeClock
from tests.storage.test_programme_files import BROKEN, DEMO, FAIR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.events import Event
    from bot.domain.language import LocalizedText
    from bot.storage.database import SqlDatabase

DATA = Path(__file__).parents[2] / "data"
FILES = sorted((DATA / "programme").glob("*.yaml"))
DEMO_FILES = sorted(set((DATA / "demo").glob("*.yaml")) - {DATA / "demo" / "schools.yaml"})
ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
TODAY = NOW.astimezone(ZONE).date()
SCHEMA = json.loads((DATA / "programme.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

KEYS = {
    "year_professions": Kind.INITIATIVE,
    "mamandyqfest": Kind.FESTIVAL,
    "forum_dynasties": Kind.FORUM,
    "pro_tabys": Kind.FORUM,
    "enbek_batyry": Kind.CONTEST,
    "altyn_qor": Kind.CONTEST,
    "enbek_hub": Kind.INITIATIVE,
    "worldskills_internship": Kind.INTERNSHIP,
    "patronage": Kind.INITIATIVE,
    "six_colleges": Kind.INITIATIVE,
    "agro_centre": Kind.INITIATIVE,
}


def programme(*, demo: bool = False) -> Programme:
    found = read_programme(DATA / "programme", today=TODAY, zone=ZONE, overlays=[DATA / "demo"] if demo else [])
    assert isinstance(found, ReadProgramme), str(found)
    return Programme({event.key: event for event in found.events})


PROGRAMME = programme()
EVENTS = pytest.mark.parametrize("event", list(PROGRAMME), ids=lambda event: event.key)


def value(path: Path) -> Any:
    return read_sheet(path.name, path.read_bytes()).value


def texts(found: Any) -> Iterator[LocalizedText]:
    """Every text in both languages inside a value of the domain."""
    if hasattr(found, "kk"):
        yield found
    elif isinstance(found, tuple):
        for item in found:
            yield from texts(item)
    elif hasattr(found, "__dataclass_fields__"):
        for name in found.__dataclass_fields__:
            yield from texts(getattr(found, name))


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", [*FILES, *DEMO_FILES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_is_shipped_is_right_by_the_schema_too(path: Path):
    assert list(VALIDATOR.iter_errors(value(path))) == []


@pytest.mark.parametrize("text", [text for text, _ in BROKEN.values()], ids=BROKEN)
def test_what_the_loader_refuses_the_schema_refuses(text: str):
    sheet = read_sheet("any.yaml", text.encode())
    # A field that stands twice is seen in the text alone.
    assert sheet.problems or not VALIDATOR.is_valid(sheet.value)


@pytest.mark.parametrize("text", [FAIR, DEMO], ids=["event", "overlay"])
def test_what_the_loader_takes_the_schema_takes(text: str):
    assert VALIDATOR.is_valid(read_sheet("any.yaml", text.encode()).value)


@given(programme_values.events)
def test_the_schema_describes_documents(event: Event):
    assert list(VALIDATOR.iter_errors(to_document(event))) == []


def spots(found: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value inside a document."""
    if path:
        yield path
    inside = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for step, item in inside:
        yield from spots(item, (*path, step))


WHOLE = {
    **read_sheet("fair.yaml", FAIR.encode()).value,
    **read_sheet("demo.yaml", (DATA / "demo" / "mamandyqfest.yaml").read_bytes()).value,
}
del WHOLE["extends"]
JUNK = st.one_of(
    st.booleans(),
    st.integers(-5, 3000),
    st.sampled_from(["", "x", "unknown", "today", "today+1", "2027-05-14", "2027-05-14 10:00", "2027-05", "ж" * 700]),
    st.sampled_from([[], {}, ["x"], {"kk": "а"}, {"kk": "а", "ru": "б"}, {"year": 2027}, {"days": ["today", "today"]}]),
)


@given(st.sampled_from(sorted(spots(WHOLE), key=str)), JUNK)
@settings(max_examples=300)
def test_whatever_stands_anywhere_is_taken_by_both_or_named(
    tmp_path_factory: pytest.TempPathFactory, path: tuple[str | int, ...], junk: object
):
    document = copy.deepcopy(WHOLE)
    inside: Any = document
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = junk
    file = tmp_path_factory.getbasetemp() / "junk.yaml"
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    match read_programme(file, today=TODAY, zone=ZONE):
        case ReadProgramme():
            assert list(VALIDATOR.iter_errors(document)) == []
        case errors:
            assert all(problem.line > 1 or not problem.field for problem in errors.problems)


def test_the_schema_knows_the_words_and_limits_of_the_code():
    parts = SCHEMA["$defs"]
    event, edition, session, field = (parts[n]["properties"] for n in ("event", "edition", "session", "field"))
    assert parts["fact"]["properties"]["aspect"]["enum"] == list(ASPECTS)
    assert parts["source"]["properties"]["status"]["enum"] == list(Status)
    assert event["kind"]["enum"] == list(Kind)
    assert edition["state"]["enum"] == list(EditionState)
    assert session["roles"]["items"]["enum"] == list(Role)
    assert field["kind"]["enum"] == list(FieldKind)
    assert event["name"]["properties"]["kk"]["maxLength"] == programme_limits.MOST_NAME
    assert event["summary"]["properties"]["ru"]["maxLength"] == programme_limits.MOST_SUMMARY
    assert event["facts"]["maxItems"] == programme_limits.MOST_FACTS
    assert edition["sessions"]["maxItems"] == programme_limits.MOST_SESSIONS
    assert session["capacity"]["maximum"] == programme_limits.MOST_CAPACITY


def test_every_entry_is_there_once_in_a_file_of_its_own():
    assert {event.key: event.kind for event in PROGRAMME} == KEYS
    assert len(FILES) == len(KEYS)
    assert all(path.stem.split("-", 1)[1] == value(path)["key"] for path in FILES)


@EVENTS
def test_every_fact_tells_its_year_and_whether_it_is_a_plan_in_its_own_lines(event: Event):
    (path,) = (path for path in FILES if path.stem.endswith(f"-{event.key}"))
    written = value(path)
    assert written["facts"]
    for item in [*written["facts"], *written["editions"]]:
        assert item["source"]["as_of"] == 2025
        assert item["source"]["status"] in {"plan", "done"}
    assert all("Pavlodarnews.kz" in fact.source.name.kk for fact in event.facts)
    assert all("Pavlodarnews.kz" in fact.source.name.ru for fact in event.facts)


@EVENTS
def test_texts_are_in_both_languages(event: Event):
    for text in texts(event):
        assert not re.search("[әғқңөұүһі]", re.sub("«[^»]*»", "", text.ru)), text
        assert text.kk != text.ru or "аллея" in text.kk
        # A long Kazakh text without a Kazakh letter is a Russian one.
        assert len(text.kk) < 40 or re.search("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]", text.kk), text


@EVENTS
def test_figures_are_the_same_in_both_languages(event: Event):
    for text in texts(event):
        assert sorted(re.findall(r"\d+", text.kk)) == sorted(re.findall(r"\d+", text.ru)), text


@EVENTS
def test_nothing_is_said_to_be_coming_but_what_is_not_announced(event: Event):
    expected = Standing.NOT_ANNOUNCED if event.key in {"mamandyqfest", "agro_centre"} else Standing.PAST
    assert event.standing(NOW, ZONE) is expected
    assert event.recurs == (event.key == "mamandyqfest")


@EVENTS
def test_nothing_takes_registrations_and_no_point_on_the_map_is_claimed(event: Event):
    for edition in event.editions:
        assert edition.state is EditionState.PLANNED
        assert edition.registration is None
        assert edition.sessions == ()
        assert edition.venue is None or edition.venue.coordinates is None


def test_times_are_those_of_the_source():
    assert {key: [edition.when for edition in event.editions] for key, event in PROGRAMME.events.items()} == {
        "year_professions": [Year(2025)],
        "mamandyqfest": [Month(2025, 5), Unknown()],
        "forum_dynasties": [Month(2025, 3)],
        "pro_tabys": [Month(2025, 3)],
        "enbek_batyry": [Year(2025)],
        "altyn_qor": [Year(2025)],
        "enbek_hub": [Days(date(2025, 9, 1), None)],
        "worldskills_internship": [Year(2025)],
        "patronage": [Year(2025)],
        "six_colleges": [Year(2025)],
        "agro_centre": [Unknown()],
    }


def test_the_park_is_the_place_of_the_alley_alone():
    festival = PROGRAMME.events["mamandyqfest"]
    venue = festival.editions[0].venue
    assert venue is not None
    assert venue.covers is not None
    assert (venue.name.kk, venue.covers.ru) == ("Металлургтер саябағы", "аллея рабочих профессий")
    (where,) = festival.facts_about("where")
    assert "остальная часть фестиваля" in where.value.ru
    assert festival.editions[1].venue is None


def test_thirty_is_done_and_forty_is_a_plan():
    facts = PROGRAMME.events["patronage"].facts_about("how_many")
    assert [(fact.source.status, re.findall(r"\d+", fact.value.kk)[-1]) for fact in facts] == [
        (Status.DONE, "30"),
        (Status.PLAN, "40"),
    ]


@pytest.mark.parametrize("aspect", ["cost", "contact", "documents", "deadline", "how_to_join", "prizes", "results"])
def test_what_is_not_published_is_not_there(aspect: str):
    assert [event.key for event in PROGRAMME if event.facts_about(aspect)] == []


def test_the_demo_edition_is_open_labelled_and_leaves_the_rest_alone():
    event = programme(demo=True).events["mamandyqfest"]
    demo = event.current(NOW, ZONE)
    assert demo is not None
    assert demo.demo
    assert demo.takes_registrations(NOW, ZONE)
    assert event.editions[:2] == PROGRAMME.events["mamandyqfest"].editions
    assert len(choices(demo)) == len(demo.sessions) - 2 == 5
    assert demo.venue is not None
    for text in [demo.venue.name, demo.source.name, *(session.name for session in demo.sessions)]:
        assert text.kk.startswith("Демо")
        assert text.ru.startswith("Демо")
    assert any(session.form for session in demo.sessions)
    assert any(session.review for session in demo.sessions)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2027, 2, 28), date(2028, 2, 29), date(2030, 12, 31)])
def test_the_demo_edition_is_ahead_on_any_day(day: date):
    found = read_programme(DATA / "programme", today=day, zone=ZONE, overlays=[DATA / "demo"])
    assert isinstance(found, ReadProgramme)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
    demo = next(event for event in found.events if event.key == "mamandyqfest").edition("demo")
    assert demo is not None
    assert demo.takes_registrations(noon, ZONE)
    assert not demo.takes_registrations(noon + timedelta(days=21), ZONE)


async def test_the_shipped_programme_loads_into_a_real_database_and_loads_again_as_nothing(sql_database: SqlDatabase):
    programmes = Programmes(sql_database, FakeClock(NOW), ZONE)
    assert await programmes.load(list(PROGRAMME), whole=True) == Loaded(added=tuple(PROGRAMME.events))
    assert list(programmes.current) == list(PROGRAMME)
    before = await sql_database.read(lambda tx: tx.programme.version())
    assert await programmes.load(list(PROGRAMME), whole=True) == Loaded(unchanged=tuple(PROGRAMME.events))
    assert await sql_database.read(lambda tx: tx.programme.version()) == before


async def test_the_demo_date_is_told_to_followers_in_a_real_database(sql_database: SqlDatabase):
    programmes = Programmes(sql_database, FakeClock(NOW), ZONE)
    await programmes.load(list(PROGRAMME), whole=True)
    await sql_database.run(lambda tx: tx.follows.add(11, "mamandyqfest", NOW))
    loaded = await programmes.load(list(programme(demo=True)), whole=True)
    assert isinstance(loaded, Loaded)
    assert loaded.notices == 1
    queued = await sql_database.read(lambda tx: tx.outbox.get("date:mamandyqfest:demo:11"))
    assert queued is not None
    assert (queued.chat, queued.due_at) == (11, NOW)


def test_the_page_for_organizers_shows_a_right_file_and_all_aspects(tmp_path: Path):
    page = (DATA.parent / "docs" / "programme.md").read_text(encoding="utf-8")
    example, *_ = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "open_day.yaml").write_text(example, encoding="utf-8")
    found = read_programme(tmp_path, today=TODAY, zone=ZONE)
    assert isinstance(found, ReadProgramme), str(found)
    assert VALIDATOR.is_valid(read_sheet("open_day.yaml", example.encode()).value)
    assert [f"| `{aspect}` | {meaning} |" in page for aspect, meaning in ASPECTS.items()] == [True] * len(ASPECTS)
    for words in (Kind, EditionState, Role, FieldKind):
        assert all(f"`{word}`" in page for word in words)
