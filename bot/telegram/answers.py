"""An answer of HTTP/1.1 out of the bytes that have come so far, for what is posted in bulk; reads no socket."""

from __future__ import annotations

import re
from typing import NamedTuple

MOST = 1 << 20
"""Bytes of the longest answer: Telegram's have some thousands."""
_STATUS = re.compile(rb"HTTP/1\.([01]) (\d{3})(?:[ \r]|$)")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,7})[ \t]*(?:\r\n|$)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r]*chunked", re.IGNORECASE)
_CLOSING = re.compile(rb"\r\nconnection:[^\r]*close", re.IGNORECASE)
_SIZE = re.compile(rb"([0-9a-f]{1,6})[ \t]*(?:;[^\r]*)?\r\n", re.IGNORECASE)
_EMPTY = {b"204", b"304"}


class Answer(NamedTuple):
    """A whole one."""

    status: int
    body: bytes
    more_may_follow: bool
    """Whether the connection can be used again."""


def read_answer(data: bytes, *, ended: bool = False) -> Answer | None:
    """None while it is not whole; `ended` says that nothing more will come. ValueError when it can be none."""
    if len(data) > MOST:
        raise ValueError("the answer is too long")
    answer = _read(data, ended=ended)
    if answer is None and ended:
        raise ValueError("the answer was cut off")
    return answer


def _read(data: bytes, *, ended: bool) -> Answer | None:
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    status = _STATUS.match(data)
    if status is None:
        raise ValueError("no answer of HTTP/1.1")
    head, begin = data[:end], end + 4
    if status[2].startswith(b"1"):
        # Something said before the answer.
        return _read(data[begin:], ended=ended)
    if _CHUNKED.search(head):
        whole = _join(data, begin)
    elif length := _LENGTH.search(head):
        at = begin + int(length[1])
        whole = (data[begin:at], at) if len(data) >= at else None
    elif status[2] in _EMPTY:
        whole = b"", begin
    else:
        # Only the end of the connection says where it ends.
        whole = (data[begin:], len(data)) if ended else None
    if whole is None:
        return None
    body, at = whole
    keeps = status[1] == b"1" and not _CLOSING.search(head)
    return Answer(int(status[2]), body, keeps and not ended and at == len(data))


def _join(data: bytes, at: int) -> tuple[bytes, int] | None:
    """The chunks in one, and where they end; None while the last is missing."""
    parts: list[bytes] = []
    while size := _SIZE.match(data, at):
        begin = size.end()
        at = begin + int(size[1], 16)
        if at == begin:
            # Lines of a trailer may stand between the last chunk and the empty line.
            end = begin if data.startswith(b"\r\n", begin) else data.find(b"\r\n\r\n", begin) + 2
            return (b"".join(parts), end + 2) if end >= begin and len(data) >= end + 2 else None
        if len(data) < at + 2:
            return None
        if data[at : at + 2] != b"\r\n":
            raise ValueError("a chunk has no end")
        parts.append(data[begin:at])
        at += 2
    if b"\r\n" in data[at:]:
        raise ValueError("no size of a chunk")
    return None
