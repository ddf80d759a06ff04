"""Formatting to entities and entities to safe HTML; no server needed."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.entities import KINDS, formatted, to_html
from bot.emulator.errors import ApiError
from bot.emulator.limits import utf16


def kinds(text: str, mode: str = "HTML") -> list[tuple[str, str]]:
    """The type of each entity with what it covers."""
    plain, entities = formatted(text, mode, None)
    units = plain.encode("utf-16-le")
    return [
        (entity["type"], units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le"))
        for entity in entities
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>Қ</b> 🎓<i>і</i>", [("bold", "Қ"), ("italic", "і")]),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>",
         [("bold", "a"), ("italic", "b"), ("underline", "c"), ("strikethrough", "d")]),
        ('<a href="https://x.kz/?a=1&amp;b=2">сілтеме</a>', [("text_link", "сілтеме")]),
        ('<a href="nowhere">x</a>', []),
        ("<tg-spoiler>x</tg-spoiler>", [("spoiler", "x")]),
        ('<span class="tg-spoiler">x</span>', [("spoiler", "x")]),
        ("<blockquote expandable>x</blockquote>", [("expandable_blockquote", "x")]),
        ('<pre><code class="language-python">x</code></pre>', [("pre", "x")]),
        ("<b><i>x</i></b>", [("bold", "x"), ("italic", "x")]),
        ("<b></b>x", []),
        ("  <b> x </b>  ", [("bold", "x")]),
        ("&lt;b&gt; &amp;lt; &#1178;&#x49A; &nbsp;", []),
        ("/start@some_bot @olga_demo #мамандық https://x.kz/a. t.me/some_bot?start=x a@b.kz",
         [("bot_command", "/start@some_bot"), ("mention", "@olga_demo"), ("hashtag", "#мамандық"),
          ("url", "https://x.kz/a"), ("url", "t.me/some_bot?start=x"), ("email", "a@b.kz")]),
        ("edu.gov.kz/a?b=1, (x.kz). Соңы.Басы a.b.kz.",
         [("url", "edu.gov.kz/a?b=1"), ("url", "x.kz"), ("url", "a.b.kz")]),
        ("файл.pdf 1.5 a.kz.b a.kzb", []),
        ("<code>/start</code> 1/2 и/или", [("code", "/start")]),
    ],
)  # fmt: skip
def test_html(text: str, expected: list[tuple[str, str]]):
    assert kinds(text) == expected


def test_references_are_read():
    assert formatted("&lt;b&gt; &amp;lt; &#1178; &nbsp;", "HTML", None)[0] == "<b> &lt; Қ &nbsp;"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*б* _i_ __u__ ~s~ ||t|| `c`",
         [("bold", "б"), ("italic", "i"), ("underline", "u"), ("strikethrough", "s"), ("spoiler", "t"), ("code", "c")]),
        ("```python\nx = 1```", [("pre", "x = 1")]),
        (r"[a\.b](https://x.kz) 1\.", [("text_link", "a.b")]),
        (">дәйек\n>екі\nсоң", [("blockquote", "дәйек\nекі")]),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[tuple[str, str]]):
    assert kinds(text, "MarkdownV2") == expected


@pytest.mark.parametrize("text", ["_x", "[x", "x]", "`x", "[x](y", "a.", "||x"])
def test_markdown_that_is_refused(text: str):
    with pytest.raises(ApiError, match="can't parse entities"):
        formatted(text, "MarkdownV2", None)


class _Balanced(HTMLParser):
    """Collects text and attributes, and insists that tags nest."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.text = ""
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "u", "s", "code", "pre", "blockquote", "span", "a"}
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read_back(html: str) -> _Balanced:
    parser = _Balanced()
    parser.feed(html)
    parser.close()
    assert not parser.stack
    return parser


@given(
    st.text(alphabet="aқ🎓<>&\"'\n ", min_size=1, max_size=20),
    st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 20), st.integers(1, 20)), max_size=6),
)
def test_any_entities_become_balanced_html_with_the_same_text(text: str, spans: list[tuple[str, int, int]]):
    end = utf16(text)
    starts = {utf16(text[:place]) for place in range(len(text) + 1)}
    entities = [
        {"type": kind, "offset": offset, "length": length, "url": "javascript:alert(1)"}
        for kind, offset, length in spans
        if offset + length <= end and {offset, offset + length} <= starts
    ]
    found = read_back(to_html(text, entities))
    assert found.text == text
    assert not any(address.startswith("javascript") for address in found.addresses)


def test_hostile_text_stays_text():
    html = to_html("<img src=x onerror=alert(1)>", [])
    assert html == "&lt;img src=x onerror=alert(1)&gt;"
    link = {"type": "text_link", "offset": 0, "length": 1, "url": 'https://x.kz/"onclick="alert(1)'}
    assert '"onclick' not in to_html("x", [link])


@given(st.text(max_size=60), st.sampled_from(["HTML", "MarkdownV2", ""]))
def test_any_text_is_parsed_or_refused(text: str, mode: str):
    try:
        plain, entities = formatted(text, mode, None)
    except ApiError as error:
        assert error.code == 400  # noqa: PT017 - both outcomes are right
        return
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16(plain)
