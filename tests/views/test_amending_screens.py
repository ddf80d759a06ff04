"""The screens of changing answers, as people see them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.answers import Problem
from bot.domain.applications import OTHER_SCHOOL
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.language import LocalizedText
from bot.domain.schools import School
from bot.services.amending import Answers
from bot.views import amending
from bot.views.fields import shown
from bot.views.schools import Offer
from tests.views.test_coming_screens import TRS
from tests.views.test_coming_screens import seen as confirmed
from tests.views.test_snapshots import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Translator
    from bot.views.screens import Screen

WHY = LocalizedText("Топ құру үшін", "Чтобы составить группы")
LANGUAGES = tuple(LocalizedText(kk, ru) for kk, ru in (("Қазақша", "На казахском"), ("Орысша", "На русском")))
FIELDS = (
    Field("school", FieldKind.SCHOOL, LocalizedText("Мектебің", "Твоя школа"), WHY),
    Field("class", FieldKind.SCHOOL_CLASS, LocalizedText("Сыныбың", "Твой класс"), WHY),
    Field("language", FieldKind.CHOICE, LocalizedText("Қай тілде?", "На каком языке?"), WHY, choices=LANGUAGES),
    Field("all", FieldKind.CHOICES, LocalizedText("Тілдер", "Языки"), WHY, required=False, choices=LANGUAGES),
    Field("phone", FieldKind.PHONE, LocalizedText("Телефон", "Телефон"), WHY, required=False),
    Field("work", FieldKind.FILE, LocalizedText("Жұмысың", "Твоя работа"), WHY, required=False),
)
SAID = {"school": f"{OTHER_SCHOOL}Демо <мектеп>", "class": "9А", "language": "0", "all": "0,1", "work": "file"}


def answers(*, refused: bool = False, fields: tuple[Field, ...] = FIELDS) -> Answers:
    seen = confirmed()
    assert seen.found
    session = replace(seen.found.session, form=Form(FIELDS))
    application = replace(seen.registration.application, answers=SAID)
    one = replace(seen.registration, application=application)
    return Answers(replace(seen, registration=one, found=replace(seen.found, session=session)), fields, refused)


CITY = LocalizedText("Демо қала", "Демо-город")
SCHOOLS = tuple(
    School(f"demo_{n}", LocalizedText(f"Демо мектеп № {n}", f"Демо-школа № {n}"), (), CITY if n > 1 else None)
    for n in range(1, 7)
)
CHOSEN = replace(FIELDS[0], schools={school.id: school for school in SCHOOLS})


def offered(*schools: School, tr: Translator) -> Screen:
    return amending.offer(answers(), Offer(FIELDS[0], "№ <1>", schools), tr)


SCREENS: dict[str, Callable[[Translator], Screen]] = {
    "answers": lambda tr: amending.answers(answers(), 0, tr),
    "answers, the second page": lambda tr: amending.answers(answers(), 1, tr),
    "answers, changed": lambda tr: amending.answers(answers(), 0, tr, changed=True),
    "answers, refused": lambda tr: amending.answers(answers(refused=True, fields=()), 0, tr),
    "a choice": lambda tr: amending.question(answers(), FIELDS[2], "", tr),
    "choices": lambda tr: amending.question(answers(), FIELDS[3], "0", tr),
    "one school": lambda tr: offered(SCHOOLS[1], tr=tr),
    "six schools": lambda tr: offered(*SCHOOLS, tr=tr),
    "no school": lambda tr: offered(tr=tr),
    "a phone": lambda tr: amending.question(answers(), FIELDS[4], "", tr, Problem.NOT_A_PHONE),
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("language", list(TRS))
def test_a_screen_is_as_it_was_looked_at(snapshot, name, language):
    assert drawn(SCREENS[name](TRS[language])) == snapshot


@pytest.mark.parametrize("language", list(TRS))
def test_a_school_is_told_by_its_name_also_when_it_is_listed_no_more(language):
    tr = TRS[language]
    known = replace(CHOSEN, schools={"demo_2": replace(SCHOOLS[1], listed=False)})
    assert shown(known, "demo_2", tr) == tr[SCHOOLS[1].name]
    assert shown(known, f"{OTHER_SCHOOL}demo_2", tr) == "demo_2"
