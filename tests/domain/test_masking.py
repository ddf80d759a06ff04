"""What tells who wrote is hidden, however it is written; what a question is about is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.masking import HIDDEN, masked


@pytest.mark.parametrize(
    "personal",
    [
        "87011234567",
        "8 701 123 45 67",
        "8(701)123-45-67",
        "+7 (701) 123-45-67",
        "+77011234567",
        "7 701 1234567",
        "701 123 45 67",
        "8-701-123-45-67",
        "8.701.123.45.67",
        "8–701–123–45–67",
        "8 (7182) 32-14-15",
        "32-14-15",
        "+49 30 901820",
        "٨٧٠١١٢٣٤٥٦٧",
        "＋７ ７０１ １２３ ４５ ６７",
        "8\u200e701\u200f123\u00a045\u202f67",
        "8 7 0 1 1 2 3 4 5 6 7",
        "050115501234",
        "050115 501234",
        "050 115 501 234",
        "4400 4302 1234 5678",
        "4400430212345678",
        "4400430212345678901",
        "aigerim.s+1@mail.example.kz",
        "@aigerim_s",
        "＠aigerim_s",
        "t.me/aigerim_s",
        "https://t.me/+AbCdEf123",
        "HTTPS://T.ME/aigerim",
        "tg://user?id=1",
        "https://wa.me/77011234567",
    ],
)
def test_hides_what_tells_who_wrote(personal: str) -> None:
    assert masked(f"Қашан? {personal}, жазыңыз") == f"Қашан? {HIDDEN}, жазыңыз"


@pytest.mark.parametrize(
    "told",
    [
        "2026 жылы 1500 оқушы",
        "2025-2026 оқу жылы, 1500 оқушы",
        "2025-2026 1500 оқушы",
        "2024, 2025, 2026 жылдары",
        "15.05.2026 12:30",
        "в 12.00 15.05.2026",
        "15.05.26",
        "2026-05-15 10:00-12:30",
        "01.06.2026-15.08.2026",
        "с 01.06.2026 – 15.08.2026",
        "05.2026",
        "5 000 теңге, 1 500 000 тг, 1 500 000 000 теңге",
        "№ 44 мектеп, 9-11 сынып, 140000 Павлодар",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
        "pavlodar.edu.kz/news/2025",
        "C++ и 3D",
        "",
    ],
)
def test_keeps_what_a_question_is_about(told: str) -> None:
    assert masked(told) == told


digits = st.sampled_from("3456789٠٣٩０７")
between = st.sampled_from(["", "", " ", "-", "(", ")", ". ", "\u200f", "\u00a0"])


@given(st.lists(st.tuples(digits, between), min_size=13, max_size=19), st.text("абвқ ", max_size=5))
def test_no_long_number_is_left_however_it_is_cut(number: list[tuple[str, str]], around: str) -> None:
    written = "".join(sign + cut for sign, cut in number)
    left = masked(f"{around}а{written}а{around}")
    assert HIDDEN in left


@given(st.text())
def test_takes_any_text(text: str) -> None:
    assert masked(text).count(HIDDEN) >= text.count(HIDDEN)


@given(st.text("0128٣ .-+()@aя•", max_size=60))
def test_hiding_again_hides_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_a_wall_of_text_is_quick_to_go_through() -> None:
    for wall in ("a" * 4096, "1" * 4096, "a@" * 2048, "1 " * 2048, "20" * 2048, "8-" * 2048):
        assert len(masked(wall)) <= len(wall)
