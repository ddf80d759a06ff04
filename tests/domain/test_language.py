from __future__ import annotations

import pytest

from bot.domain.language import ChatLanguage, Language, LocalizedText


def test_a_text_answers_in_the_language_asked_for():
    text = LocalizedText("сәлем", "привет")
    assert [text[language] for language in Language] == ["сәлем", "привет"]


@pytest.mark.parametrize(("kk", "ru"), [("", "привет"), ("сәлем", ""), (" \n", "привет")])
def test_a_text_in_one_language_cannot_be_made(kk: str, ru: str):
    with pytest.raises(ValueError, match="both languages"):
        LocalizedText(kk, ru)


def test_a_group_of_both_languages_reads_kazakh_first():
    assert ChatLanguage.BOTH.languages == (Language.KK, Language.RU)
    assert ChatLanguage.RU.languages == (Language.RU,)
