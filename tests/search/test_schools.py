"""Schools found again however people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import LocalizedText
from bot.domain.schools import School
from bot.search.normalize import plain_words
from bot.search.schools import MOST_FOUND, SchoolIndex

CITY, VILLAGE = LocalizedText("Демо қала", "Демо-город"), LocalizedText("Демо ауыл", "Село Демо")


def school(key: str, kk: str, ru: str, *aliases: str, place: LocalizedText | None = CITY) -> School:
    return School(key, LocalizedText(kk, ru), aliases, place)


DIRECTORY = (
    *(school(f"demo_{n}", f"Демо мектеп № {n}", f"Демо-школа № {n}") for n in (1, 2, 3, 11, 12, 21)),
    school("village_12", "Демо ауылының № 12 мектебі", "Школа № 12 села Демо", place=VILLAGE),
    school("dream", "«Қиял» демо лицейі", "Демо-лицей «Қиял»", "Фантазия"),
    school("model", "«Үлгі» демо гимназиясы", "Демо-гимназия «Үлгі»", "Образец", "ДГҮ"),
    school("shokan", "Қисапбай Ойдан атындағы демо мектеп", "Демо-школа имени Кисапбая Ойдана", place=None),
    School("gone", LocalizedText("Жабылған № 77 демо мектеп", "Закрытая демо-школа № 77"), listed=False),
)
INDEX = SchoolIndex(DIRECTORY)


def found(text: str) -> list[str]:
    return [one.id for one in INDEX.find(text).schools]


@pytest.mark.parametrize(
    "text",
    ["21", "№21", "№ 21 мектеп", "школа 21", "21-ші мектеп", "21 мектеп", "СОШ №21", "21ші", "21-я школа", "mektep 21",
     "shkola 21", "Школа номер 21", "демо мектеп 21", "021", "мектеп №21 Демо қала"],
)  # fmt: skip
def test_a_number_is_enough(text):
    assert found(text) == ["demo_21"]
    assert len(INDEX.find(text).schools) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Қиял", "dream"),
        ("киял", "dream"),
        ("qiyal", "dream"),
        ("лицей", "dream"),
        ("litsei", "dream"),
        ("лицейде оқимын", "dream"),
        ("фантазия", "dream"),
        ("фонтазия", "dream"),
        ("үлгі гимназиясы", "model"),
        ("улги", "model"),
        ("gimnaziya", "model"),
        ("гимнозия", "model"),
        ("имназия", "model"),
        ("дгу", "model"),
        ("Кисапбая Ойдана", "shokan"),
        ("қисапбай ойдан атындағы", "shokan"),
        ("Kisapbai", "shokan"),
        ("кисапбаи", "shokan"),
        ("демо ауылының 12 мектебі", "village_12"),
    ],
)
def test_a_name_is_found_however_it_is_typed(text, key):
    assert found(text)[:1] == [key]


@pytest.mark.parametrize("number", [1, 2, 3, 11, 112])
def test_a_number_is_that_number_and_no_other(number):
    directory = SchoolIndex(school(f"demo_{n}", f"Демо мектеп № {n}", f"Демо-школа № {n}") for n in range(1, 130))
    assert [one.id for one in directory.find(f"№{number} мектеп").schools] == [f"demo_{number}"]


def test_where_several_may_be_meant_all_of_them_are_told():
    assert set(found("12")) == {"demo_12", "village_12"}
    assert len(INDEX.find("12").schools) > 1
    assert found("12 село")[:1] == ["village_12"]


@pytest.mark.parametrize("text", ["", "?", "мектеп", "школа", "77", "99", "9А", "Хогвартс", "біздің ауылдағы мектеп"])
def test_what_stands_in_no_directory_is_not_found(text):
    assert found(text) == []


def test_at_most_so_many_are_told():
    many = SchoolIndex(school(f"demo_{n}", f"Демо мектеп № {n}", f"Демо-школа № {n}") for n in range(1, 400))
    assert len(many.find("демо").schools) == MOST_FOUND
    assert [one.id for one in many.find("демо мектеп 317").schools] == ["demo_317"]


def test_an_empty_directory_finds_nothing():
    assert SchoolIndex(()).find("12").schools == ()


def folded(name: str) -> str:
    """The name without its Kazakh letters; its number stays."""
    return " ".join(" ".join(plain_words(word)) if word.isalpha() else word for word in name.split())


NAMES = [(one.id, name) for one in DIRECTORY if one.listed for name in (one.name.kk, one.name.ru, *one.aliases)]
LONG = [(key, name, word) for key, name in NAMES for word in name.split() if len(word) > 5]


@given(st.sampled_from(NAMES), st.sampled_from([str, str.upper, str.lower, folded]))
def test_any_name_of_the_directory_finds_its_school(named, spelt):
    key, name = named
    assert key in found(spelt(name))


@given(st.sampled_from(LONG), st.data())
def test_a_name_with_a_slip_in_a_long_word_finds_its_school(named, data):
    key, name, word = named
    letters = [at for at, letter in enumerate(word) if letter.isalpha()]
    at = data.draw(st.sampled_from(letters))
    put = data.draw(st.sampled_from(["", "о", "а", "к", word[at] * 2]))
    slipped = word[:at] + put + word[at + 1 :]
    assert key in found(name.replace(word, slipped))


@given(st.text(max_size=300))
def test_anything_may_be_typed(text):
    assert len(found(text)) <= MOST_FOUND
