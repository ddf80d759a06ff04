"""Greetings and thanks, in both languages and as people type them; a text that says anything else is none."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.search.normalize import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection


class Courtesy(StrEnum):
    """What a text without a question says."""

    GREETING = "greeting"
    THANKS = "thanks"


_GREETINGS = frozenset(
    plain_words(
        "сәлем сәлеметсіз сәлеметсізбе сәлеметсің салематсыз ассалаумағалейкум ассалам уалейкум мағалейкум армысыз"
        " армысың привет приветствую приветик здравствуй здравствуйте здрасте хай хелло hello hi salem"
        " қайырлы доброе добрый доброго"
    )
)
_THANKS = frozenset(
    plain_words(
        "рахмет рақмет ракмет рахметке ризамын спасибо спс благодарю пасиб спасибки рахметик thanks thank raxmet rahmet"
        " spasibo сау болыңыз болсын"
    )
)
_BESIDE = frozenset(
    plain_words(
        "ма ме бе па сіз сізге сізбе сізбен сендер сендерге бәріңізге көп үлкен мың айналайын жақсы жақсыма апай ағай"
        " аға апа бот большое огромное вам тебе вас всем за ответ помощь заранее очень и всё ок окей ok жауабыңызға"
        " көмегіңізге you алла разы хош понятно түсінікті түсіндім таң күн кеш кештер түн утро день вечер утра"
        " дня вечера времени суток"
    )
)
"""Words that go with either, and mean neither alone."""


def courtesy(words: Collection[str]) -> Courtesy | None:
    """What folded words greet or thank with, where they say nothing else; thanks come before a greeting."""
    if any(word not in _GREETINGS and word not in _THANKS and word not in _BESIDE for word in words):
        return None
    if any(word in _THANKS for word in words):
        return Courtesy.THANKS
    return Courtesy.GREETING if any(word in _GREETINGS for word in words) else None
