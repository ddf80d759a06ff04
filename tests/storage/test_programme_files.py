"""The loader: every refusal with its line, all of them at once, and nothing dangerous in YAML."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.events import Coordinates, Edition, Event, Slots, Window
from bot.domain.language import LocalizedText
from bot.domain.people import Role
from bot.domain.when import Days, Exact, Month, Unknown, When, Year
from bot.storage.programme_documents import to_document
from bot.storage.programme_files import MOST_FILES, ProgrammeErrors, ReadProgramme, read_programme
from bot.storage.programme_yaml import read_sheet
from tests.domain import programme_values

if TYPE_CHECKING:
    from pathlib import Path

ZONE = ZoneInfo("Asia/Almaty")
TODAY = date(2026, 11, 22)

FAIR = """\
key: fair
kind: forum
name: {kk: Жәрмеңке, ru: Ярмарка}
summary: {kk: Сипаттама, ru: Описание}
audience: {kk: Оқушылар, ru: Школьники}
source: {name: {kk: Хабар, ru: Сообщение}, as_of: 2025, status: plan}
"""
"""The smallest event, of six lines: what a test adds begins in line 7."""


def read(folder: Path, *, overlays: dict[str, str] | None = None, **files: str) -> ReadProgramme | ProgrammeErrors:
    """The programme of files by name; overlays lie in a folder of their own."""
    (folder / "more").mkdir()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    for name, text in (overlays or {}).items():
        (folder / "more" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_programme(folder, today=TODAY, zone=ZONE, overlays=[folder / "more"] if overlays else [])


def read_one(folder: Path, text: str) -> Event:
    """The event of one file that is right."""
    match read(folder, fair=text):
        case ReadProgramme(events=(event,)):
            return event
        case other:
            pytest.fail(str(other))


def edition_of(folder: Path, text: str) -> Edition:
    """The edition of the fair with these members in flow style."""
    return read_one(folder, FAIR + f"editions: [{{key: y2027, {text}}}]\n").editions[0]


def problems(folder: Path, text: str) -> list[tuple[int, str]]:
    """The lines and fields of what is wrong with one file."""
    match read(folder, fair=text):
        case ProgrammeErrors(problems=found):
            assert all(p.file.endswith("fair.yaml") and "\n" not in str(p) for p in found)
            return [(p.line, p.field) for p in found]
        case other:
            pytest.fail(f"was taken: {other}")


def the_message(folder: Path, text: str) -> str:
    """What is said of the one thing that is wrong with one file."""
    match read(folder, fair=text):
        case ProgrammeErrors(problems=(problem,)):
            return problem.message
        case other:
            pytest.fail(str(other))


def test_the_smallest_event(tmp_path: Path):
    event = read_one(tmp_path, FAIR)
    assert (event.key, event.name.kk, event.source.as_of) == ("fair", "Жәрмеңке", Year(2025))
    assert (event.facts, event.editions, event.aliases, event.recurs) == ((), (), (), False)


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path):
    second, first = FAIR.replace("key: fair", "key: second"), FAIR.replace("key: fair", "key: first")
    (tmp_path / "notes.txt").write_text("no event", encoding="utf-8")
    (tmp_path / ".hidden.yaml").write_text("no event", encoding="utf-8")
    programme = read(tmp_path, b=second, a=first)
    assert isinstance(programme, ReadProgramme)
    assert [event.key for event in programme.events] == ["first", "second"]
    assert programme.whole


def test_one_file_is_a_part_of_the_programme(tmp_path: Path):
    read(tmp_path, a=FAIR)
    programme = read_programme(tmp_path / "a.yaml", today=TODAY, zone=ZONE)
    assert isinstance(programme, ReadProgramme)
    assert not programme.whole


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("unknown", Unknown()),
        ("{year: 2027}", Year(2027)),
        ("{month: 2027-05}", Month(2027, 5)),
        ("{days: 2027-05-14}", Days(date(2027, 5, 14), date(2027, 5, 14))),
        ("{days: [2027-05-14, 2027-05-16]}", Days(date(2027, 5, 14), date(2027, 5, 16))),
        ("{from: 2027-05-14}", Days(date(2027, 5, 14), None)),
        ("{start: 2027-05-14 10:00}", Exact(datetime(2027, 5, 14, 5, tzinfo=UTC))),
        ('{start: "2027-05-14T10:00:30"}', Exact(datetime(2027, 5, 14, 5, 0, 30, tzinfo=UTC))),
        ('{start: "2027-05-14 10:00+06:00"}', Exact(datetime(2027, 5, 14, 4, tzinfo=UTC))),
        ("{start: 2027-05-14 10:00:00 +06:00}", Exact(datetime(2027, 5, 14, 4, tzinfo=UTC))),
        ("{start: 2027-05-14T10:00:00Z}", Exact(datetime(2027, 5, 14, 10, tzinfo=UTC))),
        (
            "{start: 2027-05-14 10:00, end: 2027-05-14 16:00}",
            Exact(datetime(2027, 5, 14, 5, tzinfo=UTC), datetime(2027, 5, 14, 11, tzinfo=UTC)),
        ),
        ("{start: 2024-02-29 10:00}", Exact(datetime(2024, 2, 29, 4, tzinfo=UTC))),
    ],
)
def test_times_are_read_as_exactly_as_they_are_known(tmp_path: Path, written: str, when: When):
    assert edition_of(tmp_path, f"when: {written}").when == when


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("soon", "when"),
        ("{}", "when"),
        ("[2027]", "when"),
        ("{year: 2027, month: 2027-05}", "when"),
        ("{year: 1999}", "when.year"),
        ("{year: 2101}", "when.year"),
        ("{year: may}", "when.year"),
        ("{month: 2027-13}", "when.month"),
        ("{month: 5}", "when.month"),
        ("{month: 1999-05}", "when.month"),
        ("{days: 2027-02-30}", "when.days"),
        ("{days: 14.05.2027}", "when.days"),
        ("{days: [2027-05-14]}", "when.days"),
        ("{days: [2027-05-16, 2027-05-14]}", "when.days"),
        ("{from: 1999-12-31}", "when.from"),
        ("{from: today}", "when.from"),
        ("{start: 2027-05-14}", "when.start"),
        ("{start: 2027-05-14 25:00}", "when.start"),
        ("{start: 2027-02-30 10:00}", "when.start"),
        ("{start: today+21 10:00}", "when.start"),
        ("{start: 1999-05-14 10:00}", "when.start"),
        ("{end: 2027-05-14 16:00}", "when"),
        ("{start: 2027-05-14 10:00, end: 2027-05-14 10:00}", "when.end"),
        ("{start: 2027-05-14 10:00, stop: 2027-05-14 16:00}", "when.stop"),
    ],
)
def test_a_time_that_is_none_is_refused(tmp_path: Path, written: str, field: str):
    assert problems(tmp_path, FAIR + f"editions:\n  - key: y2027\n    when: {written}\n") == [
        (9, f"editions[0].{field}")
    ]


def test_an_edition_with_all_that_can_be_said(tmp_path: Path):
    edition = read_one(
        tmp_path,
        FAIR
        + """\
