"""The table: every act that exists, in the order in which a case lives."""

from collections.abc import Mapping

from mediation.procedure.events.agreement import AGREEMENT_EVENTS
from mediation.procedure.events.course import COURSE_EVENTS
from mediation.procedure.events.ending import ENDING_EVENTS
from mediation.procedure.events.event import (
    COMMON_ASKS,
    LATE_AFTER_DAYS,
    Basis,
    BasisKind,
    Event,
    Group,
    Since,
)
from mediation.procedure.events.file import FILE_EVENTS, SUBSIDY_EVENTS
from mediation.procedure.events.lead import LEAD_EVENTS
from mediation.procedure.events.performance import FOLLOWUP_EVENTS, PERFORMANCE_EVENTS
from mediation.procedure.events.registration import REGISTRATION_EVENTS
from mediation.procedure.events.talks import TALK_EVENTS
from mediation.procedure.events.team import TEAM_EVENTS
from mediation.procedure.events.track import TRACK_EVENTS

TABLE: tuple[Event, ...] = (
    *LEAD_EVENTS,
    *REGISTRATION_EVENTS,
    *TEAM_EVENTS,
    *TALK_EVENTS,
    *COURSE_EVENTS,
    *ENDING_EVENTS,
    *AGREEMENT_EVENTS,
    *PERFORMANCE_EVENTS,
    *FOLLOWUP_EVENTS,
    *TRACK_EVENTS,
    *FILE_EVENTS,
    *SUBSIDY_EVENTS,
)
EVENTS: Mapping[str, Event] = {event.id: event for event in TABLE}

__all__ = [
    "COMMON_ASKS",
    "EVENTS",
    "LATE_AFTER_DAYS",
    "TABLE",
    "Basis",
    "BasisKind",
    "Event",
    "Group",
    "Since",
]
