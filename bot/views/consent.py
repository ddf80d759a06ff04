"""What a guardian reads and decides; the words that are agreed to stand here, under a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.registrations import KEPT_AFTER
from bot.domain.when import Unknown
from bot.views.lengths import joined, visible
from bot.views.navigation import menu_button
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.registrations import Registration
    from bot.i18n import Translator
    from bot.services.sessions import Offered, Seen

VERSION = "2"
"""Changes with the words of `consent_text`: what was agreed to before stays agreed to as it was."""


def consent_text(found: Offered, tr: Translator) -> Markup:
    """What is agreed to: for what, which data, why each, and until when."""
    lines = [
        tr("I am the child's parent or guardian. I agree that the child takes part in:"),
        Markup("<b>{}: {}</b>").format(tr[found.event.name], tr[found.session.name]),
    ]
    if not isinstance(found.session.when, Unknown):
        lines.append(tr("When: {when}", when=tr.when(found.session.when)))
    fields = found.session.form.fields if found.session.form else ()
    data = [
        tr("• the child's number in Telegram and the number of the registration – to hold the place"),
        tr("• your own number in Telegram – to show later who agreed"),
        *(Markup("• {} – {}").format(tr[field.label], tr[field.purpose]) for field in fields),
    ]
    if found.session.guardian_contact:
        data.insert(2, tr("• your own phone number – so that the organizers can reach you"))
    if found.takes_classes and not found.session.names_optional:
        data.append(tr("• the pupil's name, only where a teacher signs the class up and writes it down – for its list"))
    until = tr.plural(
        "They are kept until {n} day after the event, then deleted. "
        "Only the organizers see them; they may take them as a list.",
        "They are kept until {n} days after the event, then deleted. "
        "Only the organizers see them; they may take them as a list.",
        KEPT_AFTER.days,
    )
    withdrawing = tr("I can withdraw this consent at any time in this bot: /my")
    kept = [tr("These data are kept for it:"), *data]
    return joined([Markup("\n").join(lines), Markup("\n").join(kept), until, withdrawing], MOST_UNITS // 2)


def agreed_words(found: Offered, trs: Iterable[Translator]) -> str:
    """The words in every language, as they are hashed and kept as proof."""
    return "\n\n".join(visible(consent_text(found, tr)) for tr in trs)


def decision(found: Offered, secret: str, tr: Translator) -> Screen:
    """The link was opened by somebody else than the pupil."""
    asking = tr("<b>A pupil asks for your consent</b>\nIf you do not know who sent you this, please decline.")
    rows: list[Row] = [
        (Button(tr.plain("✅ I agree"), Go("agree", secret)),),
        (Button(tr.plain("I do not agree"), Go("refuse", secret)),),
    ]
    return Screen(joined([asking, consent_text(found, tr)], MOST_UNITS), tuple(rows))


def own_link(registration: Registration, tr: Translator) -> Screen:
    """The pupil opened the link that is for a parent."""
    text = tr("This link is for your parent: please send it to them. They open it in their own Telegram.")
    return Screen(text, ((Button(tr.plain("Open"), Go("registration", str(registration.id))), menu_button(tr)),))


def not_valid(tr: Translator) -> Screen:
    """A used, old or invented link."""
    text = tr("This link is no longer valid. If a consent is still needed, ask the pupil for a new link.")
    return Screen(text, ((menu_button(tr),),))


def agreed(tr: Translator) -> Screen:
    """The guardian has agreed."""
    text = tr("Thank you: your consent is kept, and the pupil is told. You can withdraw it at any time: /my")
    return Screen(text, ((Button(tr.plain("Open"), Go("my")), menu_button(tr)),))


def refused(tr: Translator) -> Screen:
    """The guardian has declined."""
    return Screen(tr("You did not agree. The registration is cancelled, and the pupil is told."), ((menu_button(tr),),))


def given(seen: Seen, tr: Translator) -> Screen:
    """A consent that I gave, and the way to take it back."""
    one, found = seen.registration, seen.found
    paragraphs = [tr("<b>Your consent</b> for registration № {number}", number=one.id)]
    if one.consent:
        paragraphs.append(tr("Given: {moment}", moment=tr.moment(one.consent.at)))
        if one.consent.contact:
            paragraphs.append(tr("Your phone number: {number}", number=one.consent.contact))
    if found:
        paragraphs.append(consent_text(found, tr))
    taking = Button(tr.plain("Withdraw the consent"), Go("revoke", str(one.id)))
    back = Button(tr.plain("‹ Back"), Go("my"))
    return Screen(joined(paragraphs, MOST_UNITS), ((taking,), (back, menu_button(tr))))


def confirm_withdrawal(one: Registration, tr: Translator) -> Screen:
    """Asked before a consent is taken back."""
    text = tr("Withdraw the consent? Registration № {number} is cancelled at once and the place is given away.",
              number=one.id)  # fmt: skip
    yes = Button(tr.plain("Yes, withdraw"), Go("revoked", str(one.id)))
    return Screen(text, ((yes,), (Button(tr.plain("No, keep it"), Go("given", str(one.id))),)))


def withdrawn(tr: Translator) -> Screen:
    """The consent is taken back."""
    return Screen(tr("The consent is withdrawn. The registration is cancelled."), ((menu_button(tr),),))
