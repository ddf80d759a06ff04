"""Messages about what organizers ask of applicants, as they are when they are said; what is decided is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.deliveries import NoticeKind
from bot.domain.registrations import RegistrationState
from bot.services.sessions import offered_in
from bot.views import reviews

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.registrations import Registration
    from bot.domain.reviews import ReviewQuestion
    from bot.i18n import Translator
    from bot.views.saying import Said, Setting, Words


def _asked(params: Mapping[str, str], setting: Setting) -> Said | None:
    one, question = _pending(params, setting)
    if one is None or question is None or not question.waits:
        return None
    return lambda tr: reviews.question_asked(question, _name(one, setting, tr), tr, again="again" in params)


def _replied(params: Mapping[str, str], setting: Setting) -> Said | None:
    one, question = _pending(params, setting)
    if one is None or question is None:
        return None
    return lambda tr: reviews.question_replied(question, _name(one, setting, tr), tr)


def _pending(params: Mapping[str, str], setting: Setting) -> tuple[Registration | None, ReviewQuestion | None]:
    question = setting.tx.review_questions.get(int(params["question"]))
    one = setting.tx.registrations.get(question.registration) if question else None
    return (one, question) if one and one.state is RegistrationState.AWAITING_REVIEW else (None, None)


def _name(one: Registration, setting: Setting, tr: Translator) -> Markup:
    found = offered_in(setting.programme, one.session, setting.now, setting.zone)
    return Markup("{}: {}").format(tr[found.event.name], tr[found.session.name]) if found else Markup()


REVIEW_WORDS: Mapping[NoticeKind, Words] = {
    NoticeKind.REVIEW_QUESTION: _asked,
    NoticeKind.REVIEW_REPLIED: _replied,
}
