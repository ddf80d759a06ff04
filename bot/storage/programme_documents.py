"""Events as plain documents and back: the shape of a programme file and of the database's JSON; checks no input.

A document holds only what JSON can say. `programme_rules` makes one out of what somebody wrote, `from_document` trusts
it: a document that did not come from either is a bug, and raises `KeyError`, `TypeError` or `ValueError`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from bot.domain.eligibility import Span
from bot.domain.events import Coordinates, Edition, EditionState, Event, Kind, Session, Slots, Venue, Window
from bot.domain.facts import Fact, Source, Status
from bot.domain.forms import Field, FieldKind, Form
from bot.domain.language import LocalizedText
from bot.domain.people import Role
from bot.domain.when import Days, Exact, Month, Unknown, When, Year
from bot.storage.programme_terms import rules_document, to_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.facts import AsOf

Document = dict[str, Any]

_MONTH_LENGTH = len("2025-05")


def to_document(event: Event) -> Document:
    """The event as JSON-able values, members in the order of a programme file; what is empty is left out."""
    return _filled(
        key=event.key,
        kind=event.kind.value,
        archived=event.archived,
        recurs=event.recurs,
        name=_text(event.name),
        plan=list(event.plan),
        aliases=list(event.aliases),
        summary=_text(event.summary),
        audience=_text(event.audience),
        source=_source(event.source),
        facts=[{"aspect": f.aspect, "value": _text(f.value), "source": _source(f.source)} for f in event.facts],
        editions=[_edition(edition) for edition in event.editions],
    )


def from_document(document: Mapping[str, Any]) -> Event:
    """The event of a complete document."""
    return Event(
        key=document["key"],
        kind=Kind(document["kind"]),
        name=_to_text(document["name"]),
        summary=_to_text(document["summary"]),
        audience=_to_text(document["audience"]),
        source=_to_source(document["source"]),
        aliases=tuple(document.get("aliases", ())),
        facts=tuple(
            Fact(f["aspect"], _to_text(f["value"]), _to_source(f["source"])) for f in document.get("facts", ())
        ),
        editions=tuple(_to_edition(edition) for edition in document.get("editions", ())),
        recurs=document.get("recurs", False),
        archived=document.get("archived", False),
        plan=tuple(document.get("plan", ())),
    )


def _filled(**members: Any) -> Document:
    return {name: value for name, value in members.items() if value is not None and value is not False and value != []}


def _text(text: LocalizedText) -> Document:
    return {"kk": text.kk, "ru": text.ru}


def _to_text(document: Mapping[str, Any]) -> LocalizedText:
    return LocalizedText(document["kk"], document["ru"])


def _source(source: Source) -> Document:
    return _filled(name=_text(source.name), as_of=_as_of(source.as_of), status=source.status.value, url=source.url)


def _to_source(document: Mapping[str, Any]) -> Source:
    return Source(
        _to_text(document["name"]), _to_as_of(document["as_of"]), Status(document["status"]), document.get("url")
    )


def _as_of(as_of: AsOf) -> int | str:
    match as_of:
        case Year(year=year):
            return year
        case Month():
            return _month(as_of)
        case date():
            return as_of.isoformat()


def _to_as_of(document: int | str) -> AsOf:
    if isinstance(document, int):
        return Year(document)
    return _to_month(document) if len(document) == _MONTH_LENGTH else date.fromisoformat(document)


def _month(month: Month) -> str:
    return f"{month.year:04d}-{month.month:02d}"


def _to_month(document: str) -> Month:
    year, month = document.split("-")
    return Month(int(year), int(month))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _to_moment(document: str) -> datetime:
    moment = datetime.fromisoformat(document)
    if moment.tzinfo is None:
        raise ValueError(f"a document's times are aware: {document}")
    return moment.astimezone(UTC)


def _when(when: When) -> str | Document:
    match when:
        case Unknown():
            return "unknown"
        case Year(year=year):
            return {"year": year}
        case Month():
            return {"month": _month(when)}
        case Days(first=first, last=None):
            return {"from": first.isoformat()}
        case Days(first=first, last=last):
            assert last is not None
            return {"days": [first.isoformat(), last.isoformat()]}
        case Exact(start=start, end=end):
            return _filled(start=_moment(start), end=_moment(end) if end else None)


def _to_when(document: str | Mapping[str, Any]) -> When:
    match document:
        case "unknown":
            return Unknown()
        case {"year": int(year)}:
            return Year(year)
        case {"month": str(month)}:
            return _to_month(month)
        case {"from": str(first)}:
            return Days(date.fromisoformat(first), None)
        case {"days": [str(first), str(last)]}:
            return Days(date.fromisoformat(first), date.fromisoformat(last))
        case {"start": str(start), "end": str(end)}:
            return Exact(_to_moment(start), _to_moment(end))
        case {"start": str(start)}:
            return Exact(_to_moment(start))
    raise ValueError(f"not a time: {document!r}")


def _edition(edition: Edition) -> Document:
    window = edition.registration
    return _filled(
        key=edition.key,
        demo=edition.demo,
        when=_when(edition.when),
        state=edition.state.value,
        source=_source(edition.source),
        venue=_venue(edition.venue) if edition.venue else None,
        registration={"opens": _moment(window.opens), "closes": _moment(window.closes)} if window else None,
        rules=rules_document(edition.rules) if edition.rules else None,
        sessions=[_session(session) for session in edition.sessions],
    )


def _to_edition(document: Mapping[str, Any]) -> Edition:
    window = document.get("registration")
    return Edition(
        key=document["key"],
        when=_to_when(document["when"]),
        state=EditionState(document["state"]),
        source=_to_source(document["source"]),
        venue=_to_venue(document["venue"]) if "venue" in document else None,
        registration=Window(_to_moment(window["opens"]), _to_moment(window["closes"])) if window else None,
        sessions=tuple(_to_session(session) for session in document.get("sessions", ())),
        demo=document.get("demo", False),
        rules=to_rules(document["rules"]) if "rules" in document else None,
    )


def _venue(venue: Venue) -> Document:
    point = venue.coordinates
    return _filled(
        name=_text(venue.name),
        address=_text(venue.address) if venue.address else None,
        coordinates={"latitude": point.latitude, "longitude": point.longitude} if point else None,
        covers=_text(venue.covers) if venue.covers else None,
    )


def _to_venue(document: Mapping[str, Any]) -> Venue:
    point = document.get("coordinates")
    return Venue(
        name=_to_text(document["name"]),
        address=_to_text(document["address"]) if "address" in document else None,
        coordinates=Coordinates(point["latitude"], point["longitude"]) if point else None,
        covers=_to_text(document["covers"]) if "covers" in document else None,
    )


def _session(session: Session) -> Document:
    return _filled(
        key=session.key,
        name=_text(session.name),
        slots={"key": session.slots.key, "name": _text(session.slots.name)} if session.slots else None,
        when=_when(session.when),
        place=_text(session.place) if session.place else None,
        capacity=session.capacity,
        roles=sorted(role.value for role in session.roles),
        review=session.review,
        names_optional=session.names_optional,
        guardian_contact=session.guardian_contact,
        party={"most": session.party} if session.party > 1 else None,
        grades=_span(session.grades) if session.grades else None,
        ages=_span(session.ages) if session.ages else None,
        form={"fields": [_field(field) for field in session.form.fields]} if session.form else None,
        rules=rules_document(session.rules) if session.rules else None,
    )


def _to_session(document: Mapping[str, Any]) -> Session:
    form = document.get("form")
    return Session(
        key=document["key"],
        name=_to_text(document["name"]),
        when=_to_when(document.get("when", "unknown")),
        place=_to_text(document["place"]) if "place" in document else None,
        capacity=document.get("capacity"),
        roles=frozenset(Role(role) for role in document.get("roles", ())),
        review=document.get("review", False),
        names_optional=document.get("names_optional", False),
        guardian_contact=document.get("guardian_contact", False),
        party=document["party"]["most"] if "party" in document else 1,
        grades=_to_span(document["grades"]) if "grades" in document else None,
        ages=_to_span(document["ages"]) if "ages" in document else None,
        slots=Slots(document["slots"]["key"], _to_text(document["slots"]["name"])) if "slots" in document else None,
        form=Form(tuple(_to_field(field) for field in form["fields"])) if form else None,
        rules=to_rules(document["rules"]) if "rules" in document else None,
    )


def _span(span: Span) -> Document:
    return {name: end for name, end in (("from", span.first), ("to", span.last)) if end is not None}


def _to_span(document: Mapping[str, Any]) -> Span:
    return Span(document.get("from"), document.get("to"))


def _field(field: Field) -> Document:
    document = _filled(
        key=field.key,
        kind=field.kind.value,
        label=_text(field.label),
        purpose=_text(field.purpose),
        choices=[_text(choice) for choice in field.choices],
    )
    return document if field.required else {**document, "required": False}


def _to_field(document: Mapping[str, Any]) -> Field:
    return Field(
        key=document["key"],
        kind=FieldKind(document["kind"]),
        label=_to_text(document["label"]),
        purpose=_to_text(document["purpose"]),
        required=document.get("required", True),
        choices=tuple(_to_text(choice) for choice in document.get("choices", ())),
    )
