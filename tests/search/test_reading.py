from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.reading import EVENT, OFFTOPIC, Reader
from tests.search.test_names import PROGRAMME

READER = Reader(PROGRAMME)


@pytest.mark.parametrize(
    ("text", "key", "aspect"),
    [
        ("«Темір ұста» байқауы қай күні өтеді?", "temirtau", "when"),
        ("темир уста кайда болады", "temirtau", "where"),
        ("skolko stoit temir usta", "temirtau", "cost"),
        ("сапар тағылымдамасына қандай құжат керек", "sapar", "documents"),
        ("кто придумал день it", "it_kun", "organizer"),
        ("алтын дән байқауында жеңгендерге не береді", "nan", "prizes"),
        ("до какого числа можно подать заявку на темір ұста", "temirtau", "deadline"),
        ("на каком языке проходит темір ұста", "temirtau", "language"),
        ("ntvbh ecnf rfqlf", "temirtau", "where"),
    ],
)
def test_the_event_and_the_aspect_are_read_apart(text, key, aspect):
    reading = READER.read(text)
    assert reading.found[0].key == key
    assert reading.asked[0].aspect == aspect
    assert max(reading.intents, key=lambda name: reading.intents[name]) == EVENT


@pytest.mark.parametrize(
    "text",
    ["какая завтра погода", "физикадан есеп шығарып бер", "курс евро", "кто выиграл выборы", "сериал кеңес бер"],
)
def test_what_is_not_ours_is_known(text):
    assert READER.read(text).intents[OFFTOPIC] > 0.5


def test_a_story_is_read_by_its_clauses():
    story = "сәлеметсіз бе мен ауылдан жазып отырмын екі балам бар үлкені колледжде кішісі мектепте "
    reading = READER.read(story + "сол темір ұста байқауы қайда өтеді екен білгім келеді рақмет алдын ала")
    assert reading.found[0].key == "temirtau"
    assert reading.asked[0].aspect == "where"


def test_nothing_reads_as_nothing():
    reading = READER.read("😀")
    assert (reading.words, reading.found, reading.asked, dict(reading.intents)) == ((), (), (), {})
    assert reading.function[1] == 0
    assert not reading.asks


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=300))
def test_any_text_is_read(text):
    reading = READER.read(text)
    assert all(0 <= how <= 1 for how in (*reading.intents.values(), *(one.score for one in reading.asked)))
