from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.events import Event, Kind, Programme
from bot.domain.facts import Source, Status
from bot.domain.language import LocalizedText
from bot.domain.when import Year
from bot.search.names import LEAST, Names
from bot.search.normalize import Normalizer

# An invented programme of another place: the search may know no event by itself.
SOURCE = Source(LocalizedText("Дереккөз", "Источник"), Year(2030), Status.PLAN)


def event(key: str, kind: Kind, kk: str, ru: str, said_kk: str, said_ru: str, *aliases: str) -> Event:
    audience = LocalizedText("Барлығына", "Всем")
    return Event(key, kind, LocalizedText(kk, ru), LocalizedText(said_kk, said_ru), audience, SOURCE, aliases)


PROGRAMME = Programme(
    MappingProxyType(
        {
            made.key: made
            for made in (
                event(
                    "it_kun",
                    Kind.FESTIVAL,
                    "«IT күні» фестивалі",
                    "Фестиваль «День IT»",
                    "Бағдарламашылар мен роботтар",
                    "Программисты и роботы",
                    "IT day",
                    "айти күні",
                ),
                event(
                    "temirtau",
                    Kind.CONTEST,
                    "«Темір ұста» байқауы",
                    "Конкурс «Темір ұста»",
                    "Дәнекерлеушілер сайысы",
                    "Соревнование сварщиков",
                    "temir usta",
                ),
                event(
                    "nan",
                    Kind.CONTEST,
                    "«Алтын дән» байқауы",
                    "Конкурс «Алтын дән» («Золотое зерно»)",
                    "Наубайшылар мен аспаздар",
                    "Пекари и повара",
                ),
                event(
                    "sapar",
                    Kind.INTERNSHIP,
                    "«Сапар» тағылымдамасы",
                    "Стажировка «Сапар»",
                    "Жас дәрігерлер ауылға барады",
                    "Молодые врачи едут в село",
                ),
            )
        }
    )
)
NAMES = Names(PROGRAMME)
NORMALIZER = Normalizer(NAMES.expected)


def found(text: str) -> list[str]:
    return [one.key for one in NAMES.find(NORMALIZER.words(text))]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("«Темір ұста» байқауына қалай қатысамын?", "temirtau"),
        ("temir usta qashan bolady", "temirtau"),
        ("темирустага кашан", "temirtau"),
        ("темір уста канкурсы", "temirtau"),
        ("алтын дән туралы айтшы", "nan"),
        ("конкурс золотое зерно", "nan"),
        ("IT күні", "it_kun"),
        ("айти күніне барамын", "it_kun"),
        ("сапарға кім бара алады", "sapar"),
        ("стажировка молодых врачей", "sapar"),
        ("соревнование сварщиков", "temirtau"),
        ("дәнекерлеушілер сайысы қайда", "temirtau"),
        ("фестиваль қашан", "it_kun"),
        ("ntvbh ecnf", "temirtau"),
    ],
)
def test_an_event_is_recognised_by_what_is_said_of_it(text, key):
    assert found(text)[0] == key


def test_a_kind_of_two_events_means_both():
    scores = {one.key: one.score for one in NAMES.find(NORMALIZER.words("байқау"))}
    assert {"temirtau", "nan"} <= scores.keys()
    assert abs(scores["temirtau"] - scores["nan"]) < 0.05


@pytest.mark.parametrize(
    "text",
    ["", "ауа райы қандай", "алтынның бағасы", "алтын сақина", "какой курс доллара", "рахмет", "😀", "mamandyqfest"],
)
def test_what_is_not_in_the_programme_is_not_found(text):
    assert found(text) == []


def test_an_archived_event_is_not_found():
    archived = Programme(MappingProxyType({"nan": replace(PROGRAMME.events["nan"], archived=True)}))
    names = Names(archived)
    assert names.find(Normalizer(names.expected).words("алтын дән")) == ()


def test_an_empty_programme_finds_nothing():
    assert Names(Programme()).find(("форум",)) == ()


def test_strangers_are_words_that_the_programme_does_not_know():
    assert NAMES.strangers(NORMALIZER.words("алтын дән")) == 0
    assert NAMES.strangers(NORMALIZER.words("футбол матч")) == 1
    assert NAMES.strangers(NORMALIZER.words("алтын дән футбол матч")) == 0.5


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=120))
def test_any_text_gives_scores_in_order(text):
    scores = [one.score for one in NAMES.find(NORMALIZER.words(text))]
    assert scores == sorted(scores, reverse=True)
    assert all(LEAST <= score <= 1 for score in scores)


@settings(deadline=None)  # the machine may be busy
@given(st.sampled_from(sorted(PROGRAMME.events)), st.sampled_from(["kk", "ru"]))
def test_every_name_finds_its_event(key, language):
    name = getattr(PROGRAMME.events[key].name, language)
    assert found(name)[0] == key
