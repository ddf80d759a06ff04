"""Work that waits for one lock: shared transactions, errors that are one's own, and who is cancelled meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.storage import together as module
from bot.storage.together import Together


class Transactions:
    """Runs work as an engine would; `gate` holds the next transactions up before their commit."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.commits: list[list[str]] = []
        self.gate = asyncio.Event()
        self.begun = asyncio.Event()

    async def __call__(self, work: Any) -> Any:
        written: list[str] = []
        result = work(written)
        self.begun.set()
        await self.gate.wait()
        self.kept += written
        self.commits.append(written)
        return result


def writes(word: str):
    def work(written):
        written.append(word)
        return f"{word} is written"

    return work


def fails(written):
    written.append("half")
    raise ValueError("planned")


@pytest.fixture
def transactions():
    return Transactions()


@pytest.fixture
def together(transactions):
    return Together(transactions)


async def test_what_asks_meanwhile_shares_the_next_transaction_in_the_order_of_asking(together, transactions):
    asked = [asyncio.create_task(together.run(writes(word))) for word in "abcd"]
    await transactions.begun.wait()
    later = [asyncio.create_task(together.run(writes(word))) for word in "ef"]
    await asyncio.sleep(0)
    transactions.gate.set()
    assert await asyncio.gather(*asked, *later) == [f"{word} is written" for word in "abcdef"]
    assert transactions.kept == [*"abcdef"]
    assert len(transactions.commits) < 6


async def test_no_transaction_is_shared_by_more_than_so_many(together, transactions, monkeypatch):
    monkeypatch.setattr(module, "MOST_TOGETHER", 2)
    transactions.gate.set()
    await asyncio.gather(*(together.run(writes(word)) for word in "abcde"))
    assert transactions.commits == [["a", "b"], ["c", "d"], ["e"]]


async def test_an_error_is_its_own_alone_and_nothing_half_done_is_kept(together, transactions):
    transactions.gate.set()
    asked = (together.run(work) for work in (writes("a"), fails, writes("b")))
    told = await asyncio.gather(*asked, return_exceptions=True)
    assert told[::2] == ["a is written", "b is written"]
    assert isinstance(told[1], ValueError)
    assert transactions.kept == ["a", "b"]
    assert await together.run(writes("c")) == "c is written"


async def test_who_is_given_up_while_it_waits_never_runs_and_takes_nobody_along(together, transactions):
    first = asyncio.create_task(together.run(writes("a")))
    await transactions.begun.wait()
    given_up, last = (asyncio.create_task(together.run(writes(word))) for word in "bc")
    await asyncio.sleep(0)
    # The first one's transaction is under way, and is not its own to stop.
    for task in (first, given_up):
        task.cancel()
    await asyncio.sleep(0)
    transactions.gate.set()
    assert await last == "c is written"
    assert transactions.kept == ["a", "c"]
    assert (first.cancelled(), given_up.cancelled()) == (True, True)


async def test_closing_waits_for_what_was_asked(together, transactions):
    asked = [asyncio.create_task(together.run(writes(word))) for word in "ab"]
    await transactions.begun.wait()
    asyncio.get_running_loop().call_soon(transactions.gate.set)
    await together.close()
    assert transactions.kept == ["a", "b"]
    assert await asyncio.gather(*asked) == ["a is written", "b is written"]
    await together.close()
