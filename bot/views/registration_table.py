"""Registrations as rows of a table for organizers: heads in both languages, words in one; no file is made here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.forms import FieldKind
from bot.domain.language import Language
from bot.domain.registrations import Ending, RegistrationState
from bot.domain.when import Days, Exact, Unknown
from bot.i18n import msgid
from bot.views.fields import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.domain.registrations import Registration
    from bot.domain.reviews import ReviewQuestion
    from bot.i18n import Translator
    from bot.services.exporting import Listing, Question
    from bot.views.sheets import Cell, Sheet

_STATES = {
    RegistrationState.AWAITING_GUARDIAN: msgid("a parent's consent is awaited"),
    RegistrationState.AWAITING_REVIEW: msgid("an organizer has to decide"),
    RegistrationState.CONFIRMED: msgid("confirmed"),
    RegistrationState.WAITLISTED: msgid("waits for a place"),
    RegistrationState.OFFERED: msgid("a place is offered"),
    RegistrationState.REJECTED: msgid("not accepted"),
    RegistrationState.CANCELLED: msgid("cancelled"),
    RegistrationState.EXPIRED: msgid("the time is over"),
    RegistrationState.ATTENDED: msgid("was there"),
    RegistrationState.NO_SHOW: msgid("did not visit"),
}
_ENDINGS = {
    Ending.BY_PERSON: msgid("by the person"),
    Ending.BY_ORGANIZER: msgid("by the organizers"),
    Ending.GUARDIAN_DECLINED: msgid("the parent did not agree"),
    Ending.CONSENT_WITHDRAWN: msgid("the parent withdrew the consent"),
    Ending.NO_CONSENT_IN_TIME: msgid("no consent in time"),
    Ending.OFFER_DECLINED: msgid("did not want the free place"),
    Ending.OFFER_LAPSED: msgid("did not answer to the offer"),
}


def _joined(said: Sequence[str]) -> str:
    return " / ".join(dict.fromkeys(said))


def _session(of: Listing, one: Registration, tr: Translator) -> str:
    session = of.session(one)
    return tr.text(session.name) if session else one.session.session


def _when(of: Listing, one: Registration, tr: Translator) -> Cell:
    session = of.session(one)
    match session.when if session else Unknown():
        case Exact(start):
            return start
        case Days(first):
            return first
        case Unknown():
            return None
        case when:
            return tr.when(when)


def _ending(one: Registration, tr: Translator) -> Cell:
    return tr.plain(_ENDINGS[one.ending]) if one.ending in _ENDINGS else None


def _for_whom(one: Registration, tr: Translator) -> str:
    if one.application.is_seat:
        return tr.plain("seat of a class")
    if one.application.child:
        return tr.plain("child № {number} of who registered it", number=one.application.child)
    return tr.plain("a minor") if one.application.minor else tr.plain("an adult")


def _consent(one: Registration, tr: Translator) -> str:
    if not one.application.minor:
        return tr.plain("not needed")
    if one.consent is None:
        return tr.plain("is missing")
    if not one.consent.is_live:
        return tr.plain("taken back")
    return tr.plain("on paper") if one.consent.paper else tr.plain("given in Telegram")


def _answer(of: Listing, one: Registration, question: Question, tr: Translator) -> Cell:
    value = of.answer(one, question)
    if not value or question.field is None:
        return value or None
    match question.field.kind:
        case FieldKind.NUMBER:
            return int(value)
        case FieldKind.DATE:
            return date.fromisoformat(value)
        case FieldKind.TEXT | FieldKind.LONG_TEXT | FieldKind.PHONE:
            return value
        case _:
            return str(shown(question.field, value, tr))


def _reply(question: ReviewQuestion, tr: Translator) -> str:
    file = tr.plain("a file") if question.reply_file else None
    said = ", ".join(filter(None, (question.reply, file))) or tr.plain("not answered")
    return f"{question.question} – {said}"


_COLUMNS: Mapping[str, Callable[[Listing, Registration, Translator], Cell]] = {
    msgid("Number"): lambda _, one, __: one.id,
    msgid("Edition"): lambda _, one, __: one.session.edition,
    msgid("Session"): _session,
    msgid("Time of the session"): _when,
    msgid("State"): lambda _, one, tr: tr.plain(_STATES[one.state]),
    msgid("How it ended"): lambda _, one, tr: _ending(one, tr),
    msgid("Places"): lambda _, one, __: one.application.places,
    msgid("Of age"): lambda _, one, tr: _for_whom(one, tr),
    msgid("Class"): lambda _, one, __: one.application.school_class,
}
_AFTER_ANSWERS: Mapping[str, Callable[[Listing, Registration, Translator], Cell]] = {
    msgid("Consent"): lambda _, one, tr: _consent(one, tr),
    msgid("Consent: version of the words"): lambda _, one, __: one.consent.version if one.consent else None,
    msgid("Consent: since when"): lambda _, one, __: one.consent.at if one.consent else None,
    msgid("A parent's phone number"): lambda _, one, __: one.consent.contact if one.consent else None,
    msgid("Consent: withdrawn"): lambda _, one, __: one.consent.withdrawn_at if one.consent else None,
    msgid("Asked for"): lambda _, one, __: one.asked_at,
    msgid("Waits until"): lambda _, one, __: one.until,
    msgid("The organizers' words"): lambda _, one, __: one.reason,
}
_ASKED = msgid("The organizers' questions and the replies")
_IDS: Mapping[str, Callable[[Listing, Registration, Translator], Cell]] = {
    msgid("Telegram id"): lambda _, one, __: one.owner if one.owner > 0 else None,
    msgid("Telegram id of who agreed"): lambda _, one, __: one.consent.by or None if one.consent else None,
}


class RegistrationRows:
    """The port `RegistrationTable` over a file; `with_ids` tells Telegram ids too."""

    def __init__(
        self, sheet: Sheet, trs: Mapping[Language, Translator], language: Language, *, with_ids: bool = False
    ) -> None:
        self._sheet = sheet
        self._trs = trs
        self._tr = trs[language]
        self._after = {**_AFTER_ANSWERS, **(_IDS if with_ids else {})}

    def begin(self, listing: Listing) -> None:
        """The head."""
        before, after = ([self._both(name) for name in columns] for columns in (_COLUMNS, self._after))
        self._sheet.add([*before, *map(self._asked, listing.questions), self._both(_ASKED), *after])

    def add(
        self, listing: Listing, some: Sequence[Registration], asked: Mapping[int, Sequence[ReviewQuestion]]
    ) -> None:
        """A row for each."""
        for one in some:
            before, after = (
                [cell(listing, one, self._tr) for cell in columns.values()] for columns in (_COLUMNS, self._after)
            )
            answers = [_answer(listing, one, question, self._tr) for question in listing.questions]
            replies = "\n".join(_reply(question, self._tr) for question in asked.get(one.id, ()))
            self._sheet.add([*before, *answers, replies or None, *after])

    def _both(self, text: str) -> str:
        return _joined([self._trs[language].plain(text) for language in Language])

    @staticmethod
    def _asked(question: Question) -> str:
        label = question.field.label if question.field else None
        return _joined([label[language] for language in Language]) if label else question.key
