"""What a row of the case ledger says happened, read strictly and checked against itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mediation.casework.numbering import read_number, series_for
from mediation.features.imports.headings import plain
from mediation.features.imports.intake import Intake
from mediation.features.imports.lookup import Roster, case_numbered, studio_named
from mediation.features.imports.rows import Row, Wrong
from mediation.features.imports.words import (
    BODIES,
    CONFIRMATIONS,
    DISPUTE_TYPES,
    FORMS,
    KINDS,
    NOT_ASKED_FOR,
    PERFORMANCES,
    RESULTS,
    SOURCES,
    Performance,
    Result,
)
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.committee import Series, Studio, Unit, UnitKind
from mediation.model.mediator import Mediator
from mediation.model.place import Place
from mediation.model.sensitive import look_up_key
from mediation.procedure.records import (
    AgreementForm,
    ConfirmationResult,
    DisputeType,
    MediationKind,
    PersonKind,
    Source,
)

_SEQUENCE = range(1, 1_000_000)

NOT_A_NUMBER = Reason("number", N_("案号看不懂，应像“（2024）某某人调字第1号”。"))
OTHER_YEAR = Reason("number_year", N_("案号的年份和受理日期不在同一年。"))
OTHER_SERIES = N_("这个案号不是{unit}的，应为“{short}{word}调字”。")
NUMBER_TAKEN = Reason("number_taken", N_("这个案号已经用在另一件上，请核对。"))
NO_SERIES = Reason("series_set", N_("该调委会尚未设置案号字头。"))
OTHER_KIND = Reason("other_kind", N_("调解种类和承办单位不符：行政机关办行政调解，调委会办人民调解。"))
AGREED_BEFORE_TALKS = Reason("agreed_early", N_("协议日期早于最后一次调解。"))
NO_DAY_OF_PERFORMANCE = Reason("no_day", N_("已经履行的，要写履行日期。"))


@dataclass(frozen=True, slots=True)
class Account:
    """What a row says happened."""

    number: str
    registered_on: date
    accepted_on: date
    applicants: tuple[dict[str, Any], ...]
    respondents: tuple[dict[str, Any], ...]
    village: Place
    unit: Unit
    kind: MediationKind
    dispute_type: DisputeType
    source: Source
    matter: str
    team: tuple[Mediator, ...]
    place: str
    studio: Studio | None
    sessions: tuple[date, ...]
    result: Result
    form: AgreementForm
    fen: int | None
    agreed_on: date | None
    performed_on: date | None
    asked_court: bool
    applied_on: date | None
    court: str | None
    ruling: ConfirmationResult | None
    confirmed_on: date | None
    visited_on: date | None

    def key(self) -> str:
        """Same day, same parties, same subject: the same dispute, whatever its number."""
        sides = ["、".join(sorted(person["name"] for person in side)) for side in (self.applicants, self.respondents)]
        told = [str(self.unit.town_id), self.registered_on.isoformat(), *sides, plain(self.matter)]
        return look_up_key("case", "|".join(told))


def read(row: Row, intake: Intake) -> Account:
    unit = intake.unit(row.name("unit", 80), row.table.title, "unit")
    kind = row.choice("kind", KINDS, MediationKind.ADMIN if unit.kind is UnitKind.ORGAN else MediationKind.PEOPLE)
    if (kind is MediationKind.ADMIN) is not (unit.kind is UnitKind.ORGAN):
        raise Wrong("kind", OTHER_KIND)
    accepted_on = row.needed_day("accepted_on")
    place = row.text("place", 120)
    studio = studio_named(place, unit) if place else None
    roster = Roster(unit, studio, accepted_on)
    result = row.choice("result", RESULTS)
    agreed = result is Result.AGREED
    performance = row.choice("performance", PERFORMANCES, Performance.OPEN) if agreed else Performance.OPEN
    asked_court = agreed and row.text("confirmation", 20) not in NOT_ASKED_FOR
    account = Account(
        number=_number(row, unit, kind, accepted_on),
        registered_on=row.day("registered_on") or accepted_on,
        accepted_on=accepted_on,
        applicants=_people(row, "applicants", "applicant_ids", "applicant_phones"),
        respondents=_people(row, "respondents", "respondent_ids", "respondent_phones"),
        village=intake.village(row.name("village", 60), unit.town, "village"),
        unit=unit,
        kind=kind,
        dispute_type=row.choice("dispute_type", DISPUTE_TYPES),
        source=row.choice("source", SOURCES),
        matter=row.needed("matter"),
        team=tuple(dict.fromkeys(roster.mediator(name, "mediators") for name in row.names("mediators"))),
        place=place or unit.name,
        studio=studio,
        sessions=tuple(row.days("sessions")),
        result=result,
        form=row.choice("form", FORMS) if agreed else AgreementForm.WRITTEN,
        fen=row.fen("amount"),
        agreed_on=row.needed_day("agreed_on") if agreed else None,
        performed_on=row.day("performed_on") if performance is Performance.DONE else None,
        asked_court=asked_court,
        applied_on=row.needed_day("applied_on") if asked_court else None,
        court=row.name_if_any("court", 80) or None,
        ruling=row.choice("confirmation", CONFIRMATIONS) if asked_court else None,
        confirmed_on=row.day("confirmed_on") if asked_court else None,
        visited_on=row.day("visited_on"),
    )
    _check(account, performance, row)
    return account


def _check(account: Account, performance: Performance, row: Row) -> None:
    if account.result in (Result.AGREED, Result.FAILED):
        row.needed("sessions")
    if performance is Performance.DONE and account.performed_on is None:
        raise Wrong("performed_on", NO_DAY_OF_PERFORMANCE)
    if account.agreed_on and account.sessions and account.agreed_on < account.sessions[-1]:
        raise Wrong("agreed_on", AGREED_BEFORE_TALKS)
    if account.ruling is not None and account.confirmed_on is None:
        row.needed_day("confirmed_on")


def _number(row: Row, unit: Unit, kind: MediationKind, accepted_on: date) -> str:
    """The number as the ledger writes it; "" lets the series give the next one."""
    text = row.text("number", 60)
    if not text:
        return ""
    written = read_number(text)
    if written is None or written.seq not in _SEQUENCE:
        raise Wrong("number", NOT_A_NUMBER)
    if written.year != accepted_on.year:
        raise Wrong("number", OTHER_YEAR)
    series = _series(unit, kind, accepted_on)
    if (written.short_name, written.kind) != (series.short_name, series.kind):
        values = (("unit", unit.name), ("short", series.short_name), ("word", series.kind.label[0]))
        raise Wrong("number", Reason("other_series", OTHER_SERIES, values=values))
    return text


def _series(unit: Unit, kind: MediationKind, on: date) -> Series:
    series = series_for(unit.id, kind, on)
    if series is None:
        raise Wrong("number", NO_SERIES)
    return series


def _people(row: Row, names: str, numbers: str, phones: str) -> tuple[dict[str, Any], ...]:
    found = row.names(names)
    bodies = [name.endswith(BODIES) for name in found]
    known = zip(found, bodies, row.id_numbers(numbers, bodies), row.phones(phones, len(found)), strict=True)
    return tuple(
        {
            "name": name,
            "kind": PersonKind.ORGANISATION if body else PersonKind.NATURAL,
            "id_number": number,
            "phone": phone,
        }
        for name, body, number, phone in known
    )


def is_known(account: Account) -> bool:
    """Whether the number is there for the same dispute; raises Wrong when it is there for another one."""
    written = read_number(account.number)
    if written is None:
        return False
    there = case_numbered(_series(account.unit, account.kind, account.accepted_on), written.year, written.seq)
    if there is None:
        return False
    if not _is_same(account, there):
        raise Wrong("number", NUMBER_TAKEN)
    return True


def _is_same(account: Account, case: Case) -> bool:
    """A corrected row still is the same dispute: one of day and parties is as it was."""
    names = {person["name"] for person in (*account.applicants, *account.respondents)}
    same_parties = names == {party.name for party in case.parties}
    return same_parties or account.registered_on == case.registered_on
