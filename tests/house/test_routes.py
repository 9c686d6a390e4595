"""Every address by everybody: what answers is held against the reviewed file; forged forms change nothing."""

import os
from pathlib import Path

import pytest

from mediation.casework.access import OPERATOR
from mediation.features.reports.writing import begin
from mediation.indicators.scope import scope_of
from mediation.model.activity import ActivityKind
from mediation.model.base import db
from mediation.model.intake import ImportBatch, ImportRow
from mediation.model.mediator import StudioMember
from mediation.model.report import Promise, PromiseKind
from mediation.procedure.states import State
from mediation.web.access import Gate, mark_of
from tests.conftest import Web
from tests.desk import form_of
from tests.factories import activity, advise
from tests.snapshot import changed, snapshot
from tests.town import ACCOUNTS, TODAY

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
    batch = ImportBatch(at=standing.user("office").created_at, actor="office", files="案件.xlsx")
    db.session.add(batch)
    db.session.flush()
    db.session.add(ImportRow(batch_id=batch.id, kind="places", key="1", table_name="place", row_id=village.id))
    member = db.session.query(StudioMember).one().id
    account = standing.user("clerk").ref
    part = begin(OPERATOR, scope_of(world.town), 2026)[0].id
    promise = Promise(place_id=world.town.id, year=2026, kind=PromiseKind.PLAN, text="添一间调解室。")
    db.session.add(promise)
    db.session.commit()
    talks, lead = standing.case(State.MEDIATING).ref, standing.case(State.LEAD).ref
    unborn, archived = standing.case(State.REGISTERED).ref, standing.case(State.ARCHIVED).ref
    of_mediator = f"/roster/mediators/{mediator.ref}"
    taking_forms_only = {
        **{f"accounts.{act}": f"/accounts/{account}/{act}" for act in ("link", "resume", "stop")},
        "accounts.revoke": f"/accounts/{account}/roles/1/revoke",
        "cases.numbers": f"/cases/{talks}/numbers",
        "imports.take_back": f"/imports/{batch.id}/undo",
        "reports.freeze": "/reports/2025/freeze",
        "reports.period_freeze": "/reports/periods/2026-02/freeze",
        "reports.sign": "/reports/2026/sign",
        "reports.write_begin": "/reports/2026/write/begin",
        **{f"reports.write_{act}": f"/reports/2026/write/{part}/{act}" for act in ("automatic", "up", "down", "drop")},
    }
    return taking_forms_only | {
        "accounts.account": f"/accounts/{account}",
        "accounts.grant": f"/accounts/{account}/roles",
        "accounts.welcome": "/welcome/nothing",
        "activities.new": f"/activities/new?kind={campaign.kind.value}",
        "activities.drop": f"/activities/{campaign.ref}/drop",
        "activities.edit": f"/activities/{campaign.ref}/edit",
        "activities.show": f"/activities/{campaign.ref}",
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
        "reports.check": "/reports/2026/check",
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
        "reports.show": "/reports/2026",
        "rooms.edit": f"/rooms/{world.room.ref}/edit",
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
        "static": "/static/mediation.css",
    }


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
