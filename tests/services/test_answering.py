from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.events import Edition, EditionState, Event, Kind, Programme, Venue, Window
from bot.domain.facts import ASPECTS, Fact, Source, Status
from bot.domain.language import Language, LocalizedText
from bot.domain.when import Exact, Month, Unknown, Year
from bot.i18n import load_translators
from bot.services.answering import Answer, Answering, Clarify, Function, NotUnderstood, OffTopic, Outcome
from bot.storage.programme_files import ReadProgramme, read_programme
from bot.views.answers import _UNPUBLISHED, answer_screen
from bot.views.lengths import visible
from bot.views.screens import Go

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2031, 3, 1, 9, tzinfo=UTC)
TRANSLATORS = load_translators(ZONE)


def both(text: str) -> LocalizedText:
    return LocalizedText(f"{text} (қаз)", f"{text} (рус)")


PLAN = Source(LocalizedText("Газет & Ко", "Газета & Ко"), Year(2030), Status.PLAN)
DONE = replace(PLAN, status=Status.DONE)
FAIR = Event(
    "it_kun",
    Kind.FESTIVAL,
    LocalizedText("«IT күні» фестивалі", "Фестиваль «День IT»"),
    LocalizedText("Бағдарламашылар мерекесі", "Праздник программистов"),
    LocalizedText("Оқушыларға", "Школьникам"),
    PLAN,
    aliases=("айти күні",),
    facts=(Fact("how_many", both("300 <қонақ>"), PLAN),),
    editions=(
        Edition("y2030", Month(2030, 5), EditionState.PLANNED, PLAN, Venue(both("Саябақ"), covers=both("көрме"))),
        Edition("next", Unknown(), EditionState.PLANNED, PLAN),
    ),
    recurs=True,
)
SMITHS = Event(
    "usta",
    Kind.CONTEST,
    LocalizedText("«Темір ұста» байқауы", "Конкурс «Темір ұста»"),
    both("Ұсталар"),
    both("Бәріне"),
    DONE,
)
BAKERS = replace(
    SMITHS, key="nan", name=LocalizedText("«Алтын дән» байқауы", "Конкурс «Алтын дән»"), summary=both("Наубай")
)


class Programmes:
    """The programme as it stands, changed by hand."""

    def __init__(self, *events: Event) -> None:
        self.current = Programme(MappingProxyType({event.key: event for event in events}))


class Clock:
    """Always the same moment."""

    def now(self) -> datetime:
        return NOW


def answering(*events: Event) -> Answering:
    return Answering(Programmes(*(events or (FAIR, SMITHS, BAKERS))), Clock(), ZONE)


ANSWERING = answering()


def answer(text: str, about: str | None = None, on: Answering = ANSWERING) -> Answer:
    found = on.answer(text, about)
    assert isinstance(found, Answer)
    return found


def said(found: Outcome, language: Language) -> str:
    return visible(answer_screen(found, TRANSLATORS[language]).html).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("text", ["IT күні қашан болады?", "айти күни кашан", "когда фестиваль", "rjulf atcnbdfkm"])
def test_when_tells_that_the_next_is_not_announced_and_what_there_was(text):
    found = answer(text)
    assert (found.event.key, found.aspect, found.published) == ("it_kun", "when", True)
    assert "Келесі жолы қашан өтетіні әлі жарияланған жоқ" in said(found, Language.KK)
    assert "жоспар бойынша – 2030 жылғы мамырда (бұл мерзім өтті)" in said(found, Language.KK)
    assert "по плану — в мае 2030 года" in said(found, Language.RU)


def test_the_answer_follows_the_programme():
    start = NOW + timedelta(days=30)
    dated = replace(
        FAIR.editions[1],
        when=Exact(start, start + timedelta(hours=6)),
        state=EditionState.OPEN,
        registration=Window(NOW - timedelta(days=1), NOW + timedelta(days=9)),
    )
    programmes = Programmes(FAIR)
    on = Answering(programmes, Clock(), ZONE)
    assert "31 наурызда" not in said(answer("фестиваль қашан", on=on), Language.KK)
    programmes.current = Programme(MappingProxyType({"it_kun": replace(FAIR, editions=(FAIR.editions[0], dated))}))
    assert "2031 жылғы 31 наурызда, дүйсенбі, 14:00–20:00" in said(answer("фестиваль қашан", on=on), Language.KK)
    joining = answer("фестивальге қалай қатысамын", on=on)
    assert joining.published
    assert "Регистрация открыта. Окончание: 10 марта 2031 года" in said(joining, Language.RU)


