"""The names of what can be asked: aspects of an event, functions of the bot; short, for lists and buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.i18n import msgid

if TYPE_CHECKING:
    from bot.i18n import Translator

_ASPECTS = {
    "what_is": msgid("what it is"),
    "when": msgid("when"),
    "where": msgid("where"),
    "who_can": msgid("for whom"),
    "how_to_join": msgid("how to take part"),
    "how_many": msgid("how many"),
    "which": msgid("which ones exactly"),
    "who_head": msgid("who leads it"),
    "organizer": msgid("who holds it"),
    "partner": msgid("with whom"),
    "part_of": msgid("which larger plan it belongs to"),
    "cost": msgid("what it costs"),
    "contents": msgid("what happens there"),
    "purpose": msgid("what it is for"),
    "duration": msgid("how long it takes"),
    "deadline": msgid("until when to apply"),
    "documents": msgid("which papers are needed"),
    "conditions": msgid("the conditions"),
    "prizes": msgid("what one wins"),
    "results": msgid("how it ended"),
    "contact": msgid("contacts"),
    "language": msgid("in which language"),
    "transport": msgid("how to get there"),
}
_FUNCTIONS = {
    "register": msgid("to register"),
    "cancel_registration": msgid("to cancel a registration"),
    "my_registrations": msgid("to see their registrations"),
    "career_test": msgid("the career test"),
    "internship_signup": msgid("to apply for an internship"),
    "contests": msgid("the contests"),
    "subscribe_announcements": msgid("to get the news"),
    "unsubscribe_announcements": msgid("to get no more messages"),
    "change_language": msgid("to change the language"),
    "contact_organizer": msgid("to write to an organizer"),
    "delete_my_data": msgid("to delete their data"),
    "bot_help": msgid("to know what the bot can do"),
    "events_list": msgid("the list of events"),
}


def asked_for(aspect: str, tr: Translator) -> str:
    """What was asked of an event, or the function that was asked for; the key itself where it has no name."""
    name = _ASPECTS.get(aspect) or _FUNCTIONS.get(aspect)
    return tr.plain(name) if name else aspect
