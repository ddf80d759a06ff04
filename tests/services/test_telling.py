"""How long an event takes is known by its days, and nothing published passes for what is not."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.events import Edition, EditionState, Event, Kind, Programme
from bot.domain.facts import Fact, Source, Status
from bot.domain.language import Language, LocalizedText
from bot.domain.when import Days, Exact, Month, Unknown, When, Year
from bot.i18n import load_translators
from bot.search.aspects import Asked
from bot.search.reading import EVENT, Reading
from bot.services.answering import Answering
from bot.services.telling import tell
from bot.views.said import said
from tests.fakes.clock import FakeClock

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2031, 3, 1, 9, tzinfo=UTC)
PLAN = Source(LocalizedText("Газет", "Газета"), Year(2031), Status.PLAN)


def text(words: str) -> LocalizedText:
    return LocalizedText(words, words)


def event(when: When, *facts: Fact) -> Event:
    return Event(
        "temir",
        Kind.CONTEST,
        text("«Темір ұста»"),
        text("Жарыс"),
        text("Ұсталарға"),
        PLAN,
        facts=facts,
        editions=(Edition("y2031", when, EditionState.PLANNED, PLAN),),
    )


class _Standing:
    def __init__(self, programme: Programme) -> None:
        self.current = programme


@pytest.mark.parametrize(
    ("when", "known"),
    [
        (Days(date(2031, 5, 12), date(2031, 5, 18)), True),
        (Days(date(2031, 5, 12), date(2031, 5, 12)), True),
        (Exact(datetime(2031, 5, 12, 10, tzinfo=ZONE), datetime(2031, 5, 12, 16, tzinfo=ZONE)), True),
        (Exact(datetime(2031, 5, 12, 10, tzinfo=ZONE)), False),
        (Days(date(2031, 5, 12), None), False),
        (Month(2031, 5), False),
        (Unknown(), False),
    ],
)
def test_an_event_takes_as_long_as_its_days(when: When, known: bool) -> None:  # noqa: FBT001
    assert tell(event(when), "duration", NOW, ZONE).published is known


def test_who_asks_for_how_many_days_reads_the_first_and_the_last() -> None:
    held = event(Days(date(2031, 5, 12), date(2031, 5, 18)))
    answering = Answering(_Standing(Programme({held.key: held})), FakeClock(NOW), ZONE)
    told = said(answering.answer("темір ұста неше күн?", None), load_translators(ZONE)[Language.KK])
    assert told["published"] is True
    assert "12–18 мамыр" in told["text"]


def _reading(**scores: float) -> Reading:
    asked = tuple(Asked(aspect, score, frozenset({"қай"})) for aspect, score in scores.items())
    return Reading(("қай",), (), asked, {EVENT: 1.0}, 0.0)


@pytest.mark.parametrize(
    ("scores", "beside"),
    [
        ({"how_many": 0.95}, []),
        ({"how_many": 0.8, "when": 0.15}, ["when"]),
        ({"how_many": 0.8, "when": 0.07}, []),  # published, and hardly meant
        ({"how_many": 0.8, "cost": 0.07}, ["cost"]),  # not published: so the number is no answer to it
        ({"how_many": 0.6, "when": 0.2, "cost": 0.08}, ["when", "cost"]),
        ({"cost": 0.8, "prizes": 0.07}, []),  # that something is not published is told already
    ],
)
def test_nothing_published_passes_for_what_is_not(
    monkeypatch: pytest.MonkeyPatch, scores: dict[str, float], beside: list[str]
) -> None:
    held = event(Month(2031, 5), Fact("how_many", text("300"), PLAN))
    answering = Answering(_Standing(Programme({held.key: held})), FakeClock(NOW), ZONE)
    answering.answer("?", None)  # the programme is prepared
    monkeypatch.setattr("bot.search.reading.Reader.read", lambda _self, _text: _reading(**scores))
    found = answering.answer("қай", held.key)
    assert [one.aspect for one in getattr(found, "beside", ())] == beside