@pytest.mark.parametrize(
    ("days", "lines"),
    [
        ((2, 9), ["Регистрация откроется: 3 марта 2031 года", "Регистрация до: 10 марта 2031 года"]),
        ((-9, -2), ["Регистрация закрылась: 27 февраля 2031 года"]),
    ],
)
@pytest.mark.parametrize("text", ["фестивальге қалай қатысамын", "до какого числа подать заявку на фестиваль"])
def test_a_registration_that_is_not_open_tells_when_it_is_or_was(days, lines, text):
    opens, closes = (NOW + timedelta(days=day) for day in days)
    when = Exact(NOW + timedelta(days=30))
    dated = replace(FAIR.editions[1], when=when, state=EditionState.ANNOUNCED, registration=Window(opens, closes))
    found = answer(text, on=answering(replace(FAIR, editions=(FAIR.editions[0], dated))))
    assert found.published
    assert not found.takes_registrations
    told = said(found, Language.RU)
    assert all(line in told for line in lines), told
    assert "не опубликован" not in told


def test_who_wants_to_sign_up_for_what_is_not_open_reads_when_it_opens():
    when, wish = Exact(NOW + timedelta(days=30)), "Запишите меня, пожалуйста, на фестиваль «День IT»"
    for opens, tells in ((2, True), (-2, False)):
        window = Window(NOW + timedelta(days=opens), NOW + timedelta(days=9))
        dated = replace(FAIR.editions[1], when=when, state=EditionState.ANNOUNCED, registration=window)
        wanted = answering(replace(FAIR, editions=(FAIR.editions[0], dated))).answer(wish, None)
        assert isinstance(wanted, Function)
        assert ("Регистрация откроется: 3 марта 2031 года" in said(wanted, Language.RU)) is tells


def test_where_names_the_part_that_is_held_there():
    found = answer("фестиваль қайда өтеді")
    assert found.published
    assert "көрме (қаз) – Саябақ (қаз)" in said(found, Language.KK)


def test_a_venue_that_is_announced_stands_for_what_was_said_of_earlier_ones():
    start = NOW + timedelta(days=30)
    announced = replace(FAIR.editions[1], when=Exact(start), state=EditionState.ANNOUNCED, venue=Venue(both("Сарай")))
    old = (Fact("where", both("2030: саябақ"), PLAN), Fact("when", both("2030 жылы"), PLAN))
    on = answering(replace(FAIR, facts=old, editions=(FAIR.editions[0], announced)))
    where = said(answer("фестиваль қайда", on=on), Language.KK)
    assert "Сарай (қаз)" in where
    assert "саябақ" not in where
    assert "2030 жылы" not in said(answer("фестиваль қашан", on=on), Language.KK)
    homeless = answering(replace(FAIR, facts=old, editions=(FAIR.editions[0], replace(announced, venue=None))))
    told = said(answer("фестиваль қайда", on=homeless), Language.RU)
    assert told.index("Место проведения не объявлено.") < told.index("2030: саябақ")


@pytest.mark.parametrize("text", ["фестиваль қашан", "фестиваль қайда", "фестивальге қалай қатысамын"])
def test_a_demo_is_said_to_be_one(text):
    start = NOW + timedelta(days=30)
    window = Window(NOW - timedelta(days=1), NOW + timedelta(days=9))
    demo = Edition("demo", Exact(start), EditionState.OPEN, PLAN, Venue(both("Сарай")), window, demo=True)
    found = answer(text, on=answering(replace(FAIR, editions=(*FAIR.editions, demo))))
    assert "ДЕМО" in said(found, Language.KK)
    assert "ДЕМО" in said(found, Language.RU)


def test_a_fact_of_a_time_that_has_passed_says_so():
    past = Edition("y2030", Year(2030), EditionState.PLANNED, PLAN)
    once = replace(FAIR, recurs=False, editions=(past,), facts=(Fact("when", both("2030 жыл бойы"), PLAN),))
    text = said(answer("фестиваль қашан", on=answering(once)), Language.RU)
    assert "2030 жыл бойы (рус)\nЭтот срок уже прошёл." in text
    assert "📅" not in text
    bare = said(answer("фестиваль қашан", on=answering(replace(once, facts=()))), Language.RU)
    assert "📅 Когда: по плану — в 2030 году (этот срок прошёл)" in bare


def test_a_fact_comes_with_its_source_and_is_escaped():
    found = answer("фестивальге қанша адам келеді")
    assert [fact.aspect for fact in found.facts] == ["how_many"]
    screen = answer_screen(found, TRANSLATORS[Language.RU])
    assert "300 &lt;қонақ&gt;" in screen.html
    assert "Источник: Газета &amp; Ко (данные за 2030" in screen.html
    assert "Это план." in screen.html


def test_a_source_of_something_done_and_of_a_plan_stands_once():
    facts = (Fact("how_many", both("30"), DONE), Fact("how_many", both("40 жоспар"), PLAN))
    text = said(answer("сколько человек на фестивале", on=answering(replace(FAIR, facts=facts))), Language.RU)
    assert text.count("Источник") == 1
    assert "Это план." not in text


