"""An outcome as plain values and plain text, for the console and for files; shows no button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.services.answering import Answer, Clarify, Function, NotUnderstood, OffTopic
from bot.views.answers import answer_screen
from bot.views.lengths import visible

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.search.reading import Reading
    from bot.services.answering import Outcome


def said(found: Outcome, tr: Translator) -> dict[str, Any]:
    """The fields of an answer: outcome, topic, aspect, function, options, published, score and the text as it reads."""
    empty: dict[str, Any] = {"topic": None, "aspect": None, "function": None, "options": [], "published": None}
    text = visible(answer_screen(found, tr).html).replace("\N{NO-BREAK SPACE}", " ")
    return {"outcome": _NAMES[type(found)]} | empty | {"score": 0.0} | _values(found) | {"text": text}


def why(reading: Reading) -> dict[str, Any]:
    """What the search made of the question: scores of the likeliest, and the words that it compared."""
    intents = sorted(reading.intents.items(), key=lambda one: -one[1])[:3]
    return {
        "events": {one.key: one.score for one in reading.found[:3]},
        "aspects": {one.aspect: one.score for one in reading.asked[:3]},
        "intents": {name: round(how, 4) for name, how in intents},
        "strangers": round(reading.strangers, 4),
        "normalised": " ".join(reading.words),
    }


_NAMES = {
    Answer: "answer",
    Function: "function",
    Clarify: "clarify",
    OffTopic: "offtopic",
    NotUnderstood: "handover",
}


def _values(found: Outcome) -> dict[str, Any]:
    match found:
        case Answer():
            return {
                "topic": found.event.key,
                "aspect": found.aspect,
                "published": all(one.published for one in (found, *found.beside)),
                "score": found.score,
                "options": [event.key for event in found.others],
            }
        case Function():
            event = found.event.key if found.event else found.name
            return {"topic": event, "function": found.name, "score": found.score}
        case Clarify():
            return {"aspect": found.aspect, "options": [event.key for event in found.events], "score": found.score}
        case OffTopic():
            return {"score": found.score}
        case NotUnderstood():
            return {"topic": found.event.key if found.event else None}
