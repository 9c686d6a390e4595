"""Every address by everybody: what answers is held against the reviewed file; forged forms change nothing."""

import os
from pathlib import Path

import pytest

from mediation.casework import restricted, spot_checks
from mediation.casework.actor import OPERATOR
from mediation.features.reports.outlines import Slot
from mediation.features.reports.writing import begin, row_of
from mediation.indicators.scope import scope_of
from mediation.kernel.calendar import LimitUnit
from mediation.model.activity import ActivityKind, StockKind
from mediation.model.base import db
from mediation.model.complaint import Channel, Complaint, Conduct
from mediation.model.intake import ImportBatch, ImportRow
from mediation.model.mediator import StudioMember
from mediation.model.person import Person
from mediation.model.report import Promise, PromiseKind
from mediation.model.rule import CalendarDay, CalendarYear, DayKind, PlanPurpose, PlanRule, RuleBasis, TermRule
from mediation.model.screening import Screening, ScreeningKind
from mediation.model.track import SubsidyTariff
from mediation.model.training import Training
from mediation.model.typed import TypedFigure
from mediation.model.village_helper import Helper, HelperPost
from mediation.procedure.records import DisputeType
from mediation.procedure.states import State
from mediation.web.access import Gate, mark_of
from tests.answers import act
from tests.conftest import Web
from tests.desk import form_of
from tests.factories import activity, advise
from tests.snapshot import changed, snapshot
from tests.town import ACCOUNTS, TODAY, march

GOLDEN = Path(__file__).with_name("routes.golden")
NOBODY = "nobody"
IDENTITIES = (NOBODY, *ACCOUNTS)
# They change nothing but the session, only look, or keep nothing that is not the account's own.
ONLY_LOOK = (
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.welcome",
    "cases.numbers",
    "drafts.keep",
    "imports.look",
)
LOOKS = ("event", "login_session")  # a look at a case is written down, and when somebody was last seen