editions:
  - key: y2027
    when: {start: 2027-05-14 10:00, end: 2027-05-14 16:00}
    state: open
    source: {as_of: 2027-02-01, status: done}
    venue:
      name: {kk: Саябақ, ru: Парк}
      address: {kk: Қала, ru: Город}
      coordinates: {latitude: 52.2873, longitude: 77}
      covers: {kk: аллея, ru: аллея}
    registration: {opens: 2027-04-01 09:00, closes: 2027-05-14 16:00}
    sessions:
      - key: welding
        name: {kk: Шеберхана, ru: Мастерская}
        when: {days: 2027-05-14}
        place: {kk: Шатыр, ru: Шатёр}
        capacity: 12
        roles: [pupil, teacher]
        review: true
        form:
          fields:
            - key: grade
              kind: choice
              label: {kk: Сынып, ru: Класс}
              purpose: {kk: Топ үшін, ru: Для группы}
              required: false
              choices: [{kk: "9", ru: "9"}, {kk: "10", ru: "10"}]
""",
    ).editions[0]
    assert edition.source.name.kk == "Хабар"
    assert edition.source.as_of == date(2027, 2, 1)
    assert edition.venue is not None
    assert edition.venue.coordinates == Coordinates(52.2873, 77.0)
    assert edition.registration == Window(datetime(2027, 4, 1, 4, tzinfo=UTC), datetime(2027, 5, 14, 11, tzinfo=UTC))
    session = edition.sessions[0]
    assert (session.capacity, session.review) == (12, True)
    assert session.roles == {Role.PUPIL, Role.TEACHER}
    assert session.form is not None
    assert [choice.kk for choice in session.form.fields[0].choices] == ["9", "10"]
    assert not edition.demo


def test_a_fact_takes_the_name_of_the_event_s_source_and_its_own_status(tmp_path: Path):
    facts = read_one(
        tmp_path,
        FAIR
        + """\
