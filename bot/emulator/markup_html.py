"""Telegram's HTML subset to text and entities, with Telegram's own complaints; it knows nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.emulator.errors import ApiError, Json, bad_request
from bot.emulator.limits import utf16

SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre",
}  # fmt: skip
TAGS = {*SIMPLE, "a", "span", "blockquote", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?""")
LARGEST = 0x10FFFF


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def _wrong(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def _reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= LARGEST and not 0xD800 <= code <= 0xDFFF else match.group()


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text without tags and its entities; refuses with Telegram's text and byte offset."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.out: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            character = self.source[self.position]
            if character == "<":
                self.tag()
            elif character == "&" and (match := REFERENCE.match(self.source, self.position)):
                self.put(_reference(match))
                self.position = match.end()
            else:
                self.put(character)
                self.position += 1
        if self.stack:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.out), self.entities

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16(text)

    def bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode())

    def tag(self) -> None:
        begin = self.position
        close = self.source.find(">", begin)
        if close < 0:
            at = self.bytes_before(begin)
            raise _wrong(
                f"Unclosed {'end' if self.source[begin + 1 : begin + 2] == '/' else 'start'} tag at byte offset {at}"
            )
        if self.source[begin + 1] == "/":
            self.end_tag(begin, self.source[begin + 2 : close].strip().lower())
            self.position = close + 1
        else:
            self.start_tag(begin)

    def start_tag(self, begin: int) -> None:
        match = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        name = match.group().lower() if match else ""
        if name not in TAGS:
            raise _wrong(f'Unsupported start tag "{name}" at byte offset {self.bytes_before(begin)}')
        self.position = begin + 1 + len(name)
        attributes = self.attributes(begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self.bytes_before(begin)}')
        self.stack.append(_Open(name, self.length, len(self.out), attributes))

    def attributes(self, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            while self.position < len(self.source) and self.source[self.position].isspace():
                self.position += 1
            if self.position >= len(self.source):
                raise _wrong(f"Unclosed start tag at byte offset {self.bytes_before(begin)}")
            if self.source[self.position] in ">/":
                close = self.source.find(">", self.position)
                self.position = close + 1 if close >= 0 else len(self.source)
                return found
            match = ATTRIBUTE.match(self.source, self.position)
            if match is None or match.end() == self.position:
                raise _wrong(f"Empty attribute name in the tag at byte offset {self.bytes_before(begin)}")
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found[match.group(1).lower()] = REFERENCE.sub(_reference, value)
            self.position = match.end()

    def end_tag(self, begin: int, name: str) -> None:
        at = self.bytes_before(begin)
        if not self.stack:
            raise _wrong(f"Unexpected end tag at byte offset {at}")
        opened = self.stack.pop()
        if name and name != opened.tag:
            raise _wrong(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{name}>"')
        length = self.length - opened.offset
        if length:
            self.close(opened, length)

    def close(self, opened: _Open, length: int) -> None:
        entity: Json = {"offset": opened.offset, "length": length}
        tag, attributes = opened.tag, opened.attributes
        if tag in SIMPLE:
            entity["type"] = SIMPLE[tag]
        elif tag == "span":
            entity["type"] = "spoiler"
        elif tag == "blockquote":
            entity["type"] = "expandable_blockquote" if "expandable" in attributes else "blockquote"
        elif tag == "a":
            address = attributes.get("href") or "".join(self.out[opened.start :])
            if not re.match(r"(?:https?|tg|mailto|tel):", address, re.IGNORECASE):
                if not re.fullmatch(r"[\w.-]+\.\w{2,}(?:[/?#].*)?", address):
                    return  # as Telegram: a link to nowhere is plain text
                address = f"http://{address}"
            entity |= {"type": "text_link", "url": address}
        elif tag == "tg-emoji":
            if not attributes.get("emoji-id", "").isdigit():
                raise _wrong("Invalid custom emoji identifier specified")
            entity |= {"type": "custom_emoji", "custom_emoji_id": attributes["emoji-id"]}
        else:
            entity |= {"type": "date_time", "unix_time": int(attributes.get("unix", "0") or 0)}
            if attributes.get("format"):
                entity["date_time_format"] = attributes["format"]
        if tag == "code" and self.stack and self.stack[-1].tag == "pre":
            language = attributes.get("class", "")
            if language.startswith("language-"):
                self.stack[-1].attributes["language"] = language.removeprefix("language-")
                return
        if tag == "pre" and attributes.get("language"):
            entity["language"] = attributes["language"]
        self.entities.append(entity)
