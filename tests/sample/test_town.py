"""The sample town: founded once, in an empty database, and good for years."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click import ClickException
from flask import Flask
from sqlalchemy import func, select

from mediation.casework import audit
from mediation.casework.access import helping, visible_to
from mediation.casework.actor import OPERATOR, actor_for
from mediation.casework.transition import fire
from mediation.config import Settings
from mediation.features.accounts import keeping
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.mediator import Term
from mediation.model.party import Party
from mediation.model.place import Place, PlaceLevel
from mediation.model.user import User, password_fits
from mediation.procedure.records import (
    ApplicationForm,
    AskAnswer,
    AssignmentWay,
    ContactWay,
    DisputeType,
    DutyKind,
    Language,
    MediationKind,
    NoticeWay,
    PaperKind,
    PerformanceProof,
    Relation,
    Retention,
    ReviewPoint,
    Satisfaction,
    SessionMode,
    SessionResult,
    SignatureKind,
    SignerKind,
    Source,
    VisitPerformance,
)
from mediation.procedure.roles import Role
from mediation.sample import accounts, town
from mediation.sample.people import Someone
from tests.plugins.postgres import on_sqlite

pytestmark = on_sqlite

FIRST_START = date(2026, 11, 23)
OPEN_STATES = {"LEAD", "REGISTERED", "ACCEPTED", "ASSIGNED", "MEDIATING", "AGREED_UNSIGNED", "IN_FORCE", "TERMINATED"}


@pytest.fixture
def fill(app: Flask, session: Any, settings: Settings) -> Callable[[], None]:
    def fill() -> None:
        session.remove()
        begin_write(session())
        town.fill(replace(settings, demo_password="Yak-milk tea at 6"))
        session.commit()

    return fill


@pytest.fixture(scope="module")
def cellar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the town of the first start is kept for the tests that only begin with it."""
    return tmp_path_factory.mktemp("cellar") / "town.sqlite3"


@pytest.fixture
def founded(fill: Callable[[], None], session: Any, settings: Settings, cellar: Path) -> None:
    """The sample town as it was founded on the day of the first start."""
    database = settings.instance / "mediation.sqlite3"
    session.remove()
    db.engine.dispose()
    if cellar.exists():
        shutil.copyfile(cellar, database)
        return
    with clock.frozen(FIRST_START):
        fill()
    session.remove()
    db.engine.dispose()
    shutil.copyfile(database, cellar)


def actor(username: str) -> Any:
    return actor_for(db.session.scalars(select(User).where(User.username == username)).one())


def test_every_state_and_every_account_has_something_to_show(founded, session):
    with clock.frozen(FIRST_START):
        fresh = session.scalars(select(Case).where(Case.import_id.is_(None))).all()
        assert {case.state for case in fresh} == OPEN_STATES
        assert all((FIRST_START - case.born_on).days < 7 for case in fresh)
        assert session.scalar(select(func.count()).select_from(Case)) == len(fresh) + 24
        for username in ("office", "office2", "chair", "mediator", "clerk", "informant", "peace", "police", "adviser"):
            assert session.scalars(visible_to(actor(username))).first() is not None, username
        for username in ("leader", "sysadmin", "secadmin", "auditor"):
            assert session.scalars(visible_to(actor(username))).first() is None, username
        peace = actor("peace")
        [helped] = session.scalars(visible_to(peace).where(helping(peace)))
        assert [row.name for row in helped.joint_units] == ["聂荣镇平安办"]
        assert audit.verify().whole


def test_only_in_an_empty_database(fill, session):
    begin_write(session())
    keeping.first_administrator(OPERATOR)
    session.commit()
    fill()  # what `init` makes does not count
    first = actor("sysadmin")
    assert first.roles == {Role.SYSADMIN}
    assert password_fits(session.get_one(User, first.user_id).password_hash, "Yak-milk tea at 6")
    with pytest.raises(ClickException):
        fill()


def test_not_over_the_accounts_of_others(fill, session, account):
    account("office", Role.OFFICE)
    with pytest.raises(ClickException):
        fill()


def test_not_in_production(session, settings):
    with pytest.raises(ClickException):
        town.fill(replace(settings, env="production"))


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2028, 2, 29)])
def test_on_any_day(fill, session, start: date):
    """The year before, a roster that runs on, and nothing later than today."""
    with clock.frozen(start):
        fill()
        years = set(session.scalars(select(Case.number_year).where(Case.import_id.is_not(None))))
        assert years == {start.year - 1}
        last = session.scalar(select(func.max(Term.to_on)))
        assert last >= start.replace(year=start.year + 6, day=28)
        assert session.scalar(select(func.max(Party.joined_on))) <= start


# --- the password -------------------------------------------------------------------------------


def test_the_password_is_made_once_and_kept_to_oneself(app, session, settings, tmp_path):
    here = replace(settings, instance=tmp_path, demo_password=None)
    made = accounts.password(here)
    assert accounts.password(here) == made
    assert (tmp_path / "sample-password").stat().st_mode & 0o777 == 0o600
    assert len(made) >= 15


