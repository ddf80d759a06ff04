"""A date, a time or a place that has moved, to whoever has a registration there: old and new, and a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.changes import moved_sessions
from bot.domain.registrations import RegistrationState
from bot.domain.when import is_date
from bot.services.overlapping import overlaps_of
from bot.services.sessions import Seen, offered_in
from bot.views.coming import MOST_LISTED, answers, parents_answers
from bot.views.ics import has_calendar
from bot.views.lengths import joined
from bot.views.overlaps import overlapping
from bot.views.registrations import calendar_button
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen
from bot.views.sides import headline, session_sides, sides

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.events import Edition, Event
    from bot.domain.places import SessionKey
    from bot.domain.registrations import Registration
    from bot.i18n import Translator
    from bot.services.overlapping import Overlaps
    from bot.services.sessions import Offered
    from bot.views.saying import Said, Setting


def moved(
    event: Event, before: Edition, after: Edition, mine: Sequence[Seen], tr: Translator, *, overlaps: Overlaps
) -> Screen:
    """To who has signed up, has a place or waits for one; what else they have at that time is pointed out."""
    confirmed = [seen for seen in mine if seen.registration.state is RegistrationState.CONFIRMED]
    paragraphs = [*_what(event, before, after, mine, tr), *overlapping(overlaps, tr)]
    rows: list[Row] = []
    if not is_date(after.when):
        paragraphs.append(tr("I will tell you when a new date is announced."))
    elif confirmed:
        paragraphs.append(tr("<b>Are you still coming?</b>"))
        rows += answers(confirmed, tr)
    if len(confirmed) == 1 and has_calendar(confirmed[0]):
        rows.append((calendar_button(confirmed[0], tr),))
    number = str(mine[0].registration.id)
    rows.append((Button(tr.plain("Open"), Go("registration", number) if len(mine) == 1 else Go("my")),))
    return Screen(joined(paragraphs, MOST_UNITS), tuple(rows))


def moved_for_child(event: Event, before: Edition, after: Edition, seen: Seen, tr: Translator) -> Screen:
    """To the parent who agreed."""
    one = seen.registration
    paragraphs = [
        *_what(event, before, after, [seen], tr),
        tr("Your child has a registration there. I have told them too."),
    ]
    rows: list[Row] = []
    if is_date(after.when) and one.state is RegistrationState.CONFIRMED:
        paragraphs.append(tr("<b>Is your child coming?</b>"))
        rows += parents_answers(one, tr)
    opening = Button(tr.plain("Open"), Go("given", str(one.id)))
    return Screen(joined(paragraphs, MOST_UNITS), (*rows, (opening,)))


def moved_for_class(event: Event, before: Edition, after: Edition, seen: Seen, tr: Translator) -> Screen:
    """To the teacher, whose pupils have taken their seats."""
    told = tr("Pupils of your class have places there. I have told them and their parents.")
    paragraphs = [*_what(event, before, after, [seen], tr), told]
    return Screen(joined(paragraphs, MOST_UNITS), ((Button(tr.plain("Open"), Go("my")),),))


def _what(event: Event, before: Edition, after: Edition, mine: Sequence[Seen], tr: Translator) -> list[Markup]:
    if len(mine) > MOST_LISTED:
        places = sum(seen.registration.application.places for seen in mine)
        whose = tr.plural("You have {n} place.", "You have {n} places.", places)
    elif len(mine) > 1:
        whose = tr("Registrations № {numbers}", numbers=", ".join(str(seen.registration.id) for seen in mine))
    else:
        whose = tr("Registration № {number}", number=mine[0].registration.id)
    theirs, had = {seen.registration.session.session for seen in mine}, {one.key: one for one in before.sessions}
    paragraphs = [headline(event, before, after, tr) + Markup("\n") + whose, *sides(before, after, tr)]
    moved = moved_sessions(before, after) & theirs
    for session in after.sessions:
        if session.key in moved:
            paragraphs += session_sides(had[session.key], session, tr)
    return paragraphs


def place_moved(params: Mapping[str, str], setting: Setting) -> Said | None:
    """The words of the notice; nothing where it has moved again or been taken back since: that is told by itself."""
    change = setting.tx.changes.get(int(params["change"]))
    one = setting.tx.registrations.get(int(params["registration"]))
    event = setting.programme.get(change.after.key) if change else None
    if change is None or one is None or event is None:
        return None
    before, after = (at.edition(params["edition"]) for at in (change.before, change.after))
    if before is None or after is None or event.edition(after.key) is None or before.is_over(setting.now, setting.zone):
        return None

    def find(session: SessionKey) -> Offered | None:
        return offered_in(setting.programme, session, setting.now, setting.zone)

    def seen(registration: Registration) -> Seen:
        return Seen(registration, find(registration.session))

    if params["as"] != "owner":
        view = moved_for_child if params["as"] == "guardian" else moved_for_class
        return (lambda tr: view(event, before, after, seen(one), tr)) if one.is_live else None
    theirs = [r for r in reversed(setting.tx.registrations.of(one.owner)) if r.is_live]
    mine = [seen(r) for r in theirs if (r.session.event, r.session.edition) == (event.key, after.key)]
    whose = dict.fromkeys((r.registration.session, max(0, r.registration.application.child)) for r in mine)
    overlaps = overlaps_of(setting.tx, find, one.owner, whose)
    return (lambda tr: moved(event, before, after, mine, tr, overlaps=overlaps)) if mine else None
