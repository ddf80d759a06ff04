"""Kazakh and Russian written in Latin letters, turned into Cyrillic; every informal spelling, no official one."""

from __future__ import annotations

import re

# Longest first; both languages' habits at once, for what they write differently folds to one letter afterwards.
_SPELLINGS = {
    "shch": "щ", "sch": "щ",
    "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "gh": "ғ", "ng": "ң", "ts": "ц", "ck": "к", "ph": "ф",
    "ce": "це", "ci": "ци", "cy": "цы", "ica": "ица", "icu": "ицу",
    "yo": "ё", "jo": "жо", "yu": "ю", "iu": "ю", "ya": "я", "ia": "я", "ye": "е", "oo": "у", "ee": "и",
    "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в",
    "w": "у", "x": "х", "y": "ы", "z": "з",
    "ä": "ә", "á": "ә", "ö": "ө", "ó": "ө", "ü": "ү", "ú": "ү", "ū": "ұ", "ğ": "ғ", "ǵ": "ғ", "ñ": "ң", "ń": "ң",
    "ş": "ш", "ç": "ч", "ý": "у", "ı": "ы",
    "'": "", "’": "", "ʻ": "",
}  # fmt: skip
_UNIT = re.compile("|".join(map(re.escape, sorted(_SPELLINGS, key=len, reverse=True))))


def to_cyrillic(word: str) -> str:
    """A word of lower-case Latin letters in Cyrillic: qashan -> қашан, zapisatsya -> записатся; the rest stays."""
    return _UNIT.sub(lambda unit: _SPELLINGS[unit[0]], word)
