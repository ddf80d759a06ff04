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
NAME = re.compile(r"[^\s>]*")
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?""")
LARGEST = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
SCHEMES = re.compile(r"(?:https?|tg|mailto|tel):", re.IGNORECASE)
BARE = re.compile(r"[\w.-]+\.\w{2,}(?:[/?#].*)?")


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
    return chr(code) if 0 < code <= LARGEST and code not in SURROGATES else match.group()


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
        match = NAME.match(self.source, begin + 1)
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
        tag, attributes = opened.tag, opened.attributes
        language = attributes.get("class", "")
        if tag == "code" and self.stack and self.stack[-1].tag == "pre" and language.startswith("language-"):
            self.stack[-1].attributes["language"] = language.removeprefix("language-")
            return
        kind = _kind(opened, "".join(self.out[opened.start :]))
        if kind is not None:
            self.entities.append({"offset": opened.offset, "length": length, **kind})


def _kind(opened: _Open, inside: str) -> Json | None:
    tag, attributes = opened.tag, opened.attributes
    if tag == "pre" and attributes.get("language"):
        return {"type": "pre", "language": attributes["language"]}
    if tag in SIMPLE:
        return {"type": SIMPLE[tag]}
    if tag == "span":
        return {"type": "spoiler"}
    if tag == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}
    if tag == "a":
        return _link(attributes.get("href") or inside)
    if tag == "tg-emoji":
        if not attributes.get("emoji-id", "").isdecimal():
            raise _wrong("Invalid custom emoji identifier specified")
        return {"type": "custom_emoji", "custom_emoji_id": attributes["emoji-id"]}
    return _date(attributes)


def _link(address: str) -> Json | None:
    """As Telegram has it, a link to nowhere is plain text."""
    if SCHEMES.match(address):
        return {"type": "text_link", "url": address}
    return {"type": "text_link", "url": f"http://{address}"} if BARE.fullmatch(address) else None


def _date(attributes: dict[str, str]) -> Json:
    if not attributes.get("unix", "").isdecimal():
        raise _wrong("Invalid Unix time specified")
    found: Json = {"type": "date_time", "unix_time": int(attributes["unix"])}
    return found | ({"date_time_format": attributes["format"]} if attributes.get("format") else {})
