"""Greetings and thanks are known as such, and nothing that asks for something is."""

from __future__ import annotations

import pytest

from bot.search.courtesy import Courtesy, courtesy
from bot.search.normalize import Normalizer

WORDS = Normalizer(["MamandyqFest"])


@pytest.mark.parametrize(
    "text",
    [
        "сәлем",
        "Сәлеметсіз бе!",
        "салеметсизбе",
        "Здравствуйте",
        "добрый день",
        "Доброго времени дня",
        "қайырлы таң 🌞",
        "Привет, бот",
        "salem",
        "Ассалаумағалейкүм",
    ],
)
def test_a_greeting(text: str) -> None:
    assert courtesy(WORDS.words(text)) is Courtesy.GREETING


@pytest.mark.parametrize(
    "text",
    ["рахмет", "Көп рақмет!", "rahmet", "Спасибо большое", "спс", "Здравствуйте, спасибо за ответ", "Рахмет сізге 🙏"],
)
def test_thanks(text: str) -> None:
    assert courtesy(WORDS.words(text)) is Courtesy.THANKS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ок",
        "жақсы",
        "сәлем, фестиваль қашан",
        "Здравствуйте, сколько стоит?",
        "рахмет, ал қайда?",
        "спасибо, а когда",
        "күн",
        "сколько дней",
    ],
)
def test_neither(text: str) -> None:
    assert courtesy(WORDS.words(text)) is None
