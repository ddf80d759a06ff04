"""Failures on order: which call is to fail and how; the server carries them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.emulator.errors import ActionError, ApiError, Json

if TYPE_CHECKING:
    from bot.emulator.changes import Changes
    from bot.emulator.request import Call

CODES = {
    "400": "Bad Request: wrong file identifier/HTTP URL specified",
    "403": "Forbidden: bot was blocked by the user",
    "500": "Internal Server Error",
    "502": "Bad Gateway",
}
"""Plain errors by their code, with what Telegram says unless the order has a description of its own."""
FILE_REFUSED = "file_refused"
WITH_FILES = {
    "sendphoto", "senddocument", "sendvideo", "sendvoice", "sendaudio", "sendanimation", "sendmediagroup",
    "editmessagemedia",
}  # fmt: skip
KINDS = {*CODES, "429", FILE_REFUSED, "unauthorized", "conflict", "cut_before", "cut_after", "slow", "down"}
EVERYTHING = {"unauthorized", "down"}
LONGEST = 3600


@dataclass(slots=True)
class Fault:
    """One order: `times` 0 is until cleared; without a method it spares getUpdates, unless it hits everything."""

    kind: str
    method: str = ""
    chat_id: int | None = None
    times: int = 0
    retry_after: int = 1
    seconds: float = 1.0
    description: str = ""
    used: int = 0

    def meets(self, call: Call) -> bool:
        """Whether this call is to fail."""
        if self.chat_id is not None and call.chat_id != self.chat_id:
            return False
        if self.method:
            return call.method.lower() == self.method.lower()
        if self.kind == "conflict":
            return call.method == "getUpdates"
        if self.kind == FILE_REFUSED:
            return call.method.lower() in WITH_FILES
        return self.kind in EVERYTHING or call.method != "getUpdates"

    def error(self) -> ApiError | None:
        """What the call is answered, where it is answered at all and not done."""
        if self.kind == "429":
            text = f"Too Many Requests: retry after {self.retry_after}"
            return ApiError(429, text, {"retry_after": self.retry_after})
        if self.kind in CODES:
            return ApiError(int(self.kind), self.description or CODES[self.kind])
        if self.kind == FILE_REFUSED:
            return ApiError(400, self.description or CODES["400"])
        if self.kind == "unauthorized":
            return ApiError(401, "Unauthorized")
        if self.kind == "conflict":
            text = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            return ApiError(409, text)
        return None

    def seen(self) -> Json:
        """The order as the simulation shows it; `left` None is until cleared."""
        left = self.times - self.used if self.times else None
        return {"kind": self.kind, "method": self.method, "chat_id": self.chat_id, "used": self.used, "left": left}


def fault_of(order: Json) -> Fault:
    """A fault from the simulation's JSON; ActionError with every reason in plain words."""
    kind = str(order.get("kind", ""))
    if kind not in KINDS:
        raise ActionError(f"kind is one of {', '.join(sorted(KINDS))}")
    chat_id = order.get("chat_id")
    try:
        fault = Fault(
            kind,
            str(order.get("method") or ""),
            None if chat_id is None else int(chat_id),
            int(order.get("times") or 0),
            int(order.get("retry_after") or 1),
            float(order.get("seconds") or 1.0),
            str(order.get("description") or ""),
        )
    except (TypeError, ValueError, OverflowError):
        raise ActionError("chat_id, times, retry_after and seconds are numbers") from None
    if fault.times < 0 or not 0 <= fault.seconds <= LONGEST or not 0 < fault.retry_after <= LONGEST:
        raise ActionError("times, retry_after and seconds are positive, an hour at most")
    return fault


class Faults:
    """The orders in force; `changes` hears when there are more or fewer of them."""

    def __init__(self, changes: Changes) -> None:
        self.orders: list[Fault] = []
        self._changes = changes

    def _tell(self) -> None:
        self._changes.publish({"type": "faults"})

    def add(self, fault: Fault) -> None:
        """Put an order in force."""
        self.orders.append(fault)
        self._tell()

    def clear(self) -> None:
        """Telegram is well again."""
        self.orders.clear()
        self._tell()

    @property
    def down(self) -> bool:
        """Whether nothing goes in or out."""
        return any(fault.kind == "down" for fault in self.orders)

    def strike(self, call: Call) -> Fault | None:
        """The fault that hits this call, counted; None when nothing does."""
        for fault in self.orders:
            if fault.meets(call):
                fault.used += 1
                if fault.times and fault.used >= fault.times:
                    self.orders.remove(fault)
                    self._tell()
                return fault
        return None
