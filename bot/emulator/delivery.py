"""Posts updates to the bot's webhook: a chat's in order, chats side by side, again until it says 2xx."""

from __future__ import annotations

import asyncio
import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientSession, ClientTimeout, MultipartReader

from bot.emulator.errors import ApiError
from bot.emulator.request import UNREADABLE, Call, read_multipart

if TYPE_CHECKING:
    from aiohttp import ClientResponse

    from bot.emulator.bot_api import BotApi
    from bot.emulator.faults import Faults
    from bot.emulator.updates import Queued, Webhook
    from bot.emulator.world import World

log = logging.getLogger("bot.emulator")

PATIENCE = 60
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name, no secret


class Delivery:
    """Runs until cancelled; `pause` is the first wait, in real seconds, before an update is tried again."""

    def __init__(self, world: World, api: BotApi, faults: Faults, pause: float = 0.5) -> None:
        self._world = world
        self._api = api
        self._faults = faults
        self._pause = pause
        self._busy: set[int] = set()

    async def run(self) -> None:
        """Deliver for as long as the server lives."""
        queue = self._world.updates
        async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session, asyncio.TaskGroup() as tasks:
            while True:
                queue.changed.clear()
                if queue.webhook.url:
                    for queued in queue.waiting():
                        if len(self._busy) >= queue.webhook.connections:
                            break
                        if queued.lane not in self._busy:
                            self._busy.add(queued.lane)
                            tasks.create_task(self._deliver(session, queued))
                await queue.changed.wait()

    async def _deliver(self, session: ClientSession, queued: Queued) -> None:
        queue, pause = self._world.updates, self._pause
        try:
            while (hook := queue.webhook).url and any(waiting.id == queued.id for waiting in queue.waiting()):
                trouble = "Connection timed out" if self._faults.down else await self._post(session, hook, queued)
                if not trouble:
                    queue.confirm(queued.id)
                    break
                hook.last_error, hook.last_error_date = trouble, self._world.clock.now()
                await asyncio.sleep(pause)
                pause = min(pause * 2, 60)
        finally:
            self._busy.discard(queued.lane)
            queue.changed.set()

    async def _post(self, session: ClientSession, hook: Webhook, queued: Queued) -> str:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        body = {"update_id": queued.id, **queued.body}
        try:
            async with session.post(hook.url, json=body, headers=headers) as response:
                if not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                await self._obey(response)
        except (ClientError, TimeoutError, OSError) as error:
            return f"Connection failed: {type(error).__name__}"
        return ""

    async def _obey(self, response: ClientResponse) -> None:
        """Do the one method call that an answer may carry."""
        try:
            if response.content_type.startswith("multipart/"):
                fields, files = await read_multipart(MultipartReader.from_response(response))  # type: ignore[arg-type]
            else:
                text = await response.text()
                fields = json.loads(text) if text.strip().startswith("{") else {}
                files = {}
        except (ApiError, *UNREADABLE):
            log.warning("the webhook's answer cannot be read")
            return
        method = str(fields.pop("method", ""))
        if method:
            body, _ = await self._api.run(Call(method, fields, files))
            if not body["ok"]:
                log.warning("the call in a webhook's answer failed: %s", body["description"])
