"""What a question asks of an event: when, where, for whom; by the table of question words, whatever the event."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from bot.search.normalize import plain_words
from bot.search.questions import PHRASES
from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GAP = 1
"""Words that may stand between two words of a phrase."""

LONGER = 0.02
"""What each word of a phrase adds where two aspects are nearly as sure."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An aspect that may be meant, how surely (0 to 1), and the words of the question that say so."""

    aspect: str
    score: float
    words: frozenset[str]


class Aspects:
    """The table of questions, ready to be recognised; make one and keep it."""

    def __init__(self) -> None:
        told = [
            (aspect, sure, plain_words(phrase)) for aspect, sure, phrases in PHRASES for phrase in phrases.split(",")
        ]
        self._by_first: dict[str, list[tuple[str, float, tuple[str, ...]]]] = defaultdict(list)
        for aspect, sure, phrase in told:
            self._by_first[phrase[0]].append((aspect, sure, phrase))
        self._words = Vocabulary(word for _aspect, _sure, phrase in told for word in phrase)

    def find(self, words: Sequence[str]) -> tuple[Asked, ...]:
        """The aspects that folded words may ask for, surest first; a longer phrase wins over a part of it."""
        heard = [self._words.match(word) for word in words]
        present = {known for match in heard for known in match}
        best: dict[str, tuple[float, int]] = {}
        said: dict[str, set[str]] = {}
        for aspect, sure, phrase in chain.from_iterable(self._by_first.get(word, ()) for word in present):
            if not present.issuperset(phrase) or (at := _stands(phrase, heard)) is None:
                continue
            likeness = min(heard[place][known] for place, known in zip(at, phrase, strict=True))
            best[aspect] = max(best.get(aspect, (0.0, 0)), (round(sure * likeness, 4), len(phrase)))
            said.setdefault(aspect, set()).update(words[place] for place in at)
        surest = sorted(best, key=lambda aspect: (-best[aspect][0] - LONGER * best[aspect][1], aspect))
        return tuple(Asked(aspect, best[aspect][0], frozenset(said[aspect])) for aspect in surest)


def _stands(phrase: Sequence[str], heard: Sequence[Mapping[str, float]]) -> tuple[int, ...] | None:
    """Where the words of the phrase stand in the question, in order and close together; None where they do not."""
    for start, match in enumerate(heard):
        if phrase[0] not in match:
            continue
        at = [start]
        for known in phrase[1:]:
            near = range(at[-1] + 1, min(at[-1] + 2 + GAP, len(heard)))
            if (place := next((p for p in near if known in heard[p]), None)) is None:
                break
            at.append(place)
        if len(at) == len(phrase):
            return tuple(at)
    return None
