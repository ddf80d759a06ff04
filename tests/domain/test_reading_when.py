from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import Language
from bot.domain.reading_when import read_when
from bot.domain.when import Days, Exact, Month, Unknown, When, Year
from bot.i18n import load_translators

ZONE = ZoneInfo("Asia/Almaty")
TRS = load_translators(ZONE)
DAY = date(2027, 5, 25)


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    return datetime(2027, 5, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("25.05.2027", Days(DAY, DAY)),
        ("25/5/2027", Days(DAY, DAY)),
        ("25.05.27", Days(DAY, DAY)),
        ("2027-05-25", Days(DAY, DAY)),
        ("25 мамыр 2027", Days(DAY, DAY)),
        ("2027 жылғы 25 мамырда", Days(DAY, DAY)),
        ("25 мамыр 2027 ж.", Days(DAY, DAY)),
        ("25 мая 2027 г.", Days(DAY, DAY)),
        ("25 МАЯ 2027 ГОДА, вторник", Days(DAY, DAY)),
        ("25–27 мая 2027", Days(DAY, date(2027, 5, 27))),
        ("25-27.05.2027", Days(DAY, date(2027, 5, 27))),
        ("25.05.2027 - 02.06.2027", Days(DAY, date(2027, 6, 2))),
        ("25 мамыр – 2 маусым 2027", Days(DAY, date(2027, 6, 2))),
        ("с 25 мая 2027", Days(DAY, None)),
        ("2027 жылғы 25 мамырдан бастап", Days(DAY, None)),
        ("25.05.2027 10:00", Exact(at(10))),
        ("25 мая 2027 в 9:30", Exact(at(9, 30))),
        ("2027 жылғы 25 мамырда, сағат 10:00-де", Exact(at(10))),
        ("25.05.2027 10:00–16:00", Exact(at(10), at(16))),
        ("25.05.2027 10.00-16.30", Exact(at(10), at(16, 30))),
        ("25.05.2027 с 10:00 до 16:00", Exact(at(10), at(16))),
        ("25 мая, 10:00 – 27 мая 2027, 18:00", Exact(at(10), at(18, day=27))),
        ("май 2027", Month(2027, 5)),
        ("2027 жылғы кыркуйек", Month(2027, 9)),
        ("в марте 2027 года", Month(2027, 3)),
        ("05.2027", Month(2027, 5)),
        ("2027-05", Month(2027, 5)),
        ("2027", Year(2027)),
        ("2027 жылы", Year(2027)),
        ("белгісіз", Unknown()),
        ("Неизвестно", Unknown()),
        ("unknown", Unknown()),
    ],
)
def test_what_organizers_write(text: str, when: When):
    assert read_when(text, ZONE) == when


@pytest.mark.parametrize(
    "text",
    [
        *("", "ертең", "25 мая", "31.02.2027", "25.13.2027", "25.05.1990", "27-25.05.2027", "25.05.2027 25:00"),
        *("25.05.2027 16:00-10:00", "25.05.2027 10:00 12:00 14:00", "2027 2028", "май", "10:00", "фестиваль 2027"),
        *("25 мая или 27 мая 2027", "25.05.2027?", "27 мая – 25 мая 2027", "25.05.2027" * 20, "май 2027, 10:00"),
    ],
)
def test_what_is_no_time_or_not_exactly_one(text: str):
    assert read_when(text, ZONE) is None


days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
moments = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(minutes=minutes),
    st.dates(date(2024, 3, 1), date(2099, 12, 31)),
    # An end at midnight is told as 23:59.
    st.integers(1, 24 * 60 - 1),
)
whens = st.one_of(
    st.just(Unknown()),
    st.builds(Year, st.integers(2000, 2100)),
    st.builds(Month, st.integers(2000, 2100), st.integers(1, 12)),
    st.builds(lambda first: Days(first, None), days),
    st.builds(lambda first, more: Days(first, first + timedelta(more)), days, st.integers(0, 400)),
    st.builds(Exact, moments),
    st.lists(moments, min_size=2, max_size=2, unique=True).map(lambda two: Exact(*sorted(two))),
    st.builds(
        lambda day, minutes: Exact(
            *(datetime(day.year, day.month, day.day, m // 60, m % 60, tzinfo=ZONE) for m in minutes)
        ),
        st.dates(date(2024, 3, 1), date(2099, 12, 31)),
        st.lists(st.integers(1, 24 * 60 - 1), min_size=2, max_size=2, unique=True).map(sorted),
    ),
)


@given(whens, st.sampled_from(Language))
def test_what_the_bot_says_it_understands(when: When, language: Language):
    assert read_when(TRS[language].when(when), ZONE) == when


@given(st.text(alphabet="0123456789 .:-–/мамырянвжилcс", max_size=40))
def test_nothing_that_is_typed_breaks_it(text: str):
    read_when(text, ZONE)