facts:
  - {aspect: cost, value: {kk: Тегін, ru: Бесплатно}, source: {as_of: 2026-03, status: done}}
  - {aspect: where, value: {kk: Саябақ, ru: Парк}}
  - {aspect: when, value: {kk: Көктем, ru: Весна}, source: {name: {kk: а, ru: б}, as_of: 2026, status: plan}}
""",
    ).facts
    assert [(f.source.name.ru, f.source.as_of, f.source.status.value) for f in facts] == [
        ("Сообщение", Month(2026, 3), "done"),
        ("Сообщение", Year(2025), "plan"),
        ("б", Year(2026), "plan"),
    ]


LONG = "ж" * 601

ROW = "key: talk, name: {kk: Кеңес, ru: Беседа}, dates: [2027-05-14], from: 10:00, to: 11:00, every: 20 min"
SLOTS = FAIR + f"editions:\n  - key: ab\n    when: unknown\n    slots:\n      - {{{ROW}}}\n"
"""A right row of slots, in line 11."""

HERE = "editions[0].slots[0]"
BROKEN = {
    "classes of nobody": (SLOTS.replace("key: talk", "key: talk, grades: {}"), [(11, f"{HERE}.grades")]),
    "a class too high": (SLOTS.replace("key: talk", "key: talk, grades: {to: 13}"), [(11, f"{HERE}.grades.to")]),
    "an age in words": (SLOTS.replace("key: talk", "key: talk, ages: {from: ten}"), [(11, f"{HERE}.ages.from")]),
    "slots without days": (SLOTS.replace("dates: [2027-05-14], ", ""), [(11, "editions[0].slots[0].dates")]),
    "slots on no day": (SLOTS.replace("[2027-05-14]", "[]"), [(11, "editions[0].slots[0].dates")]),
    "slots on a day twice": (
        SLOTS.replace("[2027-05-14]", "[2027-05-14, 2027-05-14]"),
        [(11, "editions[0].slots[0].dates[1]")],
    ),
    "slots from no time": (SLOTS.replace("from: 10:00", "from: 10"), [(11, "editions[0].slots[0].from")]),
    "slots of no length": (SLOTS.replace("20 min", "20"), [(11, "editions[0].slots[0].every")]),
    "slots too short": (SLOTS.replace("20 min", "4 min"), [(11, "editions[0].slots[0].every")]),
    "long key of slots": (SLOTS.replace("key: talk", f"key: {'t' * 21}"), [(11, "editions[0].slots[0].key")]),
    "long name of slots": (SLOTS.replace("Беседа", "ж" * 81), [(11, "editions[0].slots[0].name.ru")]),
    "slots without no time": (
        SLOTS.replace("20 min", "20 min, except: [noon]"),
        [(11, "editions[0].slots[0].except[0]")],
    ),
    "missing language": (FAIR.replace(", ru: Ярмарка", ""), [(3, "name.ru")]),
    "empty language": (FAIR.replace("ru: Ярмарка", 'ru: "  "'), [(3, "name.ru")]),
    "null language": (FAIR.replace("ru: Ярмарка", "ru: ~"), [(3, "name.ru")]),
    "third language": (FAIR.replace("ru: Ярмарка", "ru: Ярмарка, en: Fair"), [(3, "name.en")]),
    "one language for both": (FAIR.replace("{kk: Жәрмеңке, ru: Ярмарка}", "Жәрмеңке"), [(3, "name")]),
    "text is a number": (FAIR.replace("ru: Ярмарка", "ru: 2027"), [(3, "name.ru")]),
    "text is a list": (FAIR.replace("ru: Ярмарка", "ru: [Ярмарка]"), [(3, "name.ru")]),
    "two lines in a name": (FAIR.replace("ru: Ярмарка", r'ru: "Яр\nмарка"'), [(3, "name.ru")]),
    "long name": (FAIR.replace("Ярмарка", "Я" * 121), [(3, "name.ru")]),
    "long summary": (FAIR.replace("Описание", LONG), [(4, "summary.ru")]),
    "long audience": (FAIR.replace("Школьники", "ж" * 301), [(5, "audience.ru")]),
    "no key": (FAIR.replace("key: fair\n", ""), [(1, "key")]),
    "key in capitals": (FAIR.replace("key: fair", "key: Fair"), [(1, "key")]),
    "key of one letter": (FAIR.replace("key: fair", "key: f"), [(1, "key")]),
    "key in Cyrillic": (FAIR.replace("key: fair", "key: жәрмеңке"), [(1, "key")]),
    "unknown kind": (FAIR.replace("kind: forum", "kind: party"), [(2, "kind")]),
    "unknown field": (FAIR + "sumary: {kk: а, ru: б}\n", [(7, "sumary")]),
    "field twice": (FAIR + "kind: forum\n", [(7, "kind")]),
    "no status": (FAIR.replace(", status: plan", ""), [(6, "source.status")]),
    "unknown status": (FAIR.replace("status: plan", "status: maybe"), [(6, "source.status")]),
    "no source name": (FAIR.replace("name: {kk: Хабар, ru: Сообщение}, ", ""), [(6, "source.name")]),
    "as of never": (FAIR.replace("as_of: 2025", "as_of: spring"), [(6, "source.as_of")]),
    "as of too early": (FAIR.replace("as_of: 2025", "as_of: 1980"), [(6, "source.as_of")]),
    "url without http": (FAIR.replace("status: plan", "status: plan, url: example.kz"), [(6, "source.url")]),
    "recurs is a word": (FAIR + "recurs: often\n", [(7, "recurs")]),
    "demo is a word": (FAIR + "demo: often\n", [(7, "demo")]),
    "aliases are a text": (FAIR + "aliases: Fair\n", [(7, "aliases")]),
    "alias is a number": (FAIR + "aliases:\n  - fair\n  - 5\n", [(9, "aliases[1]")]),
    "long alias": (FAIR + f"aliases:\n  - {'ж' * 61}\n", [(8, "aliases[0]")]),
    "many aliases": (FAIR + f"aliases: [{', '.join(f'a{n}' for n in range(31))}]\n", [(7, "aliases")]),
    "unknown aspect": (FAIR + "facts:\n  - {aspect: price, value: {kk: а, ru: б}}\n", [(8, "facts[0].aspect")]),
    "fact without value": (FAIR + "facts:\n  - {aspect: cost}\n", [(8, "facts[0].value")]),
    "long fact": (
        FAIR + f"facts:\n  - {{aspect: cost, value: {{kk: а, ru: {'ж' * 401}}}}}\n",
        [(8, "facts[0].value.ru")],
    ),
    "edition without time": (FAIR + "editions:\n  - key: y2027\n", [(8, "editions[0].when")]),
    "unknown state": (FAIR + "editions:\n  - {key: ab, when: unknown, state: soon}\n", [(8, "editions[0].state")]),
    "latitude out of range": (
        FAIR
        + "editions:\n  - key: ab\n    when: unknown\n"
        + "    venue: {name: {kk: а, ru: б}, coordinates: {latitude: 91, longitude: 0}}\n",
        [(10, "editions[0].venue.coordinates.latitude")],
    ),
    "longitude missing": (
        FAIR
        + "editions:\n  - {key: ab, when: unknown, venue: {name: {kk: а, ru: б}, coordinates: {latitude: 52.5}}}\n",
        [(8, "editions[0].venue.coordinates.longitude")],
    ),
    "capacity of none": (
        FAIR + "editions:\n  - {key: ab, when: unknown, sessions: [{key: cd, name: {kk: а, ru: б}, capacity: 0}]}\n",
        [(8, "editions[0].sessions[0].capacity")],
    ),
    "capacity is true": (
        FAIR + "editions:\n  - {key: ab, when: unknown, sessions: [{key: cd, name: {kk: а, ru: б}, capacity: true}]}\n",
        [(8, "editions[0].sessions[0].capacity")],
    ),
    "unknown role": (
        FAIR + "editions:\n  - {key: ab, when: unknown, sessions: [{key: cd, name: {kk: а, ru: б}, roles: [pupl]}]}\n",
        [(8, "editions[0].sessions[0].roles[0]")],
    ),
    "choices of a number": (
        FAIR
        + """\
