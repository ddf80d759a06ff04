"""Choosing a slot: the days of a row, then the times of a day; decides nothing."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.drafts import code_of
from bot.domain.slots import code_of_slots
from bot.domain.when import Exact
from bot.views.lengths import joined
from bot.views.navigation import Shelf, back_and_menu, paged
from bot.views.screens import MOST_UNITS, Button, Go, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.i18n import Translator
    from bot.services.sessions import Offered
    from bot.services.slots import Slot

PAGE = 4
"""Days or times a page: so many buttons stand beside those that turn the page and lead back."""


def days(slots: Sequence[Slot], page: int, tr: Translator) -> Screen:
    """A page of the days of a row; where there is one day alone, its times."""
    by_day = [(day, list(those)) for day, those in groupby(slots, key=lambda slot: _day(slot, tr))]
    if len(by_day) == 1:
        return times(slots, by_day[0][1], None, tr)
    event, code = _row(slots[0].found)
    shown, turning = paged(by_day, page, PAGE, lambda to: Go("slots", event, code, str(to)), tr)
    rows = [(Button(_day_label(day, those, tr), Go("times", event, code, _short(day))),) for day, those in shown]
    told = tr("Choose a day. ⛔ – all its times are taken.")
    text = joined([_heading(slots[0].found, tr), told], MOST_UNITS)
    return Screen(text, (*rows, turning, back_and_menu(Go("sessions", event, Shelf().code, "0"), tr)))


def day_behind(slots: Sequence[Slot], short: str, tr: Translator) -> list[Slot]:
    """The slots of the day behind a button; none where it has gone."""
    return [slot for slot in slots if _short(_day(slot, tr)) == short]


def times(slots: Sequence[Slot], those: Sequence[Slot], page: int | None, tr: Translator) -> Screen:
    """A page of the times of a day; without a number the first one on which something is free."""
    day, (event, code) = _day(those[0], tr), _row(those[0].found)
    free = [number for number, slot in enumerate(those) if not slot.is_full]
    at = page if page is not None else free[0] // PAGE if free else 0
    shown, turning = paged(those, at, PAGE, lambda to: Go("times", event, code, _short(day), str(to)), tr)
    rows = [(Button(_time_label(slot, tr), Go("session", event, code_of(slot.found.key))),) for slot in shown]
    if free:
        begins = ", ".join(f"{those[number].begins.astimezone(tr.zone):%H:%M}" for number in free)
        told = tr("Choose a time. Free: {times}.", times=begins)
    else:
        told = tr("All times of this day are taken. Choose one to join its waiting list.")
    alone = len(those) == len(slots)
    back = Go("sessions", event, Shelf().code, "0") if alone else Go("slots", event, code, "0")
    heading = Markup("<b>{}</b>").format(tr.day(day))
    text = joined([_heading(those[0].found, tr), heading, told], MOST_UNITS)
    return Screen(text, (*rows, turning, back_and_menu(back, tr)))


def back_from(found: Offered, tr: Translator) -> Go:
    """Where a session was chosen: the times of its day, or the list of sessions."""
    if found.session.slots and isinstance(found.session.when, Exact):
        return Go("times", *_row(found), _short(found.session.when.start.astimezone(tr.zone).date()))
    return Go("sessions", found.key.event, Shelf().code, "0")


def _row(found: Offered) -> tuple[str, str]:
    assert found.session.slots is not None
    return found.key.event, code_of_slots(found.key.event, found.key.edition, found.session.slots.key)


def _heading(found: Offered, tr: Translator) -> Markup:
    assert found.session.slots is not None
    heading = Markup("<b>{}</b>\n{}").format(tr[found.event.name], tr[found.session.slots.name])
    if found.edition.demo:
        heading += Markup("\n") + tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot.")
    return heading


def _day(slot: Slot, tr: Translator) -> date:
    return slot.begins.astimezone(tr.zone).date()


def _short(day: date) -> str:
    return f"{day:%y%m%d}"


def _day_label(day: date, those: Sequence[Slot], tr: Translator) -> str:
    told = tr.day(day)
    if all(slot.is_full for slot in those):
        return f"⛔ {told}"
    return f"✅ {told}" if any(slot.mine for slot in those) else told


def _time_label(slot: Slot, tr: Translator) -> str:
    when = slot.found.session.when
    end = when.end if isinstance(when, Exact) else None
    told = f"{slot.begins.astimezone(tr.zone):%H:%M}" + (f"–{end.astimezone(tr.zone):%H:%M}" if end else "")
    if slot.mine:
        return f"✅ {told}"
    return tr.plain("⛔ {time} – no places", time=told) if slot.is_full else told
