"""Erasing what is kept of a person, or of one child of theirs: asked once more, and the word that it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.views.navigation import back_and_menu, menu_button
from bot.views.screens import Button, Go, Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.i18n import Translator
    from bot.services.erasing import Erased

_BACK = Go("mydata")


def confirm(tr: Translator) -> Screen:
    """Asked before anything is erased."""
    text = tr(
        "<b>Erase everything?</b>\n\nYour registrations are cancelled and the places given to others. Consents that "
        "you gave as a parent are withdrawn. Questions to organizers are withdrawn. Topics and requests to be told are "
        "forgotten. This cannot be taken back."
    )
    yes = Button(tr.plain("Yes, erase everything"), Go("erased"))
    return Screen(text, ((yes,), back_and_menu(_BACK, tr)))


def erased(done: Erased, tr: Translator) -> Screen:
    """It is done; who writes again begins anew."""
    text = tr("Everything kept under your number has been erased. If you write to me again, we begin anew.")
    return Screen(text + _freed(done, tr), ((menu_button(tr),),))


def children(of_each: Mapping[int, int], tr: Translator) -> Screen:
    """Which of the children; they have numbers, not names."""
    if not of_each:
        return Screen(tr("No registrations of a child are kept."), (back_and_menu(_BACK, tr),))
    rows = tuple(
        (
            Button(
                tr.plain_plural(
                    "Child № {child}: {n} registration", "Child № {child}: {n} registrations", number, child=child
                ),
                Go("erase_child", str(child)),
            ),
        )
        for child, number in sorted(of_each.items())
    )
    text = tr("Of which child shall I erase the registrations? It is the number that you chose when you signed up.")
    return Screen(text, (*rows, back_and_menu(_BACK, tr)))


def confirm_child(child: int, tr: Translator) -> Screen:
    """Asked before a child's registrations are erased."""
    text = tr(
        "<b>Erase the registrations of your child № {child}?</b>\n\nThose that still hold are cancelled and the places "
        "given to others; your consents to them are withdrawn. The answers to the forms are deleted. Your own "
        "registrations and those of other children stay. This cannot be taken back.",
        child=child,
    )
    yes = Button(tr.plain("Yes, erase"), Go("child_erased", str(child)))
    return Screen(text, ((yes,), back_and_menu(Go("children"), tr)))


def child_erased(child: int, done: Erased, tr: Translator) -> Screen:
    """It is done; also said to who pressed twice."""
    text = tr("No registration of your child № {child} is kept any more.", child=child)
    return Screen(text + _freed(done, tr), (back_and_menu(_BACK, tr),))


def _freed(done: Erased, tr: Translator) -> Markup:
    if not done.places:
        return Markup()
    return Markup("\n\n") + tr.plural(
        "{n} place has become free for others.", "{n} places have become free for others.", done.places
    )