@pytest.mark.parametrize("aspect", sorted(ASPECTS))
def test_what_has_no_fact_is_said_to_be_unpublished_and_nothing_else(aspect):
    found = ANSWERING.tell(SMITHS, aspect)
    texts = {language: said(found, language) for language in Language}
    if aspect in {"what_is", "who_can", "contents", "purpose"}:
        assert found.published
        return
    assert not found.published
    assert found.facts == ()
    assert "жарияла" in texts[Language.KK]
    assert "опубликован" in texts[Language.RU] or "объявлен" in texts[Language.RU]
    assert not any(letter.isdigit() for text in texts.values() for letter in text)


def test_every_aspect_has_its_word_for_unpublished():
    assert set(_UNPUBLISHED) == set(ASPECTS) - {"what_is"}


def test_a_kind_of_two_events_asks_which():
    dated = replace(BAKERS, editions=(Edition("y2031", Month(2031, 9), EditionState.PLANNED, PLAN),))
    found = answering(FAIR, SMITHS, dated).answer("байқау қашан болады", None)
    assert isinstance(found, Clarify)
    assert {event.key for event in found.events} == {"usta", "nan"}
    screen = answer_screen(found, TRANSLATORS[Language.KK])
    assert {button.to for row in screen.rows for button in row} >= {
        Go("answer", "usta", "when"),
        Go("answer", "nan", "when"),
    }


def test_what_is_true_of_both_is_told_of_both():
    found = answer("байқау қашан болады")
    assert {found.event.key, *(event.key for event in found.others)} == {"usta", "nan"}
    assert not found.published
    assert "«Темір ұста»" in said(found, Language.KK)
    assert "«Алтын дән»" in said(found, Language.KK)


@pytest.mark.parametrize(
    "text", ["", "😀", "ауа райы қандай", "расскажи анекдот", "алтынның бағасы қанша", "1" * 4096, "\u202e\u200b"]
)
def test_what_is_not_of_the_programme_is_not_answered(text):
    assert isinstance(ANSWERING.answer(text, None), NotUnderstood | OffTopic)


def test_a_follow_up_keeps_the_event():
    assert answer("Ал қайда?", "it_kun").event is FAIR
    assert answer("а где?", "usta").published is False
    assert answer("темір ұста деген не", "it_kun").event is SMITHS


def test_a_follow_up_that_asks_nothing_is_not_answered_but_keeps_the_event():
    assert isinstance(ANSWERING.answer("анекдот айтшы", "it_kun"), OffTopic)
    assert ANSWERING.answer("😀", "it_kun") == NotUnderstood(FAIR)
    screen = answer_screen(NotUnderstood(FAIR), TRANSLATORS[Language.KK])
    assert Go("event", "it_kun") in {button.to for row in screen.rows for button in row}


@pytest.mark.parametrize("text", ["рахмет", "спасибо большое", "да", "нет", "сәлем", "ок", "керемет екен"])
def test_who_only_thanks_or_nods_is_told_nothing_of_the_event(text):
    assert isinstance(ANSWERING.answer(text, "it_kun"), OffTopic)


def test_where_two_things_may_be_asked_both_are_told_with_the_source_of_what_is_known():
    found = answer("IT күніне қанша адам келеді және билеті қанша тұрады?")
    assert {found.aspect, *(one.aspect for one in found.beside)} == {"how_many", "cost"}
    told = said(found, Language.RU)
    assert "300 <қонақ>" in told
    assert "Платно это или бесплатно, не опубликовано." in told
    assert "Газета & Ко" in told


def test_an_event_that_is_gone_is_no_context():
    assert isinstance(ANSWERING.answer("қайда?", "forgotten"), NotUnderstood | OffTopic)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200), st.sampled_from([None, "it_kun", "usta", "; DROP TABLE"]))
def test_any_text_has_an_answer_that_can_be_shown(text, about):
    found = ANSWERING.answer(text, about)
    for language in Language:
        assert said(found, language)


@pytest.fixture(scope="module")
def shipped() -> Answering:
    read = read_programme(ROOT / "data" / "programme", today=NOW.date(), zone=ZONE)
    assert isinstance(read, ReadProgramme)
    return answering(*read.events)