@pytest.fixture(scope="module")
def paths(standing):
    """A real record of the town behind every address: endpoint → one path or several, each by a name."""
    world = standing.world
    village, committee, mediator = world.villages[0], world.committees[0], world.yangjin
    term = mediator.terms[0].id
    adviser = advise(village)
    campaign = activity(world.town, next(iter(ActivityKind)), TODAY)
    helper = Helper(
        person=Person(name="次仁"), posts=[HelperPost(place=village, kind=StockKind.GRID_WORKER, from_on=TODAY)]
    )
    screening = Screening(
        town_id=world.town.id, on=TODAY, venue="牧场", kind=ScreeningKind.ROUTINE, persons="次仁", found=0
    )
    training = Training(town_id=world.town.id, on=TODAY, subject="民法典", half_days=2)
    complaint = Complaint(
        town_id=world.town.id,
        mediator=mediator,
        received_on=TODAY,
        channel=Channel.PHONE,
        conduct=Conduct.FAVOUR,
        told="只听一边说。",
        taken_by="德吉",
    )
    told = TypedFigure(
        figure="X07",
        place=world.town,
        from_on=TODAY,
        to_on=TODAY,
        value=1,
        unit="件",
        source="月报",
        person="德吉",
        on=TODAY,
    )
    db.session.add_all([helper, screening, training, complaint, told])
    batch = ImportBatch(at=standing.user("office").created_at, actor="office", files="案件.xlsx")
    db.session.add(batch)
    db.session.flush()
    db.session.add(ImportRow(batch_id=batch.id, kind="places", key="1", table_name="place", row_id=village.id))
    member = db.session.query(StudioMember).one().id
    rule = {name: row.id for name, row in rules_of_the_town(world.town).items()}
    drawn, wish, closed = looked_after(standing)
    account = standing.user("clerk").ref
    planned = act(standing.road(State.ASSIGNED), "plan_session")
    part = begin(OPERATOR, scope_of(world.town), 2026)[0].id
    promise = Promise(place_id=world.town.id, year=2026, kind=PromiseKind.PLAN, text="添一间调解室。")
    db.session.add(promise)
    aside = row_of(OPERATOR, scope_of(world.town), 2026, 99, Slot(2, "牧区法律服务", body="送法进牧场。"))
    aside.outside = True
    db.session.add(aside)
    db.session.commit()
    homeless = aside.id
    tariff = db.session.query(SubsidyTariff).order_by(SubsidyTariff.id).first().ref
    talks, lead = standing.case(State.MEDIATING).ref, standing.case(State.LEAD).ref
    agreed = standing.case(State.IN_FORCE).ref
    unborn, archived = standing.case(State.REGISTERED).ref, standing.case(State.ARCHIVED).ref
    of_mediator = f"/roster/mediators/{mediator.ref}"
    taking_forms_only = {
        **{f"accounts.{act}": f"/accounts/{account}/{act}" for act in ("link", "resume", "stop")},
        "accounts.revoke": f"/accounts/{account}/roles/1/revoke",
        "cases.numbers": f"/cases/{talks}/numbers",
        "notes.drop": f"/cases/{talks}/notes/nothing/drop",
        "parties.decide": f"/cases/{talks}/parties/decide",
        "parties.part": f"/cases/{talks}/parties/links/none/part",
        "imports.take_back": f"/imports/{batch.id}/undo",
        "reports.freeze": "/reports/2025/freeze",
        "reports.period_freeze": "/reports/periods/2026-02/freeze",
        "reports.sign": "/reports/2026/sign",
        "reports.write_begin": "/reports/2026/write/begin",
        "reports.write_back": f"/reports/2026/write/{part}/versions/1",
        **{f"reports.write_{act}": f"/reports/2026/write/{part}/{act}" for act in ("automatic", "up", "down", "drop")},
    }
    return taking_forms_only | {
        "calendars.file": "/calendar/never-given.ics",
        "help.manual": "/help/manual/mediator",
        "help.tour": "/help/tour/1",
        "accounts.account": f"/accounts/{account}",
        "accounts.grant": f"/accounts/{account}/roles",
        "accounts.security_stop": f"/accounts/{account}/security-stop",
        "accounts.welcome": "/welcome/nothing",
        "assignments.handover": f"/mediators/{mediator.ref}/handover",
        "activities.new": f"/activities/new?kind={campaign.kind.value}",
        "activities.drop": f"/activities/{campaign.ref}/drop",
        "activities.edit": f"/activities/{campaign.ref}/edit",
        "activities.show": f"/activities/{campaign.ref}",
        "parties.index": f"/cases/{talks}/parties",
        **{
            endpoint: {
                "an acceptance form": f"/cases/{talks}/print/acceptance-1{ending}",
                "a record": f"/cases/{talks}/print/record-1{ending}",
                "an agreement": f"/cases/{agreed}/print/agreement-1{ending}",
                "no such paper": f"/cases/{talks}/print/nothing-1{ending}",
            }
            for endpoint, ending in (("papers.show", ""), ("papers.file", ".docx"))
        },
        "activities.helpers.edit": f"/activities/rosters/people/{helper.ref}/edit",
        "activities.helpers.edit_post": f"/activities/rosters/people/{helper.ref}/posts/{helper.posts[0].id}",
        "activities.helpers.end_post": f"/activities/rosters/people/{helper.ref}/posts/{helper.posts[0].id}/end",
        "activities.helpers.new": f"/activities/rosters/{village.ref}/new",
        "activities.helpers.new_post": f"/activities/rosters/people/{helper.ref}/posts/new",
        "activities.helpers.show": f"/activities/rosters/people/{helper.ref}",
        "activities.helpers.village": f"/activities/rosters/{village.ref}",
        "cases.act": {
            "a step of the mediator": f"/cases/{talks}/events/hold-session",
            "a danger": f"/cases/{talks}/events/report-risk",
            "a danger in a lead": f"/cases/{lead}/events/report-risk",
            "the first question": f"/cases/{unborn}/events/ask-party",
            "what came too late": f"/cases/{archived}/events/hold-session",
            "no such event": f"/cases/{talks}/events/nothing",
        },
        "cases.new_by": {
            "own motion": "/cases/new/register-own-motion",
            "referral": "/cases/new/register-referral",
            "no such event": "/cases/new/nothing",
        },
        "cases.paper": f"/cases/{talks}/papers/nothing",
        "cases.show": {
            "a lead": f"/cases/{lead}",
            "a registration": f"/cases/{unborn}",
            "in talks": f"/cases/{talks}",
            "sent to the police": f"/cases/{standing.case(State.TRANSFERRED).ref}",
            "archived": f"/cases/{archived}",
            "nowhere": "/cases/nowhere",
        },
        "imports.show": f"/imports/{batch.id}",
        "places.edit": f"/places/{village.ref}/edit",
        "places.edit_adviser": f"/places/{village.ref}/advisers/{adviser.id}",
        "places.new_adviser": f"/places/{village.ref}/advisers/new",
        "places.rename": f"/places/{village.ref}/rename",
        "places.show": f"/places/{village.ref}",
        "notes.edit": f"/cases/{talks}/notes/nothing",
        "notes.index": f"/cases/{talks}/notes",
        "notes.new": f"/cases/{talks}/notes/new",
        "reports.check": "/reports/2026/check",
        "reports.head": "/reports/2026/head",
        "reports.names": "/reports/2026/names",
        "reports.outline": "/reports/2026/outline",
        "reports.write_place": f"/reports/2026/write/{homeless}/place",
        "reports.promise": f"/reports/2026/promises/{promise.id}",
        "reports.sources": "/reports/2026/sources",
        "reports.write": "/reports/2026/write",
        "reports.write_add": "/reports/2026/write/add",
        "reports.write_part": f"/reports/2026/write/{part}",
        "reports.document": {kind: f"/reports/2026.{kind}" for kind in ("docx", "xlsx", "json", "html", "exe")},
        "reports.figure": {"accepted": "/reports/2026/figures/C01", "no such figure": "/reports/2026/figures/X99"},
        "reports.period_changes": "/reports/periods/2026/changes",
        "reports.period_document": "/reports/periods/2026-02.docx",
        "reports.period_figure": "/reports/periods/2026-02/figures/C01",
        "reports.period_show": "/reports/periods/2026-02",
        "reports.periods": "/reports/2026/periods",
        "reports.counted": f"/cases/{talks}/figures",
        "reports.live": "/figures?year=2026",
        "reports.show": "/reports/2026",
        "rooms.edit": f"/rooms/{world.room.ref}/edit",
        "rooms.mediator_week": f"/weeks/{mediator.ref}",
        "rooms.week": f"/rooms/{world.room.ref}",
        "roster.acting": f"/roster/units/{committee.ref}/acting",
        "roster.edit_mediator": f"{of_mediator}/edit",
        "roster.edit_studio": f"/roster/studios/{world.amma.ref}",
        "roster.edit_term": f"{of_mediator}/terms/{term}",
        "roster.edit_unit": f"/roster/units/{committee.ref}",
        "roster.end_term": f"{of_mediator}/terms/{term}/end",
        "roster.join_studio": f"{of_mediator}/studios/new",
        "roster.leave_studio": f"{of_mediator}/studios/{member}/end",
        "roster.mediator": of_mediator,
        "roster.new_term": f"{of_mediator}/terms/new",
        "roster.renew": f"/roster/units/{committee.ref}/renew",
        "complaints.decide": f"/complaints/{complaint.ref}/outcome",
        "complaints.edit": f"/complaints/{complaint.ref}/edit",
        "complaints.show": f"/complaints/{complaint.ref}",
        "rules.drop_limit": f"/rules/limits/{rule['limit']}/drop",
        "rules.drop_plan": f"/rules/plans/{rule['plan']}/drop",
        "rules.edit_limit": f"/rules/limits/{rule['limit']}",
        "rules.edit_plan": f"/rules/plans/{rule['plan']}",
        "rules.withdraw_days": f"/rules/days/{rule['day']}/withdraw",
        "rules.withdraw_year": f"/rules/years/{rule['year']}/withdraw",
        "sessions.index": f"/cases/{talks}/sessions",
        "sessions.postpone": {
            "one that is planned": f"/cases/{planned.case.ref}/sessions/{planned.case.sessions[-1].ref}/postpone",
            "no such session": f"/cases/{talks}/sessions/nothing/postpone",
        },
        "screenings.drop": f"/screenings/{screening.ref}/drop",
        "screenings.edit": f"/screenings/{screening.ref}/edit",
        "screenings.show": f"/screenings/{screening.ref}",
        "static": "/static/mediation.css",
        "trainings.drop": f"/trainings/{training.ref}/drop",
        "trainings.edit": f"/trainings/{training.ref}/edit",
        "trainings.show": f"/trainings/{training.ref}",
        "typed.drop": f"/typed/{told.ref}/drop",
        "typed.edit": f"/typed/{told.ref}/edit",
        "typed.file": f"/typed/{told.ref}/file",
        "typed.new": "/typed/new?figure=X07",
        "typed.show": f"/typed/{told.ref}",
        "supervision.ask": {"a closed file": f"/cases/{closed}/opening", "an open one": f"/cases/{talks}/opening"},
        "supervision.call": f"/supervision/draws/{drawn.ref}/{drawn.checks[0].id}",
        "supervision.decide": f"/supervision/openings/{wish}",
        "supervision.show": f"/supervision/draws/{drawn.ref}",
        "subsidies.batch": "/subsidies/batch?name=nothing",
        "subsidies.batch_file": "/subsidies/batch.xlsx?name=nothing",
        "subsidies.edit_tariff": f"/subsidies/tariffs/{tariff}",
    }


