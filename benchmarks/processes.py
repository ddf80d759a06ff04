"""The processes that are measured, and the stub they talk to: started, offered updates, asked what they used."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self
from urllib.error import URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).parents[1]
START = 120.0
_TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Child:
    """A process that ends with the block it is started in."""

    def __init__(self, command: list[str], **environment: str) -> None:
        self._command = [sys.executable, *command]
        self._folder = TemporaryDirectory(prefix="bench-")
        self.environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        """Where it runs and keeps its files."""
        return Path(self._folder.name)

    def start(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self.environment}
        with (self.folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(self._command, cwd=self.folder, env=environment, stdout=log, stderr=log)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None:
            print(self.log[-3000:])
        self.end()
        self._folder.cleanup()

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text(encoding="utf-8")

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def cpu(self) -> float:
        """Seconds of CPU, all threads, user and system, since the process began."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """Resident MiB."""
        (line,) = [line for line in self._proc("status").splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1]) / 1024

    def _proc(self, name: str) -> str:
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/{name}").read_text(encoding="utf-8")


class Stub(Child):
    """The stub of the Bot API."""

    def __init__(self) -> None:
        self.port = free_port()
        super().__init__(["-m", "benchmarks.stub", str(self.port)])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Contestant(Child):
    """A bot at the stub. What it is asked goes to the stub, which knows when the answers came."""

    def __init__(self, name: str, stub: Stub, token: str, command: list[str], **environment: str) -> None:
        super().__init__(command, **environment)
        self.name = name
        self._control = f"{stub.url}/control/{token}"

    def order(self, order: str, said: object = None) -> dict[str, Any]:
        """An order to the stub about this bot; what the stub reports."""
        request = Request(f"{self._control}/{order}", json.dumps(said).encode())  # noqa: S310  our own stub
        for _ in range(100):
            try:
                with urlopen(request) as response:  # noqa: S310  our own stub
                    report: dict[str, Any] = json.load(response)
                    return report
            except URLError:
                time.sleep(0.05)
        raise RuntimeError("the stub does not answer")

    def until_polling(self) -> None:
        """Wait until it asks for updates."""
        self.order("reset")
        deadline = time.monotonic() + START
        while not self.order("look")["polls"]:
            if not self.alive or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} does not start:\n{self.log}")
            time.sleep(0.1)

    def offer(self, updates: list[dict[str, Any]], rate: float | None = None) -> None:
        """Let the stub offer updates, all at once or so many a second."""
        self.order("offer", {"updates": updates, "rate": rate})

    def until_answered(self, how_many: int, most: float = 120.0) -> dict[str, Any]:
        """Wait until so many are answered; the stub's report. RuntimeError after `most` seconds."""
        deadline = time.monotonic() + most
        while (look := self.order("look"))["answered"] < how_many:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} has answered {look['answered']} of {how_many}\n{self.log[-2000:]}")
            time.sleep(0.05)
        return self.order("report")

    def until_answered_by(self, who: range, most: float = 120.0) -> dict[str, Any]:
        """Wait until each of these people has an answer, whoever else waits; the stub's report."""
        deadline = time.monotonic() + most
        while not _answered(report := self.order("report"), who):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} leaves somebody without an answer\n{self.log[-2000:]}")
            time.sleep(0.1)
        return report

    def measure(
        self, updates: list[dict[str, Any]], rate: float | None = None, *, rest: float = 0.3
    ) -> tuple[float, dict[str, Any]]:
        """CPU seconds an update, and the stub's report; `rest` includes what is marked a moment later."""
        self.order("reset")
        before = self.cpu()
        self.offer(updates, rate)
        report = self.until_answered(len(updates))
        time.sleep(rest)
        return (self.cpu() - before) / len(updates), report


def _answered(report: dict[str, Any], who: range) -> bool:
    return all(report["seconds"].get(str(person)) for person in who)


def ours(stub: Stub, number: int = 1, command: tuple[str, ...] = ("-m", "bot", "run"), **settings: str) -> Contestant:
    """`python -m bot run` as an operator starts it: SQLite in a folder of its own, every setting at its default."""
    token = f"70000000{number:02d}:a-token-that-only-the-stub-will-know"
    values = {
        "BOT_TOKEN": token,
        "BOT_API_URL": stub.url,
        "DATABASE_URL": "sqlite+aiosqlite:///bot.db",
        "PROGRAMME": str(ROOT / "data" / "programme"),
        "HTTP_PORT": str(free_port()),
        "LOG_FORMAT": "json",
    }
    return Contestant("ours", stub, token, list(command), **(values | settings))


def bare(stub: Stub) -> Contestant:
    """aiogram alone."""
    token = "7000000099:a-token-that-only-the-stub-will-know"  # noqa: S105  invented
    return Contestant("bare aiogram", stub, token, ["-m", "benchmarks.bare", stub.url, token])
