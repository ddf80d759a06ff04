"""What an organizer changes of an event by hand, as values, and the event that comes of it, by the files' rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.events import KEY, Edition, EditionState, Event, Venue
from bot.domain.facts import Source, Status
from bot.domain.language import LocalizedText
from bot.domain.programme_limits import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_ADDRESS,
    MOST_ALIAS,
    MOST_ALIASES,
    MOST_EDITIONS,
    MOST_FACT,
    MOST_FACTS,
    MOST_SOURCE,
    MOST_VENUE,
    misfit,
)
from bot.domain.when import Unknown, When, ends, is_date, starts

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from bot.domain.events import Window
    from bot.domain.facts import Fact

ORGANIZERS = LocalizedText("бағдарламаны ұйымдастырушылар", "организаторы программы")
"""The source of what is changed in the chat."""


@dataclass(frozen=True, slots=True)
class SetWhen:
    """When an edition is held."""

    event: str
    edition: str
    when: When


@dataclass(frozen=True, slots=True)
class SetVenue:
    """Where an edition is held; None where that is not known (any more)."""

    event: str
    edition: str
    venue: Venue | None


@dataclass(frozen=True, slots=True)
class SetState:
    """Where an edition stands."""

    event: str
    edition: str
    state: EditionState


@dataclass(frozen=True, slots=True)
class SetRegistration:
    """When registrations are taken; None for not at all."""

    event: str
    edition: str
    window: Window | None


@dataclass(frozen=True, slots=True)
class AddEdition:
    """One more holding of an event."""

    event: str
    edition: str
    when: When


@dataclass(frozen=True, slots=True)
class AddFact:
    """Something that is known of an event; instead of what was known of that aspect so far."""

    event: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class AddAlias:
    """Another name under which people ask for an event."""

    event: str
    alias: str


Edit = SetWhen | SetVenue | SetState | SetRegistration | AddEdition | AddFact | AddAlias


class Unfit(StrEnum):
    """Why an edit cannot be made."""

    NO_EDITION = "no_edition"
    EDITION_EXISTS = "edition_exists"
    TOO_MANY = "too_many"
    BAD_TEXT = "bad_text"
    BAD_KEY = "bad_key"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    CLOSES_TOO_LATE = "closes_too_late"


def edited(event: Event, edit: Edit, today: date, zone: ZoneInfo) -> Event | Unfit:
    """The event after the edit; what organizers say is theirs, as of today."""
    match edit:
        case AddAlias(alias=alias):
            return _with_alias(event, alias)
        case AddFact(fact=fact):
            return _with_fact(event, fact)
        case AddEdition(edition=key, when=when):
            made = Edition(key, when, _state(EditionState.PLANNED, when), _source(today, EditionState.PLANNED))
            if not KEY.fullmatch(key):
                return Unfit.BAD_KEY
            if event.edition(key):
                return Unfit.EDITION_EXISTS
            if len(event.editions) >= MOST_EDITIONS:
                return Unfit.TOO_MANY
            return _problem(made, zone) or replace(event, editions=(*event.editions, made))
        case SetWhen() | SetVenue() | SetState() | SetRegistration():
            had = event.edition(edit.edition)
            if had is None:
                return Unfit.NO_EDITION
            has = _edited(had, edit)
            if has == had:
                return event
            has = replace(has, source=_source(today, has.state))
            return _problem(has, zone) or replace(
                event, editions=tuple(has if e.key == has.key else e for e in event.editions)
            )


def _edited(edition: Edition, edit: SetWhen | SetVenue | SetState | SetRegistration) -> Edition:
    match edit:
        case SetWhen(when=when):
            return replace(edition, when=when, state=_state(edition.state, when))
        case SetVenue(venue=venue):
            return replace(edition, venue=venue)
        case SetState(state=state):
            return replace(edition, state=state)
        case SetRegistration(window=window):
            return replace(edition, registration=window)


def _state(state: EditionState, when: When) -> EditionState:
    """A date that is set is announced, and one that is taken back is a plan again; what goes on or is over stays so."""
    if state is EditionState.PLANNED and is_date(when):
        return EditionState.ANNOUNCED
    return EditionState.PLANNED if state is EditionState.ANNOUNCED and isinstance(when, Unknown) else state


def _source(today: date, state: EditionState) -> Source:
    return Source(ORGANIZERS, today, Status.DONE if state is EditionState.OVER else Status.PLAN)


def _with_alias(event: Event, alias: str) -> Event | Unfit:
    if misfit(alias, MOST_ALIAS):
        return Unfit.BAD_TEXT
    if alias.casefold() in {known.casefold() for known in event.aliases}:
        return event
    return Unfit.TOO_MANY if len(event.aliases) >= MOST_ALIASES else replace(event, aliases=(*event.aliases, alias))


def _with_fact(event: Event, fact: Fact) -> Event | Unfit:
    if not _fits(fact.value, MOST_FACT, lines=True) or not _fits(fact.source.name, MOST_SOURCE):
        return Unfit.BAD_TEXT
    places = {(known.aspect, known.source.status): place for place, known in enumerate(event.facts)}
    place = places.get((fact.aspect, fact.source.status), len(event.facts))
    if place >= MOST_FACTS:
        return Unfit.TOO_MANY
    return replace(event, facts=(*event.facts[:place], fact, *event.facts[place + 1 :]))


def _problem(edition: Edition, zone: ZoneInfo) -> Unfit | None:
    begins, over = starts(edition.when, zone), ends(edition.when, zone)
    if not all(FIRST_YEAR <= moment.year <= LAST_YEAR + 1 for moment in (begins, over) if moment):
        return Unfit.YEAR_OUT_OF_RANGE
    window, venue = edition.registration, edition.venue
    if window and over and window.closes > over:
        return Unfit.CLOSES_TOO_LATE
    if venue and not (_fits(venue.name, MOST_VENUE) and (venue.address is None or _fits(venue.address, MOST_ADDRESS))):
        return Unfit.BAD_TEXT
    return None


def _fits(text: LocalizedText, most: int, *, lines: bool = False) -> bool:
    return not (misfit(text.kk, most, lines=lines) or misfit(text.ru, most, lines=lines))