@pytest.mark.parametrize(
    ("text", "key", "aspect"),
    [
        ("MamandyqFest фестивалі қай айда өтеді?", "mamandyqfest", "when"),
        ("mamandyqfest qai jerde bolady", "mamandyqfest", "where"),
        ("скока школьников будет на мамандык фесте", "mamandyqfest", "how_many"),
        ("фестивальге ата-анам барса бола ма", "mamandyqfest", "who_can"),
        ("Enbek Hub rjulf jnrhjtncz", "enbek_hub", "when"),
        ("енбек хаб деген не нарсе", "enbek_hub", "what_is"),
        ("про табыс форумына кімдер барады", "pro_tabys", "who_can"),
        ("Где пройдёт форум трудовых династий?", "forum_dynasties", "where"),
        ("еңбек батыры байқауының жүлдесі қандай", "enbek_batyry", "prizes"),
        ("на алтын кор какие документы", "altyn_qor", "documents"),
        ("шетелдік тағылымдамаға кім бара алады", "worldskills_internship", "who_can"),
        ("сколько предприятий шефствуют над колледжами", "patronage", "how_many"),
        ("алты колледждің тізімі", "six_colleges", "which"),
        ("агроинновация орталығы қайда ашылады", "agro_centre", "where"),
    ],
)
def test_the_shipped_programme_is_answered(shipped, text, key, aspect):
    found = answer(text, on=shipped)
    assert (found.event.key, found.aspect) == (key, aspect)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("MamandyqFest билеті қанша тұрады", False),
        ("PRO табыс форумы қайда өтеді", False),
        ("стажировка worldskills в какую страну", False),
        ("на мамандыкфест сколько школьников", True),
    ],
)
def test_the_shipped_programme_invents_nothing(shipped, text, published):
    assert answer(text, on=shipped).published is published


@pytest.mark.parametrize(
    "text",
    [
        "еңбек ақы қанша",
        "алтынның бағасы қанша",
        "Еңбек министрлігі қайда",
        "табысты отбасы",
        "про футбол расскажи",
        "когда фестиваль красок в Алматы",
        "мектепте сабақ нешеде басталады",
        "какая погода в Павлодаре",
        "мұғалімнің жалақысы қанша",
    ],
)
def test_what_only_sounds_like_the_programme_is_not_answered(shipped, text):
    assert isinstance(shipped.answer(text, None), NotUnderstood | OffTopic)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("тіркелгім келеді", "register"),
        ("Запишите меня, пожалуйста", "register"),
        ("жазылғанымды алып тастаңыз", "cancel_registration"),
        ("otmenite registraciyu", "cancel_registration"),
        ("мои записи где", "my_registrations"),
        ("кем мне стать, помогите выбрать профессию", "career_test"),
        ("зауытта практикадан өткім келеді", "internship_signup"),
        ("какие конкурсы есть", "contests"),
        ("жанарган жаналыктарды жиберип турыныз", "subscribe_announcements"),
        ("не присылайте мне больше новости", "unsubscribe_announcements"),
        ("тилди ауыстыру", "change_language"),
        ("дайте телефон организатора", "contact_organizer"),
        ("менің деректерімді өшіріңіз", "delete_my_data"),
        ("что ты умеешь", "bot_help"),
        ("0андай 3с-шаралар бар", "events_list"),
    ],
)
def test_what_is_wanted_of_the_bot_itself_is_recognised(shipped, text, name):
    found = shipped.answer(text, None)
    assert isinstance(found, Function)
    assert found.name == name
    for language in Language:
        assert said(found, language)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("на каком языке проходит MamandyqFest", "language"),
        ("mamandyqfest qai tilde otedi", "language"),
        ("MamandyqFest бойынша хабарласатын телефон нөмірін беріңізші", "contact"),
        ("по какому телефону звонить по MamandyqFest?", "contact"),
    ],
)
def test_what_is_asked_of_a_named_event_is_no_wish_to_the_bot(shipped, text, aspect):
    told = shipped.answer(text, None)
    assert isinstance(told, Answer)
    assert (told.event.key, told.aspect) == ("mamandyqfest", aspect)


def test_nothing_is_destroyed_or_cancelled_by_a_text(shipped):
    for name in ("delete_my_data", "cancel_registration", "unsubscribe_announcements"):
        screen = answer_screen(Function(name), TRANSLATORS[Language.RU])
        shown = {Go(name) for name in ("privacy", "events", "my", "mydata", "news", "menu")}
        assert {button.to for row in screen.rows for button in row} <= shown


def test_a_list_names_the_events_and_contests_only_contests():
    events = (FAIR, SMITHS, BAKERS)
    assert "«IT күні»" in said(Function("events_list", events=events), Language.KK)
    contests = said(Function("contests", events=events), Language.KK)
    assert "«Темір ұста»" in contests
    assert "«IT күні»" not in contests


def test_registering_for_a_named_event_keeps_the_event(shipped):
    found = shipped.answer("MamandyqFest-ке тіркелгім келеді", None)
    assert isinstance(found, Function)
    assert found.event is not None
    assert found.event.key == "mamandyqfest"
