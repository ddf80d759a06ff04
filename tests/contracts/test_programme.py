"""The contract of the table of the programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, Phase, given, settings

from bot.domain.events import Edition, EditionState, Event, Kind, Session
from bot.domain.facts import Source, Status
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.language import LocalizedText
from bot.domain.schools import School
from bot.domain.when import Days, Year
from tests.domain.programme_values import events

TEXT = LocalizedText("Мамандық фестивалі «Ә»", "Фестиваль профессий")
SOURCE = Source(TEXT, Year(2026), Status.PLAN)
EVENT = Event("festival", Kind.FESTIVAL, TEXT, TEXT, TEXT, SOURCE)


async def test_empty_at_first(database):
    programme = await database.read(lambda t: t.programme.get())

    assert dict(programme.events) == {}
    assert await database.read(lambda t: t.programme.version()) == 0


async def test_kept_in_its_order_with_archived_events(database):
    kept = [replace(EVENT, key=key, archived=key == "bb") for key in ("cc", "aa", "bb")]
    await database.run(lambda t: [t.programme.put(event, place) for place, event in enumerate(kept)])

    programme = await database.read(lambda t: t.programme.get())

    assert list(programme.events.values()) == kept
    assert programme.get("bb") is None


async def test_put_replaces_an_event_and_its_place(database):
    await database.run(
        lambda t: (t.programme.put(replace(EVENT, key="aa"), 0), t.programme.put(replace(EVENT, key="bb"), 1))
    )
    edition = Edition("y2026", Days(date(2026, 11, 20), date(2026, 11, 21)), EditionState.ANNOUNCED, SOURCE)
    changed = replace(EVENT, key="aa", editions=(edition,))
    await database.run(lambda t: t.programme.put(changed, 2))

    programme = await database.read(lambda t: t.programme.get())

    assert list(programme.events) == ["bb", "aa"]
    assert programme.events["aa"] == changed


async def test_version_grows_with_each_put(database):
    versions = []
    for _ in range(3):
        await database.run(lambda t: t.programme.put(EVENT, 0))
        versions.append(await database.read(lambda t: t.programme.version()))

    assert 0 < versions[0] < versions[1] < versions[2]


async def test_any_event_comes_back_equal(database):
    # One database for every example: a `put` replaces what the last example left.
    kept: list[Event] = []

    @settings(
        max_examples=30,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(events)
    def gather(event):
        kept.append(replace(event, key=f"key{len(kept)}"))

    gather()
    await database.run(lambda t: [t.programme.put(event, place) for place, event in enumerate(kept)])

    assert list((await database.read(lambda t: t.programme.get())).events.values()) == kept


SCHOOLS = (
    School("demo_2", TEXT, ("№ 2", "DM-2"), TEXT),
    School("demo_1", LocalizedText("Демо мектеп № 1", "Демо школа № 1")),
    School("demo_0", TEXT, listed=False),
)
ASKED = Field("school", FieldKind.SCHOOL, TEXT, TEXT)


async def test_the_directory_of_schools_comes_back_in_its_order_and_is_replaced_whole(database):
    assert await database.read(lambda t: t.programme.schools()) == {}

    await database.run(lambda t: t.programme.put_schools(SCHOOLS))
    assert tuple((await database.read(lambda t: t.programme.schools())).values()) == SCHOOLS

    await database.run(lambda t: t.programme.put_schools(SCHOOLS[:1]))
    assert tuple((await database.read(lambda t: t.programme.schools())).values()) == SCHOOLS[:1]
    await database.run(lambda t: t.programme.put_schools(()))
    assert await database.read(lambda t: t.programme.schools()) == {}


async def test_whoever_reads_the_programme_learns_of_another_directory(database):
    before = await database.read(lambda t: t.programme.version())
    await database.run(lambda t: t.programme.put_schools(SCHOOLS))

    assert await database.read(lambda t: t.programme.version()) > before
    assert (await database.read(lambda t: t.programme.get())).schools == {one.id: one for one in SCHOOLS}


async def test_a_question_about_a_school_knows_the_directory_and_is_the_same_question(database):
    session = Session("visit", TEXT, form=Form((ASKED, Field("name", FieldKind.TEXT, TEXT, TEXT))))
    edition = Edition("y2026", Year(2026), EditionState.OPEN, SOURCE, sessions=(session,))
    asking = replace(EVENT, editions=(edition,))
    await database.run(lambda t: (t.programme.put(asking, 0), t.programme.put_schools(SCHOOLS)))

    kept = (await database.read(lambda t: t.programme.get())).events[EVENT.key]

    assert kept == asking
    form = kept.editions[0].sessions[0].form
    assert form is not None
    assert [list(field.schools) for field in form.fields] == [["demo_2", "demo_1", "demo_0"], []]
