from __future__ import annotations

import pytest

from bot.domain.facts import ASPECTS
from bot.search.aspects import Aspects
from bot.search.normalize import Normalizer, plain_words
from bot.search.questions import PHRASES

TABLE, NORMALIZER = Aspects(), Normalizer()


def asked(text: str) -> list[str]:
    return [one.aspect for one in TABLE.find(NORMALIZER.words(text))]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Көрме қай уақытта өткізіледі?", "when"),
        ("korme qashan bolady", "when"),
        ("көрме қашн болады", "when"),
        ("во сколько начало", "when"),
        ("rjulf yfxfkj", "when"),
        ("Көрме кайда отеди", "where"),
        ("а куда ехать то", "where"),
        ("көрме қай жерде", "where"),
        ("в каких школах откроют", "where"),
        ("көрмеге кімдер қатыса алады", "who_can"),
        ("можно ли прийти с родителями", "who_can"),
        ("8 сыныптамын, барсам бола ма", "who_can"),
        ("көрмеге қалай қатысуға болады", "how_to_join"),
        ("как попасть на выставку", "how_to_join"),
        ("вход бесплатный?", "cost"),
        ("көрме тегін бе", "cost"),
        ("сколько стоит билет", "cost"),
        ("қанша оқушы келеді", "how_many"),
        ("сколько человек будет", "how_many"),
        ("список колледжей", "which"),
        ("қандай колледждер", "which"),
        ("кто руководит", "who_head"),
        ("қандай құжат керек", "documents"),
        ("қашанға дейін өтінім беруге болады", "deadline"),
        ("как доехать до выставки", "transport"),
        ("көрме деген не", "what_is"),
        ("что такое выставка", "what_is"),
        ("көрменің мақсаты", "purpose"),
    ],
)
def test_question_words_name_the_aspect(text, aspect):
    assert asked(text)[0] == aspect


@pytest.mark.parametrize("text", ["", "форум", "рахмет", "алтын қор", "тіркелу"])
def test_nothing_is_asked_without_a_question_word(text):
    assert asked(text) == []


def test_the_words_that_ask_are_told():
    (first, *_) = TABLE.find(NORMALIZER.words("көрме қай күні болады"))
    assert first.words >= {"каи", "куни"}
    assert "корме" not in first.words


def test_a_phrase_is_heard_only_in_its_order_and_close_together():
    assert "deadline" not in asked("дейін қашанға")
    near, far = (
        next(one.score for one in TABLE.find(NORMALIZER.words(text)) if one.aspect == "documents")
        for text in ("қандай құжат керек", "қандай мектепте оқисыз, әлде біз сізге құжат берейік")
    )
    assert near > far


def test_the_table_speaks_of_known_aspects_in_words():
    assert {aspect for aspect, _, _ in PHRASES} <= set(ASPECTS)
    assert all(0 < sure <= 1 for _, sure, _ in PHRASES)
    assert all(plain_words(phrase) for *_, phrases in PHRASES for phrase in phrases.split(","))


def test_no_phrase_stands_twice():
    phrases = [phrase.strip() for *_, listed in PHRASES for phrase in listed.split(",")]
    assert sorted({p for p in phrases if phrases.count(p) > 1}) == []
