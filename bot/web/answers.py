"""JSON answers of our pages, errors too; shows no causes and no traces to a caller."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp.typedefs import Handler

log = logging.getLogger(__name__)


def answer(status: HTTPStatus, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> web.Response:
    """An answer that nobody keeps in a cache."""
    return web.json_response(body, status=status, headers={"Cache-Control": "no-store", **(headers or {})})


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """An unknown page, a wrong method and a bug, each in the same form."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        allowed = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else None
        return answer(HTTPStatus(error.status), {"error": HTTPStatus(error.status).phrase.lower()}, allowed)
    except Exception:
        log.exception("a page failed", extra={"path": request.path})
        return answer(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "internal server error"})


async def unsigned(_request: web.Request, response: web.StreamResponse) -> None:
    """No need to tell the versions of what we run on."""
    response.headers["Server"] = "mamandyq"
