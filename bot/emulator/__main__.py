"""The emulator alone: `python -m bot.emulator --port 8081 --token 123:abc`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import re
import signal

from bot.emulator.server import Emulator


def _token(text: str) -> str:
    if not re.fullmatch(r"[0-9]{3,15}:[A-Za-z0-9_-]+", text):
        raise argparse.ArgumentTypeError("a token is digits, a colon, and A-Z a-z 0-9 _ -")
    return text


async def _serve(host: str, port: int, token: str, *, empty: bool) -> None:
    emulator = Emulator(token, people=() if empty else None)
    await emulator.start(host, port)
    print(f"Bot API emulator at {emulator.url} with token {emulator.token}", flush=True)  # noqa: T201 - its one output
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
    await emulator.stop()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.emulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="where to listen; this machine only unless you say so")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", type=_token, default="", help="the bot's token; invented when not given")
    parser.add_argument("--empty", action="store_true", help="a world without people")
    parser.add_argument("--verbose", action="store_true", help="log every parameter that was ignored")
    given = parser.parse_args()
    logging.basicConfig(level=logging.DEBUG if given.verbose else logging.INFO)
    asyncio.run(_serve(given.host, given.port, given.token, empty=given.empty))


if __name__ == "__main__":
    main()
