"""The list of events: by where they stand and by kind, a page at a time; one event has its card."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.events import EditionState, Kind, Standing
from bot.views import words
from bot.views.navigation import Shelf, back_and_menu, menu_button, pages
from bot.views.screens import MOST_BUTTONS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.domain.events import Event, Programme
    from bot.i18n import Translator

PAGE = 4
"""Events a page: with two buttons to turn pages, back and menu they are eight."""


def overview(programme: Programme, now: datetime, tr: Translator) -> Screen:
    """The first screen of /events: how many stand where."""
    counts = Counter(event.standing(now, tr.zone) for event in programme)
    if not counts:
        return Screen(tr("The programme has no events yet."), ((menu_button(tr),),))
    lines = [
        Markup("{}: {}").format(words.standing(standing, tr), tr.number(counts[standing])) for standing in Standing
    ]
    rows: list[Row] = [
        (Button(_counted(words.standing(standing, tr), counts[standing]), _to(Shelf(standing))),)
        for standing in Standing
        if counts[standing]
    ]
    rows.append((Button(tr.plain("By kind"), Go("kinds", Shelf().code)),))
    text = tr("<b>Events of the programme</b>") + Markup("\n\n") + Markup("\n").join(lines)
    return Screen(text, (*rows, (menu_button(tr),)))


def kinds(programme: Programme, shelf: Shelf, now: datetime, tr: Translator) -> Screen:
    """Which kinds of events there are on the shelf, to look at one kind only."""
    everything = _on(programme, Shelf(shelf.standing), now, tr)
    counts = Counter(event.kind for event in everything)
    rows = tuple(
        (Button(_counted(words.kinds(kind, tr), counts[kind]), _to(Shelf(shelf.standing, kind))),)
        for kind in Kind
        if counts[kind]
    )
    back = Go("events") if shelf.standing is None else _to(Shelf(shelf.standing))
    text = tr("<b>Events by kind</b>")
    if shelf.standing is not None:
        text += Markup("\n") + Markup("{}").format(words.standing(shelf.standing, tr))
    return Screen(text, (*rows, back_and_menu(back, tr)))


def listing(programme: Programme, shelf: Shelf, now: datetime, tr: Translator) -> Screen:
    """A page of events; a page beyond the end is the last one."""
    found = _on(programme, shelf, now, tr)
    last = max(0, (len(found) - 1) // PAGE)
    shelf = Shelf(shelf.standing, shelf.kind, min(shelf.page, last))
    shown = found[shelf.page * PAGE :][:PAGE]
    rows: list[Row] = [(Button(tr[event.name], Go("event", event.key, shelf.code)),) for event in shown]
    rows.append(
        pages(
            _to(shelf.turn(-1)) if shelf.page > 0 else None,
            _to(shelf.turn(1)) if shelf.page < last else None,
            tr,
        )
    )
    back = Go("events") if shelf.kind is None else Go("kinds", Shelf(shelf.standing).code)
    if len({event.kind for event in found}) > 1 and sum(map(len, rows)) + 3 <= MOST_BUTTONS:
        rows.append((Button(tr.plain("By kind"), Go("kinds", Shelf(shelf.standing).code)),))
    lines = [_line(event, now, tr) for event in shown] or [tr("Nothing here at the moment.")]
    return Screen(Markup("\n\n").join([_heading(shelf, last, tr), *lines]), (*rows, back_and_menu(back, tr)))


def when_line(event: Event, now: datetime, tr: Translator) -> str:
    """When it is, or was to be, in a few words."""
    edition = event.current(now, tr.zone) or (None if event.recurs else event.last(now, tr.zone))
    if edition is None:
        return tr.plain("date not announced")
    if edition.state is EditionState.CANCELLED:
        return tr.plain("{when}: cancelled", when=tr.when(edition.when))
    return tr.when(edition.when, plan=edition.state is EditionState.PLANNED)


def _on(programme: Iterable[Event], shelf: Shelf, now: datetime, tr: Translator) -> Sequence[Event]:
    return [
        event
        for event in programme
        if shelf.standing in {None, event.standing(now, tr.zone)} and shelf.kind in {None, event.kind}
    ]


def _heading(shelf: Shelf, last: int, tr: Translator) -> Markup:
    names = [words.standing(shelf.standing, tr)] if shelf.standing else []
    names += [words.kinds(shelf.kind, tr)] if shelf.kind else []
    heading = Markup("<b>{}</b>").format(" · ".join(names) or tr.plain("All events"))
    if last:
        heading += Markup("\n") + tr("Page {page} of {pages}", page=shelf.page + 1, pages=last + 1)
    return heading


def _line(event: Event, now: datetime, tr: Translator) -> Markup:
    told = Markup("<b>{}</b>\n{} · {}").format(tr[event.name], words.kind(event.kind, tr), when_line(event, now, tr))
    edition = event.current(now, tr.zone)
    return told + Markup(" · ") + tr("<b>DEMO</b>") if edition and edition.demo else told


def _counted(name: str, count: int) -> str:
    return f"{name} ({count})"


def _to(shelf: Shelf) -> Go:
    return Go("list", shelf.code)
