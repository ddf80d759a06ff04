from __future__ import annotations

import re
from string import ascii_letters

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n.kazakh import (
    ALPHABET,
    MONTHS,
    Case,
    attributive,
    clock_suffix,
    decline,
    is_front,
    last_spoken,
    month,
    number_suffix,
    ordinal,
    sort_key,
    sort_text,
    suffix,
)

G, D, A, L, F, W = (
    Case.GENITIVE,
    Case.DATIVE,
    Case.ACCUSATIVE,
    Case.LOCATIVE,
    Case.ABLATIVE,
    Case.INSTRUMENTAL,
)

# Written by hand from the grammar, month by month: whose, to, (object), in, from.
MONTH_CASES = [
    ("қаңтардың", "қаңтарға", "қаңтарды", "қаңтарда", "қаңтардан"),
    ("ақпанның", "ақпанға", "ақпанды", "ақпанда", "ақпаннан"),
    ("наурыздың", "наурызға", "наурызды", "наурызда", "наурыздан"),
    ("сәуірдің", "сәуірге", "сәуірді", "сәуірде", "сәуірден"),
    ("мамырдың", "мамырға", "мамырды", "мамырда", "мамырдан"),
    ("маусымның", "маусымға", "маусымды", "маусымда", "маусымнан"),
    ("шілденің", "шілдеге", "шілдені", "шілдеде", "шілдеден"),
    ("тамыздың", "тамызға", "тамызды", "тамызда", "тамыздан"),
    ("қыркүйектің", "қыркүйекке", "қыркүйекті", "қыркүйекте", "қыркүйектен"),
    ("қазанның", "қазанға", "қазанды", "қазанда", "қазаннан"),
    ("қарашаның", "қарашаға", "қарашаны", "қарашада", "қарашадан"),
    ("желтоқсанның", "желтоқсанға", "желтоқсанды", "желтоқсанда", "желтоқсаннан"),
]

WORDS = [
    ("мектеп", D, "мектепке"),
    ("мектеп", L, "мектепте"),
    ("колледж", L, "колледжде"),
    ("колледж", D, "колледжге"),
    ("колледж", W, "колледжбен"),
    ("оқушы", G, "оқушының"),
    ("оқушы", D, "оқушыға"),
    ("мұғалім", D, "мұғалімге"),
    ("мұғалім", G, "мұғалімнің"),
    ("студент", D, "студентке"),
    ("студент", W, "студентпен"),
    ("Павлодар", L, "Павлодарда"),
    ("Павлодар", F, "Павлодардан"),
    ("Екібастұз", D, "Екібастұзға"),
    ("Екібастұз", W, "Екібастұзбен"),
    ("Ақсу", L, "Ақсуда"),
    ("Ақсу", G, "Ақсудың"),
    ("Ертіс", F, "Ертістен"),
    ("фестиваль", D, "фестивальге"),
    ("фестиваль", L, "фестивальде"),
    ("форум", D, "форумға"),
    ("форум", F, "форумнан"),
    ("конкурс", D, "конкурсқа"),
    ("институт", D, "институтқа"),
    ("университет", L, "университетте"),
    ("завод", D, "заводқа"),
    ("завод", W, "заводпен"),
    ("компания", G, "компанияның"),
    ("байқау", D, "байқауға"),
    ("байқау", A, "байқауды"),
    ("көру", D, "көруге"),
    ("меню", D, "менюге"),
    ("тіркелу", G, "тіркелудің"),
    ("жоспар", W, "жоспармен"),
    ("аң", F, "аңнан"),
    ("тест", A, "тестті"),
    ("тіл", A, "тілді"),
    ("сынып", L, "сыныпта"),
]

POSSESSED = [
    ("мектебі", L, "мектебінде"),
    ("мектебі", D, "мектебіне"),
    ("саябағы", L, "саябағында"),
    ("саябағы", F, "саябағынан"),
    ("батыры", D, "батырына"),
    ("фестивалі", G, "фестивалінің"),
    ("фестивалі", A, "фестивалін"),
    ("форумы", W, "форумымен"),
    ("басқармасы", L, "басқармасында"),
    ("орталығы", D, "орталығына"),
]

ORDINALS = {
    0: "0-ші", 1: "1-ші", 2: "2-ші", 3: "3-ші", 4: "4-ші", 5: "5-ші", 6: "6-шы", 7: "7-ші", 8: "8-ші", 9: "9-шы",
    10: "10-шы", 16: "16-шы", 17: "17-ші", 19: "19-шы", 20: "20-шы", 30: "30-шы", 40: "40-шы", 50: "50-ші",
    60: "60-шы", 70: "70-ші", 80: "80-ші", 90: "90-шы", 100: "100-ші", 106: "106-шы", 110: "110-шы", 150: "150-ші",
    200: "200-ші", 1000: "1000-шы", 1500: "1500-ші", 2025: "2025-ші", 2026: "2026-шы", 1_000_000: "1000000-шы",
}  # fmt: skip

