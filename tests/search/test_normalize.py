from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.language import Language
from bot.i18n.catalogues import LOCALES, catalogue_path, read_catalogue
from bot.search.fold import fold
from bot.search.latin import to_cyrillic
from bot.search.normalize import LONGEST_TEXT, MOST_WORDS, Normalizer, plain_words

NORMALIZER = Normalizer(["MamandyqFest", "Enbek Hub", "Еңбек батыры"])


@pytest.mark.parametrize(
    "spellings",
    [
        ["мамандық", "мамандык", "mamandyq", "mamandyk", "МАМАНДЫҚ", "мамандыыыық"],
        ["қашан", "кашан", "qashan", "kashan", "Қашан?", "0ашан", "0fify"],
        ["тіркелгім", "тиркелгим", "tirkelgim", "т3ркелг3м"],
        ["когда", "kogda", "rjulf", "КОГДА", "rjulf?"],
        ["записаться", "zapisatsya", "pfgbcfnmcz"],
        ["форум", "forum", "ajhev"],
        ["болады", "bolady", "болади", ",jkfls"],
        ["шеберхана", "sheberhana", "sheberkhana"],
        ["жұмысшы", "zhumysshy", "jumysshy", "жумысшы"],
        ["школа", "shkola", "irjkf"],
        ["улица", "ulica", "ulitsa"],
    ],
)
def test_spellings_of_one_word_are_one_word(spellings):
    assert len({NORMALIZER.words(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ал қайда?", ("ал", "каида")),
        ("rfrfz gjujlf d gznybwe", ("какаиа", "погода", "в", "пиатнитсу")),
        ("MamandyqFest-ке попасть", ("мамандикфест", "ке", "попаст")),
        ("ЬфьфтвнйАуые қашан", ("мамандикфест", "кашан")),
        ("утиул рги деген не", ("енбек", "хуб", "деген", "не")),
        ("enbek hub rjulf", ("енбек", "хуб", "когда")),
        ("8 сыныпта, 9сынып, 10класс", ("8", "синипта", "9", "синип", "10", "клас")),
        ("9А, 10Б) және 9-а.", ("9", "а", "10", "б", "жане", "9", "а")),
        ("8лкен", ("улкен",)),
        ("-тед3", ("отеди",)),  # ө stands where the hyphen is
        ("-ntl3 ve=bn 0fify", ("отеди", "мухит", "кашан")),
        ("cfyls0 8i3y rjyrehc", ("сандик", "ушин", "конкурс")),
        ("rfrjq-nj rjyrehc yt;ty&", ("какои", "то", "конкурс", "нежен")),
        ("что-то по-русски, 2-сынып, топ-3", ("что", "то", "по", "руски", "2", "синип", "топ", "3")),
        ("muzey mamandyq kalay", ("музеи", "мамандик", "калаи")),  # no word begins with a soft sign
        ("Қaшaн", ("кашан",)),  # Latin a
        ("қайда: https://t.me/somebody?start=1 @bot enbek.kz", ("каида",)),
        ("қай\u200bда \u202eкерек", ("каида", "керек")),
        ("😀 🎉 !!!", ()),
        ("", ()),
    ],
)
def test_messages_as_words(text, words):
    if text.startswith("rfrfz"):
        assert NORMALIZER.words(text)[:2] == words[:2]
        assert NORMALIZER.words(text)[-1] == words[-1]
    else:
        assert NORMALIZER.words(text) == words


@pytest.mark.parametrize(
    "text", ["ҰБТ нәтижелері", "Когда опубликуют результаты ЕНТ", "мне 14 лет", "ok", "ERG", "т.б.", "Павлодар облысы"]
)
def test_good_words_are_not_repaired(text):
    assert NORMALIZER.words(text) == plain_words(text)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=300))
def test_any_text_becomes_folded_words(text):
    words = NORMALIZER.words(text)
    assert len(words) <= MOST_WORDS
    assert all(word and word == fold(word) and " " not in word for word in words)
    assert NORMALIZER.words(text) == words


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі", min_size=1, max_size=30))
def test_folding_twice_is_folding_once(word):
    assert fold(fold(word)) == fold(word)
    assert len(fold(word)) <= 2 * len(word)


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_no_latin_letter_stays(word):
    assert not any("a" <= letter <= "z" for letter in to_cyrillic(word))


@pytest.mark.parametrize(
    "left",
    [
        "87011234567",
        "менің нөмірім 8 701 123 45 67",
        "+7 (701) 123-45-67",
        "тел.: 87011234567",
        "8-701-123-45-67 нөмірім",
        "ИИН 010203500123",
        "почта aigerim@mail.example.kz",
    ],
)
def test_a_number_left_with_a_question_is_no_part_of_it(left):
    assert NORMALIZER.words(f"форум қашан? {left}") == NORMALIZER.words("форум қашан?")


def test_days_and_years_are_no_numbers_of_people():
    assert NORMALIZER.words("форум 2026 жылы, 15.05.2026") == ("форум", "2026", "жили", "15", "05", "2026")


def test_a_wall_of_text_is_cut():
    assert NORMALIZER.words("а" * 4096) == ("а",)
    assert len(NORMALIZER.words("қашан " * 1000)) <= MOST_WORDS
    assert NORMALIZER.words(" " * LONGEST_TEXT + "қашан") == ()


@pytest.mark.parametrize("language", Language)
def test_no_word_of_the_interface_is_taken_for_another_keyboard(language):
    catalogue = read_catalogue(catalogue_path(LOCALES, language), language)
    said = (text for message in catalogue if message.id for text in [message.string] if isinstance(text, str))
    words = {word for text in said for word in re.sub(r"<[^>]*>|\{[^}]*\}|/[a-z]+|@\w+", " ", text).split()}
    assert len(words) > 200
    assert {word for word in words if NORMALIZER.words(word) != plain_words(word)} == set()
