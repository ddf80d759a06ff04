from __future__ import annotations

from datetime import UTC, date, datetime
from gettext import GNUTranslations
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.domain.language import Language, LocalizedText
from bot.domain.when import Days, Exact, Month, Unknown, When, Year
from bot.i18n import Translator

if TYPE_CHECKING:
    from bot.domain.facts import AsOf

ZONE = ZoneInfo("Asia/Almaty")
TEXTS: dict[Language, dict[str | tuple[str, ...], str | tuple[str, ...]]] = {
    Language.KK: {"<b>{name}</b>, hello": "Сәлем, <b>{name}</b>", ("{n} pupil", "{n} pupils"): ("{n} оқушы",) * 2},
    Language.RU: {
        "<b>{name}</b>, hello": "Привет, <b>{name}</b>",
        ("{n} pupil", "{n} pupils"): ("{n} ученик", "{n} ученика", "{n} учеников"),
    },
}


def translator(language: Language) -> Translator:
    catalogue = Catalog(locale=language.value)
    for msgid, said in TEXTS[language].items():
        catalogue.add(msgid, said)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translator(language, ZONE, GNUTranslations(compiled))


KK, RU = translator(Language.KK), translator(Language.RU)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_values_are_escaped_and_the_text_is_not() -> None:
    assert KK("<b>{name}</b>, hello", name="<i>&") == "Сәлем, <b>&lt;i&gt;&amp;</b>"
    assert RU("<b>{name}</b>, hello", name=Markup("<i>Я</i>")) == "Привет, <b><i>Я</i></b>"
    assert isinstance(KK("<b>{name}</b>, hello", name="x"), Markup)


def test_plain_texts_escape_nothing() -> None:
    said = KK.plain("<b>{name}</b>, hello", name="<i>&")
    assert said == "Сәлем, <b><i>&</b>"
    assert not isinstance(said, Markup)


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_no_value_ever_brings_a_tag(value: str) -> None:
    assert KK("<b>{name}</b>, hello", name=value) == f"Сәлем, <b>{escape(value)}</b>"


def test_a_missing_value_is_a_bug() -> None:
    with pytest.raises(KeyError):
        KK("<b>{name}</b>, hello")


@pytest.mark.parametrize(
    ("n", "kk", "ru"),
    [
        (1, "1 оқушы", "1 ученик"),
        (2, "2 оқушы", "2 ученика"),
        (5, "5 оқушы", "5 учеников"),
        (11, "11 оқушы", "11 учеников"),
        (21, "21 оқушы", "21 ученик"),
        (1500, "1 500 оқушы", "1 500 учеников"),
    ],
)
def test_plurals(n: int, kk: str, ru: str) -> None:
    assert plain(KK.plural("{n} pupil", "{n} pupils", n)) == kk
    assert plain(RU.plain_plural("{n} pupil", "{n} pupils", n)) == ru


def test_what_organizers_wrote_comes_in_the_language() -> None:
    text = LocalizedText(kk="Форум & көрме", ru="Форум и выставка")
    assert (KK[text], RU.text(text)) == ("Форум & көрме", "Форум и выставка")


