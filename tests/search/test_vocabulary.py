from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.vocabulary import BEGINNING, ENDING, EXACT, SLIP, STEM, Vocabulary, distances

WORDS = Vocabulary(["форум", "фестивал", "батири", "хаб", "про", "мамандик", "династи", "кашан", "каида", "канша"])


@pytest.mark.parametrize(
    ("word", "known", "likeness"),
    [
        ("форум", "форум", EXACT),
        ("форумга", "форум", ENDING),
        ("фестивалинин", "фестивал", ENDING),
        ("батирина", "батири", ENDING),
        ("мамандиктар", "мамандик", ENDING),
        ("батир", "батири", STEM),
        ("хабка", "хаб", ENDING),
        ("маман", "мамандик", BEGINNING),
        ("фистивал", "фестивал", SLIP),
        ("фистивалга", "фестивал", SLIP),
        ("мамадник", "мамандик", SLIP),
        ("денасти", "династи", SLIP),
        ("кашн", "кашан", SLIP),
    ],
)
def test_known_words_are_found_again(word, known, likeness):
    assert WORDS.match(word)[known] == likeness


@pytest.mark.parametrize("word", ["професи", "проба", "хабарлама", "фарма", "керек", "ке", "а", "12"])
def test_other_words_are_not(word):
    assert WORDS.match(word) == {}


def test_question_words_that_look_alike_stay_apart():
    assert WORDS.match("каида") == {"каида": EXACT}
    assert WORDS.match("канша") == {"канша": EXACT}


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("кашан", "кашан", 0), ("кашн", "кашан", 1), ("ка", "", 2), ("аб", "ба", 1)]
)
def test_slips_are_counted(one, other, slips):
    assert distances(one, other)[-1] == slips


@settings(deadline=None)  # the machine may be busy
@given(st.text("абвг", max_size=8), st.text("абвг", max_size=8))
def test_slips_are_the_same_both_ways_and_no_more_than_letters(one, other):
    slips = distances(one, other)
    assert slips[-1] == distances(other, one)[-1]
    assert (slips[-1] == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips[-1] <= max(len(one), len(other))
