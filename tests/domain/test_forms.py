from __future__ import annotations

import pytest

from bot.domain.forms import Field, FieldKind, Form
from bot.domain.language import LocalizedText

TEXT = LocalizedText("мәтін", "текст")


@pytest.mark.parametrize("kind", FieldKind)
def test_choices_belong_to_fields_of_choice_alone(kind: FieldKind):
    choices = (TEXT, TEXT) if kind.takes_choices else ()
    assert Field("grade", kind, TEXT, TEXT, choices=choices).choices == choices
    with pytest.raises(ValueError, match="choices"):
        Field("grade", kind, TEXT, TEXT, choices=() if kind.takes_choices else (TEXT,))


def test_two_fields_under_one_key_are_a_bug():
    field = Field("grade", FieldKind.TEXT, TEXT, TEXT)
    with pytest.raises(ValueError, match="one key"):
        Form((field, field))
