"""That somebody is signed up for two things at the same time: pointed out, never forbidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from bot.domain.classes import SchoolClass
    from bot.i18n import Translator
    from bot.services.sessions import Offered


def own(those: Iterable[Offered], tr: Translator) -> list[Markup]:
    """Sessions of the person or the child; no line where there are none."""
    names = [f"«{tr.text(one.session.name)}»" for one in those]
    return [tr("⚠️ At the same time you are signed up for {names}.", names=tr.all_of(names))] if names else []


def of_classes(those: Sequence[tuple[SchoolClass, Offered]], tr: Translator) -> list[Markup]:
    """Classes of the teacher; no line where there are none."""
    named = list(dict.fromkeys(f"{one.label} – «{tr.text(found.session.name)}»" for one, found in those))
    return [tr("⚠️ At the same time you have signed up: {classes}.", classes=tr.all_of(named))] if named else []
