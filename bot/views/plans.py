"""Planned announcements: the words of what goes out by itself, and the organizers' pages of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.announcements import AnnouncementButton, Content
from bot.domain.coming import Purpose
from bot.domain.events import EditionState
from bot.domain.language import Language, LocalizedText
from bot.domain.plans import DATE_ANNOUNCED, DIGEST, REGISTRATION_OPENS, RESULTS, days_before
from bot.i18n import msgid
from bot.views.lengths import joined
from bot.views.navigation import menu_button, pages
from bot.views.screens import MOST_UNITS, Button, Go, Row, Screen
from bot.views.sides import place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.events import Edition, Event
    from bot.i18n import Translator
    from bot.services.planning import Overview, Plan, Rule

PAGE = 4
MOST_DROPPED = 5
MOST_COMING = 15

_HEADS = {
    DATE_ANNOUNCED: msgid("📅 <b>{name}</b>: the date has been announced."),
    REGISTRATION_OPENS: msgid("✍️ <b>{name}</b>: registration has opened."),
    RESULTS: msgid("🏆 <b>{name}</b>: the results."),
}


_REMINDER = msgid("⏰ <b>{name}</b> is coming up.")


class PlanComposer:
    """Composes in both languages, from the programme as it stands."""

    def __init__(self, translators: Mapping[Language, Translator]) -> None:
        self._translators = translators

    def of_edition(self, rule: str, event: Event, edition: Edition) -> Content:
        """Of a rule of an event's plan."""
        buttons = [self._button(msgid("Open the event"), f"event:{event.key}")]
        takes = edition.registration and edition.state in {EditionState.ANNOUNCED, EditionState.OPEN}
        if takes and rule != RESULTS:
            buttons.append(self._button(msgid("Registration"), f"register:{event.key}"))
        texts = {language: str(told(rule, event, edition, tr)) for language, tr in self._translators.items()}
        return Content(texts, buttons=tuple(buttons))

    def of_digest(self, found: Sequence[tuple[Event, Edition]]) -> Content:
        """Of what is coming."""
        return Content({language: str(digest(found, tr)) for language, tr in self._translators.items()})

    def _button(self, label: str, to: str) -> AnnouncementButton:
        kk, ru = (self._translators[language].plain(label) for language in (Language.KK, Language.RU))
        return AnnouncementButton(LocalizedText(kk, ru), to)


def told(rule: str, event: Event, edition: Edition, tr: Translator) -> Markup:
    """What goes out by a rule, in one language."""
    parts = [tr(_HEADS.get(rule, _REMINDER), name=tr[event.name])]
    if rule == RESULTS:
        parts += [Markup("{}").format(tr[fact.value]) for fact in event.facts_about(RESULTS)]
        return joined(parts, MOST_UNITS)
    lines = [tr("📅 {when}", when=tr.when(edition.when))]
    if edition.venue:
        lines.append(tr("📍 {where}", where=place(edition.venue, tr)))
    parts.append(Markup("\n").join(lines))
    if edition.demo:
        parts.append(tr("⚠️ <b>DEMO</b>: this date and these sessions are invented, to show the bot."))
    if window := edition.registration:
        opens, closes = tr.moment(window.opens), tr.moment(window.closes)
        parts.append(tr("Registration: from {opens} to {closes}.", opens=opens, closes=closes))
    return joined(parts, MOST_UNITS)


def digest(found: Sequence[tuple[Event, Edition]], tr: Translator) -> Markup:
    """What is coming, in one language."""
    lines = [tr("• <b>{name}</b>: {when}", name=tr[e.name], when=tr.when(one.when)) for e, one in found[:MOST_COMING]]
    return joined([tr("🗓 <b>What is coming</b>"), Markup("\n").join(lines)], MOST_UNITS)


def overview(shown: Overview, page: int, tr: Translator) -> Screen:
    """Every plan a button, and what came too late."""
    last = max(0, (len(shown.plans) - 1) // PAGE)
    page = min(max(page, 0), last)
    rows: list[Row] = [(Button(_name(plan, tr), Go("plan", _key(plan))),) for plan in shown.plans[page * PAGE :][:PAGE]]
    turning = pages(
        Go("plans", str(page - 1)) if page else None, Go("plans", str(page + 1)) if page < last else None, tr
    )
    parts = [
        tr(
            "<b>Planned announcements</b>\nThe bot sends them by itself to the subscribers of the topic, with the date "
            "and the place as they then stand. While a date is not announced, nothing is sent."
        )
    ]
    if shown.dropped:
        names = {_key(plan): _name(plan, tr) for plan in shown.plans}
        lines = [_dropped(key, names, tr) for key in shown.dropped[:MOST_DROPPED]]
        parts.append(Markup("\n").join([tr("<b>Not sent, since it was too late</b>"), *lines]))
    back = (Button(tr.plain("‹ Back"), Go("programme", "0")), menu_button(tr))
    return Screen(joined(parts, MOST_UNITS), (*rows, turning, back))


def plan(shown: Plan, tr: Translator) -> Screen:
    """One plan: its rules, what is to come, and a switch for each."""
    key = _key(shown)
    lines = [_rule_line(rule, tr) for rule in shown.rules]
    rows: list[Row] = [
        (
            Button(
                ("✅ " if rule.on else "◻️ ") + rule_name(rule.name, tr),
                Go("plan", key, rule.name, "off" if rule.on else "on"),
            ),
        )
        for rule in shown.rules
    ]
    text = joined([Markup("<b>{}</b>").format(_name(shown, tr)), Markup("\n").join(lines)], MOST_UNITS)
    return Screen(text, (*rows, (Button(tr.plain("‹ Back"), Go("plans", "0")),)))


def rule_name(rule: str, tr: Translator) -> str:
    """What a rule announces, or what was to be told to who is registered."""
    if rule.startswith(Purpose.REMINDER):
        return tr.plain("a reminder to who is registered")
    if rule.startswith(Purpose.QUESTION):
        return tr.plain("«still coming?» to who is registered")
    if days := days_before(rule):
        return tr.plain_plural("{n} day before", "{n} days before", days)
    match rule:
        case "date_announced":
            return tr.plain("when the date is set")
        case "registration_opens":
            return tr.plain("when registration opens")
        case "results":
            return tr.plain("when the results are known")
    return tr.plain("on Mondays")


def _rule_line(rule: Rule, tr: Translator) -> Markup:
    if not rule.on:
        return tr("• {rule}: switched off", rule=rule_name(rule.name, tr))
    if rule.next:
        return tr("• {rule}: {moment}", rule=rule_name(rule.name, tr), moment=tr.moment(rule.next.due_at))
    return Markup("• {}").format(rule_name(rule.name, tr))


def _dropped(key: str, names: Mapping[str, str], tr: Translator) -> Markup:
    _, event, _, rule, *_ = key.split(":")
    return Markup("• {}: {}").format(names.get(event, event), rule_name(rule, tr))


def _key(shown: Plan) -> str:
    return shown.event.key if shown.event else DIGEST


def _name(shown: Plan, tr: Translator) -> str:
    return tr[shown.event.name] if shown.event else tr.plain("What is coming, once a week")
