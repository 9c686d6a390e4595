"""On which day each party consented: the own day where one is written, else the one for all, else that of the act."""

from collections.abc import Mapping
from datetime import date

from mediation.casework.act import Act
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_

LATER = Reason("consent_later", N_("当事人同意的日期不能晚于办理日期。"))
EARLY = Reason("consent_early", N_("当事人同意的日期不能早于受理日期。"))
NOBODYS = Reason("consent_of_nobody", N_("写了同意的日期，请在上面选上这位当事人。"))
FOR_ALL, FOR_ONE = "consented_on", "consent_days"


def days(act: Act) -> Mapping[int, date]:
    """The day of each party that consented; Incomplete beside the field for a day of another time or of nobody."""
    consenting = list(act.get("consents") or ())
    on = _checked(act, act.get(FOR_ALL, act.on), FOR_ALL)
    found = dict.fromkeys(consenting, on)
    known = {party.id for party in act.file.parties}
    for number, row in enumerate(act.get(FOR_ONE) or ()):
        if row.get("agreed_on") is None:
            continue
        field = f"{FOR_ONE}-{number}-agreed_on"
        if row.get("party") not in known:
            raise NotFound(FOR_ONE)
        if row["party"] not in found:
            raise Incomplete(_beside(NOBODYS, field))
        found[row["party"]] = _checked(act, row["agreed_on"], field)
    return found


def _checked(act: Act, on: date, field: str) -> date:
    if on > act.on:
        raise Incomplete(_beside(LATER, field))
    if act.file.accepted_on is not None and on < act.file.accepted_on:
        raise Incomplete(_beside(EARLY, field))
    return on


def _beside(reason: Reason, field: str) -> Reason:
    return Reason(reason.code, reason.text, field)
