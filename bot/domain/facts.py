"""What is known of an event: each thing with its source and its date; knows no storage and no screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.domain.when import Month, Year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.language import LocalizedText

AsOf = date | Month | Year

ASPECTS: Mapping[str, str] = MappingProxyType(
    {
        "what_is": "what it is and what it is for",
        "when": "when it is held, in words (the editions hold the time itself)",
        "where": "where it is held, or which part of it is held where",
        "who_can": "for whom it is, who may take part",
        "how_to_join": "how to take part, where to apply",
        "how_many": "how many people, enterprises, colleges, places",
        "which": "which ones exactly: the list of colleges, enterprises, trades",
        "who_head": "who leads it or presented it",
        "organizer": "who holds it",
        "partner": "with whom it is held: companies, universities",
        "part_of": "which larger plan or event it belongs to",
        "cost": "what it costs, who pays",
        "contents": "what happens there",
        "purpose": "why it is done, what is to come of it",
        "duration": "how long it takes",
        "deadline": "until when to apply",
        "documents": "which papers are needed",
        "conditions": "the rules, the requirements",
        "prizes": "what one wins or receives",
        "results": "how it ended",
        "contact": "whom to write to or call",
        "language": "in which language it is held",
        "transport": "how to get there",
    }
)
"""What a fact may be about, by key: the words shared with the answering of questions."""


class Status(StrEnum):
    """Whether a source tells a plan or something done."""

    PLAN = "plan"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, and as of when."""

    name: LocalizedText
    as_of: AsOf
    status: Status
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of an event: its aspect (`who_can`, `how_many` ...) and its value in words."""

    aspect: str
    value: LocalizedText
    source: Source
