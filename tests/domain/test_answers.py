"""What fields take, typed in every way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answers import Problem, pick, picked, read_answer, toggled
from bot.domain.forms import Field, FieldKind
from bot.domain.language import LocalizedText

ANY = LocalizedText("сұрақ", "вопрос")


def field(kind: FieldKind) -> Field:
    return Field("key", kind, ANY, ANY, choices=(ANY, ANY, ANY) if kind.takes_choices else ())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("8 701 123 45 67", "+77011234567"),
        ("+7 (701) 123-45-67", "+77011234567"),
        ("7011234567", "+77011234567"),
        ("77011234567", "+77011234567"),
        ("8 7182 32 15 15", "+77182321515"),
        ("+7 912 345-67-89", "+79123456789"),
        ("+49 151 23456789", "+4915123456789"),
        ("12345", Problem.NOT_A_PHONE),
        ("қоңырау шалмаңыз", Problem.NOT_A_PHONE),
        ("87011234567 апам", Problem.NOT_A_PHONE),
        ("٨٧٠١١٢٣٤٥٦٧", Problem.NOT_A_PHONE),
    ],
)
def test_phones(said, kept):
    assert read_answer(field(FieldKind.PHONE), said) == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("14.05.2011", "2011-05-14"),
        ("4.5.2011", "2011-05-04"),
        ("2011-05-14", "2011-05-14"),
        ("31.02.2011", Problem.NOT_A_DATE),
        ("14.05.11", Problem.NOT_A_DATE),
        ("14.05.1811", Problem.NOT_A_DATE),
        ("мамыр", Problem.NOT_A_DATE),
    ],
)
def test_dates(said, kept):
    assert read_answer(field(FieldKind.DATE), said) == kept


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        (FieldKind.TEXT, "  №7   мектеп ", "№7 мектеп"),
        (FieldKind.TEXT, " \n ", Problem.EMPTY),
        (FieldKind.TEXT, "ә" * 201, Problem.TOO_LONG),
        (FieldKind.TEXT, "менің ЖСН 050514 551234", Problem.IIN),
        (FieldKind.LONG_TEXT, "ИИН: 050514551234.", Problem.IIN),
        (FieldKind.LONG_TEXT, "бір\nекі", "бір\nекі"),
        (FieldKind.NUMBER, "007", "7"),
        (FieldKind.NUMBER, "жеті", Problem.NOT_A_NUMBER),
        (FieldKind.CHOICE, "бірінші", Problem.NOT_A_CHOICE),
        (FieldKind.FILE, "жоқ", Problem.NOT_A_FILE),
        (FieldKind.CONSENT, "иә", Problem.NOT_CONSENTED),
    ],
)
def test_other_kinds(kind, said, kept):
    assert read_answer(field(kind), said) == kept


@given(st.sampled_from(FieldKind), st.text())
def test_anything_typed_is_a_value_or_a_problem_and_a_value_stays_itself(kind, said):
    kept = read_answer(field(kind), said)
    if not isinstance(kept, Problem) and not kind.takes_choices:
        assert read_answer(field(kind), kept) == kept


def test_choices_may_be_typed_as_they_are_listed():
    choices = tuple(LocalizedText(kk, ru) for kk, ru in (("7-сынып", "7 класс"), ("8-сынып", "8 класс")))
    one = Field("key", FieldKind.CHOICE, ANY, ANY, choices=choices)
    assert [read_answer(one, said) for said in ("1", "2", "8-СЫНЫП", "7 класс")] == ["0", "1", "1", "0"]
    assert {read_answer(one, said) for said in ("0", "3", "9 класс", "²")} == {Problem.NOT_A_CHOICE}
    more = Field("key", FieldKind.CHOICES, ANY, ANY, choices=choices)
    assert [read_answer(more, said) for said in ("2, 1", "2 2", "1")] == ["0,1", "1", "0"]
    assert {read_answer(more, said) for said in ("1,3", "бәрі")} == {Problem.NOT_A_CHOICE}


def test_a_choice_is_its_number():
    assert pick(field(FieldKind.CHOICE), 2) == "2"
    assert pick(field(FieldKind.CHOICE), 3) is Problem.NOT_A_CHOICE
    assert pick(field(FieldKind.TEXT), 0) is Problem.NOT_A_CHOICE


def test_several_choices_are_switched_one_by_one():
    several = field(FieldKind.CHOICES)
    assert toggled(several, "", 2) == "2"
    assert toggled(several, "2", 0) == "0,2"
    assert toggled(several, "0,2", 2) == "0"
    assert toggled(several, "0", 3) is Problem.NOT_A_CHOICE
    assert picked("0,2") == (0, 2)
    assert picked("") == ()
