"""What each party said to each mediator and each invited person (《人民调解法》第二十条、第二十三条)."""

from collections.abc import Iterable, Mapping
from datetime import date

from mediation.casework import consents
from mediation.casework.act import Act
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.team import Acceptance, Invitee


def keep(
    case: Case, parties: Iterable[int], mediators: Iterable[int], on: date, *, accepts: bool = True, chose: bool = False
) -> None:
    """Each of the parties said this to each of the mediators."""
    wanted = list(mediators)
    for party_id in parties:
        for mediator_id in wanted:
            db.session.add(
                Acceptance(
                    case_id=case.id, party_id=party_id, mediator_id=mediator_id, accepts=accepts, chose=chose, on=on
                )
            )
    db.session.flush()


def keep_consents(act: Act, mediators: Iterable[int]) -> None:
    """Who accepts the mediators that an act brings in, each on the own day."""
    wanted = list(mediators)
    for party_id, on in consents.days(act).items():
        keep(act.file, [party_id], wanted, on)


def keep_notice(act: Act) -> None:
    """The answers given when rights and duties were told: they are about everybody who mediates then."""
    team = [row.mediator_id for row in act.file.team]
    for row in act.get("parties") or ():
        if row.get("accepts_mediator") is not None:
            keep(act.file, [row["party"]], team, row.get("told_on") or act.on, accepts=row["accepts_mediator"])


def invite(act: Act) -> Invitee:
    """Somebody invited, with the consent of each party."""
    invitee = Invitee(case_id=act.file.id, name=act.data["name"], capacity=act.data["capacity"], on=act.on)
    db.session.add(invitee)
    db.session.flush()
    for party_id, on in consents.days(act).items():
        db.session.add(Acceptance(case_id=act.file.id, party_id=party_id, invitee_id=invitee.id, accepts=True, on=on))
    db.session.flush()
    return invitee


def latest(case: Case) -> Mapping[tuple[str, int, int], Acceptance]:
    """The last word of each party to each mediator or invited person: (which of the two, their id, the party's id)."""
    found: dict[tuple[str, int, int], Acceptance] = {}
    for row in case.acceptances:
        if row.mediator_id is not None:
            found["mediator", row.mediator_id, row.party_id] = row
        elif row.invitee_id is not None:
            found["invitee", row.invitee_id, row.party_id] = row
    return found
