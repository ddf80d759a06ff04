"""Whether a text is the HTML that Telegram takes; makes no words."""

from __future__ import annotations

from html.parser import HTMLParser

_SIMPLE = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler"}
_NEEDS = {"a": "href", "span": "class", "tg-emoji": "emoji-id"}
"""The tags with the attribute that each must have."""


class _Tags(HTMLParser):
    """Notes whether every tag is one of Telegram's and closed in its turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.wrong = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An opening tag."""
        given = dict(attrs)
        self.wrong |= tag not in _SIMPLE and not given.get(_NEEDS.get(tag, ""))
        self.wrong |= tag == "span" and given.get("class") != "tg-spoiler"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A closing tag."""
        self.wrong |= not self.open or self.open.pop() != tag

    def handle_data(self, data: str) -> None:
        """A `<` of a text is an opening of nothing."""
        self.wrong |= "<" in data

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  the parser's
        """Telegram has none."""
        self.wrong = True

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002  the parser's
        """Nor these."""
        self.wrong = True

    def handle_pi(self, data: str) -> None:  # noqa: ARG002  the parser's
        """Nor these."""
        self.wrong = True


def is_telegram_html(text: str) -> bool:
    """Whether Telegram would take the text as HTML: its own tags, closed in order, and no `<` beside them."""
    tags = _Tags()
    tags.feed(text)
    tags.close()
    return not (tags.wrong or tags.open)
