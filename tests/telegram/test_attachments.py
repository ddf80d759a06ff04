"""Files as answers: which are taken in the chat, and that organizers, and nobody else, get them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendDocument, SendPhoto

from bot.domain.events import Session
from bot.domain.forms import Field, FieldKind, Form
from tests.telegram.conversation import OWNER, PERSON, Conversation
from tests.telegram.test_registration import EDITION, FEST, STRANGER, pressed, rows, to_session
from tests.views.samples import text

PAPER = Field("paper", FieldKind.FILE, text("Paper"), text("To judge"))
WORK = Field("work", FieldKind.FILE, text("Work"), text("To judge"), required=False)
JUDGED = Session("judged", text("Judged"), review=True, form=Form((PAPER, WORK)))
SHOW = replace(FEST, editions=(replace(EDITION, sessions=(JUDGED,)),))


def document(mime="application/pdf", size=10):
    return {"document": {"file_id": "PDF1", "file_unique_id": "u", "mime_type": mime, "file_size": size}}


PHOTO = {
    "photo": [
        {"file_id": name, "file_unique_id": name, "width": side, "height": side} for name, side in (("S", 9), ("L", 99))
    ]
}


@pytest.fixture
async def talk():
    made = await Conversation((SHOW,)).begin()
    for person in (PERSON, STRANGER, OWNER):
        await made.choose("ru", person)
    who = await pressed(made, "guest", await pressed(made, "Sign up", await to_session(made, "Judged")))
    await pressed(made, "Yes", who)
    return made


async def test_what_is_no_paper_is_told_what_to_send(talk):
    for mime in ("application/zip", "application/x-msdownload"):
        told = await talk.send(PERSON, document(mime), PERSON)
        assert "Please send a photo or a PDF." in told.text
    assert "larger than 20 MB" in (await talk.send(PERSON, document(size=2**25), PERSON)).text
    assert "Please send a photo" in (await talk.say("кейін")).text
    assert "Question 4 of 4" in (await talk.send(PERSON, document(), PERSON)).text


async def test_organizers_get_the_files_and_nobody_else(talk):
    await talk.send(PERSON, document(), PERSON)
    await pressed(talk, "Send", await talk.send(PERSON, PHOTO, PERSON))
    assert rows(talk)[0].application.answers == {"paper": "document:PDF1", "work": "photo:L"}
    shown = await talk.press("application:1", OWNER)
    assert "PDF1" not in shown.text
    paper, work, _ = (await pressed(talk, "files", shown, OWNER)).requests
    assert isinstance(paper, SendDocument)
    assert isinstance(work, SendPhoto)
    assert [(one.chat_id, one.caption) for one in (paper, work)] == [
        (OWNER, "Application № 1: Paper по-русски"),
        (OWNER, "Application № 1: Work по-русски"),
    ]
    assert (paper.document, work.photo) == ("PDF1", "L")
    for person in (PERSON, STRANGER):
        refused = await talk.press("files:1", person)
        assert not [one for one in refused.requests if isinstance(one, SendDocument | SendPhoto)]


async def test_a_file_that_telegram_lost_is_told(talk):
    await talk.send(PERSON, document(), PERSON)
    await pressed(talk, "Send", await talk.send(PERSON, PHOTO, PERSON))
    talk.session.failures[SendDocument] = lambda method: TelegramBadRequest(method, "wrong file identifier")
    told = await talk.press("files:1", OWNER)
    assert "could not send a file" in (told.toast or "")
    assert [one for one in told.requests if isinstance(one, SendPhoto)], "the others are sent"
