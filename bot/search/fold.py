"""Folding: what sounds like one word is written as one; loses the difference of қ and к, so it is never shown."""

from __future__ import annotations

import re

_LETTERS = str.maketrans(
    {
        "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и",
        "ы": "и", "й": "и", "э": "е", "ё": "е", "щ": "ш", "ц": "тс", "я": "иа", "ю": "иу", "ь": "", "ъ": "",
    }
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")


def fold(word: str) -> str:
    """A lower-case Cyrillic word as it sounds: мамандық, мамандык and «мамандыык» are all «мамандик»."""
    return _once(_once(word.translate(_LETTERS)).replace("нг", "н"))


def _once(word: str) -> str:
    return _REPEATED.sub(r"\1", word)
