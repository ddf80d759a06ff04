"""Which texts Telegram takes as HTML."""

from __future__ import annotations

import pytest

from bot.views.markup_check import is_telegram_html


@pytest.mark.parametrize(
    "text",
    [
        "Сәлем",
        "a &amp; b > c",
        "<b>Ә <i>ғ</i></b> <a href='https://example.org'>x</a>",
        "<span class='tg-spoiler'>x</span><tg-emoji emoji-id='1'>🙂</tg-emoji>",
        "<pre><code class='language-python'>x</code></pre>",
    ],
)
def test_it_is(text):
    assert is_telegram_html(text)


@pytest.mark.parametrize(
    "text",
    ["<b>Ә", "Ә</b>", "<b><i>x</b></i>", "<p>x</p>", "1 < 2", "<a>x</a>", "<span>x</span>", "<!-- x -->", "<br>"],
)
def test_it_is_not(text):
    assert not is_telegram_html(text)