def at(day: int, hour: int, minute: int = 0, month: int = 5, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


WHENS = [
    (Unknown(), "күні әлі жарияланған жоқ", "дата пока не объявлена"),
    (Year(2025), "2025 жылы", "в 2025 году"),
    (Month(2025, 5), "2025 жылғы мамырда", "в мае 2025 года"),
    (Month(2025, 9), "2025 жылғы қыркүйекте", "в сентябре 2025 года"),
    (Days(date(2025, 9, 1), None), "2025 жылғы 1 қыркүйектен бастап", "с 1 сентября 2025 года"),
    (Days(date(2025, 9, 2), None), "2025 жылғы 2 қыркүйектен бастап", "со 2 сентября 2025 года"),
    (
        Days(date(2027, 5, 14), date(2027, 5, 14)),
        "2027 жылғы 14 мамырда, жұма",
        "14 мая 2027 года, пятница",
    ),
    (Days(date(2027, 5, 14), date(2027, 5, 16)), "2027 жылғы 14–16 мамырда", "14–16 мая 2027 года"),
    (
        Days(date(2027, 4, 30), date(2027, 5, 2)),
        "2027 жылғы 30 сәуір – 2 мамыр аралығында",
        "с 30 апреля по 2 мая 2027 года",
    ),
    (
        Days(date(2026, 12, 30), date(2027, 1, 5)),
        "2026 жылғы 30 желтоқсан – 2027 жылғы 5 қаңтар аралығында",
        "с 30 декабря 2026 года по 5 января 2027 года",
    ),
    (
        Exact(at(14, 10)),
        "2027 жылғы 14 мамырда, жұма, сағат 10:00-де",
        "14 мая 2027 года, пятница, в 10:00",
    ),
    (
        Exact(at(14, 14, 30)),
        "2027 жылғы 14 мамырда, жұма, сағат 14:30-да",
        "14 мая 2027 года, пятница, в 14:30",
    ),
    (
        Exact(at(14, 10), at(14, 16)),
        "2027 жылғы 14 мамырда, жұма, 10:00–16:00",
        "14 мая 2027 года, пятница, 10:00–16:00",
    ),
    (
        Exact(at(14, 10), at(15, 0)),
        "2027 жылғы 14 мамырда, жұма, 10:00–23:59",
        "14 мая 2027 года, пятница, 10:00–23:59",
    ),
    (
        Exact(at(14, 10), at(15, 16)),
        "2027 жылғы 14 мамыр, 10:00 – 15 мамыр, 16:00",
        "с 14 мая, 10:00, по 15 мая 2027 года, 16:00",
    ),
    (
        Exact(at(31, 10, month=12, year=2026), at(1, 16, month=1)),
        "2026 жылғы 31 желтоқсан, 10:00 – 2027 жылғы 1 қаңтар, 16:00",
        "с 31 декабря 2026 года, 10:00, по 1 января 2027 года, 16:00",
    ),
]


@pytest.mark.parametrize(("when", "kk", "ru"), WHENS)
def test_when_in_words(when: When, kk: str, ru: str) -> None:
    assert plain(KK.when(when)) == kk
    assert plain(RU.when(when)) == ru


def test_a_plan_is_said_as_a_plan() -> None:
    assert plain(KK.when(Month(2025, 3), plan=True)) == "жоспар бойынша – 2025 жылғы наурызда"
    assert plain(RU.when(Month(2025, 3), plan=True)) == "по плану — в марте 2025 года"
    assert KK.when(Unknown(), plan=True) == KK.when(Unknown())


def test_times_are_told_in_the_organizers_zone() -> None:
    late = datetime(2027, 5, 14, 20, 30, tzinfo=UTC)
    assert plain(KK.moment(late)) == "2027 жылғы 15 мамыр, сенбі, 01:30"
    assert plain(RU.moment(late)) == "15 мая 2027 года, суббота, 01:30"
    assert "15 мамырда" in plain(KK.when(Exact(late)))


def test_naive_times_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        KK.moment(datetime(2027, 5, 14, 10))  # noqa: DTZ001  a naive time is what is refused


@pytest.mark.parametrize(
    ("as_of", "kk", "ru"),
    [
        (Year(2025), "2025 жылғы дерек", "данные за 2025 год"),
        (Month(2025, 5), "2025 жылғы мамырдағы дерек", "данные за май 2025 года"),
        (date(2025, 9, 1), "2025 жылғы 1 қыркүйектегі дерек", "данные на 1 сентября 2025 года"),
    ],
)
def test_as_of(as_of: AsOf, kk: str, ru: str) -> None:
    assert plain(KK.as_of(as_of)) == kk
    assert plain(RU.as_of(as_of)) == ru


def test_dates_and_numbers() -> None:
    assert plain(KK.date(date(2027, 5, 14))) == "2027 жылғы 14 мамыр"
    assert plain(RU.date(date(2027, 5, 14))) == "14 мая 2027 года"
    assert plain(KK.day(date(2027, 5, 14))) == "2027 жылғы 14 мамыр, жұма"
    assert plain(RU.day(date(2027, 5, 14))) == "14 мая 2027 года, пятница"
    assert KK.number(1500) == "1\N{NO-BREAK SPACE}500"
    assert RU.number(999) == "999"


def test_lists_in_words() -> None:
    assert KK.all_of(["оқушы", "ата-ана", "<мұғалім>"]) == "оқушы, ата-ана және &lt;мұғалім&gt;"
    assert KK.any_of(["мамырда", "маусымда"]) == "мамырда немесе маусымда"
    assert RU.all_of(["ученики", "родители"]) == "ученики и родители"
    assert RU.any_of([Markup("<b>а</b>"), "б", "в"]) == "<b>а</b>, б или в"
    assert (KK.all_of([]), RU.any_of(["один"])) == ("", "один")
