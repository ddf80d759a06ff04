"""Lesson hours: as organizers set them, and the shift that a pupil may tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.people import Shift
from bot.i18n import msgid
from bot.views.navigation import back_and_menu, menu_button
from bot.views.screens import Button, Go, Screen

if TYPE_CHECKING:
    from bot.domain.lessons import LessonHours, Lessons
    from bot.i18n import Translator

DAYS = {"01234": msgid("Monday to Friday"), "012345": msgid("Monday to Saturday"), "": msgid("Holidays: no lessons")}
HOLIDAYS = "off"
"""What a button says for no days: an empty argument is none."""
SHIFTS = {Shift.FIRST: msgid("first shift"), Shift.SECOND: msgid("second shift")}
_MINE = {Shift.FIRST: msgid("I study in the first shift"), Shift.SECOND: msgid("I study in the second shift")}


def page(hours: LessonHours | None, tr: Translator) -> Screen:
    """What is set, for organizers."""
    text = [tr("<b>Lesson hours</b>\nPupils are not asked to decide anything in their lessons, nor at night.")]
    if hours is None:
        text.append(tr("They are not set yet: pupils are spared at night only."))
    else:
        days = DAYS.get("".join(map(str, sorted(hours.days))))
        text.append(
            Markup("\n").join(
                [
                    tr("Days: {days}", days=tr.plain(days) if days else tr.number(len(hours.days))),
                    *(
                        tr("{shift}: {hours}", shift=tr.plain(SHIFTS[shift]), hours=_times(of))
                        for shift, of in ((Shift.FIRST, hours.first), (Shift.SECOND, hours.second))
                    ),
                ]
            )
        )
    rows = (
        *((Button(tr.plain(words), Go("lesson_days", days or HOLIDAYS)),) for days, words in DAYS.items()),
        tuple(
            Button(tr.plain("Hours: {shift}", shift=tr.plain(SHIFTS[s])), Go("lesson_times", str(s.value)))
            for s in Shift
        ),
        back_and_menu(Go("admin"), tr),
    )
    return Screen(Markup("\n\n").join(text), rows)


def which_times(shift: Shift, tr: Translator) -> Screen:
    """From when to when that shift has lessons."""
    text = tr(
        "From when to when are the lessons of the {shift}? Write it so: 8:00–13:00", shift=tr.plain(SHIFTS[shift])
    )
    return Screen(text, ((Button(tr.plain("Stop"), Go("cancel")), menu_button(tr)),))


def not_times(tr: Translator) -> Screen:
    """Something else was written, or a day without any free hour."""
    text = tr("I do not understand these times. Write them so: 8:00–13:00")
    return Screen(text, ((Button(tr.plain("Stop"), Go("cancel")), menu_button(tr)),))


def my_shift(shift: Shift | None, tr: Translator) -> Screen:
    """A pupil tells their shift, so that nothing comes in their lessons."""
    text = tr("When are your lessons? I do not write to you then about a free place. You need not say it.")
    rows = [
        (Button(("✅ " if one is shift else "") + tr.plain(words), Go("shift", str(one.value))),)
        for one, words in _MINE.items()
    ]
    if shift is not None:
        rows.append((Button(tr.plain("Forget it"), Go("shift", "0")),))
    return Screen(text, (*rows, back_and_menu(Go("my"), tr)))


def shift_button(tr: Translator) -> Button:
    """To the screen above."""
    return Button(tr.plain("🕘 My lessons"), Go("shift"))


def _times(lessons: Lessons) -> str:
    return f"{lessons.starts:%H:%M}–{lessons.ends:%H:%M}"