def test_the_accounts_follow_the_setting(founded, session, settings):
    session.rollback()
    begin_write(session())
    shown = list(town.accounts_shown(replace(settings, demo_password="Another-one-77")))
    session.commit()
    assert shown[0] == "示例账号的口令都是：Another-one-77"
    assert {line.split()[0] for line in shown[1:]} == {sample.username for sample in accounts.SAMPLES}
    for user in session.scalars(select(User)):
        assert password_fits(user.password_hash, "Another-one-77")


def test_nothing_is_shown_of_a_real_town(session, settings):
    assert list(town.accounts_shown(settings)) == []


# --- years later --------------------------------------------------------------------------------


@pytest.mark.parametrize("years", [1, 3, 5])
def test_a_case_logged_years_later_goes_the_whole_way(founded, session, years: int):
    with clock.frozen(FIRST_START.replace(year=FIRST_START.year + years)) as hands:
        case = _from_counter_to_drawer(hands)
        session.commit()
        assert (case.state, case.number_year) == ("ARCHIVED", FIRST_START.year + years)
        assert audit.verify().whole


def _from_counter_to_drawer(hands: Any) -> Case:
    village = db.session.scalars(select(Place).where(Place.level == PlaceLevel.VILLAGE)).first()
    office, clerk, chair, mediator = map(actor, ("office", "clerk", "chair", "mediator"))
    township = db.session.scalars(select(Case).where(Case.studio_id.is_not(None))).first().unit
    case = fire(None, "register_application", clerk, _told(village, township.id))
    asking, other = case.parties
    asked = {"way": ContactWay.PHONE, "answer": AskAnswer.AGREES}
    fire(case, "ask_party", clerk, {"party": other.id, **asked})
    fire(case, "accept", chair, {"dispute_type": DisputeType.NEIGHBOUR, "source": Source.APPLIED})
    lead = accounts.mediator(accounts.AMMA).id
    chosen = {"lead": lead, "way": AssignmentWay.APPOINTED, "relations": Relation.NONE}
    fire(case, "assign_mediator", chair, chosen)
    db.session.refresh(case)
    told = {"told_on": clock.today(), "way": NoticeWay.ORAL, "language": Language.BOTH, "accepts_mediator": True}
    fire(case, "give_notice", mediator, {"parties": tuple({"party": party.id, **told} for party in case.parties)})
    _meet_and_agree(hands, case, mediator, chair, lead, (asking.id, other.id))
    hands.forward(timedelta(days=12))
    (duty,) = case.agreement.duties
    fire(case, "record_performance", mediator, {"item": duty.id, "proof": PerformanceProof.BOTH_SAY})
    fire(case, "confirm_performed", mediator, {})
    visit = {"visited": (asking.id,), "performance": VisitPerformance.ALL, "satisfied": Satisfaction.YES}
    fire(case, "record_followup", mediator, visit)
    fire(case, "submit_file", mediator, {"retention": Retention.Y10, "checklist": (PaperKind.RECORD,)})
    fire(case, "archive", office, {"place": "柜一", "checked": tuple(ReviewPoint)})
    return case


def _told(village: Any, committee: int) -> dict[str, Any]:
    def row(place: int) -> dict[str, Any]:
        return {"name": Someone(place).name, "id_number": Someone(place).id_number, "phone": Someone(place).phone}

    return {
        "committee": committee,
        "kind": MediationKind.PEOPLE,
        "village": village.id,
        "matter": "院墙",
        "claims": "挪开",
        "form": ApplicationForm.WRITTEN,
        "applicants": (row(250),),
        "respondents": (row(251),),
    }


def _meet_and_agree(hands: Any, case: Case, mediator: Any, chair: Any, lead: int, parties: tuple[int, int]) -> None:
    today, (asking, other) = clock.today(), parties
    start = clock.at(today, 15)
    place = {"place": "村委会", "starts": start, "ends": start + timedelta(hours=1), "mode": SessionMode.SITE}
    fire(case, "plan_session", mediator, place)
    hands.set(place["ends"])
    held = {"time": start, "place": "村委会", "present": parties, "open": False, "text": "谈妥", "read_out": "念过"}
    fire(case, "hold_session", mediator, held | {"result": SessionResult.AGREED})
    duty = {"content": "挪开院墙", "kind": DutyKind.WORK, "debtor": other, "creditor": asking, "due_on": today}
    items = (duty | {"manner": "自己动手", "place": "村里"},)
    fire(case, "settle_content", mediator, {"bound": parties, "items": items, "facts": "院墙占路"})
    for party in parties:
        signed = {"who": SignerKind.PARTY, "for_whom": party, "kind": SignatureKind.BOTH}
        fire(case, "record_signature", mediator, signed)
    signed = {"who": SignerKind.MEDIATOR, "mediator": lead, "kind": SignatureKind.SIGN}
    fire(case, "record_signature", mediator, signed)
    fire(case, "put_seal", chair, {"copies": 3})
    fire(case, "sign_agreement", mediator, {})
