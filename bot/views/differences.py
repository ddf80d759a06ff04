"""What is wrong with the texts of an announcement, in words, each with what to do; judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.language import Language
from bot.domain.parity import Differs, Missing, OtherLanguage, Said, TooLong
from bot.i18n import msgid
from bot.views import words
from bot.views.lengths import clipped

if TYPE_CHECKING:
    from bot.domain.parity import Problem
    from bot.i18n import Translator

_SAID = {
    Said.LINKS: msgid("<b>Links</b> differ."),
    Said.MENTIONS: msgid("<b>Names with @</b> differ."),
    Said.DATES: msgid("<b>Dates</b> differ."),
    Said.TIMES: msgid("<b>Times</b> differ."),
    Said.NUMBERS: msgid("<b>Numbers</b> differ."),
}


def wrong(problem: Problem, tr: Translator) -> Markup:
    """One problem."""
    match problem:
        case Missing(Language.KK):
            return tr("There is no Kazakh text. Please write it.")
        case Missing(_):
            return tr("There is no Russian text. Please write it.")
        case TooLong(language, has, most):
            return tr(
                "{language}: the text has {has} characters, and Telegram takes {most} here. Please shorten it.",
                language=words.language(language, tr),
                has=tr.number(has),
                most=tr.number(most),
            )
        case OtherLanguage(Language.KK):
            return tr(
                "The Kazakh text has none of the letters {letters}. Please look whether it is Kazakh.",
                letters="ә, ғ, қ, ң, ө, ұ, ү, һ, і",
            )
        case OtherLanguage(_):
            return tr("The Russian text seems to be Kazakh. Please look at it.")
        case Differs(what, kk, ru):
            lines = [tr(_SAID[what])]
            if kk:
                lines.append(tr("Only in Kazakh: {what}", what=clipped(", ".join(kk), 200)))
            if ru:
                lines.append(tr("Only in Russian: {what}", what=clipped(", ".join(ru), 200)))
            lines.append(tr("Please make both texts say the same."))
            return Markup("\n").join(lines)
