"""The report of an announcement as a table for spreadsheets: counts only, nobody's names or numbers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from bot.domain.announcements import RecipientState
from bot.domain.language import ChatLanguage
from bot.views import words

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.services.announced import Status


def table(seen: Status, tr: Translator) -> bytes:
    """The report as CSV for a spreadsheet: counts only, nobody's names or numbers."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([tr.plain("language"), tr.plain("state"), tr.plain("cause"), tr.plain("count")])
    counters = seen.counters
    for state in RecipientState:
        causes = counters.causes.get(state, {})
        for cause, count in sorted(causes.items()):
            writer.writerow(["", words.recipient_state(state, tr), _cell(words.cause(cause, tr)), count])
    for language in ChatLanguage:
        for state, count in counters.languages.get(language, {}).items():
            writer.writerow([language.value, words.recipient_state(state, tr), "", count])
    writer.writerow([tr.plain("all"), "", "", counters.total])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
