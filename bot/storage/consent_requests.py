"""The table of links by which guardians are asked; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.domain.consent import ConsentRequest
from bot.storage.schema import consent_requests

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = (
    consent_requests.c.secret_hash,
    consent_requests.c.registration,
    consent_requests.c.expires_at,
    consent_requests.c.used,
)


class SqlConsentRequests:
    """The port `ConsentRequests`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, request: ConsentRequest) -> None:
        """Keep a new one; earlier links for the same registration lead nowhere from now on."""
        earlier = delete(consent_requests).where(consent_requests.c.registration == request.registration)
        self._connection.execute(earlier)
        self._connection.execute(
            insert(consent_requests),
            {
                "secret_hash": request.secret_hash,
                "registration": request.registration,
                "expires_at": request.expires_at,
                "used": request.used,
            },
        )

    def get(self, secret_hash: str) -> ConsentRequest | None:
        """The one with that hash of its secret, or None."""
        wanted = select(*_COLUMNS).where(consent_requests.c.secret_hash == secret_hash)
        row = self._connection.execute(wanted).first()
        return None if row is None else ConsentRequest(*row)

    def use(self, secret_hash: str) -> bool:
        """Use it up; False when somebody already has (also when two try at once) or it is unknown."""
        unused = consent_requests.c.secret_hash == secret_hash, consent_requests.c.used.is_(False)
        return self._connection.execute(update(consent_requests).where(*unused).values(used=True)).rowcount == 1
