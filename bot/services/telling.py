"""What is known of one aspect of an event now, from its facts and editions; chooses no event and guesses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.opening import Opening, Stage, opening
from bot.domain.when import Days, Exact, Unknown

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.domain.events import Edition, Event
    from bot.domain.facts import Fact

NOT_ANNOUNCED = Opening(Stage.NOT_ANNOUNCED)
TOLD_BY_SUMMARY = {"contents", "purpose"}
"""Aspects that an event's summary speaks of: without a fact of their own, what it is is told instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one aspect of an event; `published` False where nothing is.

    `facts` are those of this aspect; `edition` is the one to come and `before` the newest that is over. `others` are
    events of which the very same is true, where the question means them all; `beside` tells other aspects, where the
    question may well have asked for those.
    """

    event: Event
    aspect: str
    facts: tuple[Fact, ...]
    published: bool
    edition: Edition | None = None
    before: Edition | None = None
    opening: Opening = NOT_ANNOUNCED
    awaits_date: bool = False
    score: float = 1.0
    others: tuple[Event, ...] = ()
    beside: tuple[Answer, ...] = ()

    @property
    def takes_registrations(self) -> bool:
        """Whether somebody may sign up now."""
        return self.opening.stage is Stage.OPEN


def tell(event: Event, aspect: str, now: datetime, zone: ZoneInfo, score: float = 1.0) -> Answer:
    """What is known of this aspect of the event at `now`."""
    if aspect in TOLD_BY_SUMMARY and not event.facts_about(aspect):
        aspect = "what_is"
    edition, before = event.current(now, zone), event.last(now, zone)
    told_by_edition = edition is not None and _tells(edition, aspect)
    facts = () if told_by_edition else event.facts_about(aspect)
    how = opening(edition, now, zone)
    return Answer(
        event,
        aspect,
        facts,
        bool(facts) or _is_told_otherwise(aspect, edition, before, how),
        edition,
        before,
        opening=how,
        awaits_date=event.awaits_date(now, zone),
        score=score,
    )


def tell_the_same(one: Answer, other: Answer) -> bool:
    """Whether the answers about two events differ in nothing but the event; what they are always does."""
    return one.aspect != "what_is" and _told(one) == _told(other)


def _told(answer: Answer) -> object:
    """Everything that an answer's words are made of, but the event's name."""
    facts = [(fact.value, fact.source) for fact in answer.facts]
    held = [(one.when, one.state, one.venue, one.registration) for one in (answer.edition, answer.before) if one]
    audience = answer.event.audience if answer.aspect == "who_can" and not facts else None
    return answer.aspect, answer.published, facts, held if answer.published else [], audience


def _tells(edition: Edition, aspect: str) -> bool:
    """Whether the edition to come says it itself, so that facts about earlier ones would confuse."""
    if aspect == "when":
        return not isinstance(edition.when, Unknown)
    return aspect == "where" and edition.venue is not None


def _is_told_otherwise(aspect: str, edition: Edition | None, before: Edition | None, how: Opening) -> bool:
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
            return how.at is not None
        case "duration":
            return bool(editions) and _has_an_end(editions[0])
        case _:
            return False


def _has_an_end(edition: Edition) -> bool:
    """Whether its first and last moment are known, and so how long it takes."""
    match edition.when:
        case Days(last=end) | Exact(end=end):
            return end is not None
        case _:
            return False
