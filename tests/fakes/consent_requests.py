"""The port of the table of links by which guardians are asked, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.storage.limits import checked_text

if TYPE_CHECKING:
    from bot.domain.consent import ConsentRequest
    from tests.fakes.tables import Tables


class FakeConsentRequests:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def ask(self, request: ConsentRequest) -> None:
        self._tables.written()
        kept = self._tables.consent_requests
        for earlier in [key for key, one in kept.items() if one.registration == request.registration]:
            del kept[earlier]
        kept[checked_text(request.secret_hash)] = request

    def get(self, secret_hash: str) -> ConsentRequest | None:
        return self._tables.consent_requests.get(checked_text(secret_hash))

    def use(self, secret_hash: str) -> bool:
        self._tables.written()
        request = self._tables.consent_requests.get(checked_text(secret_hash))
        if request is None or request.used:
            return False
        self._tables.consent_requests[secret_hash] = replace(request, used=True)
        return True
