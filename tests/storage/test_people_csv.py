"""Lists of people as CSV, as spreadsheets and people write them."""

from __future__ import annotations

import pytest

from bot.domain.language import ChatLanguage
from bot.domain.people import Role
from bot.services.people_lists import Listed
from bot.storage.people_csv import HEAD, NotAList, Refused, people_line, read_people


def read(text: str) -> list[Listed | Refused]:
    return list(read_people(text.splitlines(keepends=True)))


@pytest.mark.parametrize(
    "text",
    [
        "telegram_id,language,role\n5,kk,pupil\n-100,both,\n",
        "\ufefftelegram_id;language;role\r\n5;kk;pupil\r\n-100;both;",
        "Telegram_ID\tname\tRole\tLanguage\n 5 \tАсан\tPUPIL\t KK\n-100\t9А\t\tBoth\n",
        '"telegram_id","language","role"\n"5","kk","pupil"\n"-100","both",""\n',
    ],
)
def test_spreadsheets_write_it_in_many_ways(text):
    assert read(text) == [Listed(5, ChatLanguage.KK, Role.PUPIL), Listed(-100, ChatLanguage.BOTH)]


def test_what_is_left_out_is_unknown():
    assert read("telegram_id\n5\n-6\n") == [Listed(5), Listed(-6)]
    assert read("telegram_id,language,role\n5\n") == [Listed(5)]
    assert read(HEAD) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "empty"),
        (" , ,", "empty"),
        (",kk,pupil", "no telegram_id"),
        ("five,kk,", "no telegram_id"),
        ("0,kk,", "no telegram_id"),
        ("--5,kk,", "no telegram_id"),
        ("5.0,kk,", "no telegram_id"),
        ("٥,kk,", "no telegram_id"),
        (f"{2**52},kk,", "no telegram_id"),
        ("9" * 5000, "no telegram_id"),
        ("5,kz,", "unknown language «kz»; known: kk, ru"),
        ("5,both,", "known: kk, ru"),
        ("-5,en,", "known: kk, ru, both"),
        ("5,kk,king", "unknown role «king»"),
        ("-5,kk,pupil", "a group has no role"),
        ('"5,kk', "no telegram_id"),
        ("7,ru,", "the same telegram_id as in line 2"),
    ],
)
def test_a_line_that_cannot_be_taken_stops_no_other(line, reason):
    before, refused, after = read(f"{HEAD}7,kk,\n{line}\n8,kk,\n")

    assert (before, after) == (Listed(7, ChatLanguage.KK), Listed(8, ChatLanguage.KK))
    assert isinstance(refused, Refused)
    assert refused.line == 3
    assert reason in str(refused)


@pytest.mark.parametrize("text", ["", "\n", "id,language\n5,kk\n", "5,kk,pupil\n", "\0t\0e\0l\0"])
def test_a_file_with_another_head_is_no_list(text):
    with pytest.raises(NotAList, match="telegram_id,language,role"):
        read(text)


def test_what_is_written_is_read_back():
    listed = [Listed(5, ChatLanguage.KK, Role.PUPIL), Listed(-100, ChatLanguage.BOTH), Listed(6)]

    assert read(HEAD + "".join(map(people_line, listed))) == listed
