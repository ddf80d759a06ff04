"""What a tap or a message says to a question of a form: the draft after it, or a problem; keeps and shows nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.answers import Problem, pick, read_answer, toggled
from bot.domain.attachments import Attachment
from bot.domain.drafts import MOST_CHILDREN, Ask, applicants
from bot.domain.eligibility import takes_answer
from bot.domain.forms import FieldKind

if TYPE_CHECKING:
    from aiogram.types import Message

    from bot.domain.drafts import Draft
    from bot.domain.events import Session
    from bot.domain.forms import Field
    from bot.services.sessions import Offered


@dataclass(frozen=True, slots=True)
class Ticked:
    """What is ticked so far, where several may be chosen."""

    value: str


def tapped(said: str, word: str, draft: Draft, found: Offered, ticked: str) -> Draft | Ticked | None:
    """The draft after a tap, or what is ticked; None for a button of another question."""
    asks, number = draft.asks(found.session), int(word) if word.isdecimal() else -1
    if said == "back":
        return draft.back(found.session)
    match asks:
        case Ask.APPLICANT if said == "who" and word in applicants(found.session):
            return draft.by(word)
        case Ask.CHILD if said == "child" and 1 <= number <= MOST_CHILDREN:
            return draft.child_number(number)
        case Ask.AGE if said == "age" and word in {"adult", "minor"}:
            return draft.of_age(minor=word == "minor")
        case Ask.FITS if said == "fits":
            return draft.fitting(found.session)
        case Ask.PARTY if said == "party" and 1 <= number <= found.session.most_together(minor=False):
            return draft.together(number)
        case None | Ask():
            return None
        case field:
            value = chosen(said, word, field, ticked)
            return draft.answered(field, value) if isinstance(value, str) else value


def chosen(said: str, word: str, field: Field, ticked: str) -> str | Ticked | None:
    """The value of an answer that was tapped, or what is ticked; None for a button of another question."""
    number = int(word) if word.isdecimal() else -1
    match said, field.kind:
        case "pick", FieldKind.CHOICE if number >= 0:
            value = pick(field, number)
        case "pick", FieldKind.CHOICES if number >= 0:
            after = toggled(field, ticked, number)
            return None if isinstance(after, Problem) else Ticked(after)
        case "done", FieldKind.CHOICES if ticked:
            value = ticked
        case "agree", FieldKind.CONSENT:
            value = "yes"
        case "skip", _ if not field.required:
            value = ""
        case _:
            return None
    return None if isinstance(value, Problem) else value


def written(field: Field, message: Message, session: Session) -> str | Problem:
    """The value of a written answer, a shared contact, a photo or a document, where the session is for who gives it."""
    value = _read(field, message)
    return value if isinstance(value, Problem) or takes_answer(session, field, value) else Problem.NOT_FOR_CLASS


def _read(field: Field, message: Message) -> str | Problem:
    if field.kind is FieldKind.FILE:
        file = attachment(message)
        return file if isinstance(file, Problem) else file.answer
    if field.kind is FieldKind.PHONE and message.contact:
        return read_answer(field, f"+{message.contact.phone_number.lstrip('+')}")
    return read_answer(field, message.text or "")


def attachment(message: Message) -> Attachment | Problem:
    """The photo or the document of a message, where it is taken."""
    if message.photo:
        return Attachment(message.photo[-1].file_id, is_photo=True)
    if (sent := message.document) is None:
        return Problem.NOT_A_FILE
    return Attachment.document(sent.file_id, sent.mime_type, sent.file_size)
