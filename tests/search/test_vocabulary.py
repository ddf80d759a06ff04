from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.vocabulary import BEGINNING, ENDING, EXACT, SLIP, STEM, Vocabulary, begins

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
    ("word", "known", "slips"),
    [
        ("кашан", "кашан", 0),
        ("кашаннан", "кашан", 0),
        ("кашн", "кашан", 1),
        ("каашан", "кашан", 1),
        ("кишан", "кашан", 1),
        ("ксаан", "кашан", 2),
        ("акшан", "кашан", 1),
        ("ка", "кашан", 3),
        ("", "аб", 2),
    ],
)
def test_slips_are_forgiven_but_no_more(word, known, slips):
    assert begins(word, known, slips)
    assert slips == 0 or not begins(word, known, slips - 1)


@settings(deadline=None)  # the machine may be busy
@given(st.text("абвг", max_size=8), st.text("абвг", max_size=8))
def test_a_word_begins_with_itself_and_more_slips_forgive_more(word, known):
    assert begins(known + word, known, 0)
    assert begins(word, known, len(known))
    assert not begins(word, known, 1) or begins(word, known, 2)