def rules_of_the_town(town):
    """One entry of each kind that an office keeps under its rules."""
    rows = {
        "day": CalendarDay(place_code=town.code, on=TODAY, kind=DayKind.REST, name="雪顿节"),
        "year": CalendarYear(place_code=town.code, year=2031),
        "limit": TermRule(
            town_id=town.id,
            count=20,
            unit_of_time=LimitUnit.DAYS,
            basis=RuleBasis.HOUSE,
            ground="",
            dispute_type=DisputeType.TOURISM,
            valid_from=TODAY,
        ),
        "plan": PlanRule(town_id=town.id, purpose=PlanPurpose.AFTER_DUE, days=7, valid_from=TODAY),
    }
    db.session.add_all(rows.values())
    db.session.flush()
    return rows


def looked_after(town):
    """A sample of the cases that ended, a closed file, and the clerk's wish to open it."""
    drawn = spot_checks.draw(town.actor("office"), town.world.town, march(1), TODAY, 1)
    closed = town.case(State.NOT_ACCEPTED)
    closed.minor_flag = True
    wish = restricted.ask(town.actor("clerk"), closed, "要写函")
    return drawn, wish.ref, closed.ref


@pytest.fixture(scope="module")
def enter(house, standing, paths):
    """Everybody of the town at a screen, signed in once for all tests here."""
    web = Web(house, standing, None)
    return lambda who: house.test_client() if who == NOBODY else web(who)


