"""The answer to the organ that sent a case: due once the case has ended, given by a letter in the file."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.evidence import Paper
from mediation.procedure.records import OrganKind, PaperKind
from mediation.procedure.roles import Role


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the organ waits for, by when, and the letter once it went."""

    organ: str
    due: date | None
    letter: Paper | None

    @property
    def overdue(self) -> bool:
        return self.letter is None and self.due is not None and self.due < clock.today()


def feedback_of(case: Case) -> Feedback | None:
    """None as long as nobody waits: not referred, not ended, or told by a ledger, which knows of no letters."""
    if case.organ_kind is None or case.concluded_on is None or case.ledger:
        return None
    query = select(Paper).where(Paper.case_id == case.id, Paper.kind == PaperKind.REFERRAL_REPLY)
    letter = db.session.scalar(query.order_by(Paper.id.desc()).limit(1))
    return Feedback(case.organ or "", case.answer_by, letter)


def is_addressed_to(roles: frozenset[Role], case: Case, paper: Paper) -> bool:
    """Whether a letter in the file was written to those who look: the police read the answer to their own letter."""
    to_police = case.organ_kind is OrganKind.POLICE and Role.POLICE in roles
    return to_police and paper.kind is PaperKind.REFERRAL_REPLY
