"""That somebody is signed up for two things at the same time: pointed out, never forbidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.i18n import Translator
    from bot.services.overlapping import Overlaps


def overlapping(those: Overlaps, tr: Translator) -> list[Markup]:
    """A line about sessions of the person or the child, and one about classes of the teacher, where there are any."""
    own = [f"«{tr.text(one.session.name)}»" for one in those.own]
    classes = dict.fromkeys(f"{one.label} – «{tr.text(found.session.name)}»" for one, found in those.classes)
    told = []
    if own:
        told.append(tr("⚠️ At the same time you are signed up for {names}.", names=tr.all_of(own)))
    if classes:
        told.append(tr("⚠️ At the same time you have signed up: {classes}.", classes=tr.all_of([*classes])))
    return told
