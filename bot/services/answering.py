"""Decides what a question gets: an answer, a function, a choice, a kind word, or the honest one; never guesses."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.domain.opening import opening_of
from bot.search.courtesy import Courtesy, courtesy
from bot.search.reading import EVENT, OFFTOPIC, Reader, Reading
from bot.services.telling import Answer, tell, tell_the_same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from bot.domain.events import Event, Programme
    from bot.domain.opening import Opening
    from bot.search.names import Found
    from bot.services.ports.clock import Clock

__all__ = ["Answer", "Answering", "Clarify", "Function", "NotUnderstood", "OffTopic", "Outcome"]

SURE = 0.55
"""How sure the search must be of an event before it is answered."""

SURELY_EVENT, LESS_SURE = 0.7, 0.45
"""How likely a text must be a question about some event to be answered with a less sure one, and how sure that."""

NAMED, NAMED_ONLY = 0.7, 0.8
"""How sure it must be where most of the question speaks of other things; the same where nothing is asked of it."""

ANOTHER = 0.7
"""How sure it must be of another event than the one that was spoken of."""

CLOSE = 0.08
"""Events whose scores are nearer than this are both meant: the person is asked which."""

MOST_STRANGE = 0.5
"""The part of such a question that may speak of what the programme does not know; half of it where nothing is asked."""

SURELY_WANTED, WANTED, PERHAPS_WANTED = 0.7, 0.5, 0.3
"""How likely a function must be: where something may be asked of the event spoken of; else; where none is found."""

PERHAPS_FOREIGN, FOREIGN, LIKELY_FOREIGN, SURELY_FOREIGN = 0.2, 0.5, 0.62, 0.85
"""How likely a text must be none of ours: where no event is found; with many strange words; with none, where an event
is only mentioned, and where it is named."""

SURELY_ASKED = 0.9
"""How sure an aspect of the event spoken of must be that strange words alone do not lead away from it."""

LEAST_UNTOLD = 0.3
"""How sure an aspect of the event spoken of must be that no word of the table tells."""

SECOND = 0.1
"""How likely a second aspect must be to be told; one that is not published is told where the search finds it at all."""

NOT_FOREIGN = 0.25
"""How likely a text is none of ours at most, where strange words alone do not make it so."""

SURELY_NAMED = 0.85
"""A whole name: a question with it is ours, whatever else it speaks of."""

TOLD_OF_EVENTS = {"change_language": "language", "contact_organizer": "contact"}
"""Functions with the aspect of an event that is asked in the same words: «in which language», «whom do I call»."""

OF_THE_EVENT = {"register", "internship_signup", "subscribe_announcements"}
"""Functions that are about an event where one is named."""


@dataclass(frozen=True, slots=True)
class Function:
    """Something that the bot is to do; about `event` if one was named. `events` are those that a list would show.

    `opening` is how the event's registration stands, where that is what is wanted.
    """

    name: str
    event: Event | None = None
    events: tuple[Event, ...] = ()
    score: float = 1.0
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class Clarify:
    """Several events fit equally well, the likeliest first."""

    events: tuple[Event, ...]
    aspect: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class OffTopic:
    """It is none of our subjects; `courtesy` where it only greets or thanks."""

    score: float = 1.0
    courtesy: Courtesy | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """It may be ours, but nothing of the programme fits; `event` is the one that was spoken of, if any."""

    event: Event | None = None


Outcome = Answer | Function | Clarify | OffTopic | NotUnderstood


class CurrentProgramme(Protocol):
    """Whoever knows the programme as it stands: `bot.services.programme.Programmes`."""

    @property
    def current(self) -> Programme:
        """The programme; the same object until it changes."""
        ...


class Answering:
    """Answers questions; the programme's names are prepared anew when it changes.

    Reading a question is work of milliseconds, so a bot lets it be done `aside`, where it holds up nobody's tap.
    """

    def __init__(self, programmes: CurrentProgramme, clock: Clock, zone: ZoneInfo) -> None:
        self._programmes = programmes
        self._clock = clock
        self._zone = zone
        self._known: _Known | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answering")

    async def aside(self, text: str, about: str | None) -> Outcome:
        """The same as `answer`, in one thread of its own: the loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.answer, text, about)

    def close(self) -> None:
        """Let the thread go."""
        self._thread.shutdown()

    def read(self, text: str) -> Reading:
        """What the search makes of a text: why it is answered as it is."""
        return self._prepared().reader.read(text)

    def answer(self, text: str, about: str | None) -> Outcome:
        """What a free-text question gets; `about` is the key of the event that was spoken of, if any."""
        known = self._prepared()
        reading = known.reader.read(text)
        spoken_of = known.programme.get(about) if about else None
        if not reading.words:
            return NotUnderstood(spoken_of)
        if (polite := courtesy(reading.words)) is not None:
            return OffTopic(courtesy=polite)
        if (wanted := self._wanted(reading, known.programme, spoken_of)) is not None:
            return wanted
        if spoken_of is not None and not _names_another(reading.found, spoken_of.key):
            return self._about(spoken_of, reading)
        return self._of_the_programme(reading, known.programme, spoken_of)

    def tell(self, event: Event, aspect: str, score: float = 1.0) -> Answer:
        """What is known of this aspect of the event now."""
        return tell(event, aspect, self._clock.now(), self._zone, score)

    def _wanted(self, reading: Reading, programme: Programme, spoken_of: Event | None) -> Function | None:
        """The function that is asked for, if one is."""
        name, how = reading.function
        named = [one for one in reading.found if one.score >= NAMED]
        least = WANTED if reading.found else PERHAPS_WANTED
        if (asked := reading.asked[0] if reading.asked else None) and asked.aspect == TOLD_OF_EVENTS.get(name):
            if named and asked.words and asked.score >= SURELY_ASKED:
                return None
            least = SURELY_WANTED if spoken_of else least
        if spoken_of is not None and reading.asks:
            least = SURELY_WANTED
        if how < least or how < max(reading.intents.get(EVENT, 0.0), reading.intents.get(OFFTOPIC, 0.0)):
            return None
        event = programme.get(named[0].key) if named else spoken_of
        about = event if name in OF_THE_EVENT else None
        opening = opening_of(about, self._clock.now(), self._zone) if about and name == "register" else None
        return Function(name, about, tuple(programme), round(how, 4), opening)

    def _about(self, event: Event, reading: Reading) -> Outcome:
        """The answer about the event that was spoken of, unless the text has left it."""
        foreign = reading.intents.get(OFFTOPIC, 0.0)
        asks = any(one.words for one in reading.asked)
        least = SURELY_FOREIGN if asks and reading.asked[0].score >= SURELY_ASKED else FOREIGN
        away = foreign >= least and (not asks or reading.strangers >= MOST_STRANGE)  # «thank you»
        if not away and reading.asked and (asks or reading.asked[0].score >= LEAST_UNTOLD):
            return self._with_others(self.tell(event, reading.asked[0].aspect, reading.asked[0].score), reading)
        if any(one.key == event.key and one.score >= SURE for one in reading.found):
            return self.tell(event, "what_is")
        return OffTopic(round(foreign, 4)) if away else NotUnderstood(event)

    def _with_others(self, answer: Answer, reading: Reading) -> Answer:
        """The answer, with that to the other aspects that may be meant: so none is claimed to be all.

        A second one is told; and where all that is told is published, a less likely one too that is not: so nothing
        published passes for what is not.
        """
        if answer.others:
            return answer
        told = [answer]
        for one in reading.asked[1:]:
            beside = self.tell(answer.event, one.aspect, one.score)
            if beside.aspect in {other.aspect for other in told}:
                continue
            second = len(told) == 1 and one.score >= SECOND
            if second or (not beside.published and all(other.published for other in told)):
                told.append(beside)
        return replace(answer, beside=tuple(told[1:]))

    def _of_the_programme(self, reading: Reading, programme: Programme, spoken_of: Event | None) -> Outcome:
        found, foreign = reading.found, reading.intents.get(OFFTOPIC, 0.0)
        least = SURE if reading.intents[EVENT] < SURELY_EVENT else LESS_SURE
        sure = [one for one in found if one.score >= max(least, found[0].score - CLOSE)]
        enough, most_strange = (NAMED, MOST_STRANGE) if reading.asks else (NAMED_ONLY, MOST_STRANGE / 2)
        strange = not sure or (sure[0].score < enough and reading.strangers > most_strange and foreign >= NOT_FOREIGN)
        surely = SURELY_FOREIGN if sure and sure[0].score >= NAMED else LIKELY_FOREIGN
        least_foreign = surely - (surely - FOREIGN) * min(1.0, reading.strangers / MOST_STRANGE)
        if strange or (foreign >= least_foreign and sure[0].score < SURELY_NAMED):
            of_nothing = reading.strangers == 0 and reading.asks  # «when?»
            least_foreign = FOREIGN if sure else PERHAPS_FOREIGN
            return NotUnderstood(spoken_of) if of_nothing or foreign < least_foreign else OffTopic(round(foreign, 4))
        aspect = _aspect(reading)
        answers = [self.tell(programme.events[one.key], aspect, one.score) for one in sure]
        if all(tell_the_same(answers[0], other) for other in answers[1:]):
            told = replace(answers[0], others=tuple(answer.event for answer in answers[1:]))
            return self._with_others(told, reading)
        return Clarify(tuple(answer.event for answer in answers), aspect, sure[0].score)

    def _prepared(self) -> _Known:
        programme = self._programmes.current
        if self._known is None or self._known.programme is not programme:
            self._known = _Known(programme, Reader(programme))
        return self._known


@dataclass(frozen=True, slots=True)
class _Known:
    """A programme with its reader prepared."""

    programme: Programme
    reader: Reader


def _aspect(reading: Reading) -> str:
    """What is asked; what the event is, where that is not sure enough."""
    return reading.asked[0].aspect if reading.asked else "what_is"


def _names_another(found: Sequence[Found], key: str) -> bool:
    scores = {one.key: one.score for one in found}
    return any(one.score >= ANOTHER and one.score > scores.get(key, 0.0) + CLOSE for one in found if one.key != key)
