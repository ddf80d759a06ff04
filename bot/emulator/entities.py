"""Formatting: marked-up text to plain text with entities, entities to safe HTML; it knows no chats."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from bot.emulator import limits
from bot.emulator.errors import Json, bad_request
from bot.emulator.limits import utf16
from bot.emulator.markdown import parse_markdown
from bot.emulator.markup_html import parse_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KINDS = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
    "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
    "custom_emoji", "date_time",
}  # fmt: skip
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
ORDER = ["blockquote", "expandable_blockquote", "text_link", "text_mention", "bold", "italic", "underline",
         "strikethrough", "spoiler", "pre", "code", "custom_emoji"]  # fmt: skip
FOUND = re.compile(
    r"(?P<url>(?:https?://|tg://|(?<![\w.@])(?:t\.me|www\.[\w-]+\.\w+)/?)[^\s<>\"«»]*[^\s<>\"«».,:;!?)\]'])"
    r"|(?<![\w.@/-])(?P<domain>(?:[\w-]+\.)+(?:kz|ru|com|org|net|info|io)(?!\w|[.-]\w)(?:[/?#][^\s<>\"«»]*[^\s<>\"«».,:;!?)\]'])?)"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{2,31})(?!\w)"
    r"|(?<!\w)(?P<hashtag>\#\w*[^\W\d_]\w*)"
)
CONTROL = {code: " " for code in range(32) if code not in (10, 13)} | {13: None}


def formatted(text: str, mode: str, given: object) -> tuple[str, list[Json]]:
    """Plain text and its entities, from a parse mode or a list of entities; refuses as Telegram does."""
    text = text.translate(CONTROL)
    if mode:
        parsers: dict[str, Callable[[str], tuple[str, list[Json]]]] = {"html": parse_html, "markdownv2": parse_markdown}
        parser = parsers.get(mode.lower())
        if parser is None:
            raise bad_request("unsupported parse_mode")
        text, entities = parser(text)
    else:
        entities = _given(text, given)
    text, entities = _trim(text, entities)
    entities += _found(text, entities)
    entities.sort(key=_position)
    return text, entities[: limits.ENTITIES]


def _position(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    return entity["offset"], -entity["length"], ORDER.index(kind) if kind in ORDER else len(ORDER)


def _given(text: str, given: object) -> list[Json]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    end = utf16(text)
    return [_checked(entity, end) for entity in given if _checked(entity, end)["length"]]


def _checked(entity: object, end: int) -> Json:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    offset, length, kind = entity.get("offset"), entity.get("length"), entity.get("type")
    if kind not in KINDS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be a valid Number')
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        last = offset + length
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {last}"
        )
    needed = NEEDS.get(kind)
    if needed and needed not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    return entity


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.lstrip()
    lead = utf16(text) - utf16(stripped)
    stripped = stripped.rstrip()
    end = utf16(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept


def _found(text: str, entities: Iterable[Json]) -> list[Json]:
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link", "text_mention"}
        or entity["type"] in {"url", "mention", "bot_command", "hashtag", "email"}
    ]
    found = []
    for match in FOUND.finditer(text):
        offset, length = utf16(text[: match.start()]), utf16(match.group())
        if not any(offset < stop and start < offset + length for start, stop in closed):
            kind = "url" if match.lastgroup == "domain" else str(match.lastgroup)
            found.append({"type": kind, "offset": offset, "length": length})
    return found


TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code",
    "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip
SCHEMES = ("http://", "https://", "tg://", "mailto:", "tel:")


def _opening(entity: Json, inside: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in TAGS:
        return f"<{TAGS[kind]}>", f"</{TAGS[kind]}>"
    if kind == "pre":
        language = html.escape(str(entity.get("language", "")))
        return (f'<pre data-language="{language}">' if language else "<pre>"), "</pre>"
    if kind == "spoiler":
        return '<span class="spoiler">', "</span>"
    if kind == "bot_command":
        return f'<span class="command" data-command="{html.escape(inside)}">', "</span>"
    if kind in {"mention", "hashtag", "cashtag", "text_mention"}:
        return f'<span class="{kind}">', "</span>"
    address = _address(entity, inside)
    if address.lower().startswith(SCHEMES):
        return f'<a href="{html.escape(address)}" rel="noopener noreferrer" target="_blank">', "</a>"
    return "", ""


def _address(entity: Json, inside: str) -> str:
    kind = entity["type"]
    if kind == "text_link":
        return str(entity.get("url", ""))
    if kind == "email":
        return f"mailto:{inside}"
    if kind == "phone_number":
        return f"tel:{inside}"
    if kind == "url":
        return inside if "://" in inside else f"https://{inside}"
    return ""


def to_html(text: str, entities: list[Json]) -> str:
    """Safe HTML of a text: everything escaped, tags balanced, links of known schemes only; newlines stay."""
    units = text.encode("utf-16-le")

    def cut(start: int, stop: int) -> str:
        return units[start * 2 : stop * 2].decode("utf-16-le", "replace")

    waiting = sorted(entities, key=_position)
    edges = sorted({0, len(units) // 2} | {e["offset"] for e in waiting} | {e["offset"] + e["length"] for e in waiting})
    out: list[str] = []
    stack: list[tuple[int, str, str]] = []
    for start, stop in zip(edges, [*edges[1:], edges[-1]], strict=True):
        reopen: list[tuple[int, str, str]] = []
        while any(end <= start for end, _, _ in stack):
            last = stack.pop()
            out.append(last[2])
            if last[0] > start:
                reopen.append(last)
        for entity in reversed(reopen):
            out.append(entity[1])
            stack.append(entity)
        while waiting and waiting[0]["offset"] == start:
            entity_ = waiting.pop(0)
            end = start + entity_["length"]
            tags = _opening(entity_, cut(start, end))
            out.append(tags[0])
            stack.append((end, *tags))
        out.append(html.escape(cut(start, stop)))
    out.extend(tags[2] for tags in reversed(stack))
    return "".join(out)
