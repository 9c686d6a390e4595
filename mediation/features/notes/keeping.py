"""Writing, changing and throwing away private notes; the chain says that one was written and nothing of what."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.access import Sight, has_mediated, roles_of, sight_of
from mediation.casework.actor import Actor
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession
from mediation.model.note import PrivateNote
from mediation.procedure.roles import Role
from mediation.procedure.states import FINAL

NO_MORE = Reason("notes_closed", N_("案件已经结案归档，或者您不再调解这件案件：私下记录只能看，不能再动。"))


class NoteAct(StrEnum):
    """What the chain of events says of private notes; the words stand in the book of events."""

    ADD_NOTE = "add_note"
    CHANGE_NOTE = "change_note"
    DROP_NOTE = "drop_note"


def may_keep(actor: Actor, case: Case) -> bool:
    """Whether the actor is, or was, a mediator of the case and still sees what was said in it."""
    mediates = actor.user_id is not None and has_mediated(actor, case)
    return mediates and bool(sight_of(actor, case, clock.today()) & Sight.STORY)


def may_write(actor: Actor, case: Case) -> bool:
    """Whether the actor mediates the case now and its file is not closed."""
    open_file = case.state not in FINAL
    return open_file and may_keep(actor, case) and Role.MEDIATOR in roles_of(actor, case, clock.today())


def notes_of(actor: Actor, case: Case) -> list[PrivateNote]:
    """The actor's own notes of a case, the latest first; NotFound for whoever may keep none."""
    if not may_keep(actor, case):
        raise NotFound(case.ref)
    own = select(PrivateNote).where(PrivateNote.case_id == case.id, PrivateNote.author_id == actor.user_id)
    return list(db.session.scalars(own.order_by(PrivateNote.id.desc())))


def note_at(actor: Actor, case: Case, ref: str) -> PrivateNote:
    """One of the actor's own notes; NotFound alike for an unknown one and for that of somebody else."""
    found = next((note for note in notes_of(actor, case) if note.ref == ref), None)
    if found is None:
        raise NotFound(ref)
    return found


def write(actor: Actor, case: Case, answers: Mapping[str, Any]) -> PrivateNote:
    """A new note; raises Refused once the file is closed."""
    _check(actor, case)
    now = clock.now()
    note = PrivateNote(case_id=case.id, author_id=actor.user_id, written_at=now, changed_at=now)
    _take(note, case, answers)
    db.session.add(note)
    _tell(actor, NoteAct.ADD_NOTE, note)
    return note


def change(actor: Actor, case: Case, note: PrivateNote, answers: Mapping[str, Any]) -> None:
    _check(actor, case)
    _take(note, case, answers)
    note.changed_at = clock.now()
    _tell(actor, NoteAct.CHANGE_NOTE, note)


def drop(actor: Actor, case: Case, note: PrivateNote) -> None:
    """Gone for good: nobody but the author ever had it."""
    _check(actor, case)
    _tell(actor, NoteAct.DROP_NOTE, note)
    db.session.delete(note)
    db.session.flush()


def _check(actor: Actor, case: Case) -> None:
    if not may_write(actor, case):
        raise Refused(NO_MORE)


def _take(note: PrivateNote, case: Case, answers: Mapping[str, Any]) -> None:
    session = db.session.get(MediationSession, answers["session_id"]) if answers["session_id"] is not None else None
    if session is not None and session.case_id != case.id:
        raise NotFound("session")
    note.text, note.session_id = answers["text"], session.id if session is not None else None


def _tell(actor: Actor, act: NoteAct, note: PrivateNote) -> None:
    db.session.flush()
    subject = f"{PrivateNote.__tablename__}:{note.id}"
    audit.append(actor, act.value, case_id=note.case_id, subject=subject, role=Role.MEDIATOR.value)
