"""Mediators who joined the team during the talks, and the parties who have not said whether they accept them."""

from collections.abc import Iterator

from mediation.casework import acceptances
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.team import Assignment
from mediation.procedure import machine


def unanswered(case: Case) -> Iterator[tuple[Party, list[Assignment]]]:
    """Each party with the co-mediators it was not asked about (《人民调解法》第二十三条 lets it accept or not).

    Before the notice of rights nobody needs to be asked apart: the notice asks about everybody. Of somebody who
    replaces another the parties are told, which the replacement records by itself.
    """
    team = [row for row in case.team if not row.lead]
    if not team or not machine.begins("notify_party", case.state):
        return
    added = {one for act in case.acts if act.act == "change_team" for one in act.data.get("add") or ()}
    said = acceptances.latest(case)
    for party in case.present_parties:
        asked = [row for row in team if row.mediator_id in added]
        missing = [row for row in asked if ("mediator", row.mediator_id, party.id) not in said]
        if missing and party.told_on is not None:
            yield party, missing
