"""What the trained models see of folded words: pieces of each word and pairs of neighbours; keeps nothing."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MASK = "@"
"""Stands for the words that name an event, so that no model ever learns one."""

BUCKETS = 1 << 15
_PIECES = (3, 4, 5)
_STEM = 5  # letters of a word that stand for it beside its neighbour
_LONGEST = 24  # letters of a word that are looked at


@lru_cache(maxsize=10_000)
def of_word(word: str) -> tuple[int, ...]:
    """Buckets of a word: itself and its pieces, so that endings and slips change only some of them."""
    padded = f"^{word[:_LONGEST]}$"
    pieces = {padded[at : at + size] for size in _PIECES for at in range(len(padded) - size + 1)}
    return tuple(sorted({_bucket(piece) for piece in {*pieces, f"={word}"}}))


def of_pair(one: str, other: str) -> int:
    """The bucket of two neighbours, by how they begin."""
    return _bucket(f"{one[:_STEM]} {other[:_STEM]}")


def of_length(words: int) -> int:
    """The bucket of how long the text is."""
    return _bucket(f"#{min(words, 4) if words < 6 else 6}")  # noqa: PLR2004  one word, two, three, some, many


def of_words(words: Sequence[str]) -> Iterator[int]:
    """All buckets of a text, one by one."""
    for word in words:
        yield from of_word(word)
    for one, other in pairwise(words):
        yield of_pair(one, other)
    yield of_length(len(words))


def _bucket(feature: str) -> int:
    return crc32(feature.encode()) % BUCKETS
