from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.dates import month_of, parse_moment
from bot.i18n.kazakh import MONTHS as KK_MONTHS
from bot.i18n.kazakh import Case, month
from bot.i18n.russian import MONTHS, MONTHS_GENITIVE, MONTHS_PREPOSITIONAL

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 15, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ертең 10:00", (2026, 11, 23, 10)),
        ("Завтра в 9.30", (2026, 11, 23, 9, 30)),
        ("бүгін сағат 16:00-де", (2026, 11, 22, 16)),
        ("16:05", (2026, 11, 22, 16, 5)),
        ("8:00", (2026, 11, 23, 8)),
        ("25.12.2026 10:00", (2026, 12, 25, 10)),
        ("1.3 10:00", (2027, 3, 1, 10)),
        ("12 мая, 9:00", (2027, 5, 12, 9)),
        ("12 мамырда 9:00", (2027, 5, 12, 9)),
        ("2027 жылғы 14 мамыр 10:00", (2027, 5, 14, 10)),
        ("14 мая 2027 года, 10:00", (2027, 5, 14, 10)),
        ("29.02 10:00", None),
        ("29.02.2028 10:00", (2028, 2, 29, 10)),
        ("31.02.2027 10:00", None),
        ("20.11.2026 10:00", (2026, 11, 20, 10)),
        ("ертең", None),
        ("25:00", None),
        ("сәлем", None),
        ("", None),
    ],
)
def test_moments_as_they_are_typed(typed, meant):
    assert parse_moment(typed, NOW, ZONE) == (datetime(*meant).replace(tzinfo=ZONE) if meant else None)  # noqa: DTZ001  aware at once


def test_every_month_is_known_in_every_case():
    for names in (KK_MONTHS, MONTHS, MONTHS_GENITIVE, MONTHS_PREPOSITIONAL):
        assert [month_of(name) for name in names] == list(range(1, 13))
    for case in Case:
        assert [month_of(month(number, case)) for number in range(1, 13)] == list(range(1, 13))
    with pytest.raises(ValueError, match="no month"):
        month_of("сенбі")
