"""Connections that stay open, at a server that does whatever a server may do to them."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from contextlib import asynccontextmanager

import pytest

from bot.telegram import posting as module
from bot.telegram.posting import Cut, NotConnected, Posting

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
async def posting():
    made = Posting()
    yield made
    await made.close()


class Server:
    """Answers each question with the next of its answers, `b""` cuts, None says nothing; counts its connections."""

    def __init__(self, *answers: bytes | None) -> None:
        self._answers = iter(answers)
        self.connections = 0
        self.asked: list[bytes] = []
        self.gone = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.rpartition(b"Content-Length: ")[2])
                self.asked.append(head + await reader.readexactly(length))
                answer = next(self._answers, OK)
                if answer == b"":
                    return
                for byte in (answer or b"").partition(b"\r\n\r\n"):
                    writer.write(byte)
                    await asyncio.sleep(0)
                if b"close" in (answer or b""):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self.gone.set()
            writer.close()


@asynccontextmanager
async def at(server: Server, **how):
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, **how)
    async with listening:
        scheme, port = "https" if how else "http", listening.sockets[0].getsockname()[1]
        yield f"{scheme}://localhost:{port}/bot1:a/sendMessage"
        listening.close()


async def test_one_connection_serves_one_question_after_the_other(posting):
    server = Server()
    async with at(server) as url:
        for body in (b'{"text":"\xd3\x99"}', b"{}"):
            answer = await posting.post(url, body)
            assert (answer.status, answer.body) == (200, b"{}")
        host = url.split("/")[2].encode()
        await posting.close()
    assert server.connections == 1
    assert server.asked[1] == (
        b"POST /bot1:a/sendMessage HTTP/1.1\r\nHost: " + host + b"\r\n"
        b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    )


async def test_those_who_ask_together_have_a_connection_each(posting):
    server = Server()
    async with at(server) as url:
        answers = await asyncio.gather(*(posting.post(url, b"{}") for _ in range(20)))
        await asyncio.gather(*(posting.post(url, b"{}") for _ in range(20)))
        await posting.close()
    assert {answer.body for answer in answers} == {b"{}"}
    assert server.connections == 20


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nclose", b"nonsense\r\n\r\n"])
async def test_without_a_whole_answer_nobody_knows(posting, answer):
    server = Server(answer)
    async with at(server) as url:
        with pytest.raises(Cut):
            await posting.post(url, b"{}")
        assert (await posting.post(url, b"{}")).status == 200
        await posting.close()
    assert server.connections == 2


async def test_a_server_that_closes_after_each_answer(posting):
    server = Server(b"HTTP/1.1 400 .\r\nConnection: close\r\n\r\nno")
    async with at(server) as url:
        assert (await posting.post(url, b"{}")).body == b"no"
        assert (await posting.post(url, b"{}")).body == b"{}"
        await posting.close()
    assert server.connections == 2


async def test_an_answer_that_nobody_asked_for_ends_the_connection(posting):
    server = Server(OK + OK)
    async with at(server) as url:
        assert (await posting.post(url, b"{}")).body == b"{}"
        await server.gone.wait()
        assert (await posting.post(url, b"{}")).body == b"{}"
        await posting.close()
    assert server.connections == 2


async def test_a_connection_that_lay_idle_is_not_trusted(posting, monkeypatch):
    server = Server()
    async with at(server) as url:
        await posting.post(url, b"{}")
        monkeypatch.setattr(module, "IDLE", 0.0)
        await posting.post(url, b"{}")
        await posting.close()
    assert server.connections == 2


async def test_an_answer_that_does_not_come(posting, monkeypatch):
    server = Server(OK, None)
    async with at(server) as url:
        await posting.post(url, b"{}")
        monkeypatch.setattr(module, "LONGEST", 0.05)
        with pytest.raises(Cut, match="in time"):
            await posting.post(url, b"{}")
        await server.gone.wait()


async def test_who_gives_up_takes_the_connection_along(posting):
    server = Server(None)
    async with at(server) as url:
        asking = asyncio.ensure_future(posting.post(url, b"{}"))
        while not server.asked:
            await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await server.gone.wait()


async def test_nobody_listens_there(posting):
    async with at(Server()) as url:
        pass
    for address in (url, "http://no-such-host.invalid/bot1:a/sendMessage"):
        with pytest.raises(NotConnected) as refused:
            await posting.post(address, b"{}")
        assert "1:a" not in repr(refused.value)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
async def test_over_tls_and_only_with_whom_is_trusted(posting, tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)  # noqa: ASYNC221
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    trusting = Posting(ssl.create_default_context(cafile=certificate))
    async with at(Server(), ssl=context) as url:
        for _ in range(2):
            assert (await trusting.post(url, b"{}")).body == b"{}"
        with pytest.raises(NotConnected):
            await posting.post(url, b"{}")
        await trusting.close()