editions:
  - key: ab
    when: unknown
    sessions:
      - key: cd
        name: {kk: а, ru: б}
        form:
          fields:
            - key: ef
              kind: number
              label: {kk: а, ru: б}
              purpose: {kk: а, ru: б}
              choices: [{kk: а, ru: б}, {kk: в, ru: г}]
""",
        [(15, "editions[0].sessions[0].form.fields[0]")],
    ),
    "choice without choices": (
        FAIR
        + """\
editions:
  - key: ab
    when: unknown
    sessions:
      - key: cd
        name: {kk: а, ru: б}
        form:
          fields:
            - {key: ef, kind: choice, label: {kk: а, ru: б}, purpose: {kk: а, ru: б}}
""",
        [(15, "editions[0].sessions[0].form.fields[0]")],
    ),
    "a list": ("- fair\n", [(1, "")]),
    "a word": ("fair\n", [(1, "")]),
}
"""What both the loader and the JSON Schema refuse."""

BEYOND_SCHEMA = {
    "classes that end before": (
        SLOTS.replace("key: talk", "key: talk, grades: {from: 9, to: 8}"),
        [(11, f"{HERE}.grades")],
    ),
    "classes of teachers": (
        SLOTS.replace("key: talk", "key: talk, roles: [teacher], grades: {from: 8}"),
        [(11, f"{HERE}.grades")],
    ),
    "slots that end before they begin": (SLOTS.replace("to: 11:00", "to: 10:00"), [(11, "editions[0].slots[0].to")]),
    "slots that do not fit": (SLOTS.replace("20 min", "25 min"), [(11, "editions[0].slots[0].every")]),
    "slots without one that is none": (
        SLOTS.replace("20 min", "20 min, except: [10:20, 10:30, 2027-05-15 10:00]"),
        [(11, "editions[0].slots[0].except[1]"), (11, "editions[0].slots[0].except[2]")],
    ),
    "two rows of slots with one key": (SLOTS + f"      - {{{ROW}}}\n", [(12, "editions[0].slots[1]")]),
    "more slots than 200": (
        SLOTS.replace("from: 10:00, to: 11:00, every: 20 min", "from: 06:00, to: 23:00, every: 5 min"),
        [(11, "editions[0].slots[0]")],
    ),
    "a slot that is a session too": (
        SLOTS.replace("    slots:", "    sessions: [{key: talk_270514_1020, name: {kk: а, ru: б}}]\n    slots:"),
        [(11, "editions[0].slots")],
    ),
    "control character": (FAIR.replace("ru: Ярмарка", r'ru: "Яр\0марка"'), [(3, "name.ru")]),
    "turned text": (FAIR.replace("ru: Ярмарка", r'ru: "Яр\u202eмарка"'), [(3, "name.ru")]),
    "long in Telegram's count": (FAIR.replace("Ярмарка", "🎓" * 61), [(3, "name.ru")]),
    "key with a line break": (FAIR.replace("key: fair", r'key: "fair\n"'), [(1, "key")]),
    "an alias twice": (FAIR + "aliases: [Fair, FAIR]\n", [(7, "aliases[1]")]),
    "an aspect twice": (
        FAIR + "facts:\n  - {aspect: cost, value: {kk: а, ru: б}}\n  - {aspect: cost, value: {kk: а, ru: б}}\n",
        [(9, "facts[1]")],
    ),
    "an edition twice": (
        FAIR + "editions:\n  - {key: ab, when: unknown}\n  - {key: ab, when: {year: 2027}}\n",
        [(9, "editions[1]")],
    ),
    "a session twice": (
        FAIR
        + "editions:\n  - key: ab\n    when: unknown\n    sessions:\n"
        + "      - {key: cd, name: {kk: а, ru: б}}\n      - {key: cd, name: {kk: а, ru: б}}\n",
        [(12, "editions[0].sessions[1]")],
    ),
    "a role twice": (
        FAIR
        + "editions:\n  - key: ab\n    when: unknown\n"
        + "    sessions: [{key: cd, name: {kk: а, ru: б}, roles: [pupil, pupil]}]\n",
        [(10, "editions[0].sessions[0].roles[1]")],
    ),
}
"""What only the loader sees."""


@pytest.mark.parametrize(
    ("text", "expected"), [*BROKEN.values(), *BEYOND_SCHEMA.values()], ids=[*BROKEN, *BEYOND_SCHEMA]
)
def test_what_is_wrong_is_named_with_its_line_and_field(tmp_path: Path, text: str, expected: list[tuple[int, str]]):
    assert problems(tmp_path, text) == expected


def test_slots_become_sessions(tmp_path: Path):
    more = "except: [10:20, 2027-05-15 10:00], capacity: 2, roles: [pupil]"
    text = SLOTS.replace("[2027-05-14]", "[2027-05-14, 2027-05-15]").replace("20 min", f"20 min, {more}")
    sessions = read_one(tmp_path, text).editions[0].sessions
    assert [session.key for session in sessions] == ["talk_270514_1000", "talk_270514_1040", "talk_270515_1040"]
    first = sessions[0]
    assert (first.name.ru, first.capacity, first.roles) == ("Беседа 10:00–10:20", 2, frozenset({Role.PUPIL}))
    assert first.when == Exact(datetime(2027, 5, 14, 5, tzinfo=UTC), datetime(2027, 5, 14, 5, 20, tzinfo=UTC))
    assert {session.slots for session in sessions} == {Slots("talk", LocalizedText("Кеңес", "Беседа"))}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("name: {kk: Кеңес, ru: Беседа}", "name: {kk: Әңгіме, ru: Разговор}"),
        ("to: 11:00", "to: 12:00"),
        ("from: 10:00", "from: 09:00"),
        ("[2027-05-14]", "[2027-05-13, 2027-05-14]"),
        ("20 min", "10 min"),
        ("20 min", "20 min, capacity: 3"),
    ],
)
def test_slots_keep_their_keys_whatever_else_changes(tmp_path: Path, was: str, now: str):
    before = {one.key for one in read_one(tmp_path, SLOTS).editions[0].sessions}
    (tmp_path / "later").mkdir()
    after = {one.key for one in read_one(tmp_path / "later", SLOTS.replace(was, now)).editions[0].sessions}
    assert before <= after


def test_slots_of_a_demo_are_told_from_today(tmp_path: Path):
    text = "demo: true\n" + SLOTS.replace("[2027-05-14]", "[today+10]")
    keys = [one.key for one in read_one(tmp_path, text).editions[0].sessions]
    assert keys == ["talk_d10_1000", "talk_d10_1020", "talk_d10_1040"]


def test_a_plan_may_stand_beside_what_is_done(tmp_path: Path):
    event = read_one(
        tmp_path,
        FAIR
        + """\