def rules(house, method):
    return sorted(
        (rule for rule in house.url_map.iter_rules() if method in rule.methods), key=lambda rule: rule.endpoint
    )


def asked(house, paths):
    """What is asked for: the name of the line in the file, and the path."""
    for rule in rules(house, "GET"):
        known = paths.get(rule.endpoint, rule.rule)
        for name, path in known.items() if isinstance(known, dict) else [("", known)]:
            assert "<" not in path, f"{rule.endpoint}: which record? say it in `paths`"
            yield f"{rule.endpoint} ({name})" if name else rule.endpoint, path


def answers(house, paths, enter):
    """One line for every address: each status with those who get it."""
    for name, path in asked(house, paths):
        found = {}
        for who in IDENTITIES:
            answer = enter(who).get(path)
            found.setdefault(answer.status_code, []).append(who)
            answer.close()
        yield f"{name}: " + " | ".join(f"{status} {' '.join(found[status])}" for status in sorted(found))


def test_what_answers_whom_was_reviewed(house, paths, enter):
    """Changed on purpose? MEDIATION_WRITE_MATRIX=FILE writes what is so now; each line that differs is to be read."""
    found = list(answers(house, paths, enter))
    if asked_to_write := os.environ.get("MEDIATION_WRITE_MATRIX"):
        Path(asked_to_write).write_text("\n".join(found) + "\n", encoding="utf-8")
    expected = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert [line for line in found if line not in expected] == []
    assert [line for line in expected if line not in found] == []


