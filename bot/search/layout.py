"""Words typed with the wrong keyboard on: finds and repairs them, both ways, by how likely their letters follow."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
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
_HYPHEN = {"-": "ө", "=": "һ"}
"""Keys of Kazakh letters that are signs elsewhere; the hyphen may be one indeed."""

_TO_CYRILLIC = str.maketrans(dict(zip(_LATIN_KEYS, _CYRILLIC_KEYS, strict=True)) | _KAZAKH_DIGITS)
_TO_LATIN = str.maketrans(dict(zip(_CYRILLIC_KEYS, _LATIN_KEYS, strict=True)))
_DIGITS = str.maketrans(_KAZAKH_DIGITS)
_SIGNS = str.maketrans(_HYPHEN)
_NUMBERED = re.compile(r"-\d+$")  # «топ-3»
_AROUND = re.compile(r"^[^a-z]+|[^a-z]+$")
_TOO_SHORT = 2  # letters of a word that are likely in any language

# What really follows a figure in a Cyrillic word: 9сынып, 10класс, 5мая, 3курс.
_AFTER_FIGURES: tuple[str, ...] = (
    "сын", "кл", "кур", "ма", "мам", "сә", "нау", "шіл", "там", "қыр", "қаз", "қар", "желт", "қаң", "ақп",
    "янв", "фев", "апр", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "чел", "час", "лет", "год",
    "жас", "жыл", "адам", "оқу", "ж", "ші", "шы", "нші", "ншы", "го", "й", "я", "ға", "ге", "тен", "дан",
)  # fmt: skip

# How much likelier, in nats a letter, the other keyboard must make a word before it is believed: a short word more.
MARGIN, MARGIN_OF_A_LETTER = 0.3, 3.0
MARGIN_TO_LATIN = 2.0  # more, for only names are written in Latin here
MARGIN_AFTER_ANOTHER = -0.3  # in a message that has such a word already

ONE_BEFORE, UNSEEN, LETTERS = 4.0, 0.1, 30
"""How much the letter before counts against the two before; what an unseen pair counts; how many letters there are."""


class Layouts:
    """Says which keyboard a word was meant for, by which letters follow each other in plain words and in `names`."""

    def __init__(self, names: Iterable[str] = (), speech: Iterable[str] = ()) -> None:
        self._names = frozenset(fold(name) for name in names)
        self._plain = self._names.union(speech, (fold(word) for word in (*COMMON.split(), *FUNCTION_WORDS.split())))
        self._runs: Counter[str] = Counter()
        for word in self._plain:
            self._runs.update(run for triple in _triples_of(word) for run in (triple, triple[:2], triple[1:2]))
        self._triple = lru_cache(maxsize=20_000)(self._of_triple)

    def repair(self, word: str, *, again: bool = False) -> str:
        """The lower-case word as it was meant: rjulf -> когда, 0ашан -> қашан, утиул -> enbek; else unchanged."""
        if fold(word) in self._plain:
            return word
        if any(letter in _CYRILLIC_KEYS or letter in "әғқңөұүһі" for letter in word):
            return self._cyrillic(word, again=again)
        if not any("a" <= letter <= "z" for letter in word):
            return word
        letters = word.translate(_TO_CYRILLIC)
        if letters.startswith(("ь", "ъ")):  # no word does, but folding would lose them
            return word
        typed = self._with_signs("ө" + letters[1:] if letters.startswith("-") else letters)
        if len(word) <= _TOO_SHORT and again and word.isalpha():
            return word if fold(to_cyrillic(word)) in self._names else typed
        asis = to_cyrillic(_AROUND.sub("", word).replace("-", "").replace("'", ""))  # no other sign is in a Latin word
        if fold(typed) in self._plain and fold(asis) not in self._plain:
            return typed
        return typed if self._is_likelier(typed, asis, again=again) else word

    def _cyrillic(self, word: str, *, again: bool) -> str:
        figures = len(word) - len(word.lstrip("0123456789"))
        if any(letter.isdigit() for letter in word):
            rest = word[figures:]
            meant = (figures != 1 or not rest.startswith((*_AFTER_FIGURES, "-"))) and not _NUMBERED.search(word)
            if figures < 2 and len(rest) > 1 and meant:  # noqa: PLR2004  «10класс»
                return self._with_signs(word.translate(_DIGITS))
            return word
        if again and (meant_with := self._with_signs(word)) != word:
            return meant_with
        latin = word.translate(_TO_LATIN)
        if not latin.isascii() or len(word) <= _TOO_SHORT:
            return word
        return latin if self._is_likelier(to_cyrillic(latin), word, MARGIN_TO_LATIN, again=again) else word

    def _with_signs(self, word: str) -> str:
        """The Cyrillic word with its hyphens as the letters of their keys, where these make it likelier."""
        joined = word.translate(_SIGNS)
        if joined == word or fold(joined) in self._plain:
            return joined
        if all(fold(part) in self._plain for part in word.split("-")):
            return word
        apart = sum(self._likelihood(part) for part in word.split("-"))
        return joined if self._likelihood(joined) > apart else word

    def _is_likelier(self, other: str, asis: str, more: float = 0.0, *, again: bool) -> bool:
        """Whether the word is the `other` keyboard's (both in Cyrillic): a name that is expected decides."""
        named = (fold(asis) in self._names, fold(other) in self._names)
        if any(named):
            return not named[0]
        margin = MARGIN_AFTER_ANOTHER if again else MARGIN + MARGIN_OF_A_LETTER / len(other)
        return self._score(other) > self._score(asis) + margin + more

    def _score(self, word: str) -> float:
        """Mean log likelihood of a letter; an impossible one costs most."""
        return self._likelihood(word) / (len(fold(word)) + 1)

    def _likelihood(self, word: str) -> float:
        return sum(map(self._triple, _triples_of(fold(word))))

    def _of_triple(self, triple: str) -> float:
        """How likely its last letter is after the two before it: by how often they were seen so, and after the one."""
        runs = self._runs
        after_one = (runs[triple[1:]] + UNSEEN) / (runs[triple[1:2]] + UNSEEN * LETTERS)
        return log((runs[triple] + ONE_BEFORE * after_one) / (runs[triple[:2]] + ONE_BEFORE))


def _triples_of(word: str) -> list[str]:
    padded = f"^^{word}$"
    return [padded[at : at + 3] for at in range(len(padded) - 2)]