facts:
  - {aspect: how_many, value: {kk: "30", ru: "30"}, source: {as_of: 2025, status: done}}
  - {aspect: how_many, value: {kk: "40", ru: "40"}, source: {as_of: 2025, status: plan}}
""",
    )
    assert [fact.value.kk for fact in event.facts_about("how_many")] == ["30", "40"]


@pytest.mark.parametrize(
    ("window", "field"),
    [
        ("{opens: 2027-04-01 09:00, closes: 2027-04-01 09:00}", "registration.closes"),
        ("{opens: 2027-04-01 09:00, closes: 2027-05-14 16:01}", "registration.closes"),
        ("{opens: 2027-04-01 09:00}", "registration.closes"),
        ("{opens: soon, closes: 2027-05-14 16:00}", "registration.opens"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused(tmp_path: Path, window: str, field: str):
    text = FAIR + (
        "editions:\n  - key: y2027\n    when: {start: 2027-05-14 10:00, end: 2027-05-14 16:00}\n"
        f"    registration: {window}\n"
    )
    assert problems(tmp_path, text) == [(10, f"editions[0].{field}")]


def test_a_mistyped_word_is_answered_with_the_right_one(tmp_path: Path):
    assert "«summary»" in the_message(tmp_path, FAIR + "sumary: {kk: а, ru: б}\n")


def test_a_mistyped_kind_is_answered_with_the_right_one(tmp_path: Path):
    assert "did you mean «festival»" in the_message(tmp_path, FAIR.replace("kind: forum", "kind: festval"))


def test_everything_is_told_at_once_by_file_and_line(tmp_path: Path):
    errors = read(
        tmp_path,
        a=FAIR.replace("kind: forum", "kind: party").replace(", ru: Школьники", ""),
        b="key: [\n",
        c=FAIR.replace("status: plan", "status: maybe"),
        d=FAIR,
    )
    assert isinstance(errors, ProgrammeErrors)
    assert [(p.file[-6:], p.line, p.field) for p in errors.problems] == [
        ("a.yaml", 2, "kind"),
        ("a.yaml", 5, "audience.ru"),
        ("b.yaml", 2, ""),
        ("c.yaml", 1, "key"),
        ("c.yaml", 6, "source.status"),
        ("d.yaml", 1, "key"),
    ]
    assert str(errors).count("\n") == len(errors.problems) - 1


def test_two_files_with_one_key(tmp_path: Path):
    errors = read(tmp_path, a=FAIR, b=FAIR)
    assert isinstance(errors, ProgrammeErrors)
    (problem,) = errors.problems
    assert (problem.file[-6:], problem.field) == ("b.yaml", "key")
    assert "a.yaml" in problem.message


BOMBS = {
    "aliases": "a: &a [x, x]\nb: [*a, *a]\n",
    "an alias alone": FAIR + "aliases: *a\n",
    "an anchor alone": FAIR.replace("key: fair", "key: &a fair"),
    "an anchored name of a field": FAIR.replace("key: fair", "&a key: fair"),
    "a tag that builds objects": FAIR.replace("key: fair", "key: !!python/object/apply:os.system ['true']"),
    "a plain tag": FAIR.replace("key: fair", "key: !!str fair"),
    "an own tag": FAIR.replace("key: fair", "key: !env fair"),
    "depth": "key: " + "[" * 5000 + "]" * 5000 + "\n",
    "depth without an end": "[" * 200_000,
    "depth of mappings": "{a: " * 5000,
    "a mapping as a name": "? {a: b}\n: c\n",
    "a list as a name": "? [a]\n: c\n",
    "two documents": FAIR + "---\n" + FAIR,
    "nothing": "",
    "a comment": "# later\n",
    "a tab": "key:\tfair\n\tkind: forum\n",
    "an open quote": 'key: "fair\n',
    "a control character": "key: fa\x07ir\n",
    "more than 256 KiB": FAIR + "#" + "x" * 256 * 1024,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_yaml_that_is_more_than_data_is_refused_at_once(tmp_path: Path, text: str):
    message = the_message(tmp_path, text)
    assert len(message) < 300


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_so_it_is_where_the_fast_reader_is_not_installed(text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.storage.programme_yaml._LOADER", yaml.SafeLoader)
    sheet = read_sheet("any.yaml", text.encode())
    assert sheet.problems or sheet.value is None


@pytest.mark.parametrize("text", ["key: " + "9" * 20_000, "key: 0x" + "f" * 5000, "key: 1e400", "key: 10:30"])
def test_scalars_are_not_computed(tmp_path: Path, text: str):
    assert (1, "key") in problems(tmp_path, text)


@pytest.mark.parametrize("word", ["no", "Yes", "on", "10:30", "0x1F", "2027-05-14", "1_000", "010"])
def test_texts_that_other_readers_take_for_something_else_stay_texts(tmp_path: Path, word: str):
    assert read_one(tmp_path, FAIR.replace("Ярмарка", word)).name.ru == word


def test_a_file_that_is_not_utf_8(tmp_path: Path):
    (tmp_path / "a.yaml").write_bytes(FAIR.encode("cp1251", errors="replace"))
    errors = read_programme(tmp_path, today=TODAY, zone=ZONE)
    assert isinstance(errors, ProgrammeErrors)
    assert [(p.line, "UTF-8" in p.message) for p in errors.problems] == [(3, True)]


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + FAIR.replace("\n", "\r\n").encode())
    assert isinstance(read_programme(tmp_path, today=TODAY, zone=ZONE), ReadProgramme)


def test_a_folder_without_files_is_no_programme(tmp_path: Path):
    errors = read(tmp_path)
    assert isinstance(errors, ProgrammeErrors)
    assert "no .yaml" in errors.problems[0].message


def test_a_path_that_is_not_there(tmp_path: Path):
    errors = read_programme(tmp_path / "nowhere", today=TODAY, zone=ZONE)
    assert isinstance(errors, ProgrammeErrors)
    assert "is not there" in errors.problems[0].message


def test_a_folder_named_like_a_file_is_told(tmp_path: Path):
    (tmp_path / "a.yaml").mkdir()
    errors = read_programme(tmp_path, today=TODAY, zone=ZONE)
    assert isinstance(errors, ProgrammeErrors)
    assert "cannot be read" in errors.problems[0].message


def test_too_many_files(tmp_path: Path):
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.yaml").touch()
    errors = read_programme(tmp_path, today=TODAY, zone=ZONE)
    assert isinstance(errors, ProgrammeErrors)
    assert len(errors.problems) == 1


DEMO = """\
extends: fair
demo: true
editions:
  - key: demo
    when: {start: today+21 10:00, end: today+21 16:00}
    source: {name: {kk: Демо, ru: Демо}, as_of: today, status: plan}
    registration: {opens: today-7 00:00, closes: today+20 18:00}
