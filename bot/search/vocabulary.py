"""Known words, found again in spite of endings and slips of the finger; knows words only, not what they mean."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EXACT, ENDING, STEM, SLIP, BEGINNING = 1.0, 0.95, 0.85, 0.75, 0.5
"""How surely a word is the known one: the same, with an ending, of one stem, with a slip, its beginning only."""

_SHORT = 3  # a word of three letters or fewer takes only an ending of the lists below
_SHORT_WITH_ENDING = 6  # a stem of three letters with an ending: «шефы», «шефов», «умная»
_ENDINGS_AS_FOLDED = """
а е и у о ом ем ов ам ами ах ке ка га ге та те да де ти ди ни тин
дин нин тан тен дан ден нан нен мен бен пен на не нда нде лар лер дар дер тар тер лари лери
аиа уиу ои ие их им ого ому ими
"""
_ENDINGS = frozenset(_ENDINGS_AS_FOLDED.split())
_SAME_START = 4
_MOST_CANDIDATES = 3
_LONG = 8  # letters from which two slips are forgiven
_PAIRS_OF_A_SLIP = 3  # pairs of letters that one slip spoils at most
_BITS = 16  # of a count of pairs
_ENOUGH = 1 << _BITS - 1


class Vocabulary:
    """An index of folded words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            self._by_start[word[:_SAME_START]].append(word)
        self._by_short_stem: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if _SHORT < len(word) <= _SHORT_WITH_ENDING:
                self._by_short_stem[word[:_SHORT]].append(word)
        by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            by_first[word[:1]].append(word)
        self._pairs = {first: _Pairs(words) for first, words in by_first.items()}
        self._short = frozenset(word for word in self._words if 1 < len(word) <= _SHORT)
        self.match = lru_cache(maxsize=20_000)(self._match)

    def _match(self, word: str) -> Mapping[str, float]:
        """The known words that this one may be, with how surely (0 to 1)."""
        starts = [word[:size] for size in range(2, _SHORT + 1)]
        found = {start: ENDING for start in starts if start in self._short and word[len(start) :] in _ENDINGS}
        for known in self._by_start.get(word[:_SAME_START], ()):
            if (likeness := _of_one_stem(word, known)) > 0:
                found[known] = likeness
        for known in self._by_short_stem.get(word[:_SHORT], ()):
            if known not in found and {word[_SHORT:], known[_SHORT:]} <= _ENDINGS:
                found[known] = STEM
        if word in self._words:
            found[word] = EXACT
        return found or self._slips(word)

    def _slips(self, word: str) -> Mapping[str, float]:
        if len(word) < _SAME_START or word[:1] not in self._pairs:
            return {}  # any short word is a slip of another, and people seldom mistype the first letter
        near = self._pairs[word[:1]].shared_with(word)
        likely = sorted(near, key=lambda known: (-near[known] / (len(known) + 1), known))[:_MOST_CANDIDATES]
        return {known: SLIP for known in likely if _is_slip(word, known)}


class _Pairs:
    """Which words share most pairs of letters with another; counted for all of them at once.

    A pair of letters is a number that has a one for each word with it, 16 bits a word: their sum counts what is shared.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._having: dict[str, int] = defaultdict(int)
        self._short_of_enough = 0  # what brings a count that is enough to the highest bit
        for at, word in enumerate(words):
            for gram in _grams(word):
                self._having[gram] += 1 << _BITS * at
            missed = max(1, len(word) - _PAIRS_OF_A_SLIP * _slips_in(word))
            self._short_of_enough += (_ENOUGH - 1 - missed) << _BITS * at
        self._enough = sum(_ENOUGH << _BITS * at for at in range(len(words)))

    def shared_with(self, word: str) -> Mapping[str, int]:
        """The words that share enough to be this one but for a slip, and how many pairs they share."""
        counts = sum(self._having[gram] for gram in _grams(word) if gram in self._having)
        enough = (counts + self._short_of_enough) & self._enough
        found = {}
        while enough:
            at = (enough & -enough).bit_length() // _BITS - 1
            found[self._words[at]] = counts >> _BITS * at & (_ENOUGH - 1)
            enough &= enough - 1
        return found


def _of_one_stem(word: str, known: str) -> float:
    """How surely two words that begin alike are one: by what is left of each after their common beginning."""
    pairs = zip(word, known, strict=False)
    same = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(word), len(known)))
    left = len(known) - same
    if left == 0 and same > _SHORT:
        return ENDING if len(word) - same <= _LONG else STEM
    if same > _SAME_START and {word[same:], known[same:]} <= _ENDINGS:
        return ENDING  # «стажировки», «стажировка»
    if same < max(_SAME_START, 0.7 * min(len(word), len(known)), 0.5 * max(len(word), len(known))):
        return 0.0
    if left < _SHORT or (left == _SHORT and same > _SAME_START + 1 and same < len(word)):
        return STEM
    return BEGINNING if left == _SHORT and same == len(word) else 0.0  # «алтын» of «алтынқор»


def _is_slip(word: str, known: str) -> bool:
    """Whether `word` (with whatever ending) begins with `known` but for one slip, or two in a long word."""
    if len(known) <= _SAME_START or len(word) < max(_SAME_START, len(known) - 1):
        return False  # any short word is a slip of another
    return begins(word, known, _slips_in(known))


def _slips_in(known: str) -> int:
    return 1 if len(known) < _LONG else 2


def begins(word: str, known: str, slips: int) -> bool:
    """Whether `word` begins with `known`, with so many letters left out, put in, changed or swapped at most."""
    while known and word[:1] == known[:1]:
        word, known = word[1:], known[1:]
    if len(known) <= slips:
        return True
    if not slips:
        return False
    ways = [(word[1:], known), (word, known[1:]), (word[1:], known[1:])]
    if word[:2] == known[1::-1]:
        ways.append((word[2:], known[2:]))
    return any(begins(rest, wanted, slips - 1) for rest, wanted in ways)


def _grams(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
