from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcements import AnnouncementButton, Content, Media, MediaKind
from bot.domain.language import Language, LocalizedText
from bot.domain.parity import Differs, Missing, OtherLanguage, Said, TooLong, differences, problems, prohibits
from bot.domain.when import Days
from bot.i18n import load_translators

TRS = load_translators(ZoneInfo("Asia/Almaty"))


def content(kk: str, ru: str, **more: object) -> Content:
    return Content({Language.KK: kk, Language.RU: ru}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kk", "ru"),
    [
        ("Форум 12 мамырда, сағат 10:00-де өтеді", "Форум пройдёт 12 мая в 10.00"),
        ("12.05.2027 күні өтеді", "пройдёт 12 мая 2027 года"),
        ("2027 жылғы 14–16 мамырда өтеді", "пройдёт 14–16 мая 2027 года"),
        ("2027-05-14 күні", "14.05.2027 ждём"),
        ("12 және 13 қарашада", "12 и 13 ноября"),
        ("1 500 оқушы, 2,5 сағат", "1500 школьников, 2.5 часа"),
        ("Жазылыңыз: https://t.me/x.", "Пишите: t.me/X/"),
        (
            '<a href="https://x.kz/?a=1&amp;b=2">Осында</a> өтінім беріңіз',
            "Подайте заявку на https://x.kz/?a=1&amp;b=2",
        ),
        ("Сұрақ болса: @pvl_bot", "Вопросы: @PVL_bot"),
        ("9:00 күні ғана", "только в 09:00"),
    ],
)
def test_the_same_is_said_in_different_words(kk, ru):
    assert problems(content(kk, ru)) == ()


@pytest.mark.parametrize(
    ("kk", "ru", "differs"),
    [
        ("12 мамырда өтеді", "пройдёт 13 мая", Differs(Said.DATES, ("12.05",), ("13.05",))),
        ("12 мамырда өтеді", "пройдёт скоро", Differs(Said.DATES, ("12.05",), ())),
        ("сағат 10:00-де", "в 11:00", Differs(Said.TIMES, ("10:00",), ("11:00",))),
        ("20 орын бар, тіркеліңіз", "есть 30 мест", Differs(Said.NUMBERS, ("20",), ("30",))),
        ("2027 жылғы 14 мамыр", "14 мая 2026 года", Differs(Said.NUMBERS, ("2027",), ("2026",))),
        ("Қараңыз: https://a.kz/1", "Смотрите: https://a.kz/2", Differs(Said.LINKS, ("a.kz/1",), ("a.kz/2",))),
        ("Жазыңыз: @first_one", "Пишите сюда", Differs(Said.MENTIONS, ("@first_one",), ())),
    ],
)
def test_what_differs_is_named(kk, ru, differs):
    assert problems(content(kk, ru)) == (differs,)
    assert not prohibits(differs)


def test_a_missing_language_is_all_that_is_said():
    assert problems(Content({Language.KK: "Сәлем, 12 мамыр"})) == (Missing(Language.RU),)
    assert problems(Content({})) == (Missing(Language.KK), Missing(Language.RU))
    assert prohibits(Missing(Language.KK))


def test_the_language_is_looked_at():
    assert problems(content("Уважаемые родители", "Уважаемые родители")) == (OtherLanguage(Language.KK),)
    assert problems(content("Құрметті ата-аналар", "Құрметті ата-аналар")) == (OtherLanguage(Language.RU),)
    assert problems(content("«Еңбек батыры» байқауы өтеді", "Конкурс «Еңбек батыры» состоится")) == ()
    assert problems(content("👍", "👍")) == ()


def test_labels_of_buttons_count():
    button = AnnouncementButton(LocalizedText("1-кезең", "2 этап"), "event:fest")
    assert problems(content("Келіңіз, күтеміз", "Приходите", buttons=(button,))) == (
        Differs(Said.NUMBERS, ("1",), ("2",)),
    )


def test_length_is_what_telegram_takes_there():
    photo = Media(MediaKind.PHOTO, "id")
    long = content("ә" * 1025, "б" * 1000)
    assert problems(long) == ()
    assert problems(content("<b>" + "ә" * 1025 + "</b>", "б" * 1000, media=(photo,))) == (
        TooLong(Language.KK, 1025, 1024),
    )
    assert problems(content("ә" * 3000, "б"), together=True) == (TooLong(Language.KK, 3000, 2043),)
    assert problems(content("ә" * 4097, "б")) == (TooLong(Language.KK, 4097, 4096),)
    assert prohibits(TooLong(Language.KK, 4097, 4096))


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(day=days, other=days)
def test_whatever_our_own_words_say_of_a_day_is_the_same_day(day, other):
    kk, ru = (TRS[language].date(day) for language in Language)
    assert differences(content(kk, ru)) == ()
    if day != other:
        assert differences(content(kk, TRS[Language.RU].date(other))) != ()


@given(first=days, nights=st.integers(1, 5))
def test_days_in_a_row_too(first, nights):

    last = first + timedelta(days=nights)
    if last.month == first.month:
        kk, ru = (TRS[language].when(Days(first, last)) for language in Language)
        assert differences(content(kk, ru)) == ()


@given(st.text(), st.text())
def test_any_text_is_judged(kk, ru):
    problems(content(kk, ru))
    if kk.strip():
        assert differences(content(kk, kk)) == ()