"""


def test_an_overlay_adds_editions_relative_to_today(tmp_path: Path):
    programme = read(tmp_path, fair=FAIR + "editions: [{key: y2025, when: {year: 2025}}]\n", overlays={"fair": DEMO})
    assert isinstance(programme, ReadProgramme)
    first, second = programme.events[0].editions
    assert (first.key, first.demo) == ("y2025", False)
    assert (second.key, second.demo) == ("demo", True)
    assert second.when == Exact(datetime(2026, 12, 13, 5, tzinfo=UTC), datetime(2026, 12, 13, 11, tzinfo=UTC))
    assert second.source.as_of == TODAY


def test_a_file_of_its_own_may_be_a_demo(tmp_path: Path):
    event = read_one(tmp_path, FAIR + "demo: true\neditions: [{key: ab, when: {from: today-1}}]\n")
    assert event.editions[0].demo
    assert event.editions[0].when == Days(date(2026, 11, 21), None)


@pytest.mark.parametrize(
    ("overlay", "line", "field"),
    [
        (DEMO.replace("extends: fair", "extends: fare"), 1, "extends"),
        (DEMO.replace("extends: fair", "extends: Fair!"), 1, "extends"),
        ("extends: fair\n", 1, "editions"),
        (DEMO.replace("start: today+21 10:00", "start: today+21 25:00"), 5, "editions[0].when.start"),
        (DEMO.replace("demo: true", "demo: false"), 5, "editions[0].when.start"),
        (DEMO.replace("key: demo", "key: y2025"), 4, "editions[0]"),
        (DEMO.replace("name: {kk: Демо, ru: Демо}, ", ""), 6, "editions[0].source.name"),
        (DEMO + "name: {kk: а, ru: б}\n", 8, "name"),
        (DEMO.replace("closes: today+20", "closes: today+22"), 7, "editions[0].registration.closes"),
    ],
)
def test_a_wrong_overlay_is_refused(tmp_path: Path, overlay: str, line: int, field: str):
    base = FAIR + "editions: [{key: y2025, when: {year: 2025}}]\n"
    errors = read(tmp_path, fair=base, overlays={"fair": overlay})
    assert isinstance(errors, ProgrammeErrors)
    assert "more" in errors.problems[0].file
    assert (errors.problems[0].line, errors.problems[0].field) == (line, field)


@given(programme_values.events)
@settings(max_examples=40)
def test_a_document_is_a_file(tmp_path_factory: pytest.TempPathFactory, event: Event):
    # JSON is YAML, and documents have the shape of files. Windows are left out: most would outlast their edition.
    document = to_document(event)
    for edition in document.get("editions", ()):
        edition.pop("registration", None)
    path = tmp_path_factory.getbasetemp() / "event.yaml"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    programme = read_programme(path, today=TODAY, zone=ZONE)
    assert isinstance(programme, ReadProgramme), str(programme)
    assert [to_document(again) for again in programme.events] == [document]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_the_reader(data: bytes):
    sheet = read_sheet("any.yaml", data)
    assert all(problem.line >= 1 for problem in sheet.problems)
