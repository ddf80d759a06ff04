"""How organizers write an announcement in the chat: the list, the draft and its parts; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.announcements import AnnouncementState
from bot.domain.audience import (
    Audience,
    Chats,
    Follows,
    Is,
    OfClass,
    OfSchool,
    Reads,
    Registered,
    SubscribesTo,
    Turnout,
)
from bot.domain.events import Programme
from bot.domain.language import Language
from bot.domain.parity import plain
from bot.i18n import msgid
from bot.views import words
from bot.views.differences import wrong
from bot.views.lengths import clipped, joined
from bot.views.navigation import back_and_menu, pages
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from bot.domain.announcements import Announcement
    from bot.domain.audience import Headcount, Part
    from bot.i18n import Translator
    from bot.services.composing import Seen

PAGE = 4
EXCERPT = 200
UNREAD = Programme()

TURNOUTS = {
    Turnout.REGISTERED: msgid("registered"),
    Turnout.WAITING: msgid("on the waiting list"),
    Turnout.ATTENDED: msgid("came"),
    Turnout.ABSENT: msgid("registered, but did not come"),
}


def listing(announcements: Sequence[Announcement], page: int, tr: Translator, *, more: bool) -> Screen:
    """A page of all announcements, the newest first."""
    text = tr("<b>Announcements</b>\nDrafts, and what was sent or is to be.")
    if not announcements:
        text += Markup("\n\n") + tr("There is none yet.")
    rows: list[Row] = [(Button(_title(one, tr), Go("an", str(one.id))),) for one in announcements]
    turning = pages(
        Go("announcements", str(page - 1)) if page else None,
        Go("announcements", str(page + 1)) if more else None,
        tr,
    )
    back = Button(tr.plain("‹ Back"), Go("admin"))
    return Screen(text, (*rows, turning, (Button(tr.plain("✍️ New announcement"), Go("an_new")), back)))


def _title(one: Announcement, tr: Translator) -> str:
    excerpt = clipped(plain(one.content.text.get(tr.language, "")).strip() or "…", 22)
    return f"{one.id}. {words.announcement_state(one.state, tr)}: {excerpt}"


def draft(seen: Seen, tr: Translator) -> Screen:
    """The draft: all its parts, whom it reaches, and what is wrong."""
    one, number = seen.announcement, str(seen.announcement.id)
    paragraphs = [
        tr("<b>Announcement {id}: draft</b>", id=number),
        *(_text_of(one, language, tr) for language in Language),
        Markup("\n").join(parts(one, tr, seen.programme)),
        reach(seen.headcount, seen.lasts, tr),
        *([Markup("⚠️ ") + tr("Not ready yet: press «Send» to see what is missing.")] if not seen.sendable else []),
    ]
    rows = (
        (
            Button(tr.plain("✍️ Kazakh text"), Go("an_text", number, "kk")),
            Button(tr.plain("✍️ Russian text"), Go("an_text", number, "ru")),
        ),
        (Button(tr.plain("👥 To whom"), Go("an_to", number)), Button(tr.plain("🕙 When"), Go("an_when", number))),
        (
            Button(tr.plain("👁 Preview"), Go("an_preview", number)),
            Button(tr.plain("More settings"), Go("an_more", number)),
        ),
        (Button(tr.plain("📣 Send"), Go("an_send", number)), Button(tr.plain("‹ Back"), Go("announcements", "0"))),
    )
    return Screen(joined(paragraphs, MOST_UNITS), rows)


def _text_of(one: Announcement, language: Language, tr: Translator) -> Markup:
    text = plain(one.content.text.get(language, "")).strip()
    shown = clipped(text, EXCERPT) if text else tr.plain("not written yet")
    return Markup("<b>{}</b>: {}").format(words.language(language, tr), shown)


def parts(one: Announcement, tr: Translator, programme: Programme = UNREAD) -> list[Markup]:
    """Everything but the texts, a line each."""
    when = tr("when: {moment}", moment=tr.moment(one.send_at)) if one.send_at else tr("when: at once")
    parts = [tr("to whom: {audience}", audience=audience(one.audience, tr, programme)), when]
    if one.content.media:
        parts.append(tr("files: {count}", count=len(one.content.media)))
    parts += [Markup("🔘 {}").format(tr[button.label]) for button in one.content.buttons]
    if one.silent:
        parts.append(tr("without a sound"))
    if one.urgent:
        parts.append(tr("urgent: {reason}", reason=clipped(one.urgent, EXCERPT)))
    if one.parity_override:
        parts.append(tr("differences are meant: {reason}", reason=clipped(one.parity_override, EXCERPT)))
    return [Markup("• {}").format(part) for part in parts]


def reach(headcount: Headcount, lasts: timedelta, tr: Translator) -> Markup:
    """Whom it reaches, and how long that takes."""
    people = tr.plural("{n} person", "{n} people", sum(headcount.people.values()))
    chats = tr.plural("{n} group or channel", "{n} groups and channels", sum(headcount.chats.values()))
    return tr("Reaches now: {people}, {chats}. It takes {time}.", people=people, chats=chats, time=duration(lasts, tr))


def duration(lasts: timedelta, tr: Translator) -> Markup:
    """How long something takes, roughly."""
    minutes = round(lasts.total_seconds() / 60)
    if minutes < 1:
        return tr("less than a minute")
    return tr.plural("about {n} minute", "about {n} minutes", minutes)


def audience(text: str, tr: Translator, programme: Programme = UNREAD) -> str:
    """Whom an audience means, in words; an event or a school that the programme does not have is told by its key."""
    read = Audience.parse(text)
    if not isinstance(read, Audience) or not read.parts:
        return tr.plain("everybody") if isinstance(read, Audience) else text
    return ", ".join(_part(part, tr, programme) for part in sorted(read.parts, key=str))


def _part(part: Part, tr: Translator, programme: Programme) -> str:
    match part:
        case Reads(language):
            return tr.plain("reads: {language}", language=words.language(language, tr))
        case Is(role):
            return words.role(role, tr)
        case SubscribesTo(topic):
            return tr.plain("topic: {topic}", topic=words.topic(topic, tr))
        case Follows(event):
            return tr.plain("wait for the date: {event}", event=_name(event, tr, programme))
        case Chats():
            return tr.plain("groups and channels")
        case Registered(event, turnout):
            return f"{tr.plain(TURNOUTS[turnout])}: {_name(event, tr, programme)}"
        case OfSchool(school):
            known = programme.schools.get(school)
            return tr.plain("school: {school}", school=tr[known.name] if known else school)
        case OfClass(name):
            return tr.plain("class: {name}", name=name)


def _name(key: str, tr: Translator, programme: Programme) -> str:
    event = programme.events.get(key)
    return tr[event.name] if event else key


def ask_text(number: int, language: Language, tr: Translator, *, fixing: bool = False) -> Screen:
    """Waits for the text as it is to look."""
    if language is Language.KK:
        text = tr("Send the <b>Kazakh</b> text as it is to look.")
    else:
        text = tr("Send the <b>Russian</b> text as it is to look.")
    if not fixing:
        how = tr(
            "Bold, italics and links stay. A photo, a video, a file or an album may come with it: "
            "these stand above both texts, and new ones replace them."
        )
        text += Markup("\n\n") + how
    return asked(text, Go("an", str(number)), tr)


def asked(text: Markup, back: Go, tr: Translator) -> Screen:
    """A question that waits for words."""
    return Screen(text, ((Button(tr.plain("‹ Back"), back), Button(tr.plain("Stop"), Go("cancel"))),))


def not_text(number: int, tr: Translator) -> Screen:
    """Something that no announcement can be made of."""
    text = tr("An announcement is a text, a photo, a video, a file or an album of these. Please send one of them.")
    return asked(text, Go("an", str(number)), tr)


def album_begun(number: int, tr: Translator) -> Screen:
    """An album comes file by file: go on when all are there."""
    going_on = Button(tr.plain("Continue"), Go("an", str(number)))
    return Screen(tr("The album is taken, all of its files."), ((going_on,),))


def unequal(seen: Seen, tr: Translator) -> Screen:
    """What is wrong, each with what to do."""
    number = str(seen.announcement.id)
    text = joined(
        [tr("<b>It cannot be sent so yet</b>"), *(wrong(problem, tr) for problem in seen.problems)], MOST_UNITS
    )
    rows: list[Row] = [
        (
            Button(tr.plain("✍️ Kazakh text"), Go("an_text", number, "kk")),
            Button(tr.plain("✍️ Russian text"), Go("an_text", number, "ru")),
        )
    ]
    if seen.may_be_waived and seen.announcement.state is AnnouncementState.DRAFT:
        rows.append((Button(tr.plain("This is meant so: give a reason"), Go("an_why", number)),))
    return Screen(text, (*rows, back_and_menu(Go("an", number), tr)))


def at_night(one: Announcement, morning: datetime, tr: Translator) -> Screen:
    """It is night: the morning is suggested."""
    number = str(one.id)
    text = tr(
        "It is night now. Shall it be sent in the morning: {moment}? What is urgent goes at once, with a reason.",
        moment=tr.moment(morning),
    )
    rows: tuple[Row, ...] = (
        (Button(tr.plain("Send in the morning"), Go("an_when", number, str(int(morning.timestamp())))),),
        (Button(tr.plain("❗ Urgent"), Go("an_more", number, "urgent")),),
    )
    return Screen(text, (*rows, back_and_menu(Go("an", number), tr)))


def confirm(seen: Seen, tr: Translator) -> Screen:
    """Asked once more before it goes out."""
    one, number = seen.announcement, str(seen.announcement.id)
    paragraphs = [
        tr("<b>Send announcement {id}?</b>", id=number),
        Markup("\n").join(parts(one, tr, seen.programme)),
        reach(seen.headcount, seen.lasts, tr),
    ]
    sending = Button(tr.plain("📣 Yes, send"), Go("an_go", number))
    looking = Button(tr.plain("👁 Preview"), Go("an_preview", number))
    return Screen(joined(paragraphs, MOST_UNITS), ((sending, looking), back_and_menu(Go("an", number), tr)))


def nobody(number: int, tr: Translator) -> Screen:
    """The audience has nobody in it."""
    text = tr("Nobody is in this audience now, so there is nobody to send it to. Please choose another one.")
    return Screen(
        text, ((Button(tr.plain("👥 To whom"), Go("an_to", str(number))),), back_and_menu(Go("an", str(number)), tr))
    )


def in_the_past(number: int, tr: Translator) -> Screen:
    """Its time is over."""
    text = tr("The time of this announcement is over. Please choose another one.")
    return Screen(
        text, ((Button(tr.plain("🕙 When"), Go("an_when", str(number))),), back_and_menu(Go("an", str(number)), tr))
    )


def gone(tr: Translator) -> Screen:
    """No such announcement, any more."""
    text = tr("This announcement does not exist any more.")
    return Screen(text, ((Button(tr.plain("📣 Announcements"), Go("announcements", "0")),),))


def refused(words: str, tr: Translator) -> Screen:
    """Why that cannot be done."""
    return Screen(words, ((Button(tr.plain("📣 Announcements"), Go("announcements", "0")),),))


def nothing_to_preview(tr: Translator) -> str:
    """A text is missing still."""
    return tr.plain("Both texts are needed for a preview.")


def previewed(number: int, tr: Translator, *, draft: bool) -> Screen:
    """After the messages of a preview; a draft can be sent from here."""
    text = tr("So it looks to those who get it: in Kazakh, in Russian, and where groups read both, in both.")
    sending = (Button(tr.plain("📣 Send"), Go("an_send", str(number))),) if draft else ()
    return Screen(text, (sending, (Button(tr.plain("‹ Back"), Go("an", str(number))),)))


def preview_failed(number: int, cause: str, tr: Translator) -> Screen:
    """It did not arrive, for a reason that is not in the announcement."""
    why = words.cause(cause, tr)
    text = tr("The preview could not be sent: {why}. Please try again in a minute.", why=why)
    return Screen(text, (back_and_menu(Go("an", str(number)), tr),))


def refused_preview(number: int, said: str, tr: Translator) -> Screen:
    """Telegram would not take it."""
    text = tr("Telegram does not take this announcement. It says: {said}", said=clipped(said, EXCERPT))
    advice = tr("Please change the text, the files or the buttons, and look at the preview again.")
    return Screen(text + Markup("\n\n") + advice, (back_and_menu(Go("an", str(number)), tr),))
