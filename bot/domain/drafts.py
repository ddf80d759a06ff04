"""An application while it is filled in: what is known so far, and what is asked next; knows no chat."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zlib import crc32

from bot.domain.applications import Application
from bot.domain.eligibility import takes_answer, to_confirm
from bot.domain.people import Role
from bot.domain.places import SessionKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.events import Session
    from bot.domain.forms import Field

CHILD = "child"
"""The word of who applies for a child of their own, beside the words of the roles."""

MOST_CHILDREN = 4

_OF_AGE = {Role.PARENT: False, Role.TEACHER: False, Role.WORKER: False, Role.EMPLOYER: False, Role.PUPIL: True}
"""Whether somebody in this role is a minor; of the others it is asked."""


class Ask(StrEnum):
    """Questions beside those of the form: before them, but the guardian's own phone number, which comes last."""

    APPLICANT = "applicant"
    CHILD = "child"
    AGE = "age"
    FITS = "fits"
    PARTY = "party"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been said so far; an answer that was skipped is empty."""

    key: SessionKey
    applicant: str | None = None
    child: int | None = None
    minor: bool | None = None
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    places: int | None = None
    confirmed: str | None = None
    contact: str | None = None

    @classmethod
    def begin(cls, key: SessionKey, session: Session, role: Role | None) -> Draft:
        """A new one; who is known to be somebody for whom the session is, is not asked again."""
        draft = cls(key)
        known = role is not None and role is not Role.PARENT and role in applicants(session)
        return draft.by(role) if known and role else draft

    def by(self, applicant: str) -> Draft:
        """Who applies: a role's word, or `CHILD`."""
        if applicant == CHILD:
            return replace(self, applicant=CHILD, child=None, minor=True)
        return replace(self, applicant=str(applicant), child=0, minor=_OF_AGE.get(Role(applicant)))

    def child_number(self, number: int) -> Draft:
        """Which of the person's children it is for."""
        return replace(self, child=number)

    def of_age(self, *, minor: bool) -> Draft:
        """Whether a guardian has to agree."""
        return replace(self, minor=minor)

    def fitting(self, session: Session) -> Draft:
        """Who applies has confirmed that it is for them."""
        return replace(self, confirmed=self._to_confirm(session))

    def together(self, places: int | None) -> Draft:
        """How many come, with the applicant; None asks anew."""
        return replace(self, places=places)

    def reached_by(self, number: str) -> Draft:
        """The guardian's own phone number."""
        return replace(self, contact=number)

    def answered(self, field_: Field, value: str) -> Draft:
        """With one more answer."""
        return replace(self, answers=MappingProxyType({**self.answers, field_.key: value}))

    def asks(self, session: Session) -> Ask | Field | None:
        """What comes next; None when all is said."""
        return next((one for one in self._questions(session) if not self._knows(one, session)), None)

    def back(self, session: Session) -> Draft | None:
        """Without what was said last; None when nothing was."""
        said = [one for one in self._questions(session) if self._knows(one, session)]
        if not said:
            return None
        match said[-1]:
            case Ask.APPLICANT:
                return Draft(self.key)
            case Ask.CHILD:
                return replace(self, child=None)
            case Ask.AGE:
                return replace(self, minor=None)
            case Ask.FITS:
                return replace(self, confirmed=None)
            case Ask.PARTY:
                return self.together(None)
            case Ask.CONTACT:
                return replace(self, contact=None)
            case last:
                left = {key: value for key, value in self.answers.items() if key != last.key}
                return replace(self, answers=MappingProxyType(left))

    def progress(self, session: Session) -> tuple[int, int]:
        """The number of the question that comes next, and of how many."""
        questions = self._questions(session)
        return sum(self._knows(one, session) for one in questions) + 1, len(questions)

    def role(self) -> Role | None:
        """In which role the place is asked for: a child is a pupil."""
        if self.applicant is None:
            return None
        return Role.PUPIL if self.applicant == CHILD else Role(self.applicant)

    def application(self, owner: int) -> Application:
        """What is sent in; skipped answers are left out."""
        said = {key: value for key, value in self.answers.items() if value}
        minor = self.minor is not False
        places = 1 if minor else self.places or 1
        return Application(owner, self.child or 0, places, minor=minor, answers=MappingProxyType(said))

    def _questions(self, session: Session) -> tuple[Ask | Field, ...]:
        first: list[Ask | Field] = [Ask.APPLICANT]
        if self.applicant == CHILD:
            first.append(Ask.CHILD)
        elif self.applicant is not None and Role(self.applicant) not in _OF_AGE:
            first.append(Ask.AGE)
        if self._to_confirm(session):
            first.append(Ask.FITS)
        if self.minor is False and session.most_together(minor=False) > 1:
            first.append(Ask.PARTY)
        last = [Ask.CONTACT] if self.applicant == CHILD and session.guardian_contact else []
        return (*first, *(session.form.fields if session.form else ()), *last)

    def _to_confirm(self, session: Session) -> str | None:
        """What who applies has to confirm; nothing before it is known who that is."""
        role = self.role()
        return to_confirm(session, pupil=role is Role.PUPIL) if role else None

    def _knows(self, question: Ask | Field, session: Session) -> bool:
        match question:
            case Ask.APPLICANT:
                return self.applicant is not None
            case Ask.CHILD:
                return self.child is not None
            case Ask.AGE:
                return self.minor is not None
            case Ask.FITS:
                return self.confirmed == self._to_confirm(session)
            case Ask.PARTY:
                return self.places is not None
            case Ask.CONTACT:
                return self.contact is not None
            case asked:
                return asked.key in self.answers and takes_answer(session, asked, self.answers[asked.key])

    def to_data(self) -> dict[str, Any]:
        """Plain values, for the conversation's memory."""
        key = [self.key.event, self.key.edition, self.key.session]
        return {
            "key": key,
            "applicant": self.applicant,
            "child": self.child,
            "minor": self.minor,
            "answers": dict(self.answers),
            "places": self.places,
            "confirmed": self.confirmed,
            "contact": self.contact,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Draft:
        """The draft that was kept."""
        return cls(
            SessionKey(*data["key"]),
            applicant=data["applicant"],
            child=data["child"],
            minor=data["minor"],
            answers=MappingProxyType(dict(data["answers"])),
            places=data.get("places"),
            confirmed=data.get("confirmed"),
            contact=data.get("contact"),
        )


def applicants(session: Session) -> tuple[str, ...]:
    """Who may apply: words of roles, and `CHILD` where pupils may, since a parent may apply for theirs."""
    roles = [role for role in Role if not session.roles or role in session.roles]
    if not session.roles:
        roles.remove(Role.PARENT)
    words = [str(role) for role in roles]
    if Role.PUPIL in roles:
        words.insert(words.index(Role.PUPIL) + 1, CHILD)
    return tuple(words)


def code_of(key: SessionKey) -> str:
    """A short word for the session, for a button."""
    return f"{crc32(f'{key.event}/{key.edition}/{key.session}'.encode()):08x}"
