"""Which files are taken as an answer, and that what is kept is the file again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answers import Problem
from bot.domain.attachments import LARGEST, Attachment, attached
from bot.domain.forms import Field, FieldKind, Form
from tests.views.samples import text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("mime", ["application/pdf", "image/jpeg", "image/heic", "application/msword", WORD])
def test_a_document_is_taken_by_its_type_and_size(mime):
    assert Attachment.document("x", mime, LARGEST) == Attachment("x", is_photo=False)
    assert Attachment.document("x", mime, None) == Attachment("x", is_photo=False)
    assert Attachment.document("x", mime, LARGEST + 1) is Problem.FILE_TOO_LARGE


@pytest.mark.parametrize("mime", [None, "", "application/zip", "application/x-msdownload", "video/mp4", "text/html"])
def test_other_types_are_not_taken(mime):
    assert Attachment.document("x", mime, 10) is Problem.NOT_A_FILE


@given(st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1), st.booleans())
def test_what_is_kept_is_the_file_again(file_id, is_photo):
    kept = Attachment(file_id, is_photo=is_photo)
    assert Attachment.of(kept.answer) == kept


def test_the_files_of_an_application_stand_with_their_questions():
    form = Form(
        (
            Field("about", FieldKind.TEXT, text("About"), text("Why")),
            Field("paper", FieldKind.FILE, text("Paper"), text("Why"), required=False),
            Field("work", FieldKind.FILE, text("Work"), text("Why"), required=False),
        )
    )
    found = attached(form, {"about": "photo:x", "work": "photo:y"})
    assert [(field.key, file) for field, file in found] == [("work", Attachment("y", is_photo=True))]
    assert attached(None, {"work": "photo:y"}) == []
