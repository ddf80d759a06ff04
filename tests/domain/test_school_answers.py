"""Schools and classes as people write them."""

from __future__ import annotations

import pytest

from bot.domain.answers import Problem, read_answer
from bot.domain.applications import Application
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.language import LocalizedText

WORDS = LocalizedText("Сынақ", "Проверка")
CLASS = Field("grade", FieldKind.SCHOOL_CLASS, WORDS, WORDS)
SCHOOL = Field("school", FieldKind.SCHOOL, WORDS, WORDS)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("9А", "9А"),
        ("9A", "9А"),
        ("9 «б»", "9Б"),
        ('9 "Б"', "9Б"),
        ("10-Г", "10Г"),
        ("10 – г класс", "10Г"),
        ("11B", "11В"),
        ("7 ә сынып", "7Ә"),
        ("12", "12"),
    ],
)
def test_a_class_is_a_number_and_a_cyrillic_letter(said, kept):
    assert read_answer(CLASS, said) == kept


@pytest.mark.parametrize("said", ["0А", "13А", "А9", "9АБ", "9Z", "мектеп", "9.5", "123456789012"])
def test_nonsense_is_no_class(said):
    assert read_answer(CLASS, said) is Problem.NOT_A_CLASS


def test_a_school_is_kept_in_the_persons_words():
    assert read_answer(SCHOOL, " Демо  мектеп № 1 ") == "other:Демо мектеп № 1"
    assert read_answer(SCHOOL, "990101 300123 мектеп") is Problem.IIN
    assert read_answer(SCHOOL, "м" * 201) is Problem.TOO_LONG


def test_a_written_class_is_found_by_its_audience_and_a_written_school_by_none():
    said = {"grade": "9А", "school": "other:Демо мектеп"}
    known = Application(1).answering(Form((CLASS, SCHOOL)), said)
    assert (known.school, known.school_class) == (None, "9А")
