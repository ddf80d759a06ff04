"""Makes the models from data/training, the same every time; plain arithmetic, and nothing of it runs in the bot."""

from __future__ import annotations

import hashlib
import random
import re
from array import array
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from bot.search import features
from bot.search.linear import FILE, Learned, Weights, pack, softmax
from bot.search.normalize import plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATA = Path(__file__).parents[2] / "data" / "training"
EVENT, OFFTOPIC = "event", "offtopic"
ROUNDS, STEP, LEAST_ERROR = 5, 1.5, 0.01
TIMES = 6
"""How often a text with alternatives is told, by chance with others of them each time."""

SPARED = 0.25
"""The part of the texts with an event that are also learned without its name: as a follow-up is asked."""

_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_LETTERS = "абвгдежзиклмнопрстуфхчш"
_VOWELS = "аеиоу"
_ENDINGS = ("", "", "", "га", "ге", "да", "де", "нин", "тин", "ди", "у", "е", "а", "ом")
Section = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """Folded words and what they mean."""

    words: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Material:
    """The training texts by file and section, and the hash of them all."""

    functions: Section
    aspects: Section
    offtopic: Section
    chatter: Section
    fingerprint: str


def read(folder: Path = DATA) -> Material:
    """The texts of a folder: sections in brackets, a text a line, (one|of|these) in it, `#` for remarks."""
    digest = hashlib.sha256()
    parts = {}
    for name in ("functions", "aspects", "offtopic", "chatter"):
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        digest.update(text.encode())
        parts[name] = _sections(text)
    for module in ("features", "fold", "latin", "normalize", "training"):
        digest.update((Path(__file__).parent / f"{module}.py").read_bytes())
    return Material(**parts, fingerprint=digest.hexdigest())


def _sections(text: str) -> Section:
    found: Section = defaultdict(list)
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[] ")
        elif line.strip() and not line.startswith("#"):
            found[name].append(line)
    return dict(found)


def intents(material: Material) -> list[Example]:
    """What tells a function of the bot, a question about an event and everything else apart."""
    telling = _Telling(material)
    labelled = [(label, text) for label, texts in material.functions.items() for text in texts]
    labelled += [(EVENT, text) for texts in material.aspects.values() for text in texts]
    labelled += [(OFFTOPIC, text) for text in material.offtopic[OFFTOPIC]]
    return _told(labelled, telling)


def aspects(material: Material) -> list[Example]:
    """What tells the aspects apart."""
    telling = _Telling(material)
    labelled = [(label, text) for label, texts in material.aspects.items() for text in texts]
    return _told(labelled, telling)


def _told(labelled: Sequence[tuple[str, str]], telling: _Telling) -> list[Example]:
    return [
        Example(words, label)
        for label, text in labelled
        for _ in range(TIMES if "(" in text else 1)
        for words in telling.ways(text)
    ]