NUMBERS = [
    (1, D, "-ге"), (2, D, "-ге"), (3, F, "-тен"), (5, L, "-те"), (6, D, "-ға"), (9, F, "-дан"), (10, D, "-ға"),
    (10, F, "-нан"), (20, L, "-да"), (30, D, "-ға"), (40, D, "-қа"), (40, F, "-тан"), (50, D, "-ге"), (60, F, "-тан"),
    (70, L, "-те"), (80, F, "-нен"), (90, F, "-нан"), (100, D, "-ге"), (1000, D, "-ға"), (1500, D, "-ге"),
    (2025, F, "-тен"), (0, L, "-де"), (1_000_000, F, "-нан"), (7, Case.NOMINATIVE, ""),
]  # fmt: skip


@pytest.mark.parametrize("number", range(1, 13))
def test_months_in_cases(number: int) -> None:
    assert tuple(month(number, case) for case in (G, D, A, L, F)) == MONTH_CASES[number - 1]


@pytest.mark.parametrize(("word", "case", "expected"), WORDS)
def test_words_in_cases(word: str, case: Case, expected: str) -> None:
    assert decline(word, case) == expected


@pytest.mark.parametrize(("word", "case", "expected"), POSSESSED)
def test_words_that_end_in_its(word: str, case: Case, expected: str) -> None:
    assert decline(word, case, possessed=True) == expected


@pytest.mark.parametrize(("number", "expected"), ORDINALS.items())
def test_ordinals(number: int, expected: str) -> None:
    assert ordinal(number) == expected


@pytest.mark.parametrize(("number", "case", "expected"), NUMBERS)
def test_numbers_in_cases(number: int, case: Case, expected: str) -> None:
    assert number_suffix(number, case) == expected


def test_months_as_attributes() -> None:
    assert [attributive(name) for name in MONTHS] == [
        "қаңтардағы", "ақпандағы", "наурыздағы", "сәуірдегі", "мамырдағы", "маусымдағы",
        "шілдедегі", "тамыздағы", "қыркүйектегі", "қазандағы", "қарашадағы", "желтоқсандағы",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minute", "expected"), [(0, "-де"), (5, "-те"), (10, "-да"), (30, "-да"), (45, "-те"), (40, "-та"), (50, "-де")]
)
def test_times_of_day(minute: int, expected: str) -> None:
    assert clock_suffix(minute) == expected


@settings(deadline=None)  # the machine may be busy
@given(st.integers(min_value=1, max_value=10**12), st.sampled_from([D, A, L, F, G]))
def test_a_number_is_declined_as_the_word_it_ends_with(number: int, case: Case) -> None:
    word = last_spoken(number)
    assert word in str(decline(word, case))
    assert number_suffix(number, case) == f"-{suffix(word, case)}"
    assert last_spoken(number + 10**13) == word


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet=ALPHABET + ascii_letters, min_size=1, max_size=20), st.sampled_from(list(Case)))
def test_a_suffix_harmonises_with_its_word(word: str, case: Case) -> None:
    ending = suffix(word, case)
    vowels = set(ending) & set("ағеіыә" + "е")
    if case is not Case.INSTRUMENTAL and ending:
        assert bool(vowels & set("еі")) == is_front(word)
        assert bool(vowels & set("аы")) != is_front(word)


def test_the_alphabet_sorts_kazakh_letters_in_their_places() -> None:
    words = ["Ян", "Әсел", "Аят", "Ілияс", "Бота", "Ұлан", "Ғани", "Гүл", "Қасым", "Камал", "Һәм", "Өмір", "Оспан"]
    words += ["Ыбырай", "Үміт", "Ұмыт", "Уәли", "Ңа", "Нұр", "Ханым"]
    assert sorted(words, key=sort_key) == [
        "Аят", "Әсел", "Бота", "Гүл", "Ғани", "Камал", "Қасым", "Нұр", "Ңа", "Оспан", "Өмір", "Уәли", "Ұлан", "Ұмыт",
        "Үміт", "Ханым", "Һәм", "Ыбырай", "Ілияс", "Ян",
    ]  # fmt: skip


def test_figures_sort_by_value_before_letters() -> None:
    assert sorted(["№ 10 мектеп", "№ 2 мектеп", "Абай мектебі", "IT мектебі"], key=sort_key) == [
        "№ 2 мектеп",
        "№ 10 мектеп",
        "IT мектебі",
        "Абай мектебі",
    ]


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text("аәбіыжzA9 1-🙂", max_size=12) | st.text(max_size=12), min_size=2, max_size=8))
def test_the_order_is_the_same_as_a_text(texts: list[str]) -> None:
    texts = [re.sub(r"\b0+(?=\d)", "", text) for text in texts]  # «007» and «7» are equal as a text
    by_text = sorted(texts, key=sort_text)
    assert [sort_key(text) for text in by_text] == sorted(sort_key(text) for text in texts)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text(max_size=30), max_size=20))
def test_any_texts_sort_in_one_order(texts: list[str]) -> None:
    assert sorted(sorted(texts, reverse=True), key=lambda t: (sort_key(t), t)) == sorted(
        texts, key=lambda t: (sort_key(t), t)
    )
