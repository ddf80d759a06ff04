"""Telegram's MarkdownV2 to text and entities, with Telegram's own complaints; it knows nothing else."""

from __future__ import annotations

import re

from bot.emulator.errors import ApiError, Json, bad_request
from bot.emulator.limits import utf16

RESERVED = set("_*[]()~`>#+-=|{}.!")
MARKS = {"__": "underline", "||": "spoiler", "*": "bold", "_": "italic", "~": "strikethrough"}
NAMES = {"bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough",
         "spoiler": "Spoiler", "code": "Code", "pre": "Pre", "text_link": "TextUrl"}  # fmt: skip
LANGUAGE = re.compile(r"([A-Za-z0-9_+-]+)\n")


def _wrong(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """Text without marks and its entities; refuses with Telegram's text and byte offset."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.out: list[str] = []
        self.length = 0
        self.stack: list[tuple[str, str, int, int]] = []  # mark, kind, offset of the text, place in the source
        self.entities: list[Json] = []
        self.quote: int | None = None

    def parse(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            self.step()
        self.end_quote()
        if self.stack:
            _, kind, _, begin = self.stack[-1]
            raise _wrong(f"Can't find end of {NAMES[kind]} entity at byte offset {self.bytes_before(begin)}")
        return "".join(self.out), self.entities

    def bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode())

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16(text)

    def add(self, kind: str, offset: int, **more: str) -> None:
        if self.length > offset:
            self.entities.append({"type": kind, "offset": offset, "length": self.length - offset, **more})

    def end_quote(self) -> None:
        if self.quote is not None:
            self.add("blockquote", self.quote)
            self.quote = None

    def step(self) -> None:
        rest = self.source[self.position :]
        character = rest[0]
        if character == "\\" and len(rest) > 1 and 0 < ord(rest[1]) < 127:  # noqa: PLR2004 - ASCII may be escaped
            self.put(rest[1])
            self.position += 2
        elif character == ">" and (not self.out or self.out[-1].endswith("\n")):
            self.quote = self.length if self.quote is None else self.quote
            self.position += 1
        elif character == "\n":
            if self.quote is not None and not rest.startswith("\n>"):
                self.end_quote()
            self.put(character)
            self.position += 1
        elif character == "`":
            self.code("```" if rest.startswith("```") else "`")
        elif character in "[]" or rest.startswith("!["):
            self.link(character)
        elif mark := next((mark for mark in MARKS if rest.startswith(mark)), ""):
            self.mark(mark)
        elif character in RESERVED:
            raise _wrong(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
        else:
            self.put(character)
            self.position += 1

    def mark(self, mark: str) -> None:
        begin = self.position
        self.position += len(mark)
        if self.stack and self.stack[-1][0] == mark:
            _, kind, offset, _ = self.stack.pop()
            self.add(kind, offset)
        else:
            self.stack.append((mark, MARKS[mark], self.length, begin))

    def code(self, fence: str) -> None:
        begin, kind = self.position, "pre" if fence == "```" else "code"
        close = self.source.find(fence, begin + len(fence))
        if close < 0:
            raise _wrong(f"Can't find end of {NAMES[kind]} entity at byte offset {self.bytes_before(begin)}")
        inside = self.source[begin + len(fence) : close]
        more = {}
        if kind == "pre" and (match := LANGUAGE.match(inside)):
            more["language"] = match.group(1)
            inside = inside[match.end() :]
        offset = self.length
        self.put(re.sub(r"\\([\\`])", r"\1", inside.removeprefix("\n") if kind == "pre" else inside))
        self.add(kind, offset, **more)
        self.position = close + len(fence)

    def link(self, character: str) -> None:
        if character != "]":
            self.stack.append(("]", "text_link", self.length, self.position))
            self.position += 2 if character == "!" else 1
            return
        if not self.stack or self.stack[-1][0] != "]":
            raise _wrong("Character ']' is reserved and must be escaped with the preceding '\\'")
        _, _, offset, _ = self.stack.pop()
        self.position += 1
        if self.source[self.position : self.position + 1] != "(":
            return
        close = self.source.find(")", self.position)
        if close < 0:
            raise _wrong(f"Can't find end of a URL at byte offset {self.bytes_before(self.position)}")
        address = re.sub(r"\\(.)", r"\1", self.source[self.position + 1 : close])
        self.position = close + 1
        if re.match(r"(?:https?|tg|mailto|tel):", address):
            self.add("text_link", offset, url=address)
