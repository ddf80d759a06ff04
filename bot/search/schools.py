"""Which school of the directory a person means: by its number, its name, what else it is called; keeps nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING
from unicodedata import normalize

from bot.search.normalize import plain_words
from bot.search.vocabulary import EXACT, SLIP, Vocabulary, begins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.domain.schools import School

MOST_FOUND = 6
"""Schools that somebody is asked to choose from."""

_COMMON = """
мектеп мектебі мектебінің мектебі школа школы школе школу школ шк сш сош оош ош жобм жом ом мек
жалпы орта білім беру беретін бастауыш негізгі средняя общеобразовательная основная начальная общая
кгу кмм гу мм коммуналдық мемлекеттік мекеме мекемесі коммунальное государственное учреждение
атындағы атында имени им ат номер номир номері нөмір номеры №  no n
қаласы қаласының город города ауылы ауылының село села облысы области
"""
_ENDINGS_OF_NUMBERS = "ші шы нші ншы інші ыншы ға ге да де дағы дегі я ая й ой ый го"

_NUMBER_WEIGHT, _COMMON_WEIGHT, _UNKNOWN_WEIGHT = 2.0, 0.15, 1.0
_LEAST, _NEXT_TO_BEST = 0.5, 0.8
_LEAST_WITH_SLIP = 5  # letters: any shorter word is a slip of another
_TWO_SLIPS = 8
_MOST_LONGER = 2
_MOST_WORDS = 20
_LONGEST_NUMBER = 9  # digits; no school has a longer one
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Matches:
    """The schools that may be meant, likeliest first, at most `MOST_FOUND`."""

    schools: tuple[School, ...] = ()


@dataclass(frozen=True, slots=True)
class _Label:
    """A name of a school as folded words, and where it is, which helps to tell it from others."""

    school: School
    words: frozenset[str]
    place: frozenset[str]
    numbers: frozenset[str]


class SchoolIndex:
    """The listed schools of a directory, ready to be found; make one for each directory and keep it."""

    def __init__(self, schools: Iterable[School]) -> None:
        self._labels = [label for school in schools if school.listed for label in _labels(school)]
        having: dict[str, set[str]] = {}
        for label in self._labels:
            for word in (*label.words, *label.place):
                having.setdefault(word, set()).add(label.school.id)
        count = len({label.school.id for label in self._labels})
        # What few schools have tells more: 1.3 for the word of one school alone.
        self._weights = {word: 0.3 + log(1 + count / len(of)) / log(1 + count) for word, of in having.items()}
        self._vocabulary = Vocabulary(word for word in having if not word.isdecimal())
        self._long = [word for word in having if len(word) >= _LEAST_WITH_SLIP]

    def find(self, text: str) -> Matches:
        """The schools that a typed text may mean."""
        words = _heard(text)
        if not words:
            return Matches()
        if _COMMON_WORDS.issuperset(words):  # «мектеп» is every school, unless one is called so
            return Matches(_first(label.school for label in self._labels if label.words == set(words)))
        meant = {word: self._match(word) for word in words}
        ranks: dict[str, tuple[float, float]] = {}
        schools: dict[str, School] = {}
        for label in self._labels:
            rank = self._rank(label, meant)
            schools[label.school.id] = label.school
            ranks[label.school.id] = max(rank, ranks.get(label.school.id, rank))
        best = max((heard for heard, _ in ranks.values()), default=0.0)
        enough = max(_LEAST, _NEXT_TO_BEST * best)
        found = [key for key in schools if ranks[key][0] >= enough]
        found.sort(key=lambda key: ranks[key], reverse=True)
        return Matches(_first(schools[key] for key in found))

    def _match(self, word: str) -> Mapping[str, float]:
        """The words of the directory that this one may be, with how surely; a number is itself alone."""
        if word.isdecimal():
            return {word: EXACT}
        if found := self._vocabulary.match(word):
            return found
        if len(word) < _LEAST_WITH_SLIP - 1:
            return {}
        slips = 2 if len(word) >= _TWO_SLIPS else 1
        # A slip in the first letter too: few words are looked at, and somebody waits who has typed a name.
        return {
            known: SLIP
            for known in self._long
            if abs(len(known) - len(word)) <= _MOST_LONGER and begins(word, known, slips)
        }

    def _rank(self, label: _Label, meant: Mapping[str, Mapping[str, float]]) -> tuple[float, float]:
        """How much of what was typed the label has, and how much of the label was typed."""
        numbers = {word for word in meant if word.isdecimal()}
        if numbers and label.numbers and numbers.isdisjoint(label.numbers):
            return 0.0, 0.0
        heard = total = 0.0
        found: set[str] = set()
        distinct = False
        for word, known in meant.items():
            here = {one: how for one, how in known.items() if one in label.words or one in label.place}
            best = max(here, key=lambda one: here[one], default=None)
            weight = self._weight(word if best is None else best)
            total += weight
            if best is not None:
                heard += weight * here[best]
                found.add(best)
                distinct = distinct or (best not in _COMMON_WORDS and best in label.words)
        if not distinct:
            return 0.0, 0.0
        said = sum(self._weight(word) for word in label.words & found)
        return heard / total, said / sum(map(self._weight, label.words))

    def _weight(self, word: str) -> float:
        if word in _COMMON_WORDS:
            return _COMMON_WEIGHT
        return _NUMBER_WEIGHT if word.isdecimal() else self._weights.get(word, _UNKNOWN_WEIGHT)


def _labels(school: School) -> Iterator[_Label]:
    place = frozenset(word for text in _both(school) for word in plain_words(text))
    for name in dict.fromkeys((school.name.kk, school.name.ru, *school.aliases)):
        words = frozenset(_heard(name))
        yield _Label(school, words, place - words, frozenset(word for word in words if word.isdecimal()))


def _both(school: School) -> tuple[str, ...]:
    return (school.place.kk, school.place.ru) if school.place else ()


def _heard(text: str) -> Sequence[str]:
    """The words that tell schools apart or are common to them; a number without its ending and leading zeros."""
    kept: list[str] = []
    for run in _DIGITS.split(normalize("NFKC", text)):
        if run.isdecimal():  # as it is: in folded words 112 would be 12
            kept.append(str(int(run[:_LONGEST_NUMBER])))
            continue
        words = plain_words(run)
        ending = bool(kept) and kept[-1].isdecimal() and words[:1] != () and words[0] in _NUMBER_ENDINGS
        kept.extend(words[1:] if ending else words)
    told = list(dict.fromkeys(kept))[:_MOST_WORDS]
    return [word for word in told if len(word) > 1 or word.isdecimal()] or told


def _first(schools: Iterable[School]) -> tuple[School, ...]:
    return tuple({school.id: school for school in schools}.values())[:MOST_FOUND]


_COMMON_WORDS = frozenset(plain_words(_COMMON))
_NUMBER_ENDINGS = frozenset(plain_words(_ENDINGS_OF_NUMBERS))
