"""Answers of HTTP/1.1, however the network cuts them into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.answers import MOST, Answer, read_answer

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
BODIES = st.binary(max_size=300)


def with_length(body: bytes) -> bytes:
    return HEAD + b"content-LENGTH: %d\r\n\r\n" % len(body) + body


def in_chunks(body: bytes, size: int, trailer: bytes = b"") -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x;a=b\r\n" % len(piece) + piece + b"\r\n" for piece in pieces)
    return HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n" + trailer + b"\r\n"


@given(
    body=BODIES,
    size=st.integers(0, 40),
    first=st.sampled_from([b"", b"HTTP/1.1 100 Continue\r\n\r\n"]),
    trailer=st.sampled_from([b"", b"Expires: never\r\n", b"A: b\r\nC: d\r\n"]),
)
def test_it_is_whole_with_its_last_byte_and_not_before(body, size, first, trailer):
    data = first + (in_chunks(body, size, trailer) if size else with_length(body))
    for end in range(len(data)):
        assert read_answer(data[:end]) is None
        with pytest.raises(ValueError, match="cut off"):
            read_answer(data[:end], ended=True)
    assert read_answer(data) == Answer(200, body, more_may_follow=True)
    assert read_answer(data, ended=True) == Answer(200, body, more_may_follow=False)
    assert read_answer(data + b"H") == Answer(200, body, more_may_follow=False), "what follows was not asked for"


@given(body=BODIES)
def test_without_a_length_it_ends_with_the_connection(body):
    data = b"HTTP/1.0 502 Bad Gateway\r\nServer: nginx\r\n\r\n" + body
    assert read_answer(data) is None
    assert read_answer(data, ended=True) == Answer(502, body, more_may_follow=False)


@pytest.mark.parametrize(
    ("data", "keeps"),
    [
        (b"HTTP/1.1 204 No Content\r\n\r\n", True),
        (b"HTTP/1.1 204\r\n\r\n", True),
        (b"HTTP/1.0 204 No Content\r\n\r\n", False),
        (b"HTTP/1.1 204 No Content\r\nConnection: keep-alive, Close\r\n\r\n", False),
    ],
)
def test_whether_the_connection_can_be_used_again(data, keeps):
    assert read_answer(data) == Answer(204, b"", keeps)


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
        b"x" * (MOST + 1),
    ],
)
def test_what_is_no_answer(data):
    with pytest.raises(ValueError, match=r"."):
        read_answer(data)


@given(noise=st.binary(max_size=200))
def test_noise_is_no_answer_or_none_yet(noise):
    try:
        read_answer(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + noise)
        assert read_answer(noise) is None
    except ValueError:
        return
