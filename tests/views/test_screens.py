from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.domain.events import Kind, Standing
from bot.views.lengths import clipped, clipped_markup, joined, units, visible
from bot.views.navigation import Shelf
from bot.views.screens import Button, Go, Link, Screen, Share

ANY = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_destination_survives_the_way_through_telegram():
    go = Go("event", "mamandyqfest", "n-forum-2")
    assert go.encode() == "event:mamandyqfest:n-forum-2"
    assert Go.parse(go.encode()) == go


@pytest.mark.parametrize("words", [("",), ("event", ""), ("event", "қ"), ("a" * 65,), ("event", "x" * 59), ("a:b",)])
def test_a_destination_that_does_not_fit_a_button_is_refused(words):
    with pytest.raises(ValueError, match="destination"):
        Go(*words)


@pytest.mark.parametrize("data", ["", ":", "event:", "event:қ", "a" * 65, "event:a\n", " menu", "event::a", "\x00"])
def test_data_that_was_never_ours_is_no_destination(data):
    assert Go.parse(data) is None


@given(st.text())
def test_parsing_never_raises_and_gives_back_what_was_sent(data):
    go = Go.parse(data)
    assert go is None or go.encode() == data


def test_every_shelf_survives_its_code():
    for standing in (None, *Standing):
        for kind in (None, *Kind):
            shelf = Shelf(standing, kind, 199)
            assert Shelf.parse(shelf.code) == shelf
            assert len(Go("sessions", "k" * 32, shelf.code, "19").encode()) <= 64


@given(st.text())
def test_a_foreign_shelf_is_some_shelf(code):
    assert isinstance(Shelf.parse(code), Shelf)


def test_a_label_is_cut_at_a_word():
    button = Button("Укрепление материально-технической базы шести колледжей", Go("menu"))
    assert button.label == "Укрепление материально-технической…"


@given(ANY, st.integers(1, 60))
def test_a_clipped_text_fits(text, limit):
    assert units(clipped(text, limit)) <= limit
    assert clipped(text, limit) == text or clipped(text, limit).endswith("…")


@given(st.lists(ANY, min_size=1, max_size=4), st.integers(1, 80))
def test_clipped_markup_fits_and_closes_its_tags(words, limit):
    markup = Markup(" & ").join(Markup("<b>{}<i>{}</i></b>").format(word, word) for word in words)
    cut = clipped_markup(markup, limit)
    assert units(visible(cut)) <= limit
    assert cut.count("<b>") == cut.count("</b>")
    assert cut.count("<i>") == cut.count("</i>")


def test_paragraphs_that_find_no_room_are_left_out():
    paragraphs = [escape("a" * 10), escape("b" * 10), escape("c" * 10)]
    assert joined(paragraphs, 22) == "a" * 10 + "\n\n" + "b" * 10
    assert joined(paragraphs, 5) == "aaaa…"


def test_a_screen_escapes_plain_text():
    assert Screen("a < b").html == "a &lt; b"
    assert Screen(Markup("<b>a</b>")).html == "<b>a</b>"


@pytest.mark.parametrize("text", ["", " ", "x" * 4097, "😀" * 2049])
def test_a_screen_that_telegram_would_refuse_is_a_bug(text):
    with pytest.raises(ValueError, match="units"):
        Screen(text)


def test_length_counts_after_parsing():
    assert Screen(Markup("<b>") + escape("&" * 4096) + Markup("</b>")).html.count("&amp;") == 4096


def test_a_screen_has_at_most_eight_buttons():
    row = tuple(Button(str(n), Go("menu")) for n in range(3))
    with pytest.raises(ValueError, match="buttons"):
        Screen("x", (row, row, row))
    assert Screen("x", (row, (), row)).rows == (row, row)


def test_a_button_needs_a_label():
    with pytest.raises(ValueError, match="label"):
        Button(" \n", Link("https://example.org"))


def test_sharing_goes_through_telegram():
    url = urlsplit(Share("https://t.me/pvl_bot?start=event_fest", "Фест & форум").url)
    assert (url.netloc, url.path) == ("t.me", "/share/url")
    assert parse_qs(url.query) == {"url": ["https://t.me/pvl_bot?start=event_fest"], "text": ["Фест & форум"]}
