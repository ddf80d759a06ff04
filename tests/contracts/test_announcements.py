"""The contract of the tables of announcements and of their recipients."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.announcements import (
    Announcement,
    AnnouncementButton,
    AnnouncementState,
    Content,
    Media,
    MediaKind,
    Policy,
    Recipient,
    RecipientState,
    Topic,
)
from bot.domain.audience import Audience
from bot.domain.deliveries import Delivery, DeliveryState, Notice, NoticeKind
from bot.domain.language import ChatLanguage, Language, LocalizedText
from bot.domain.people import Chat, ChatKind, Membership, Person
from bot.domain.plans import DayTold
from bot.domain.subscriptions import QuietHours, Subscription
from tests.contracts.moments import EARLIER, LATER, NOW

if TYPE_CHECKING:
    from bot.services.ports.database import Transaction

CONTENT = Content({Language.KK: "<b>Ә</b>", Language.RU: "«Да»"})
FULL = Announcement(
    content=Content(
        {Language.KK: "<b>Ә</b>", Language.RU: "«Да»"},
        (Media(MediaKind.PHOTO, "file one"), Media(MediaKind.VIDEO, "two")),
        (AnnouncementButton(LocalizedText("Толығырақ", "Подробнее"), "https://example.org/?a=1&b=2"),),
    ),
    audience="lang:kk,topic:forums",
    policy=Policy.RESEND,
    topic=Topic.FORUMS,
    send_at=NOW,
    expires_at=LATER,
    silent=True,
    urgent="storm",
    parity_override="because",
    author=2**40,
    confirmed_by=7,
    occurrence="plan:a",
    state=AnnouncementState.SCHEDULED,
    reason="can't parse entities",
    revision=3,
    prepared_to=-5,
    created_at=EARLIER,
    started_at=NOW,
    ended_at=LATER,
)
PENDING, SENDING, SENT = RecipientState.PENDING, RecipientState.SENDING, RecipientState.SENT
UNKNOWN, FAILED, DEAD = RecipientState.UNKNOWN, RecipientState.FAILED, RecipientState.DEAD


def add(tx: Transaction, state: AnnouncementState = AnnouncementState.SENDING, policy: Policy = Policy.SKIP) -> int:
    added = tx.announcements.add(Announcement(CONTENT, "all", policy=policy, state=state, created_at=NOW))
    assert added is not None
    return added.id


def populate(tx: Transaction, people: int = 6) -> None:
    for number in range(1, people + 1):
        tx.people.put(Person(number, Language.RU if number % 2 else Language.KK))
    tx.chats.put(Chat(-7, ChatKind.SUPERGROUP, "9А", Membership.MEMBER, ChatLanguage.BOTH))
    tx.subscriptions.put(Subscription(-7, thread=40))


def prepare(tx: Transaction, **more) -> int:
    populate(tx)
    number = add(tx, **more)
    tx.announcements.write_down(number, Audience(), None, 100, NOW)
    return number


def states(tx: Transaction, number: int) -> dict[str, int]:
    counters = tx.announcements.counters(number)
    return {state.value: counters[state] for state in RecipientState if counters[state]}


async def test_keeps_every_field(database):
    added = await database.run(lambda t: t.announcements.add(FULL))
    assert added == replace(FULL, id=added.id)
    assert await database.read(lambda t: t.announcements.get(added.id)) == added
    assert await database.read(lambda t: t.announcements.occurred("plan:a")) == added
    assert await database.read(lambda t: t.announcements.get(added.id + 1)) is None

    changed = replace(added, state=AnnouncementState.DONE, occurrence=None, send_at=None, content=CONTENT)
    await database.run(lambda t: t.announcements.put(changed))
    assert await database.read(lambda t: t.announcements.get(added.id)) == changed
    with pytest.raises(KeyError):
        await database.run(lambda t: t.announcements.put(replace(changed, id=added.id + 1)))


async def test_an_occurrence_is_kept_once(database):
    first = await database.run(lambda t: t.announcements.add(FULL))
    assert await database.run(lambda t: t.announcements.add(FULL)) is None
    assert await database.run(lambda t: t.announcements.add(replace(FULL, occurrence="plan:b"))) is not None
    assert (await database.read(lambda t: t.announcements.occurred("plan:a"))).id == first.id


async def test_lists_by_state_and_by_time(database):
    def body(tx):
        late = tx.announcements.add(replace(FULL, occurrence=None, send_at=LATER))
        early = tx.announcements.add(replace(FULL, occurrence=None, send_at=EARLIER))
        done = tx.announcements.add(replace(FULL, occurrence=None, state=AnnouncementState.DONE))
        calm = add(tx)
        urgent = tx.announcements.add(replace(FULL, occurrence=None, state=AnnouncementState.RECALLING))
        return late, early, done, calm, urgent

    late, early, done, calm, urgent = await database.run(body)
    found = await database.read(
        lambda t: (
            [a.id for a in t.announcements.scheduled(NOW)],
            [a.id for a in t.announcements.scheduled(LATER)],
            [(a.id, a.state, a.revision, a.urgent) for a in t.announcements.at_work()],
            [a.id for a in t.announcements.latest({AnnouncementState.SCHEDULED, AnnouncementState.DONE}, 2)],
            [a.id for a in t.announcements.latest({AnnouncementState.SCHEDULED, AnnouncementState.DONE}, 2, 2)],
        )
    )
    assert found == (
        [early.id],
        [early.id, late.id],
        [(calm, AnnouncementState.SENDING, 0, False), (urgent.id, AnnouncementState.RECALLING, 3, True)],
        [done.id, early.id],
        [late.id],
    )


async def test_recipients_are_written_down_in_slices_each_once(database):
    def body(tx):
        populate(tx)
        number = add(tx)
        cursors = []
        after = None
        while (after := tx.announcements.write_down(number, Audience(), after, 3, NOW)) is not None:
            cursors.append(after)
        again = tx.announcements.write_down(number, Audience(), None, 100, LATER)
        claimed = tx.announcements.claim(number, NOW, 100)
        return number, cursors, again, claimed

    number, cursors, again, claimed = await database.run(body)
    assert cursors == [2, 5, 6]
    assert again == 6
    assert [(r.chat, r.thread, r.language) for r in claimed] == [
        (-7, 40, ChatLanguage.BOTH),
        (1, 0, ChatLanguage.RU),
        (2, 0, ChatLanguage.KK),
        (3, 0, ChatLanguage.RU),
        (4, 0, ChatLanguage.KK),
        (5, 0, ChatLanguage.RU),
        (6, 0, ChatLanguage.KK),
    ]
    assert claimed[0] == Recipient(number, -7, 40, ChatLanguage.BOTH, SENDING, attempts=1)


async def test_who_is_told_of_the_day_in_person_is_passed_over(database):
    def body(tx):
        populate(tx)

        def tell(chat, state=DeliveryState.PENDING, due_at=NOW, about="fest:e1:2027-05-20"):
            notice = Notice(NoticeKind.EDITION_CHANGED)
            tx.outbox.add([Delivery(f"{chat}{state}", chat, notice, due_at, state=state, about=about)])

        tell(1)
        tell(2, DeliveryState.SENT, EARLIER)
        tell(3, DeliveryState.FAILED)
        tell(4, about="fest:e1:2027-05-21")
        tell(5, about=None)
        tell(6, DeliveryState.SENDING)

        def chosen(told):
            number = add(tx)
            gone_through = tx.announcements.write_down(number, Audience(), None, 100, NOW, told=told)
            return gone_through, [one.chat for one in tx.announcements.claim(number, NOW, 100)]

        day = DayTold("fest:e1:2027-05-20")
        return chosen(day), chosen(replace(day, since=NOW)), chosen(DayTold("other:e1:2027-05-20"))

    ever, lately, others = await database.run(body)
    assert ever == (6, [-7, 3, 4, 5]), "a slice goes on after who is left out, too"
    assert lately == (6, [-7, 2, 3, 4, 5])
    assert others == (6, [-7, 1, 2, 3, 4, 5, 6])


async def test_quiet_hours_make_it_due_later(database):
    def body(tx):
        populate(tx)
        tx.subscriptions.put(Subscription(2, quiet=QuietHours(1320, 420)))
        tx.subscriptions.put(Subscription(4, quiet=QuietHours(0, 420)))
        number = add(tx)
        tx.announcements.write_down(number, Audience(), None, 100, NOW)
        tx.announcements.delay_quiet(number, lambda quiet: LATER if quiet.start else NOW, after=2)
        first = [r.chat for r in tx.announcements.claim(number, NOW, 3)]
        tx.announcements.delay_quiet(number, lambda quiet: LATER if quiet.start == 0 else NOW)
        return (
            number,
            first,
            [r.chat for r in tx.announcements.claim(number, NOW, 100)],
            tx.announcements.next_due(number),
        )

    _, first, second, due = await database.run(body)
    assert first == [-7, 1, 2]
    assert second == [3, 5, 6]
    assert due == LATER


async def test_claims_are_closed_and_counted_by_state_cause_and_language(database):
    def body(tx):
        number = prepare(tx)
        chat, one, two, three = tx.announcements.claim(number, NOW, 4)
        tx.announcements.close(
            [
                replace(chat, state=SENT, message=2**40, more=(3, 4), revision=2),
                replace(one, state=DEAD, cause="blocked"),
                replace(two, state=FAILED, cause="no_right"),
                replace(three, state=UNKNOWN, cause="timeout"),
                Recipient(number, 99, 0, ChatLanguage.KK, SENT),
            ]
        )
        return number

    number = await database.run(body)
    counters = await database.read(lambda t: t.announcements.counters(number))
    assert (counters.total, counters.ended) == (7, 4)
    assert {state: counters[state] for state in RecipientState} == {
        PENDING: 3,
        SENDING: 0,
        SENT: 1,
        DEAD: 1,
        FAILED: 1,
        UNKNOWN: 1,
        RecipientState.RECALLED: 0,
    }
    assert {state: dict(why) for state, why in counters.causes.items()} == {
        DEAD: {"blocked": 1},
        FAILED: {"no_right": 1},
        UNKNOWN: {"timeout": 1},
    }
    assert {language: sum(stand.values()) for language, stand in counters.languages.items()} == {
        ChatLanguage.BOTH: 1,
        ChatLanguage.KK: 3,
        ChatLanguage.RU: 3,
    }
    sent = await database.read(lambda t: t.announcements.sent_below(number, None, 9, older_than=9))
    assert sent == [Recipient(number, -7, 40, ChatLanguage.BOTH, SENT, 2**40, (3, 4), None, 1, 2)]


async def test_postponed_ones_come_again(database):
    def body(tx):
        number = prepare(tx)
        claimed = tx.announcements.claim(number, NOW, 100)
        tx.announcements.postpone(replace(claimed[1], cause="flood"), LATER)
        tx.announcements.postpone(replace(claimed[2], attempts=0), NOW)
        tx.announcements.postpone(Recipient(number, 99, 0, ChatLanguage.KK), NOW)
        return (
            tx.announcements.claim(number, NOW, 9),
            tx.announcements.claim(number, LATER, 9),
            tx.announcements.next_due(number),
        )

    now, later, due = await database.run(body)
    assert [(r.chat, r.attempts, r.cause) for r in now] == [(2, 1, None)]
    assert [(r.chat, r.attempts, r.cause) for r in later] == [(1, 2, "flood")]
    assert due is None


async def test_what_was_under_way_follows_the_policy(database):
    def body(tx):
        skipped = prepare(tx)
        resent = prepare(tx, policy=Policy.RESEND)
        for number in (skipped, resent):
            tx.announcements.claim(number, NOW, 2)
        return skipped, resent, tx.announcements.recover(), tx.announcements.recover()

    skipped, resent, first, second = await database.run(body)
    assert (first, second) == (4, 0)
    assert await database.read(lambda t: (states(t, skipped), states(t, resent))) == (
        {"pending": 5, "unknown": 2},
        {"pending": 7},
    )
    again = await database.run(
        lambda t: (
            t.announcements.again(skipped, UNKNOWN, "other", NOW),
            t.announcements.again(skipped, UNKNOWN, None, NOW),
        )
    )
    assert again == (0, 2)
    assert [r.attempts for r in await database.run(lambda t: t.announcements.claim(skipped, NOW, 100))] == [1] * 7


async def test_what_is_known_to_be_unsent_is_pending_again(database):
    def body(tx):
        number = prepare(tx)
        tx.announcements.claim(number, NOW, 2)
        return number, tx.announcements.recover(unsent=True)

    number, recovered = await database.run(body)
    assert recovered == 2
    assert await database.read(lambda t: states(t, number)) == {"pending": 7}


async def test_whether_all_failed_for_what_was_said(database):
    def body(tx):
        number, empty = prepare(tx), add(tx)
        claimed = tx.announcements.claim(number, NOW, 100)

        def fail(recipients, state=FAILED, cause="content"):
            tx.announcements.close([replace(r, state=state, cause=cause) for r in recipients])
            return tx.announcements.all_failed(number, ("content", "other"))

        return (
            tx.announcements.all_failed(empty, ("content", "other")),
            fail(claimed[1:]),
            fail(claimed[:1], cause="other"),
            fail(claimed[:1], cause="bug"),
            fail(claimed[:1], cause=None),
            fail(claimed[:1], state=DEAD),
            fail(claimed[:1]),
        )

    assert await database.run(body) == (False, False, True, False, False, False, True)


async def test_sent_ones_are_found_last_first_and_by_revision(database):
    def body(tx):
        number = prepare(tx)
        claimed = tx.announcements.claim(number, NOW, 100)
        tx.announcements.close(
            [replace(r, state=SENT, message=r.chat + 100, revision=int(r.chat > 4)) for r in claimed if r.chat != 3]
        )

        def found(key, limit, older):
            return [r.chat for r in tx.announcements.sent_below(number, key, limit, older_than=older)]

        return found(None, 3, 9), found((4, 0), 9, 9), found((-7, 40), 9, 9), found((-7, 41), 9, 9), found(None, 9, 1)

    assert await database.run(body) == ([6, 5, 4], [2, 1, -7], [], [-7], [4, 2, 1, -7])


async def test_a_group_that_moves_gets_it_once(database):
    def body(tx):
        first, second, third = prepare(tx), prepare(tx), prepare(tx)
        tx.chats.put(Chat(-1000, ChatKind.SUPERGROUP, "9А", Membership.MEMBER, ChatLanguage.BOTH))
        tx.subscriptions.put(Subscription(-1000, thread=40))
        tx.announcements.write_down(second, Audience(), None, 1, NOW)
        (moving,) = (r for r in tx.announcements.claim(third, NOW, 100) if r.chat == -7)
        tx.announcements.move_chat(-7, -1000)
        tx.announcements.moved(moving, -1000, LATER)
        return (
            [r.chat for r in tx.announcements.claim(first, NOW, 100) if r.chat < 0],
            [r.chat for r in tx.announcements.claim(second, NOW, 100) if r.chat < 0],
            [(r.chat, r.thread, r.attempts) for r in tx.announcements.claim(third, LATER, 100)],
        )

    assert await database.run(body) == ([-1000], [-1000], [(-1000, 40, 2)])


async def test_what_was_said_to_a_group_stays_where_it_was_said(database):
    def body(tx):
        number = prepare(tx)
        tx.announcements.close([replace(r, state=SENT, message=1) for r in tx.announcements.claim(number, NOW, 100)])
        tx.announcements.move_chat(-7, -1000)
        return [r.chat for r in tx.announcements.sent_below(number, (0, 0), 9, older_than=1)]

    assert await database.run(body) == [-7]


async def test_forgets_an_announcement_with_its_recipients(database):
    number = await database.run(prepare)
    other = await database.run(prepare)
    await database.run(lambda t: t.announcements.remove(number))
    assert await database.read(lambda t: (t.announcements.get(number), t.announcements.counters(number).total)) == (
        None,
        0,
    )
    assert await database.read(lambda t: t.announcements.counters(other).total) == 7
    assert await database.run(add) > other


async def test_times_keep_their_order(database):
    def body(tx):
        number = prepare(tx)
        for minutes, recipient in enumerate(tx.announcements.claim(number, NOW, 100)):
            tx.announcements.postpone(recipient, NOW - timedelta(minutes=minutes))
        return [r.chat for r in tx.announcements.claim(number, NOW, 2)]

    assert await database.run(body) == [5, 6]


async def test_taps_are_counted(database):
    def body(tx):
        number = add(tx)
        for button in (0, 1, 0):
            tx.announcements.tapped(number, button)
        return tx.announcements.taps(number), tx.announcements.taps(number + 1)

    assert await database.run(body) == ({0: 2, 1: 1}, {})
