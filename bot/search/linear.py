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
from struct import Struct
from typing import TYPE_CHECKING

from bot.search import features

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "model.bin"

_LANE = 4  # bytes of a label in a row that is added up
_ZERO = 128
_POSITIVE = bytes((byte + _ZERO) % 256 for byte in range(256))  # a signed byte as so much more than -128


@dataclass(frozen=True, slots=True)
class Weights:
    """A model as it is shipped: a signed byte for each bucket and label, row by row, and what a byte is worth."""

    labels: tuple[str, ...]
    worth: float
    table: array[int]


class Linear:
    """A model, ready to be asked; what a word says is remembered.

    A row of the table is kept as one number with 32 bits for each label, its bytes made positive: so rows are added
    in one go, and the labels are told apart only in the end.
    """

    def __init__(self, weights: Weights) -> None:
        self._labels = weights.labels
        self._worth = weights.worth
        self._lanes = Struct(f"<{len(weights.labels)}I")
        wide = bytearray(_LANE * len(weights.table))
        wide[::_LANE] = weights.table.tobytes().translate(_POSITIVE)
        self._table = bytes(wide)
        self._word = lru_cache(maxsize=10_000)(self._of_word)
        self._pair = lru_cache(maxsize=10_000)(self._of_pair)

    def likelihoods(self, words: Sequence[str]) -> Mapping[str, float]:
        """How likely each label is (together 1) for folded words."""
        found = [self._word(word) for word in words]
        pieces = sum(count for count, _ in found)
        total = sum(row for _, row in found) + self._row(features.of_length(len(words)))
        total += sum(self._pair(*pair) for pair in pairwise(words))
        added = _ZERO * (pieces + max(len(words), 1))
        scale = self._worth / sqrt(max(pieces + len(words), 1))
        sums = self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))
        return dict(zip(self._labels, softmax([(lane - added) * scale for lane in sums]), strict=True))

    def _of_word(self, word: str) -> tuple[int, int]:
        buckets = features.of_word(word)
        return len(buckets), sum(map(self._row, buckets))

    def _of_pair(self, one: str, other: str) -> int:
        return self._row(features.of_pair(one, other))

    def _row(self, bucket: int) -> int:
        size = self._lanes.size
        return int.from_bytes(self._table[bucket * size : (bucket + 1) * size], "little")


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
