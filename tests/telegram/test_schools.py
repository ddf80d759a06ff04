"""The school in a form: what is typed is looked up, offered and kept by its id; forged and stale taps; editing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from bot.domain.applications import Application
from bot.domain.events import Programme, Session
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.language import Language, LocalizedText
from bot.domain.people import Role
from bot.domain.places import SessionKey
from bot.domain.schools import School
from bot.views import announcing, mydata
from tests.telegram.conversation import OWNER, PERSON, TRS, Conversation
from tests.telegram.test_registration import EDITION, FEST, STRANGER, pressed, rows, to_session
from tests.views.samples import text

if TYPE_CHECKING:
    from bot.services.ports.personal import Kept

CITY = LocalizedText("Демо қала", "Демо-город")
SCHOOLS = (
    *(School(f"demo_{n}", LocalizedText(f"Демо мектеп № {n}", f"Демо-школа № {n}"), (), CITY) for n in range(1, 10)),
    School("far_1", LocalizedText("Ауылдағы № 1 демо мектеп", "Сельская демо-школа № 1")),
)
ASKS = Field("school", FieldKind.SCHOOL, text("School"), text("For the groups"))
VISIT = Session("visit", text("Visit"), form=Form((ASKS, Field("about", FieldKind.TEXT, text("About"), text("Why")))))
ASKING = replace(FEST, editions=(replace(EDITION, sessions=(VISIT,)),))


@pytest.fixture
async def talk():
    made = await Conversation((ASKING,)).begin()
    await made.programmes.load([], whole=False, schools=SCHOOLS)
    for person in (PERSON, STRANGER, OWNER):
        await made.choose("ru", person)
    return made


async def asked(talk):
    opened = await pressed(talk, "Sign up", await to_session(talk, "Visit"))
    return await pressed(talk, "I am a teacher", opened)


def kept(talk):
    return rows(talk)[-1].application


async def test_one_sure_match_is_asked_back_and_kept_by_its_id(talk):
    await asked(talk)
    offered = await talk.say("мектеп №7")
    assert "Is it this school?\n\nДемо-школа № 7 (Демо-город)" in offered.text
    assert list(offered.buttons) == ["Yes", "The school is not listed", "‹ Back"]
    assert "About" in (await pressed(talk, "Yes", offered)).text
    summary = await talk.say("Бір")
    assert "School по-русски: Демо-школа № 7" in summary.text
    await pressed(talk, "Send", summary)
    assert (kept(talk).school, kept(talk).answers["school"]) == ("demo_7", "demo_7")
    opened = await talk.press("answers:1:0")
    assert "Демо-школа № 7" in opened.text


async def test_a_parent_names_the_school_of_a_child(talk):
    who = await pressed(talk, "Sign up", await to_session(talk, "Visit"))
    await pressed(talk, "1", await pressed(talk, "My child", who))
    await pressed(talk, "Yes", await talk.say("мектеп №7"))
    summary = await talk.say("Бір")
    assert "School по-русски: Демо-школа № 7" in summary.text
    await pressed(talk, "I agree, send it", summary)
    assert (kept(talk).child, kept(talk).school) == (1, "demo_7")


async def test_several_are_offered_with_numbers_and_at_most_six(talk):
    await asked(talk)
    offered = await talk.say("1")
    assert list(offered.buttons)[-2:] == ["The school is not listed", "‹ Back"]
    assert {*offered.buttons.values()} >= {"fill:school:demo_1", "fill:school:far_1"}
    many = await talk.say("демо")
    assert [label[:2] for label in many.buttons][:-2] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert not (await talk.press("fill:school:far_1")).shown, "what stood in the first offer alone is not taken"
    assert "About" in (await pressed(talk, "3.", many)).text


async def test_words_that_are_not_in_the_directory_are_kept_as_they_are(talk):
    await asked(talk)
    offered = await talk.say("Хогвартс <b>")
    assert "I do not find «Хогвартс <b>»" in offered.text
    await pressed(talk, "The school is not listed", offered)
    await pressed(talk, "Send", await talk.say("Бір"))
    assert (kept(talk).school, kept(talk).answers["school"]) == (None, "other:Хогвартс <b>")


async def test_back_leads_to_the_question_and_other_words_are_looked_up_anew(talk):
    await asked(talk)
    offered = await talk.say("7")
    assert "School по-русски" in (await pressed(talk, "Back", offered)).text
    again = await talk.say("демо школа 8")
    assert "Демо-школа № 8" in again.text
    assert "About" in (await pressed(talk, "Yes", again)).text


@pytest.mark.parametrize("data", ["fill:school:demo_8", "fill:school:gone", "fill:school", "fill:school:other"])
async def test_only_what_was_offered_is_taken(talk, data):
    await asked(talk)
    assert not (await talk.press(data)).shown, "nothing was offered yet"
    await talk.say("7")
    refused = await talk.press(data)
    assert not refused.shown
    assert refused.toast
    assert "Is it this school?" in (await talk.say("7")).text, "the question stands"


async def test_a_school_that_was_taken_off_the_list_meanwhile_is_not_taken(talk):
    await asked(talk)
    offered = await talk.say("7")
    await talk.programmes.load([], whole=False, schools=SCHOOLS[:3])
    assert not (await pressed(talk, "Yes", offered)).shown


async def test_without_a_directory_any_words_are_the_answer(talk):
    await talk.programmes.load([], whole=False, schools=())
    await asked(talk)
    assert "About" in (await talk.say("мектеп № 7")).text


async def test_wrong_words_are_told_before_anything_is_looked_up(talk):
    await asked(talk)
    assert "looks like an IIN" in (await talk.say("990101300123")).text


async def test_the_answer_is_changed_from_the_directory_too(talk):
    application = Application(PERSON, minor=False, answers={"school": "demo_7", "about": "Бір"})
    await talk.registering.sign_up(talk.database, SessionKey("fest", "e1", "visit"), application, Role.GUEST)
    opened = await pressed(talk, "School", await talk.press("answers:1:0"))
    assert "Your answer now: Демо-школа № 7" in opened.text
    offered = await talk.say("3")
    assert "School по-русски" in (await pressed(talk, "Back", offered)).text
    assert not (await talk.press("amended:school:demo_3")).shown, "it was left with «back»"
    offered = await talk.say("3")
    assert not (await talk.press("amended:school:demo_4")).shown
    assert "The answer is changed" in (await pressed(talk, "Yes", offered)).text
    assert kept(talk).school == "demo_3"
    opened = await pressed(talk, "School", await talk.press("answers:1:0"))
    await pressed(talk, "not listed", await talk.say("Хогвартс"))
    assert (kept(talk).school, kept(talk).answers["school"]) == (None, "other:Хогвартс")


async def test_another_persons_offer_is_not_taken(talk):
    await asked(talk)
    offered = await talk.say("7")
    assert not (await pressed(talk, "Yes", offered, STRANGER)).shown
    assert talk.database.tables.registrations == {}


def test_the_file_of_what_is_kept_has_the_name_in_the_readers_language():
    answers = {"school": "demo_7", "about": "Бір"}
    kept: dict[str, list[Kept]] = {
        "registrations": [
            {"id": 1, "school": "demo_7", "answers": json.dumps(answers)},
            {"id": 2, "school": None, "answers": json.dumps({"school": "other:demo_7"})},
        ],
        "dialogues": [
            {"state": "filling", "data": json.dumps({"key": ["demo_7x"], "answers": answers, "child": None})}
        ],
        "people": [{"id": PERSON}],
    }
    told = json.loads(mydata.as_file(kept, {one.id: one for one in SCHOOLS}, TRS[Language.KK]))
    assert told["people"] == kept["people"]
    assert told["registrations"][0]["school"] == "Демо мектеп № 7"
    assert json.loads(told["registrations"][0]["answers"]) == {"school": "Демо мектеп № 7", "about": "Бір"}
    assert told["registrations"][1] == kept["registrations"][1]
    unsent = {"key": ["demo_7x"], "answers": {"school": "Демо мектеп № 7", "about": "Бір"}, "child": None}
    assert json.loads(told["dialogues"][0]["data"]) == unsent


async def test_a_list_for_organizers_has_the_name_and_not_the_id(talk):
    for person, school in ((PERSON, "demo_7"), (STRANGER, "other:Хогвартс")):
        application = Application(person, minor=False, answers={"school": school, "about": "Бір"})
        await talk.registering.sign_up(talk.database, SessionKey("fest", "e1", "visit"), application, Role.GUEST)
    sent = await talk.press("exported:fest:csv", OWNER)
    (document,) = [one.document for one in sent.requests if isinstance(one, SendDocument)]
    assert isinstance(document, BufferedInputFile)
    told = document.data.decode("utf-8-sig")
    assert "Демо-школа № 7" in told
    assert "Хогвартс" in told
    assert "demo_7" not in told
    assert "other:" not in told


async def test_the_desk_reads_the_name(talk):
    decided = replace(VISIT, review=True)
    await talk.programmes.load([replace(FEST, editions=(replace(EDITION, sessions=(decided,)),))], whole=True)
    application = Application(PERSON, minor=False, answers={"school": "demo_7", "about": "Бір"})
    await talk.registering.sign_up(talk.database, SessionKey("fest", "e1", "visit"), application, Role.GUEST)
    assert "Демо-школа № 7" in (await talk.press("application:1", OWNER)).text


def test_an_audience_tells_the_name_of_a_school_or_its_id():
    programme = Programme(schools={one.id: one for one in SCHOOLS})
    told = announcing.audience("school:demo_7,class:9А", TRS[Language.KK], programme)
    assert "Демо мектеп № 7" in told
    assert "demo_77" in announcing.audience("school:demo_77", TRS[Language.KK], programme)
