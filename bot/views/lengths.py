"""How long a text is for Telegram, and how to shorten one without breaking a word, a tag or a letter."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup, escape

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^<>]*>")
ELLIPSIS = "…"


def units(text: str) -> int:
    """The length of a text in UTF-16 units, as Telegram counts."""
    # A card is counted some twenty times over: letter by letter that took half of the time of making it.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(markup: str) -> str:
    """What is left of Telegram's HTML after parsing."""
    return unescape(_TAG.sub("", markup))


def clipped(text: str, limit: int) -> str:
    """The text in at most `limit` units, cut at a space where one is near, with an ellipsis where it was cut."""
    if units(text) <= limit:
        return text
    kept, used = [], units(ELLIPSIS)
    for letter in text:
        used += units(letter)
        if used > limit:
            break
        kept.append(letter)
    head = "".join(kept)
    at_word = head.rpartition(" ")[0]
    near = len(at_word) * 3 >= len(head) * 2
    return (at_word if near else head).rstrip(" ,.;:—–-") + ELLIPSIS


def clipped_markup(markup: Markup, limit: int) -> Markup:
    """The same for Telegram's HTML: tags do not count, and those that are open at the cut are closed."""
    if units(visible(markup)) <= limit:
        return markup
    out: list[str] = []
    opened: list[str] = []
    left, at = limit, 0
    for tag in (*_TAG.finditer(markup), None):
        text = unescape(markup[at : tag.start() if tag else len(markup)])
        if units(text) >= left:
            out.append(str(escape(clipped(text + ELLIPSIS * left, left))))
            break
        out.append(str(escape(text)))
        left -= units(text)
        if tag is None:
            break
        out.append(tag.group())
        at = tag.end()
        if tag[1]:
            opened.pop()
        else:
            opened.append(tag[2])
    return Markup("".join(out) + "".join(f"</{name}>" for name in reversed(opened)))  # noqa: S704  tags of the markup itself


def joined(paragraphs: list[Markup], limit: int) -> Markup:
    """The paragraphs that fit, with an empty line between them; the first is cut if even it does not."""
    kept: list[Markup] = []
    used = 0
    for paragraph in paragraphs:
        size = units(visible(paragraph)) + (2 if kept else 0)
        if used + size > limit:
            break
        kept.append(paragraph)
        used += size
    return Markup("\n\n").join(kept or [clipped_markup(m, limit) for m in paragraphs[:1]])
