from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.domain.forms import Field, FieldKind
from bot.domain.language import Language, LocalizedText
from bot.i18n import load_translators
from bot.views.fields import answered

TRS = load_translators(ZoneInfo("Asia/Almaty"))


@pytest.mark.parametrize(
    ("label", "value", "line"),
    [
        ("Какой у Вас стаж?", "20", "Какой у Вас стаж? 20"),
        ("Стаж", "20", "Стаж: 20"),
        ("Стаж", "<b>20", "Стаж: &lt;b&gt;20"),
        ("Стаж", "", "Стаж: нет ответа"),
    ],
)
def test_a_question_and_its_answer_stand_in_a_line(label, value, line):
    text = LocalizedText(kk=label, ru=label)
    field = Field("years", FieldKind.TEXT, text, text, required=False)
    assert answered(field, value, TRS[Language.RU]) == line
