"""One language's voice: texts with escaped values, plurals, dates, numbers; never decides which language to speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from bot.domain.language import Language, LocalizedText
from bot.i18n import moments

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from gettext import GNUTranslations
    from zoneinfo import ZoneInfo

    from bot.domain.facts import AsOf
    from bot.domain.when import When

_MOMENTS: dict[Language, moments.Moments] = {
    Language.KK: moments.KazakhMoments(),
    Language.RU: moments.RussianMoments(),
}
_CONJUNCTIONS = {Language.KK: ("және", "немесе"), Language.RU: ("и", "или")}


@dataclass(frozen=True, slots=True)
class Translator:
    """Speaks `language`; made once at start for each language and shared by everybody.

    Texts are English msgids with Telegram's HTML and `{placeholders}`, written as literals at the call, so that the
    extraction finds them. A brace of the text itself is doubled.
    """

    language: Language
    zone: ZoneInfo
    catalogue: GNUTranslations

    def __call__(self, text: str, /, **values: Any) -> Markup:
        """The text as HTML; values that are not Markup already are escaped."""
        return _html(self.catalogue.gettext(text)).format(**values)

    def plain(self, text: str, /, **values: Any) -> str:
        """The text as it is, for buttons, alerts and commands: nothing in it is HTML and nothing is escaped."""
        return self.catalogue.gettext(text).format(**values)

    def plural(self, one: str, many: str, n: int, /, **values: Any) -> Markup:
        """The text in the form that agrees with `n`; `{n}` in it is the number as people write it."""
        return _html(self.catalogue.ngettext(one, many, n)).format(n=self.number(n), **values)

    def plain_plural(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """The same for buttons and alerts, not HTML."""
        return self.catalogue.ngettext(one, many, n).format(n=self.number(n), **values)

    def __getitem__(self, text: LocalizedText) -> str:
        """What an organizer wrote, in this language; not escaped yet."""
        return text[self.language]

    def text(self, text: LocalizedText) -> str:
        """The same as `tr[text]`."""
        return text[self.language]

    def number(self, number: int) -> str:
        """A whole number with its thousands apart: 1 500 (a no-break space)."""
        return f"{number:,}".replace(",", moments.NBSP).replace("-", "\N{MINUS SIGN}")

    def date(self, day: dt.date) -> str:
        """A day: «2027 жылғы 14 мамыр», «14 мая 2027 года»."""
        return _MOMENTS[self.language].day(day)

    def day(self, day: dt.date) -> str:
        """A day with its name, for a button or a heading: «2027 жылғы 14 мамыр, жұма», «14 мая 2027 года, пятница»."""
        words = _MOMENTS[self.language]
        return f"{words.day(day)}, {words.day_of_week(day)}"

    def moment(self, moment: dt.datetime) -> str:
        """A moment in the organizers' zone: «2027 жылғы 14 мамыр, жұма, 10:00»; ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return _MOMENTS[self.language].moment(moment.astimezone(self.zone))

    def when(self, when: When, *, plan: bool = False) -> str:
        """When something is held, for a sentence or after «When:»: «2025 жылғы мамырда», «в мае 2025 года».

        `plan` says it as a plan: «жоспар бойынша – ...», «по плану — ...»; what is not announced is never a plan.
        """
        words = _MOMENTS[self.language]
        told = moments.tell(words, when, self.zone)
        return words.planned(told) if plan and moments.is_known(when) else told

    def as_of(self, as_of: AsOf) -> str:
        """What a piece of information is dated by: «2025 жылғы дерек», «данные за 2025 год»."""
        return _MOMENTS[self.language].as_of(as_of)

    def all_of(self, items: Iterable[object]) -> Markup:
        """A list with «and» before its last item; items that are not Markup are escaped."""
        return _joined([escape(item) for item in items], _CONJUNCTIONS[self.language][0])

    def any_of(self, items: Iterable[object]) -> Markup:
        """A list with «or» before its last item; items that are not Markup are escaped."""
        return _joined([escape(item) for item in items], _CONJUNCTIONS[self.language][1])


def _html(catalogued: str) -> Markup:
    return Markup(catalogued)  # noqa: S704  our own catalogues are HTML by design; values are escaped by format()


def _joined(items: Sequence[Markup], conjunction: str) -> Markup:
    if len(items) < 2:  # noqa: PLR2004  one item needs no conjunction
        return Markup().join(items)
    return Markup("{} {} {}").format(Markup(", ").join(items[:-1]), conjunction, items[-1])
