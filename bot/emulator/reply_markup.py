"""Keyboards: what Telegram accepts of one, and its words for what it does not; it knows no messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.emulator import limits
from bot.emulator.errors import Json, bad_request

if TYPE_CHECKING:
    from bot.emulator.chats import Chat

ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective", "remove_keyboard", "force_reply")
LOOPBACK = ("http://127.0.0.1:", "http://localhost:")
"""Mini Apps of a demo on this machine have no certificate; Telegram's test servers allow them too."""
STYLES = {"danger", "success", "primary"}


def accepted(markup: object, chat: Chat) -> Json | None:
    """The markup as it is kept, or None for none; refuses as Telegram does."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for flag in FLAGS:
        if flag in markup and not isinstance(markup[flag], bool):
            raise bad_request(f'field "{flag}" must be of type Boolean')
    if "inline_keyboard" in markup:
        return _inline_keyboard(markup, chat)
    if "keyboard" in markup:
        return _reply_keyboard(markup, chat)
    return markup if markup.get("remove_keyboard") or markup.get("force_reply") else None


def _inline_keyboard(markup: Json, chat: Chat) -> Json | None:
    rows = [[_inline(button, chat) for button in row] for row in _rows(markup, "inline_keyboard")]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > limits.BUTTONS or any(len(row) > limits.BUTTONS_IN_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _reply_keyboard(markup: Json, chat: Chat) -> Json:
    rows = [[_plain(button, chat) for button in row] for row in _rows(markup, "keyboard")]
    if sum(map(len, rows)) > limits.KEYBOARD_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if not any(rows):
        raise bad_request("reply keyboard must contain at least one button")
    return {**markup, "keyboard": [row for row in rows if row]}


def _rows(markup: Json, name: str) -> list[list[object]]:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    return rows


def _text(button: Json, what: str) -> None:
    if "text" not in button:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(
            "BUTTON_TEXT_INVALID" if what.startswith("inline") else "keyboard button text must be non-empty"
        )
    if "style" in button and button["style"] not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")


def _inline(button: object, chat: Chat) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    _text(button, "inline keyboard button")
    if button.get("callback_data") == "" or not any(name in button for name in ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and len(str(button["callback_data"]).encode()) > limits.CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _link(str(button["url"]), "inline keyboard button URL")
    if "web_app" in button:
        if not chat.private:
            raise bad_request("BUTTON_TYPE_INVALID")
        _secure(button["web_app"], "inline keyboard button Web App URL")
    if "copy_text" in button:
        copied = button["copy_text"].get("text", "") if isinstance(button["copy_text"], dict) else ""
        if not 1 <= len(copied) <= limits.COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if button.get("pay") or "callback_game" in button:
        raise bad_request("BUTTON_TYPE_INVALID")
    return button


def _plain(button: object, chat: Chat) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: expected an Object")
    _text(button, "keyboard button")
    asks = [name for name in button if name.startswith("request_") or name == "web_app"]
    if asks and not chat.private:
        kind = {"request_contact": "phone number", "request_location": "location"}.get(asks[0], "requested")
        if kind != "requested":
            raise bad_request(f"{kind} can be requested in private chats only")
        raise bad_request("BUTTON_TYPE_INVALID")
    if "web_app" in button:
        _secure(button["web_app"], "keyboard button Web App URL")
    return button


def _link(address: str, what: str) -> None:
    if not address:
        raise bad_request(f"{what} '' is invalid: URL host is empty")
    scheme, separator, _ = address.partition("://")
    if separator and scheme.lower() not in {"http", "https", "tg", "ton", "tonsite"}:
        raise bad_request(f"{what} '{address}' is invalid: Unsupported URL protocol")
    if scheme.lower() in {"tg", "ton"} and separator:
        return
    host = re.sub(r"^https?://", "", address, flags=re.IGNORECASE)
    if not re.match(r"(?:[^\s/?#@]+@)?(?:[\w-]+\.)+[\w-]+(?::\d+)?(?:[/?#]\S*)?$", host):
        raise bad_request(f"{what} '{address}' is invalid: Wrong HTTP URL")


def _secure(app: object, what: str) -> None:
    address = str(app.get("url", "")) if isinstance(app, dict) else ""
    if not address.startswith(("https://", *LOOPBACK)):
        raise bad_request(f"{what} '{address}' is invalid: Only HTTPS links are allowed")
