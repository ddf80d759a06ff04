"""Whom a session is for: spans, classes of pupils, and what has to be confirmed before anything else is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.drafts import CHILD, Ask, Draft
from bot.domain.eligibility import Span, takes_answer, takes_class, to_confirm
from bot.domain.events import Session
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.people import Role
from bot.domain.places import SessionKey
from tests.views.samples import text

CLASS = Field("class", FieldKind.SCHOOL_CLASS, text("Class"), text("Why"))
ABOUT = Field("about", FieldKind.TEXT, text("About"), text("Why"))
OLDER = Session("s", text("S"), grades=Span(8, 11))
YOUNG = Session("s", text("S"), ages=Span(14, 17))
NAMING = replace(OLDER, form=Form((CLASS,)))
KEY = SessionKey("fest", "e1", "s")


@given(st.none() | st.integers(0, 99), st.none() | st.integers(0, 99), st.integers(0, 99))
def test_a_span_holds_what_is_between_its_ends(first, last, number):
    if (first is None and last is None) or (first is not None and last is not None and first > last):
        with pytest.raises(ValueError, match="span"):
            Span(first, last)
    else:
        expected = (first if first is not None else 0) <= number <= (last if last is not None else 99)
        assert (number in Span(first, last)) == expected


@pytest.mark.parametrize("label", ["5А", "7Ә", "12"])
def test_another_class_is_not_taken(label):
    assert not takes_class(OLDER, label)
    assert takes_class(YOUNG, label), "where nothing is said of classes any is taken"


@pytest.mark.parametrize("label", ["8А", "9 б", "11", "Робототехника", "2025 набор", "100А", None])
def test_its_own_classes_and_what_is_no_class_of_a_school_are_taken(label):
    assert takes_class(OLDER, label)


def test_only_the_answer_about_the_class_is_judged():
    assert not takes_answer(NAMING, CLASS, "5А")
    assert takes_answer(NAMING, ABOUT, "5А")


def test_what_has_to_be_confirmed():
    assert to_confirm(OLDER, pupil=True) == "8-11/"
    assert to_confirm(OLDER, pupil=False) is None, "a student has no class"
    assert to_confirm(NAMING, pupil=True) is None, "the form asks for it"
    assert to_confirm(YOUNG, pupil=False) == "/14-17"
    assert to_confirm(replace(NAMING, ages=Span(None, 17)), pupil=True) == "/-17"
    assert to_confirm(Session("s", text("S")), pupil=True) is None


@pytest.mark.parametrize("who", [Role.PUPIL, CHILD])
def test_it_is_asked_before_the_form_and_again_when_the_limits_change(who):
    draft = Draft(KEY).by(who)
    if who == CHILD:
        assert draft.asks(OLDER) is Ask.CHILD
        draft = draft.child_number(1)
    assert draft.asks(OLDER) is Ask.FITS
    fits = draft.fitting(OLDER)
    assert fits.asks(OLDER) is None
    assert Draft.from_data(fits.to_data()) == fits
    assert fits.asks(replace(OLDER, grades=Span(9, 11))) is Ask.FITS
    assert fits.back(OLDER) == draft


def test_a_class_of_others_is_asked_for_again():
    draft = Draft(KEY).by(Role.PUPIL).answered(CLASS, "9А")
    assert draft.asks(NAMING) is None
    assert draft.asks(replace(NAMING, grades=Span(10, 11))) == CLASS
