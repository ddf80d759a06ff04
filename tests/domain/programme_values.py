"""Hypothesis strategies for the values of the programme, within the limits of programme files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.domain.eligibility import Span
from bot.domain.events import Coordinates, Edition, EditionState, Event, Kind, Session, Slots, Venue, Window
from bot.domain.facts import ASPECTS, Fact, Source, Status
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.language import LocalizedText
from bot.domain.people import Role
from bot.domain.rules import NoAnswer, Rules
from bot.domain.when import Days, Exact, Month, Unknown, When, Year

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_LETTERS = st.sampled_from("абвгдеәғқңөұүһіАБВ «»<>&\"'1234567890abcXYZ-–🎓")
_DAY = timedelta(days=1)

keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}[a-z0-9]", fullmatch=True)
days = st.dates(date(2000, 1, 2), date(2100, 12, 30))
moments = st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  Hypothesis takes naive bounds
years = st.integers(2000, 2100).map(Year)
months = st.builds(Month, st.integers(2000, 2100), st.integers(1, 12))


def strings(most: int = 30) -> SearchStrategy[str]:
    """Lines without spaces around them, never empty."""
    return st.text(_LETTERS, min_size=1, max_size=most).map(str.strip).filter(bool)


texts = st.builds(LocalizedText, strings(), strings())
day_whens = st.builds(
    lambda first, length: Days(first, None if length is None else min(first + length * _DAY, date(2100, 12, 31))),
    days,
    st.none() | st.integers(0, 400),
)
exact_whens = st.builds(
    lambda start, length: Exact(start, None if length is None else start + length * timedelta(minutes=1)),
    moments,
    st.none() | st.integers(1, 600),
)
whens: SearchStrategy[When] = st.one_of(st.just(Unknown()), years, months, day_whens, exact_whens)
sources = st.builds(
    Source, texts, st.one_of(years, months, days), st.sampled_from(Status), st.none() | st.just("https://example.kz/1")
)


def _field(key: str, kind: FieldKind, label: LocalizedText, required: bool, choices: list[LocalizedText]) -> Field:  # noqa: FBT001  a strategy's argument
    return Field(key, kind, label, label, required, tuple(choices) if kind.takes_choices else ())


fields = st.builds(
    _field, keys, st.sampled_from(FieldKind), texts, st.booleans(), st.lists(texts, min_size=2, max_size=3, unique=True)
)
forms = st.lists(fields, min_size=1, max_size=3, unique_by=lambda f: f.key).map(lambda fs: Form(tuple(fs)))
_hours = st.integers(1, 720)
_before = st.integers(1, 99).flatmap(lambda n: st.sampled_from((timedelta(days=n), timedelta(hours=n))))
rules = st.fixed_dictionaries(
    {},
    optional={
        "consent_hours": _hours,
        "offer_hours": _hours,
        "reminders": st.lists(_before, max_size=5, unique=True).map(tuple),
        "still_coming": st.lists(st.integers(1, 60), max_size=5, unique=True).map(tuple),
        "no_answer": st.sampled_from(NoAnswer),
        "cut_off_hours": st.integers(0, 720),
        "decision_days": st.integers(1, 90),
    },
).map(lambda said: Rules.of(**said))


def _possible(said: Session) -> Session:
    """Slots have a start, and only pupils have classes."""
    slots = said.slots if isinstance(said.when, Exact) else None
    pupils = not said.roles or Role.PUPIL in said.roles
    return replace(said, slots=slots, grades=said.grades if pupils else None)


sessions = st.builds(
    Session,
    key=keys,
    name=texts,
    slots=st.none() | st.builds(Slots, keys, texts),
    when=whens,
    place=st.none() | texts,
    capacity=st.none() | st.integers(1, 10_000),
    roles=st.frozensets(st.sampled_from(Role)),
    review=st.booleans(),
    form=st.none() | forms,
    rules=st.none() | rules,
    party=st.integers(1, 6),
    grades=st.sampled_from([None, Span(1, None), Span(None, 9), Span(8, 11), Span(12, 12)]),
    ages=st.sampled_from([None, Span(5, None), Span(None, 17), Span(14, 100)]),
).map(_possible)
points = st.builds(
    Coordinates,
    st.integers(-900_000, 900_000).map(lambda n: n / 10_000),
    st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
)
venues = st.builds(Venue, texts, st.none() | texts, st.none() | points, st.none() | texts)
windows = st.builds(lambda at, length: Window(at, at + length * _DAY), moments, st.integers(1, 100))
editions = st.builds(
    Edition,
    key=keys,
    when=whens,
    state=st.sampled_from(EditionState),
    source=sources,
    venue=st.none() | venues,
    registration=st.none() | windows,
    sessions=st.lists(sessions, max_size=3, unique_by=lambda s: s.key).map(tuple),
    demo=st.booleans(),
    rules=st.none() | rules,
)
facts = st.builds(Fact, st.sampled_from(sorted(ASPECTS)), texts, sources)
events = st.builds(
    Event,
    key=keys,
    kind=st.sampled_from(Kind),
    name=texts,
    summary=texts,
    audience=texts,
    source=sources,
    aliases=st.lists(strings(), max_size=3, unique_by=str.casefold).map(tuple),
    facts=st.lists(facts, max_size=3, unique_by=lambda f: (f.aspect, f.source.status)).map(tuple),
    editions=st.lists(editions, max_size=3, unique_by=lambda e: e.key).map(tuple),
    recurs=st.booleans(),
    archived=st.booleans(),
    plan=st.lists(st.sampled_from(["date_announced", "7_days_before", "results"]), unique=True).map(tuple),
)
