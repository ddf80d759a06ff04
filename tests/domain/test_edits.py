from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.edits import (
    ORGANIZERS,
    AddAlias,
    AddEdition,
    AddFact,
    SetRegistration,
    SetState,
    SetVenue,
    SetWhen,
    Unfit,
    edited,
)
from bot.domain.events import EditionState, Event, Venue, Window
from bot.domain.facts import Fact, Status
from bot.domain.language import LocalizedText
from bot.domain.programme_limits import MOST_ALIASES, MOST_EDITIONS, MOST_FACTS
from bot.domain.when import Days, Unknown, Year
from tests.domain.test_changes import MAY, SOURCE, edition, event, text

ZONE = ZoneInfo("Asia/Almaty")
TODAY = date(2026, 11, 22)
TOO_LATE = Window(datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC))


def after(had: Event, edit: Any) -> Event:
    has = edited(had, edit, TODAY, ZONE)
    assert isinstance(has, Event)
    return has


def test_a_date_is_announced_by_the_organizers_as_of_today():
    undated = event(edition(when=Unknown(), state=EditionState.PLANNED))
    (dated,) = after(undated, SetWhen("festival", "y2027", MAY)).editions
    assert (dated.when, dated.state) == (MAY, EditionState.ANNOUNCED)
    assert (dated.source.name, dated.source.as_of, dated.source.status) == (ORGANIZERS, TODAY, Status.PLAN)
    (back,) = after(event(dated), SetWhen("festival", "y2027", Unknown())).editions
    assert back.state is EditionState.PLANNED


def test_what_goes_on_or_is_over_stays_so_when_its_date_is_corrected():
    for state in (EditionState.OPEN, EditionState.OVER, EditionState.CANCELLED):
        (has,) = after(event(edition(state=state)), SetWhen("festival", "y2027", Year(2027))).editions
        assert has.state is state


def test_place_state_and_registration():
    place = Venue(text("саябақ"))
    window = Window(datetime(2027, 4, 1, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC))
    had = event(edition("y2026"), edition())
    assert after(had, SetVenue("festival", "y2027", place)).editions[1].venue == place
    assert after(had, SetState("festival", "y2027", EditionState.OVER)).editions[1].source.status is Status.DONE
    assert after(had, SetRegistration("festival", "y2027", window)).editions[1].registration == window
    assert after(had, SetVenue("festival", "y2027", place)).editions[0] == had.editions[0]


def test_what_is_so_already_changes_nothing_not_even_the_source():
    had = event(edition(), aliases=("Фестиваль",))
    for edit in (
        SetWhen("festival", "y2027", MAY),
        SetVenue("festival", "y2027", None),
        AddAlias("festival", "фестиваль"),
    ):
        assert edited(had, edit, TODAY, ZONE) == had


def test_a_fact_takes_the_place_of_what_was_known_of_its_aspect():
    known = tuple(Fact(aspect, text(aspect), SOURCE) for aspect in ("cost", "which"))
    told = Fact("cost", text("тегін"), SOURCE)
    assert after(event(facts=known), AddFact("festival", told)).facts == (told, known[1])
    done = replace(told, source=replace(SOURCE, status=Status.DONE))
    assert after(event(facts=known), AddFact("festival", done)).facts == (*known, done)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (SetWhen("festival", "y1999", MAY), Unfit.NO_EDITION),
        (SetWhen("festival", "y2027", Days(date(2999, 1, 1), None)), Unfit.YEAR_OUT_OF_RANGE),
        (AddEdition("festival", "y2027", MAY), Unfit.EDITION_EXISTS),
        (AddEdition("festival", "2027", MAY), Unfit.BAD_KEY),
        (SetVenue("festival", "y2027", Venue(text("x" * 121))), Unfit.BAD_TEXT),
        (SetVenue("festival", "y2027", Venue(text("x"), address=text("a\nb"))), Unfit.BAD_TEXT),
        (
            SetRegistration(
                "festival", "y2027", Window(datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC))
            ),
            Unfit.CLOSES_TOO_LATE,
        ),
        (AddAlias("festival", "a\u202eb"), Unfit.BAD_TEXT),
        (AddFact("festival", Fact("cost", text("x" * 401), SOURCE)), Unfit.BAD_TEXT),
    ],
)
def test_what_the_files_may_not_hold_is_refused(edit: object, why: Unfit):
    assert edited(event(edition()), edit, TODAY, ZONE) is why  # type: ignore[arg-type]


def test_lists_have_an_end():
    full = event(
        *(edition(f"e{n:02}") for n in range(MOST_EDITIONS)),
        aliases=tuple(f"ат {n}" for n in range(MOST_ALIASES)),
        facts=tuple(Fact(f"a{n}", LocalizedText("x", "x"), SOURCE) for n in range(MOST_FACTS)),
    )
    for edit in (
        AddEdition("festival", "y2027", MAY),
        AddAlias("festival", "x"),
        AddFact("festival", Fact("cost", text("x"), SOURCE)),
    ):
        assert edited(full, edit, TODAY, ZONE) is Unfit.TOO_MANY
