"""What a question asks: which event, which aspect, which function of the bot, each with its score; decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from bot.search.aspects import Asked, Aspects
from bot.search.linear import shipped
from bot.search.names import MENTIONED, Names
from bot.search.normalize import Normalizer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.events import Programme
    from bot.search.linear import Linear
    from bot.search.names import Found

FUNCTIONS = (
    "register",
    "cancel_registration",
    "my_registrations",
    "career_test",
    "internship_signup",
    "contests",
    "subscribe_announcements",
    "unsubscribe_announcements",
    "change_language",
    "contact_organizer",
    "delete_my_data",
    "bot_help",
    "events_list",
)
"""What people may want of the bot itself."""

EVENT, OFFTOPIC = "event", "offtopic"
"""The other intents: to know something of an event, and what is not ours."""

LONG, WINDOW, STRIDE = 14, 9, 4
"""Words from which a message is a story, and the clauses that it is read by."""

UNHIDDEN = 0.65
"""Where an event is only mentioned, it is hidden and not: how much the text as it stands counts then."""

SURELY_ASKING = 0.9
"""How likely a question about an event must be where no word of the table tells it."""

LEAST_ASKED = 0.05
"""What is less likely is not told at all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood; scores are 0 to 1, the surest first."""

    words: tuple[str, ...]
    found: tuple[Found, ...]
    asked: tuple[Asked, ...]
    intents: Mapping[str, float]
    strangers: float
    """The part of the words with a topic of which the programme says nothing."""

    @property
    def asks(self) -> bool:
        """Whether it has the words of a question, and is no mere mention."""
        return any(one.words for one in self.asked) or (bool(self.asked) and self.intents[EVENT] >= SURELY_ASKING)

    @property
    def function(self) -> tuple[str, float]:
        """The likeliest function of the bot."""
        return max(((name, self.intents.get(name, 0.0)) for name in FUNCTIONS), key=lambda one: one[1])


class Reader:
    """Reads questions about one programme; make one for each programme and keep it."""

    def __init__(self, programme: Programme) -> None:
        self._names = Names(programme, shipped().speech)
        self._normalizer = Normalizer(self._names.expected, shipped().speech)
        self._aspects = Aspects()

    def read(self, text: str) -> Reading:
        """What a free text asks."""
        words = self._normalizer.words(text)
        told = self._aspects.find(words)
        asking = frozenset(word for one in told for word in one.words)
        found = self._names.find(words, asking)
        mentioned = found[0].key if found and found[0].score <= MENTIONED else None
        strangers = self._names.strangers(words, asking, mentioned)
        masked = self._names.masked(words, found[0].key) if found else words
        models = shipped().models
        likely = {name: _likeliest(model, masked) for name, model in models.items()}
        if mentioned and masked != words:
            likely = {name: _mean(likely[name], _likeliest(model, words)) for name, model in models.items()}
        return Reading(words, found, _asked(told, likely["aspects"]), likely["intents"], strangers)


def _mean(one: Mapping[str, float], other: Mapping[str, float]) -> Mapping[str, float]:
    return {label: (1 - UNHIDDEN) * how + UNHIDDEN * other[label] for label, how in one.items()}


def _likeliest(model: Linear, words: Sequence[str]) -> Mapping[str, float]:
    """The model's opinion; of a story as a whole and by its surest clause, in equal parts."""
    if not words:
        return {}
    whole = model.likelihoods(words)
    if len(words) <= LONG:
        return whole
    clauses = [model.likelihoods(words[at : at + WINDOW]) for at in range(0, len(words) - STRIDE, STRIDE)]
    return {label: (how + max(clause[label] for clause in clauses)) / 2 for label, how in whole.items()}


def _asked(told: Sequence[Asked], likely: Mapping[str, float]) -> tuple[Asked, ...]:
    """The aspects by the model, those likelier that the table tells too; the scores of all would add up to 1."""
    by_table = {one.aspect: one for one in told}
    weights = {
        aspect: how * (exp(by_table[aspect].score) if aspect in by_table else 1.0) for aspect, how in likely.items()
    }
    total = sum(weights.values())
    scores = {aspect: round(weight / total, 4) for aspect, weight in weights.items()}
    sure = sorted((aspect for aspect, how in scores.items() if how >= LEAST_ASKED), key=lambda a: (-scores[a], a))
    words = {aspect: one.words for aspect, one in by_table.items()}
    return tuple(Asked(aspect, scores[aspect], words.get(aspect, frozenset())) for aspect in sure)
