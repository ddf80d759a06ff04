"""A linear model over hashed features: how likely each label is for a text; it is only read here, never trained."""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from math import exp, sqrt
from typing import TYPE_CHECKING

from bot.search import features

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "model.bin"


@dataclass(frozen=True, slots=True)
class Weights:
    """A model as it is shipped: a signed byte for each bucket and label, row by row, and what a byte is worth."""

    labels: tuple[str, ...]
    worth: float
    table: array[int]


class Linear:
    """A model, ready to be asked; what a word says is remembered."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._word = lru_cache(maxsize=10_000)(self._of_word)
        self._bucket = lru_cache(maxsize=10_000)(self._row)

    def likelihoods(self, words: Sequence[str]) -> Mapping[str, float]:
        """How likely each label is (together 1) for folded words."""
        found = [self._word(word) for word in words]
        size = sum(count for count, _ in found) + len(words)
        rows: list[Sequence[int]] = [row for _, row in found]
        rows += [self._bucket(features.of_pair(*pair)) for pair in pairwise(words)]
        rows.append(self._bucket(features.of_length(len(words))))
        scale = self._weights.worth / sqrt(max(size, 1))
        return dict(
            zip(self._weights.labels, softmax([sum(column) * scale for column in zip(*rows, strict=True)]), strict=True)
        )

    def _of_word(self, word: str) -> tuple[int, tuple[int, ...]]:
        buckets = features.of_word(word)
        return len(buckets), tuple(map(sum, zip(*map(self._row, buckets), strict=True)))

    def _row(self, bucket: int) -> array[int]:
        width = len(self._weights.labels)
        return self._weights.table[bucket * width : (bucket + 1) * width]


def softmax(values: Sequence[float]) -> list[float]:
    """Scores as likelihoods."""
    top = max(values)
    powers = [exp(value - top) for value in values]
    total = sum(powers)
    return [power / total for power in powers]


@dataclass(frozen=True, slots=True)
class Learned:
    """All that is learned: the models, the words of questions that carry no topic, and the hash of what taught it."""

    fingerprint: str
    speech: frozenset[str]
    weights: Mapping[str, Weights]


@dataclass(frozen=True, slots=True)
class Shipped:
    """What is learned, ready for use: the models `intents` and `aspects`, and words that carry no topic."""

    models: Mapping[str, Linear]
    speech: frozenset[str]


def pack(learned: Learned) -> bytes:
    """It as one file."""
    models = learned.weights
    head = {
        "fingerprint": learned.fingerprint,
        "speech": sorted(learned.speech),
        "models": {name: {"labels": list(model.labels), "worth": model.worth} for name, model in models.items()},
    }
    body = b"".join(model.table.tobytes() for model in models.values())
    return zlib.compress(json.dumps(head).encode() + b"\n" + body, 9)


def unpack(packed: bytes) -> Learned:
    """What `pack` packed."""
    head, _, body = zlib.decompress(packed).partition(b"\n")
    told = json.loads(head)
    models, at = {}, 0
    for name, model in told["models"].items():
        size = features.BUCKETS * len(model["labels"])
        models[name] = Weights(tuple(model["labels"]), model["worth"], array("b", body[at : at + size]))
        at += size
    return Learned(told["fingerprint"], frozenset(told["speech"]), models)


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """What comes with the program, read once."""
    learned = unpack(resources.files("bot.search").joinpath(FILE).read_bytes())
    return Shipped({name: Linear(weights) for name, weights in learned.weights.items()}, learned.speech)
