"""Folding: what sounds like one word is written as one; loses the difference of қ and к, so it is never shown."""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и",
        "ы": "и", "й": "и", "э": "е", "ё": "е", "щ": "ш", "ц": "тс", "я": "иа", "ю": "иу", "ь": "", "ъ": "",
    }
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A lower-case Cyrillic word as it sounds: мамандық, мамандык and «мамандыык» are all «мамандик»."""
    folded = _once(word.translate(_LETTERS))
    return _once(folded.replace("нг", "н")) if "нг" in folded else folded


def _once(word: str) -> str:
    return _REPEATED.sub(r"\1", word)