class _Telling:
    """Tells a training text in other ways, as people do; by chance, but always by the same."""

    def __init__(self, material: Material) -> None:
        self._chance = random.Random(7)  # noqa: S311  nobody must not guess it
        self._before = [plain_words(text) for text in material.chatter["before"]]
        self._after = [plain_words(text) for text in material.chatter["after"]]
        self._names = [plain_words(text) for text in material.chatter["names"]]
        self._kinds = [plain_words(text) for text in material.chatter["kinds"]]

    def ways(self, text: str) -> list[tuple[str, ...]]:
        """The text with its event masked, called by an invented name, mistyped and within a story."""
        masked = [self._around(text, (features.MASK,)), self._around(text, (features.MASK,))]
        named = self._around(text, self._name())
        told = [masked[0], named, self._mistyped(self._around(text, self._name())), self._story(masked[1])]
        told.append(self._story(self._around(text, self._name())))
        if "@" in text and text != "@" and self._chance.random() < SPARED:
            told.append(self._around(text, ()))
        return [words for words in told if words]

    def _around(self, text: str, name: tuple[str, ...]) -> tuple[str, ...]:
        """The text with `name` for its event: before what is asked of it, or after."""
        chosen = _ALTERNATIVES.sub(lambda found: self._chance.choice(found[1].split("|")), text)
        rest = plain_words(chosen.replace("@", " "))
        if "@" not in text:
            return rest
        return (*rest, *name) if self._chance.random() < 0.4 else (*name, *rest)  # noqa: PLR2004  people do both

    def _name(self) -> tuple[str, ...]:
        kind = self._chance.choice(self._kinds)
        how = self._chance.random()
        if how < 0.4:  # noqa: PLR2004  a kind alone
            name = kind
        elif how < 0.7:  # noqa: PLR2004  a name alone
            name = self._chance.choice(self._names)
        else:
            name = (features.MASK, *kind)
        return (*name[:-1], name[-1] + self._chance.choice(_ENDINGS)) if name[-1] != features.MASK else name

    def _mistyped(self, words: Sequence[str]) -> tuple[str, ...]:
        """A slip in about every second longer word, in every fourth short one."""
        return tuple(
            self._slip(word) if len(word) > 2 and self._chance.random() < (0.5 if len(word) > 4 else 0.25) else word  # noqa: PLR2004
            for word in words
        )

    def _slip(self, word: str) -> str:
        vowels = [at for at in range(1, len(word) - 1) if word[at] in _VOWELS]
        if vowels and self._chance.random() < 0.3:  # noqa: PLR2004  the letter that is left out most
            at = self._chance.choice(vowels)
            return word[:at] + word[at + 1 :]
        at = self._chance.randrange(1, len(word) - 1)
        how = self._chance.randrange(4)
        if how == 0:
            return word[:at] + word[at + 1 :]
        if how == 1:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        letter = self._chance.choice(_LETTERS)
        return word[:at] + letter + word[at + (how == 2) :]  # noqa: PLR2004  changed, or put in

    def _story(self, words: Sequence[str]) -> tuple[str, ...]:
        before = [word for _ in range(self._chance.randint(1, 4)) for word in self._chance.choice(self._before)]
        after = self._chance.choice(self._after) if self._chance.random() < 0.4 else ()  # noqa: PLR2004  some thank
        return (*before, *words, *after)


def train(examples: Sequence[Example]) -> Weights:
    """A model by stochastic gradient descent; floats are rounded to bytes, so that machines agree."""
    labels = tuple(sorted({example.label for example in examples}))
    table: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(labels))
    seen = [(tuple(features.of_words(e.words)), labels.index(e.label)) for e in examples]
    weight = _weights_of(examples)
    chance = random.Random(11)  # noqa: S311  nobody must not guess it
    for round_ in range(ROUNDS):
        chance.shuffle(seen)
        step = STEP / (1 + round_ / 2)
        for buckets, label in seen:
            _learn(table, buckets, label, step * weight[labels[label]])
    return _rounded(labels, table)


def _weights_of(examples: Sequence[Example]) -> Mapping[str, float]:
    """Labels with few texts count more, though not in full."""
    counts: dict[str, int] = defaultdict(int)
    for example in examples:
        counts[example.label] += 1
    mean = len(examples) / len(counts)
    return {label: min(2.0, sqrt(mean / count)) for label, count in counts.items()}


def _learn(table: dict[int, list[float]], buckets: Sequence[int], label: int, step: float) -> None:
    rows = [table[bucket] for bucket in buckets]
    scale = 1 / sqrt(len(rows))
    likely = softmax([sum(column) * scale for column in zip(*rows, strict=True)])
    for at, how in enumerate(likely):
        error = how - (at == label)
        if abs(error) > LEAST_ERROR:
            change = step * error * scale
            for row in rows:
                row[at] -= change


def _rounded(labels: tuple[str, ...], table: Mapping[int, Sequence[float]]) -> Weights:
    worth = max(abs(value) for row in table.values() for value in row) / 127
    rounded = array("b", bytes(features.BUCKETS * len(labels)))
    for bucket, row in table.items():
        for at, value in enumerate(row):
            rounded[bucket * len(labels) + at] = round(value / worth)
    return Weights(labels, worth, rounded)


def speech(material: Material) -> frozenset[str]:
    """The words of questions and of stories around them."""
    texts = [
        text
        for part in (*material.aspects.values(), material.chatter["before"], material.chatter["after"])
        for text in part
    ]
    return frozenset(word for text in texts for word in plain_words(text.replace(features.MASK, " ")))


def make(material: Material) -> Learned:
    """All that the bot ships."""
    models = {"intents": train(intents(material)), "aspects": train(aspects(material))}
    return Learned(material.fingerprint, speech(material), models)


def main() -> None:
    """Write the file that the bot ships."""
    material = read()
    (Path(__file__).parent / FILE).write_bytes(pack(make(material)))


if __name__ == "__main__":
    main()
