"""Which answers may be changed after they were sent, and what a change leaves as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amending import amendable, amended, mark_of
from bot.domain.applications import Application
from bot.domain.consent import Consent, hash_of
from bot.domain.events import Session
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.places import SessionKey
from bot.domain.registrations import LIVE, Registration, RegistrationState
from tests.views.samples import NOW, text

WHY = text("Why")
GRADE = Field("grade", FieldKind.SCHOOL_CLASS, text("Class"), WHY)
ABOUT = Field("about", FieldKind.TEXT, text("About"), WHY, required=False)
SAFETY = Field("safety", FieldKind.CONSENT, text("Safety"), WHY)
SESSION = Session("s", text("S"), form=Form((GRADE, ABOUT, SAFETY)))
CLOSES = NOW + timedelta(days=3)
WORDS = hash_of("the words of today")
ADULT = Registration(
    1,
    SessionKey("fest", "e1", "s"),
    Application(7, minor=False).answering(SESSION.form, {"grade": "9А", "safety": "yes"}),
    RegistrationState.CONFIRMED,
    NOW,
    reviewed=True,
)
MINOR = replace(ADULT, application=replace(ADULT.application, minor=True))
LONG_AGO = Consent("1", hash_of("other words"), 8, NOW)


def fields(one, session=SESSION, now=NOW):
    return [field.key for field in amendable(one, session, CLOSES, WORDS, now)]


def test_everything_but_an_agreement_until_the_cut_off():
    assert fields(ADULT) == ["grade", "about"]
    assert fields(ADULT, now=CLOSES - timedelta(seconds=1)) == ["grade", "about"]
    assert fields(ADULT, now=CLOSES) == []
    assert fields(ADULT, session=Session("s", text("S"))) == []


@pytest.mark.parametrize("state", list(RegistrationState))
def test_only_what_is_live(state):
    assert bool(fields(replace(ADULT, state=state))) == (state in LIVE)
    late = replace(ADULT, state=state, until=NOW)
    assert fields(late) == []


@pytest.mark.parametrize("state", list(LIVE))
def test_where_an_organizer_decides_only_until_the_decision(state):
    decides = replace(SESSION, review=True)
    assert bool(fields(replace(ADULT, state=state), decides)) == (state is RegistrationState.AWAITING_REVIEW)


def test_of_a_minor_nothing_more_is_asked_than_the_guardian_agreed_to():
    assert fields(replace(MINOR, consent=LONG_AGO)) == ["grade"]
    assert fields(replace(MINOR, consent=replace(LONG_AGO, text_hash=WORDS))) == ["grade", "about"]
    assert fields(MINOR) == ["grade", "about"], "the guardian will read today's words"
    assert fields(replace(MINOR, consent=LONG_AGO.withdraw(NOW))) == ["grade", "about"]


@given(st.sampled_from([GRADE, ABOUT]), st.sampled_from(["", "9А", "10Б", "слова"]))
def test_nothing_but_the_answer_is_another(field, value):
    after = amended(ADULT, SESSION, field, value)
    assert replace(after, application=ADULT.application) == ADULT
    assert after.application.answers.get(field.key, "") == value
    assert after.application.school_class == (after.application.answers.get("grade") or None)
    others = {key: answer for key, answer in after.application.answers.items() if key != field.key}
    assert others == {key: answer for key, answer in ADULT.application.answers.items() if key != field.key}
    same = ADULT.application.answers.get(field.key, "") == value
    assert (mark_of(after.application) == mark_of(ADULT.application)) == same


def test_fewer_people_are_another_application():
    party = replace(ADULT.application, places=3)
    assert mark_of(party) != mark_of(replace(party, places=2))
