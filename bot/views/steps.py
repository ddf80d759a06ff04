"""What an answer offers to do next: two buttons at most, those that fit what was asked; says nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views.following import follow_button
from bot.views.handover import pass_on_button
from bot.views.navigation import PRIVATE, Shelf, event_payload
from bot.views.screens import Button, Go, Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.i18n import Translator
    from bot.services.telling import Answer
    from bot.views.navigation import Surface

MOST_STEPS = 2

OF_ITS_TIME = {"what_is", "when", "where", "how_to_join", "deadline", "duration"}
"""Aspects after which the date is of interest."""

OF_ITS_PLACE = {"where", "transport"}
"""Aspects after which the map is of interest."""


def next_steps(answer: Answer, surface: Surface, tr: Translator, *, follows: bool) -> Sequence[Button]:
    """The buttons, the likeliest first; in a group only ways to the person's own chat."""
    if surface.public:
        aside = Button(tr.plain("Continue in private"), Link(surface.deep_link(event_payload(answer.event.key))))
        return (aside,) if answer.published else (pass_on_button(answer.event.key, surface, tr), aside)
    return tuple(_steps(answer, tr, follows=follows))[:MOST_STEPS]


def _steps(answer: Answer, tr: Translator, *, follows: bool) -> Iterator[Button]:
    if not answer.published:
        yield pass_on_button(answer.event.key, PRIVATE, tr)
    asked = {one.aspect for one in (answer, *answer.beside)}
    event, venue = answer.event, answer.edition.venue if answer.edition else None
    if answer.takes_registrations:
        yield Button(tr.plain("Registration"), Go("sessions", event.key, Shelf().code, "0"))
    if venue is not None and venue.coordinates and asked & OF_ITS_PLACE:
        yield Button(tr.plain("On the map"), Go("map", event.key))
    if answer.awaits_date and asked & OF_ITS_TIME:
        yield follow_button(event, answer.edition, tr, follows=follows)
    if link := next((fact.source.url for fact in answer.facts if fact.source.url), None):
        yield Button(tr.plain("Source"), Link(link))
