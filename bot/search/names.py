"""Which event a text means: by names, by its kind, by words of what is said of it; knows no event of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from bot.domain.events import Kind
from bot.search.features import MASK
from bot.search.normalize import plain_words
from bot.search.speech import FUNCTION_WORDS
from bot.search.vocabulary import STEM, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.events import Event, Programme
    from bot.domain.language import LocalizedText

KIND_WORDS: Mapping[Kind, str] = {
    Kind.FESTIVAL: "фестиваль фест",
    Kind.FORUM: "форум",
    Kind.CONTEST: "конкурс байқау",
    Kind.GUIDANCE: "профориентация",
    Kind.INTERNSHIP: "стажировка тағылымдама",
    Kind.INITIATIVE: "бастама инициатива",
}
"""What people call an event of a kind when they do not name it."""

NAMED, MENTIONED, OF_KIND = 0.95, 0.8, 0.62
"""How sure a whole name, the words of a description and the mere kind make us at most."""

ALONE = 0.7
"""What is left of a description's sureness when a single word of it is mentioned: enough for the very word only."""

LEAST = 0.35
"""What is less sure is not told at all."""

_KIND_WEIGHT = 0.3  # a kind's word within a name: «фестиваль» tells less than the rest of it
_MOST_JOINED = 3  # words of a name that people run together: «мамандықфест»
_SILENT_WEIGHT = 0.5  # and a word that says nothing elsewhere: «PRO»
_LEAST_NAMED = 0.55  # a smaller part of a name is a coincidence («алтынның бағасы» is not «Алтын қор»)


