"""Words typed with the wrong keyboard on: finds and repairs them, both ways, by how likely their letters follow."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from bot.search.fold import fold
from bot.search.latin import to_cyrillic
from bot.search.speech import COMMON, FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_KAZAKH_DIGITS = {"2": "ә", "3": "і", "4": "ң", "5": "ғ", "8": "ү", "9": "ұ", "0": "қ"}
_TO_CYRILLIC = str.maketrans(dict(zip(_LATIN_KEYS, _CYRILLIC_KEYS, strict=True)) | _KAZAKH_DIGITS)
_TO_LATIN = str.maketrans(dict(zip(_CYRILLIC_KEYS, _LATIN_KEYS, strict=True)))
_DIGITS = str.maketrans(_KAZAKH_DIGITS)

# What really follows a figure in a Cyrillic word: 9сынып, 10класс, 5мая, 3курс.
_AFTER_FIGURES: tuple[str, ...] = (
    "сын", "кл", "кур", "ма", "мам", "сә", "нау", "шіл", "там", "қыр", "қаз", "қар", "желт", "қаң", "ақп",
    "янв", "фев", "апр", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "чел", "час", "лет", "год",
    "жас", "жыл", "адам", "оқу", "ж", "ші", "шы", "нші", "ншы", "го", "й", "я", "ға", "ге", "тен", "дан",
)  # fmt: skip

# How much likelier, in nats a letter, the other keyboard must make a word before it is believed: a short word more.
MARGIN, MARGIN_OF_A_LETTER = 0.3, 3.0
MARGIN_TO_LATIN = 1.0  # more, for only names are written in Latin here
MARGIN_AFTER_ANOTHER = -0.3  # in a message that has such a word already


class Layouts:
    """Says which keyboard a word was meant for, by which letters follow each other in plain words and in `names`."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(fold(name) for name in names)
        self._pairs: Counter[str] = Counter()
        self._plain = {fold(word) for word in (*COMMON.split(), *FUNCTION_WORDS.split())} | self._names
        for word in self._plain:
            self._pairs.update(_pairs_of(word))
        self._total = sum(self._pairs.values())

    def repair(self, word: str, *, again: bool = False) -> str:
        """The lower-case word as it was meant: rjulf -> когда, 0ашан -> қашан, утиул -> enbek; else unchanged."""
        if fold(word) in self._plain:
            return word
        if any(letter in _CYRILLIC_KEYS or letter in "әғқңөұүһі" for letter in word):
            return self._cyrillic(word, again=again)
        if not any("a" <= letter <= "z" for letter in word):
            return word
        typed = word.translate(_TO_CYRILLIC)
        asis = to_cyrillic("".join(letter for letter in word if letter.isalpha()))
        return typed if self._is_likelier(typed, asis, again=again) else word

    def _cyrillic(self, word: str, *, again: bool) -> str:
        figures = len(word) - len(word.lstrip("0123456789"))
        if any(letter.isdigit() for letter in word):
            rest = word[figures:]
            meant = figures != 1 or not rest.startswith(_AFTER_FIGURES)
            return word.translate(_DIGITS) if figures < 2 and len(rest) > 1 and meant else word  # noqa: PLR2004  «10класс»
        latin = word.translate(_TO_LATIN)
        if not latin.isascii() or len(word) < 3:  # noqa: PLR2004  too short to judge
            return word
        return latin if self._is_likelier(to_cyrillic(latin), word, MARGIN_TO_LATIN, again=again) else word

    def _is_likelier(self, other: str, asis: str, more: float = 0.0, *, again: bool) -> bool:
        """Whether the word is the `other` keyboard's (both in Cyrillic): a name that is expected decides."""
        named = (fold(asis) in self._names, fold(other) in self._names)
        if any(named):
            return not named[0]
        margin = MARGIN_AFTER_ANOTHER if again else MARGIN + MARGIN_OF_A_LETTER / len(other)
        return self._score(other) > self._score(asis) + margin + more

    def _score(self, word: str) -> float:
        """Mean log likelihood of the word's pairs of letters; an impossible pair costs most."""
        pairs = _pairs_of(fold(word))
        likely = sum(log((self._pairs[pair] + 0.05) / self._total) for pair in pairs)
        return likely / max(len(pairs), 1)


def _pairs_of(word: str) -> list[str]:
    padded = f"^{word}$"
    return [padded[at : at + 2] for at in range(len(padded) - 1)]