def test_nobody_gets_in_without_signing_in(house, paths, enter):
    for name, path in asked(house, paths):
        gate = mark_of(house, name.split()[0]).gate
        answer = enter(NOBODY).get(path)
        answer.close()
        assert answer.status_code == 303 or gate is Gate.PUBLIC, name
        assert gate is Gate.PUBLIC or answer.location.startswith("/login"), name


def sendable(house, paths):
    """Every address that takes a form, with a real record behind it."""
    for rule in rules(house, "POST"):
        known = paths.get(rule.endpoint, rule.rule)
        path = next(iter(known.values())) if isinstance(known, dict) else known
        assert "<" not in path, f"{rule.endpoint}: which record? say it in `paths`"
        yield rule.endpoint, path


@pytest.mark.parametrize("who", [NOBODY, "office", "chair", "sysadmin"])
@pytest.mark.parametrize("token", ["none", "forged"])
def test_a_form_without_good_tokens_changes_nothing(house, paths, enter, who, token):
    client = enter(who)
    data = {} if token == "none" else {"csrf_token": "forged", "form_token": "forged"}
    before = snapshot(*LOOKS)
    for endpoint, path in sendable(house, paths):
        answer = client.post(path, data=data)
        assert answer.status_code >= 300, endpoint
        assert changed(before) == set(), endpoint


@pytest.mark.parametrize("who", ["office", "mediator", "sysadmin"])
def test_a_form_token_of_somebody_else_changes_nothing(house, paths, enter, who):
    """The own CSRF token, and the number of a form that another account opened."""
    foreign = form_of(enter("leader").get("/me"), "/me/theme")["form_token"]
    client = enter(who)
    tokens = form_of(client.get("/me"), "/me/theme") | {"form_token": foreign}
    before = snapshot(*LOOKS)
    for endpoint, path in sendable(house, paths):
        if endpoint in ONLY_LOOK:
            continue
        answer = client.post(path, data=tokens)
        assert answer.status_code >= 400, (endpoint, answer.status_code)
        assert changed(before) == set(), endpoint


@pytest.mark.parametrize("who", IDENTITIES[1:])
def test_who_may_not_look_may_not_send(house, paths, enter, who):
    """Everybody with good tokens of his own: what refuses to show its form refuses to take it, in the same words."""
    client = enter(who)
    tokens = form_of(client.get("/me"), "/me/theme")
    before, refused = snapshot(*LOOKS), 0
    for endpoint, path in sendable(house, paths):
        shown = client.get(path)
        shown.close()
        if shown.status_code not in (403, 404):
            continue
        answer = client.post(path, data=tokens)
        assert answer.status_code == shown.status_code, endpoint
        assert changed(before) == set(), endpoint
        refused += 1
    assert refused > 0


def test_methods_that_no_form_uses_are_refused(house, paths, enter):
    office = enter("office")
    before = snapshot(*LOOKS)
    for method in ("PUT", "PATCH", "DELETE"):
        for _name, path in asked(house, paths):
            assert office.open(path, method=method).status_code in (400, 405)
    assert changed(before) == set()
