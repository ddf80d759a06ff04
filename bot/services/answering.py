"""Answers a question from the programme as it stands, or says honestly that nothing is published; never guesses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.domain.when import Unknown
from bot.search.aspects import Aspects
from bot.search.names import Names
from bot.search.normalize import Normalizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event, Fact, Programme
    from bot.search.aspects import Asked
    from bot.search.names import Found
    from bot.services.ports.clock import Clock

SURE = 0.55
"""How sure the search must be of an event before it is answered."""

NAMED, NAMED_ONLY = 0.7, 0.8
"""How sure it must be where most of the question speaks of other things; the same where nothing is asked of it."""

ANOTHER = 0.7
"""How sure it must be of another event than the one that was spoken of."""

CLOSE = 0.08
"""Events whose scores are nearer than this are both meant: the person is asked which."""

MOST_STRANGE = 0.5
"""The part of such a question that may speak of what the programme does not know; half of it where nothing is asked."""

TOLD_BY_SUMMARY = {"contents", "purpose"}
"""Aspects that an event's summary speaks of: without a fact of their own, what it is is told instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one aspect of an event; `published` False where nothing is.

    `facts` are those of this aspect; `edition` is the one to come and `before` the newest that is over.
    """

    event: Event
    aspect: str
    facts: tuple[Fact, ...]
    published: bool
    edition: Edition | None = None
    before: Edition | None = None
    takes_registrations: bool = False
    awaits_date: bool = False
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Clarify:
    """Several events fit equally well, the likeliest first."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing of the programme fits; `event` is the one that was spoken of, if any."""

    event: Event | None = None


class CurrentProgramme(Protocol):
    """Whoever knows the programme as it stands: `bot.services.programme.Programmes`."""

    @property
    def current(self) -> Programme:
        """The programme; the same object until it changes."""
        ...


class Answering:
    """Answers questions; the programme's names are prepared anew when it changes."""

    def __init__(self, programmes: CurrentProgramme, clock: Clock, zone: ZoneInfo) -> None:
        self._programmes = programmes
        self._clock = clock
        self._zone = zone
        self._aspects = Aspects()
        self._known: _Known | None = None

    def answer(self, text: str, about: str | None) -> Answer | Clarify | NotUnderstood:
        """The answer to a free-text question; `about` is the key of the event that was spoken of, if any."""
        known = self._prepared()
        words = known.normalizer.words(text)
        asked = self._aspects.find(words)
        asking = frozenset(word for one in asked for word in one.words)
        found = known.names.find(words, asking)
        spoken_of = known.programme.get(about) if about else None
        if spoken_of is not None and not _names_another(found, spoken_of.key):
            return self._about(spoken_of, asked, found)
        sure = [one for one in found if one.score >= max(SURE, found[0].score - CLOSE)]
        enough, most_strange = (NAMED, MOST_STRANGE) if asked else (NAMED_ONLY, MOST_STRANGE / 2)
        if not sure or (sure[0].score < enough and known.names.strangers(words, asking) > most_strange):
            return NotUnderstood(spoken_of)
        events = tuple(known.programme.events[one.key] for one in sure)
        if len(events) > 1:
            return Clarify(events)
        return self.tell(events[0], asked[0].aspect if asked else "what_is", sure[0].score)

    def tell(self, event: Event, aspect: str, score: float = 1.0) -> Answer:
        """What is known of this aspect of the event now."""
        now = self._clock.now()
        if aspect in TOLD_BY_SUMMARY and not any(fact.aspect == aspect for fact in event.facts):
            aspect = "what_is"
        edition, before = event.current(now, self._zone), event.last(now, self._zone)
        told_by_edition = edition is not None and _tells(edition, aspect)
        facts = () if told_by_edition else tuple(fact for fact in event.facts if fact.aspect == aspect)
        takes = edition is not None and edition.takes_registrations(now, self._zone)
        return Answer(
            event,
            aspect,
            facts,
            bool(facts) or _is_told_otherwise(aspect, edition, before, takes=takes),
            edition,
            before,
            takes_registrations=takes,
            awaits_date=event.awaits_date(now, self._zone),
            score=score,
        )

    def _about(self, event: Event, asked: Sequence[Asked], found: Sequence[Found]) -> Answer | NotUnderstood:
        if asked:
            return self.tell(event, asked[0].aspect)
        if any(one.key == event.key and one.score >= SURE for one in found):
            return self.tell(event, "what_is")
        return NotUnderstood(event)

    def _prepared(self) -> _Known:
        programme = self._programmes.current
        if self._known is None or self._known.programme is not programme:
            names = Names(programme)
            self._known = _Known(programme, names, Normalizer(names.expected))
        return self._known


@dataclass(frozen=True, slots=True)
class _Known:
    """A programme with its names prepared."""

    programme: Programme
    names: Names
    normalizer: Normalizer


def _names_another(found: Sequence[Found], key: str) -> bool:
    scores = {one.key: one.score for one in found}
    return any(one.score >= ANOTHER and one.score > scores.get(key, 0.0) + CLOSE for one in found if one.key != key)


def _tells(edition: Edition, aspect: str) -> bool:
    """Whether the edition to come says it itself, so that facts about earlier ones would confuse."""
    if aspect == "when":
        return not isinstance(edition.when, Unknown)
    return aspect == "where" and edition.venue is not None


def _is_told_otherwise(aspect: str, edition: Edition | None, before: Edition | None, *, takes: bool) -> bool:
    """Whether the aspect is known without a fact of its own: from the event itself or from its editions."""
    editions = [one for one in (edition, before) if one]
    match aspect:
        case "what_is" | "who_can":
            return True  # its summary and audience
        case "when":
            return any(not isinstance(one.when, Unknown) for one in editions)
        case "where":
            return any(one.venue for one in editions)
        case "how_to_join" | "deadline":
            return takes
        case _:
            return False
