"""The language of somebody who has not chosen one yet, guessed from what they write; a stored choice always wins."""

from __future__ import annotations

import re

from bot.domain.language import Language

_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_KAZAKH = """
калай кашан кайда кандай канша кайсы неге салем салеметсиз рахмет рахмат болады бола ма катысу катысуга тиркелу
жазылу байкау уйрену маган бизге керек мектеп окушы окушылар мамандык жумысшы бар жок
qalai qashan qaida qanday qansha salem salemetsiz rahmet bolady qatysu tirkelu oqushy mamandyq mektep kerek
"""
_RUSSIAN = """
когда где как что кто какой какая какие сколько можно нужно здравствуйте привет добрый спасибо пожалуйста
подскажите скажите расскажите хочу участие участвовать записаться конкурс школьник школа родитель
kogda gde kak chto kto skolko privet spasibo mozhno
"""
_KAZAKH_WORDS, _RUSSIAN_WORDS = frozenset(_KAZAKH.split()), frozenset(_RUSSIAN.split())
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, language_code: str | None) -> Language:
    """The language of the text; where it does not show, of the person's Telegram (`language_code`); else Kazakh."""
    folded = text.casefold()
    if _KAZAKH_LETTERS.intersection(folded):
        return Language.KK
    words = set(_WORD.findall(folded))
    kazakh, russian = len(words & _KAZAKH_WORDS), len(words & _RUSSIAN_WORDS)
    if kazakh != russian:
        return Language.KK if kazakh > russian else Language.RU
    return Language.RU if (language_code or "").casefold().startswith("ru") else Language.KK
