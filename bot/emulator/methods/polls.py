"""Methods about polls: asked and stopped; votes come from the simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator import limits
from bot.emulator.access import message_of, readable
from bot.emulator.entities import formatted
from bot.emulator.errors import Json, bad_request
from bot.emulator.limits import utf16
from bot.emulator.posting import post
from bot.emulator.reply_markup import accepted
from bot.emulator.world import Poll

if TYPE_CHECKING:
    from bot.emulator.request import Call
    from bot.emulator.world import World


def _question(call: Call) -> Json:
    text, entities = formatted(call.text("question"), call.text("question_parse_mode"), call.json("question_entities"))
    if not text:
        raise bad_request("poll question must be non-empty")
    if utf16(text) > limits.POLL_QUESTION:
        raise bad_request(f"poll question length must not exceed {limits.POLL_QUESTION}")
    return {"question": text} | ({"question_entities": entities} if entities else {})


def _options(call: Call) -> list[Json]:
    given = call.json("options", "options")
    if not isinstance(given, list):
        raise bad_request("expected an Array of options")
    texts = [str(option.get("text", "")) if isinstance(option, dict) else str(option) for option in given]
    texts = [text.strip() for text in texts]
    if not 1 <= len(texts) <= limits.POLL_OPTIONS:
        few = len(texts) < 1
        raise bad_request(
            "poll must have at least 1 option" if few else f"poll can't have more than {limits.POLL_OPTIONS} options"
        )
    if not all(texts):
        raise bad_request("poll options must be non-empty")
    if any(utf16(text) > limits.POLL_OPTION for text in texts):
        raise bad_request(f"poll options length must not exceed {limits.POLL_OPTION}")
    return [{"persistent_id": str(place), "text": text, "voter_count": 0} for place, text in enumerate(texts)]


def send_poll(world: World, call: Call) -> Json:
    """A poll or a quiz; it closes when the bot stops it, not by itself."""
    options = _options(call)
    kind = call.text("type") or "regular"
    if kind not in {"regular", "quiz"}:
        raise bad_request("unsupported poll type specified")
    data: Json = {
        "id": str(5_000_000_000_000_000_000 + next(world.numbers)),
        **_question(call),
        "options": options,
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": "is_anonymous" not in call.params or call.flag("is_anonymous"),
        "type": kind,
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": kind == "regular" if "allows_revoting" not in call.params else call.flag("allows_revoting"),
        "members_only": call.flag("members_only"),
    }
    correct = _correct(call, len(options)) if kind == "quiz" else []
    if correct:
        data["correct_option_ids"] = correct
    if call.text("explanation"):
        text, entities = formatted(
            call.text("explanation"), call.text("explanation_parse_mode"), call.json("explanation_entities")
        )
        data |= {"explanation": text, "explanation_entities": entities}
    message = post(world, call, {"poll": data})
    world.polls[data["id"]] = Poll(data, correct)
    return message.seen()


def _correct(call: Call, options: int) -> list[int]:
    given = call.json("correct_option_ids")
    if given is None:
        single = call.number("correct_option_id", -1)
        given = [single] if single >= 0 else []
    right = isinstance(given, list) and bool(given)
    if not right or not all(isinstance(place, int) and 0 <= place < options for place in given):
        raise bad_request("wrong correct option ID specified")
    return list(given)


def stop_poll(world: World, call: Call) -> Json:
    """Close a poll of the bot's own and answer with its result."""
    chat = readable(world, call)
    message = message_of(chat, call, "message with poll to stop not found")
    if "poll" not in message.data or message.author:
        raise bad_request("message with poll to stop not found")
    if message.data["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    message.markup = accepted(call.json("reply_markup", "reply keyboard markup"), chat)
    poll: Json = message.data["poll"]
    poll["is_closed"] = True
    world.touch(chat, message)
    return poll


METHODS: dict[str, Any] = {"sendPoll": send_poll, "stopPoll": stop_poll}