@dataclass(frozen=True, slots=True)
class Found:
    """An event that may be meant, and how surely (0 to 1)."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class _Label:
    """A name or alias of an event: the weight of each of its words."""

    key: str
    weights: Mapping[str, float]
    total: float


class Names:
    """The names of a programme's events, ready to be recognised; make one for each programme and keep it.

    Words of `speech` carry no topic unless the programme has them.
    """

    def __init__(self, programme: Programme, speech: frozenset[str] = frozenset()) -> None:
        self._speech = speech
        events = list(programme)
        self.expected = tuple(name for event in events for name in _names_of(event))
        self._kinds = {word: kind for kind, words in KIND_WORDS.items() for word in plain_words(words)}
        self._keys_of_kind = {kind: [e.key for e in events if e.kind is kind] for kind in Kind}
        self._silent = frozenset(plain_words(FUNCTION_WORDS))
        self._labels = self._labels_of(events)
        self._labels_with: dict[str, list[_Label]] = defaultdict(list)
        for label in self._labels:
            for word in label.weights:
                self._labels_with[word].append(label)
        self._keys_saying: dict[str, list[str]] = defaultdict(list)
        for event in events:
            for word in self._heard(_said_of(event)):
                self._keys_saying[word].append(event.key)
        self._rarity = {word: log(1 + len(events) / len(keys)) for word, keys in self._keys_saying.items()}
        self._unheard = log(2 + len(events))
        self._names = Vocabulary({*self._labels_with, *self._kinds})
        self._described = Vocabulary(self._rarity)
        self._likeness = lru_cache(maxsize=8)(self._likeness_of)  # a question is compared more than once

    def find(self, words: Sequence[str], asking: Iterable[str] = ()) -> tuple[Found, ...]:
        """The events that folded words may mean, surest first; `asking` are words of them that only ask."""
        named = self._named(words)
        mentioned = self._mentioned(self._content(words, asking))
        of_kind = self._of_kind(words)
        scores = {
            key: _together(named.get(key, 0.0), mentioned.get(key, 0.0), of_kind.get(key, 0.0))
            for key in {*named, *mentioned, *of_kind}
        }
        found = [Found(key, round(score, 4)) for key, score in scores.items() if score >= LEAST]
        return tuple(sorted(found, key=lambda f: (-f.score, f.key)))

    def strangers(self, words: Sequence[str], asking: Iterable[str] = (), key: str | None = None) -> float:
        """The part (0 to 1) of the words that carry a topic of which nothing is said: of this event, or of any."""
        content = self._content(words, asking)
        unknown = [word for word in content if not (self._is_said(word, key) or self._names.match(word))]
        return len(unknown) / len(content) if content else 0.0

    def _is_said(self, word: str, key: str | None) -> bool:
        found = self._described.match(word)
        return any(key in self._keys_saying[known] for known in found) if key else bool(found)

    def masked(self, words: Sequence[str], key: str) -> tuple[str, ...]:
        """The words with those that name this event told as one `MASK`, so that only what is asked of it is left."""
        likeness = self._likeness(words)
        known = {
            word
            for label in self._labels
            if label.key == key and _covered(label, likeness) >= _LEAST_NAMED
            for word in label.weights
        }
        if not known:
            known = {word for word in self._kinds if word in likeness}
        if not known:
            return self._mentions_masked(words, key)
        alone = [not known.isdisjoint(self._names.match(word)) for word in words]
        hides = list(alone)
        for at, (one, other) in enumerate(pairwise(words)):
            if not (alone[at] or alone[at + 1] or known.isdisjoint(self._names.match(one + other))):
                hides[at] = hides[at + 1] = True  # one word of a name, written as two
        return _hidden(words, hides)

    def _mentions_masked(self, words: Sequence[str], key: str) -> tuple[str, ...]:
        """The same for what is said of the event."""
        content = frozenset(self._content(words, ()))
        told = (
            word in content and any(key in self._keys_saying[k] for k in self._described.match(word)) for word in words
        )
        return _hidden(words, list(told))

    def _labels_of(self, events: Sequence[Event]) -> tuple[_Label, ...]:
        texts = {(event.key, words) for event in events for name in _names_of(event) if (words := plain_words(name))}
        joined = {(key, ("".join(words),)) for key, words in texts if 1 < len(words) <= _MOST_JOINED}
        spread = Counter(word for word, _key in {(word, key) for key, words in texts | joined for word in words})
        weight = {word: log(1 + len(events) / count) for word, count in spread.items()}
        labels = []
        for key, words in sorted(texts | joined):
            weights = {word: weight[word] * self._part(word) for word in words}
            if not weights.keys() <= self._kinds.keys():
                labels.append(_Label(key, weights, sum(weights.values())))
        return tuple(labels)

    def _named(self, words: Sequence[str]) -> dict[str, float]:
        """The best label of each event: the part of its weight that the words cover."""
        likeness = self._likeness(words)
        best: dict[str, float] = {}
        for label in {id(label): label for known in likeness for label in self._labels_with.get(known, ())}.values():
            if (covered := _covered(label, likeness)) >= _LEAST_NAMED:
                best[label.key] = max(best.get(label.key, 0.0), NAMED * covered)
        return best

    def _likeness_of(self, words: Sequence[str]) -> Mapping[str, float]:
        """Which words of names the text has, and how surely; two words that were written apart may be one."""
        likeness: dict[str, float] = {}
        for word in (*words, *(one + other for one, other in pairwise(words))):
            for known, how in self._names.match(word).items():
                likeness[known] = max(likeness.get(known, 0.0), how)
        return likeness

    def _part(self, word: str) -> float:
        """What a word of a name tells of it."""
        return _KIND_WEIGHT if word in self._kinds else _SILENT_WEIGHT if word in self._silent else 1.0

    def _content(self, words: Sequence[str], asking: Iterable[str]) -> list[str]:
        """The words that may carry a topic."""
        silent = self._silent.union(asking)
        return [word for word in words if word not in silent and (word not in self._speech or self._is_known(word))]

    def _is_known(self, word: str) -> bool:
        return bool(self._described.match(word) or self._names.match(word))

    def _mentioned(self, content: Sequence[str]) -> dict[str, float]:
        """How much of what the text speaks of is said of each event, words that few events have counting more."""
        heard = [
            self._described.match(word) for word in content if self._kinds.keys().isdisjoint(self._names.match(word))
        ]
        most = sum(max((self._rarity[k] for k in found), default=self._unheard) for found in heard)
        told: dict[str, list[float]] = defaultdict(list)
        for found in heard:
            best: dict[str, float] = {}
            for known, how in found.items():
                for key in self._keys_saying[known]:
                    best[key] = max(best.get(key, 0.0), how * self._rarity[known])
            for key, weight in best.items():
                told[key].append(weight)
        return {
            key: MENTIONED * sum(weights) / most * (ALONE if len(weights) == 1 else 1.0)
            for key, weights in told.items()
        }

    def _of_kind(self, words: Sequence[str]) -> dict[str, float]:
        matches = (self._names.match(word) for word in words if word not in self._silent)
        kinds = {self._kinds[k] for found in matches for k, how in found.items() if k in self._kinds and how != STEM}
        return {key: OF_KIND for kind in kinds for key in self._keys_of_kind[kind]}

    def _heard(self, texts: Iterable[str]) -> frozenset[str]:
        words = {word for text in texts for word in plain_words(text)}
        return frozenset(word for word in words if len(word) > 2 and word not in self._silent)  # noqa: PLR2004  particles


def _hidden(words: Sequence[str], hides: Sequence[bool]) -> tuple[str, ...]:
    """The words with each run of hidden ones told as one `MASK`."""
    kept = [MASK if hide else word for word, hide in zip(words, hides, strict=True)]
    return tuple(word for at, word in enumerate(kept) if word != MASK or kept[at - 1 : at] != [MASK])


def _covered(label: _Label, likeness: Mapping[str, float]) -> float:
    """The part of a label's weight that these words cover."""
    return sum(weight * likeness.get(word, 0.0) for word, weight in label.weights.items()) / label.total


def _together(named: float, mentioned: float, of_kind: float) -> float:
    """The surest reason counts; the others add a little, so that they break ties."""
    first, second, third = sorted((named, mentioned, of_kind), reverse=True)
    return first + (1 - first) * (0.3 * second + 0.1 * third)


def _names_of(event: Event) -> tuple[str, ...]:
    return (event.name.kk, event.name.ru, *event.aliases)


def _said_of(event: Event) -> Iterable[str]:
    texts: list[LocalizedText] = [event.summary, event.audience, *(fact.value for fact in event.facts)]
    return [part for text in texts for part in (text.kk, text.ru)]
