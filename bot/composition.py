"""The use cases built on their adapters, and what handlers may ask of them; opens no connection, talks to nobody."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.i18n import load_translators
from bot.i18n.kazakh import sort_text
from bot.parts import Services
from bot.services.amending import Amending
from bot.services.announcing import Announcing
from bot.services.answering import Answering
from bot.services.asking_more import AskingMore
from bot.services.cancelling import Cancelling
from bot.services.chats import ChatDirectory
from bot.services.classes import Classes
from bot.services.coming import Coming
from bot.services.composing import Composing
from bot.services.consenting import Consenting
from bot.services.dialogues import DialogueBuffer
from bot.services.editing import Editing
from bot.services.erasing import Erasing
from bot.services.exporting import Exporting
from bot.services.following import Following
from bot.services.handover import Handovers
from bot.services.office import Office
from bot.services.passing_on import PassingOn
from bot.services.people import Directory
from bot.services.planning import Planning
from bot.services.programme import Programmes
from bot.services.questions import Questions
from bot.services.recall import Recall
from bot.services.registering import Registering
from bot.services.reminding import Reminding
from bot.services.reviewing import Reviewing
from bot.services.schooling import Schooling
from bot.services.schools import SchoolFinder
from bot.services.seat_links import SeatLinks
from bot.services.seating import Seating
from bot.services.staffing import Staffing
from bot.services.subscribing import Subscribing
from bot.storage.database import SqlDatabase
from bot.views.consent import agreed_words
from bot.views.plans import PlanComposer

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.services.ports.clock import Clock
    from bot.settings import Settings


def make_services(settings: Settings, clock: Clock) -> Services:
    """Build them; opens no connection yet."""
    zone, translators = settings.timezone, load_translators(settings.timezone)
    database = SqlDatabase(settings.database_url)
    programmes = Programmes(database, clock, zone)
    staffing = Staffing(database, clock=clock, owners=settings.owner_ids)
    people = Directory(database)
    seating = Seating(programmes, clock, zone)
    passing_on = PassingOn(settings.owner_ids)
    announcing = Announcing(
        clock, zone, second_organizer_above=settings.second_organizer_above, owners=settings.owner_ids
    )
    return Services(
        database=database,
        clock=clock,
        translators=translators,
        programmes=programmes,
        people=people,
        chats=ChatDirectory(database, clock),
        staffing=staffing,
        erasing=Erasing(programmes, seating, passing_on, people, clock=clock, zone=zone),
        handovers=Handovers(passing_on, staffing, clock),
        office=Office(database, passing_on, staffing, clock, zone),
        announcing=announcing,
        composing=Composing(announcing, programmes, clock, zone, rate=settings.broadcast_rate),
        following=Following(clock, zone),
        editing=Editing(programmes, staffing, clock, zone),
        planning=Planning(programmes, announcing, staffing, PlanComposer(translators), clock, zone),
        seating=seating,
        cancelling=Cancelling(programmes, clock),
        reminding=Reminding(programmes, clock, zone),
        dialogues=DialogueBuffer(),
        answering=Answering(programmes, clock, zone),
        questions=Questions(database, clock, zone),
    )


def provide(services: Services, zone: ZoneInfo) -> dict[str, Any]:
    """What handlers may ask for by name, beside what belongs to an update."""
    return {
        "trs": services.translators,
        "people": services.people,
        "programmes": services.programmes,
        "following": services.following,
        "editing": services.editing,
        "planning": services.planning,
        "announcing": services.announcing,
        "composing": services.composing,
        "registering": Registering(services.seating, services.clock),
        "amending": Amending(
            services.seating, services.clock, partial(agreed_words, trs=services.translators.values())
        ),
        "classes_of": Classes(services.seating, services.clock),
        "seat_links": SeatLinks(services.seating, services.clock),
        "consenting": Consenting(services.seating, services.clock),
        "school_finder": SchoolFinder(),
        "schooling": Schooling(services.staffing, services.clock),
        "coming": Coming(services.seating, services.clock, zone),
        "reviewing": Reviewing(services.seating, services.staffing, services.clock),
        "asking_more": AskingMore(services.seating, services.staffing, services.clock, zone),
        "exporting": Exporting(services.programmes, services.staffing, services.clock, sort_text),
        "erasing": services.erasing,
        "staffing": services.staffing,
        "handovers": services.handovers,
        "office": services.office,
        "chats": services.chats,
        "subscribing": Subscribing(),
        "answering": services.answering,
        "questions": services.questions,
        "recall": Recall(services.clock),
        "clock": services.clock,
        "zone": zone,
    }
