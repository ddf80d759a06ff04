"""Organizers take a list of registrations as a file, and nobody else does."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from bot.domain.applications import Application
from bot.domain.auditing import AuditAction
from bot.domain.places import SessionKey
from bot.domain.policy import Staff, StaffRole
from bot.domain.registrations import Registration, RegistrationState
from bot.domain.reviews import ReviewQuestion
from tests.telegram.conversation import ORGANIZER, PERSON
from tests.telegram.test_announcing import office

if TYPE_CHECKING:
    from tests.telegram.conversation import Conversation, Reply

__all__ = ("office",)


@pytest.fixture
async def signed_up(office: Conversation) -> Conversation:
    """Somebody has signed up for a session that the programme has no more."""
    said = MappingProxyType({"name": "=Әсел"})
    one = Registration(
        0,
        SessionKey("coming", "e1", "s1"),
        Application(PERSON, minor=False, answers=said),
        RegistrationState.CONFIRMED,
        office.clock.now(),
        reviewed=True,
    )
    await office.database.run(lambda tx: tx.registrations.add(one))
    return office


def files(reply: Reply) -> list[SendDocument]:
    return [request for request in reply.requests if isinstance(request, SendDocument)]


async def test_a_list_is_taken_after_a_word_about_personal_data(signed_up: Conversation):
    desk = await signed_up.press("desk:0", ORGANIZER)
    events = await signed_up.press(desk.data("Lists as files"), ORGANIZER)
    asked = await signed_up.press(events.data("Coming"), ORGANIZER)
    assert "personal data" in asked.text
    assert not files(asked)

    for form, begins in (("CSV", b"\xef\xbb\xbf"), ("XLSX", b"PK")):
        sent = await signed_up.press(asked.data(form), ORGANIZER)
        [document] = files(sent)
        assert document.chat_id == ORGANIZER
        assert isinstance(document.document, BufferedInputFile)
        assert document.document.filename == f"registrations-coming.{form.lower()}"
        assert document.document.data.startswith(begins)
        if form == "CSV":
            told = document.document.data.decode("utf-8-sig")
            assert "'=Әсел" in told
            assert str(PERSON) not in told
        assert "1 registration is in the file" in sent.text
    kept = signed_up.database.tables.audit.values()
    log = [entry for entry in kept if entry.action is AuditAction.REGISTRATIONS_EXPORTED]
    assert [(entry.author, entry.subject, dict(entry.details)) for entry in log] == [
        (ORGANIZER, "coming", {"form": "csv"}),
        (ORGANIZER, "coming", {"form": "xlsx"}),
    ]


async def test_what_was_asked_about_an_application_is_in_the_list(signed_up: Conversation):
    now = signed_up.clock.now()
    asked = ReviewQuestion(1, ORGANIZER, "=Какой стаж?", now)
    papers = ReviewQuestion(1, ORGANIZER, "Справка?", now).replied("", now, "document:AgAD").replied("три года", now)

    def keep(tx):
        for one in (papers, replace(asked, reply="пять", reply_file="photo:AgAE", replied_at=now), asked):
            assert tx.review_questions.add(one)

    await signed_up.database.run(keep)
    [document] = files(await signed_up.press("exported:coming:csv", ORGANIZER))
    assert isinstance(document.document, BufferedInputFile)
    told = document.document.data.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(told))
    cell = next(cell for name, cell in zip(head, row, strict=True) if "questions and the replies" in name)
    assert cell == "Справка? – три года\n=Какой стаж? – пять, a file\n=Какой стаж? – not answered"
    assert "AgA" not in told, "a file's id opens it for nobody but the bot"


@pytest.mark.parametrize("tap", ["exports:0", "export:coming", "exported:coming:csv"])
async def test_nobody_else_gets_one(signed_up: Conversation, tap: str):
    await signed_up.database.run(lambda tx: tx.staff.put(Staff(ORGANIZER, StaffRole.ANSWERER, signed_up.clock.now())))
    await signed_up.staffing.refresh()
    before = len(signed_up.database.tables.audit)
    for person in (PERSON, ORGANIZER):
        reply = await signed_up.press(tap, person)
        assert not files(reply)
        assert "Coming" not in reply.text
    assert len(signed_up.database.tables.audit) == before


@pytest.mark.parametrize("tap", ["exported:coming:pdf", "exported:nothing:csv", "export:nothing", "exports:99"])
async def test_invented_taps_get_no_file(signed_up: Conversation, tap: str):
    assert not files(await signed_up.press(tap, ORGANIZER))


async def test_without_registrations_there_is_no_list(office: Conversation):
    assert "there is no list" in (await office.press("exports:0", ORGANIZER)).text
