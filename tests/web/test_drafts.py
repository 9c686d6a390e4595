"""Nothing typed is lost, and nothing typed is shown to anybody else."""

import re
from datetime import timedelta
from html import unescape

import pytest

from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.draft import Draft
from mediation.model.place import Place
from mediation.model.sensitive import ALGORITHM
from mediation.model.user import LoginSession
from mediation.procedure.roles import Role
from mediation.procedure.states import State
from mediation.web import drafts
from tests.answers import act
from tests.conftest import PASSWORD, sign_in
from tests.desk import Desk, form_of
from tests.factories import TOWN_CODE
from tests.town import FAR_CODE, TODAY, Road, march, mediating

WORDS = "两家在河边又争起来了，这是我刚刚记下的"


@pytest.fixture
def desk(web):
    """The case that is being talked about, and the address of its form."""
    case = web.town.case(State.MEDIATING)
    return Desk(web, f"/cases/{case.ref}")


@pytest.fixture
def form(desk):
    """The form of a paper, opened by the mediator and partly filled in."""
    page = desk.url("set-risk")
    return page, form_of(desk.web("mediator").get(page), page) | {"level": "HIGH", "reason": WORDS}


def _end_sign_ins() -> None:
    db.session.query(LoginSession).update({"ended_at": clock.now()})
    db.session.commit()


def _log_in(client, name, page="/login"):
    return client.send(page, {"username": name, "password": PASSWORD})


def _kept() -> list[Draft]:
    db.session.rollback()
    return db.session.query(Draft).all()


def _typed(response, name="reason") -> str:
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>([^<]*)<', response.text)
    return unescape(found[1]).strip() if found else ""


def _autosave(client, page, fields):
    return client.post("/drafts", data={**fields, "draft_of": page})


# --- sent after the sign-in had run out ---------------------------------------------------------


def test_what_was_sent_too_late_is_there_after_signing_in_again(web, form):
    page, fields = form
    client = web("mediator")
    _end_sign_ins()
    answer = client.post(page, data=fields)
    assert answer.status_code == 303
    login = client.get(answer.location)
    assert "登录过期了，您写的已经存好" in login.text
    back = _log_in(client, "mediator", answer.location)
    assert (back.status_code, back.location) == (303, page)
    again = client.get(page)
    assert _typed(again) == WORDS
    assert "还没有办" in again.text
    assert re.search(r'value="HIGH"[^>]* checked', again.text)
    sent = client.post(page, data=form_of(again, page))
    assert sent.status_code == 303, sent.text
    assert web.town.case(State.MEDIATING).risk_level == "HIGH"
    assert _kept() == []


def test_another_account_sees_nothing_of_it(web, form):
    page, fields = form
    client = web("mediator")
    _end_sign_ins()
    answer = client.post(page, data=fields)
    _log_in(client, "office", answer.location)
    seen = client.get(page)
    assert WORDS not in seen.text
    assert "草稿" not in seen.text
    assert [row.user_id for row in _kept()] == [web.town.user("mediator").id]


def test_a_form_of_an_earlier_sign_in_comes_back_filled_in(web, form):
    """Signed in again in another tab, the forgery token of the first tab is no longer good."""
    page, fields = form
    client = sign_in(web("mediator"), "mediator")
    answer = client.post(page, data=fields)
    assert (answer.status_code, f'href="{page}"' in answer.text) == (400, True)
    assert "您写的已经存好" in answer.text
    assert _typed(client.get(page)) == WORDS


def test_somebody_elses_old_form_shows_nothing_and_is_kept_for_its_owner(web, form):
    page, fields = form
    answer = web("office").post(page, data=fields)
    assert answer.status_code == 400
    assert WORDS not in answer.text
    assert WORDS not in web("office").get(page).text
    assert _typed(web("mediator").get(page)) == WORDS


@pytest.mark.parametrize("token", [None, "", "forged", "WzEsMTc5.x.y"])
def test_without_a_genuine_token_nothing_is_kept(web, form, token):
    page, fields = form
    _end_sign_ins()
    answer = web("mediator").post(page, data={**fields, "form_token": token})
    assert answer.location.startswith("/login")
    assert "done=" not in answer.location
    assert _kept() == []


def test_a_used_token_keeps_nothing(web, form):
    page, fields = form
    client = web("mediator")
    assert client.post(page, data=fields).status_code == 303
    _end_sign_ins()
    client.post(page, data=fields)
    assert _kept() == []


def test_a_token_of_nobody_keeps_nothing(web, form):
    page, fields = form
    client = web("mediator")
    _end_sign_ins()
    nobodys = client.hidden("/login")["form_token"]
    client.post(page, data={**fields, "form_token": nobodys})
    assert _kept() == []


def test_a_password_is_never_kept(web):
    client = web("mediator")
    fields = client.hidden("/me/password") | {"current": PASSWORD, "password": "another password 1"}
    _end_sign_ins()
    client.post("/me/password", data=fields)
    assert _kept() == []


# --- while it is being typed --------------------------------------------------------------------


def test_what_is_typed_is_kept_and_opens_with_the_form(web, form):
    page, fields = form
    answer = _autosave(web("mediator"), page, fields)
    assert answer.status_code == 200
    assert answer.json == {"said": f"已存草稿 {clock.shanghai(clock.now()):%H:%M}"}
    again = web("mediator").get(page)
    assert _typed(again) == WORDS
    assert "写到一半的草稿" in again.text


def test_it_rests_encrypted_without_tokens(web, form):
    page, fields = form
    _autosave(web("mediator"), page, fields | {"new_password": "x" * 12})
    stored = db.session.execute(db.text("SELECT payload FROM draft")).scalar_one()
    assert stored.startswith(ALGORITHM)
    assert WORDS not in stored
    (draft,) = _kept()
    assert WORDS in draft.payload
    for never in (fields["csrf_token"], fields["form_token"], "new_password"):
        assert never not in draft.payload
    assert draft.version == fields["version"]


def test_a_draft_is_thrown_away_with_a_button(web, form):
    page, fields = form
    client = web("mediator")
    _autosave(client, page, fields)
    discard = form_of(client.get(page), "/drafts/discard")
    answer = client.post("/drafts/discard", data=discard)
    assert (answer.status_code, answer.location) == (303, page)
    assert _typed(client.get(page)) == ""
    assert _kept() == []


def test_a_form_that_was_taken_is_not_brought_back_by_a_late_keeping(web, form):
    page, fields = form
    client = web("mediator")
    assert client.post(page, data=fields).status_code == 303
    assert _autosave(client, page, fields).json == {"said": ""}
    assert _kept() == []


def test_the_last_keeping_counts_and_there_is_one_for_each_form(web, form):
    page, fields = form
    _autosave(web("mediator"), page, fields)
    _autosave(web("mediator"), page, fields | {"reason": "改过的"})
    assert len(_kept()) == 1
    assert _typed(web("mediator").get(page)) == "改过的"


@pytest.mark.parametrize("path", ["", "/nowhere", "//elsewhere.example", "/me/password", "/login", "/drafts", "/cases"])
def test_only_forms_are_kept(web, form, path):
    assert _autosave(web("mediator"), path, form[1]).json == {"said": ""}
    assert _kept() == []


def test_too_much_is_not_kept(web, form, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_TYPED", 500)
    page, fields = form
    assert _autosave(web("mediator"), page, fields | {"reason": "字" * 500}).json == {"said": ""}
    assert _kept() == []


def test_the_oldest_of_too_many_goes(web, form, desk, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    pages = [desk.url(event) for event in ("set-risk", "plan-session", "amend-registration")]
    for page in pages:
        web.clock.forward(timedelta(seconds=1))
        _autosave(web("mediator"), page, form[1])
    assert sorted(row.path for row in _kept()) == sorted(pages[1:])


def test_the_register_of_a_case_is_kept_with_its_rows(web):
    client = web("clerk")
    fields = form_of(client.get("/cases/new"), "/cases/new")
    _autosave(client, "/cases/new", fields | {"applicants-0-name": "扎西顿珠", "matter": WORDS})
    again = client.get("/cases/new")
    assert _typed(again, "matter") == WORDS
    assert 'value="扎西顿珠"' in again.text


def test_a_register_keeps_what_is_typed(web):
    client = web("office")
    page = "/rooms/new"
    fields = form_of(client.get(page), page)
    _autosave(client, page, fields | {"name": "新的调解室"})
    assert 'value="新的调解室"' in client.get(page).text
    assert 'value="新的调解室"' not in web("office2").get(page).text


# --- one path, several forms --------------------------------------------------------------------


@pytest.fixture
def of_two_towns(web):
    """An office that keeps two towns writes the head of the report of the far one."""
    user = web.town.user("office")
    user.hold(Role.OFFICE, TODAY, place=db.session.query(Place).filter_by(code=FAR_CODE).one())
    db.session.commit()
    page = f"/reports/2025/head?place={FAR_CODE}"
    return page, form_of(web("office").get(page), page) | {"addressee": WORDS}


def _addressee(response) -> str:
    return re.search(r'name="addressee"[^>]*value="([^"]*)"', response.text)[1]


def test_two_towns_of_one_office_have_a_draft_each(web, of_two_towns):
    page, fields = of_two_towns
    office, own = web("office"), f"/reports/2025/head?place={TOWN_CODE}"
    _autosave(office, page, fields)
    assert _addressee(office.get(page)) == WORDS
    assert _addressee(office.get(own)) == ""
    _autosave(office, own, form_of(office.get(own), own) | {"addressee": "本镇的"})
    assert (_addressee(office.get(own)), _addressee(office.get(page))) == ("本镇的", WORDS)
    assert page in office.get("/").text, "the list of what was begun leads to the form of that town"


def test_the_draft_of_one_town_goes_with_its_form_alone(web, of_two_towns):
    page, fields = of_two_towns
    office, own = web("office"), f"/reports/2025/head?place={TOWN_CODE}"
    for one in (page, own):
        _autosave(office, one, form_of(office.get(one), one) | fields)
    sent = office.post(page, data=form_of(office.get(page), page))
    assert sent.status_code == 303, sent.text
    assert [row.path for row in _kept()] == [own]
    discard = form_of(office.get(own), "/drafts/discard")
    assert office.post("/drafts/discard", data=discard).location == own
    assert _kept() == []


def test_what_was_sent_too_late_for_one_town_comes_back_for_that_town(web, of_two_towns):
    page, fields = of_two_towns
    _end_sign_ins()
    answer = web("office").post(page, data=fields)
    back = _log_in(web("office"), "office", answer.location)
    assert back.location == page
    assert _addressee(web("office").get(page)) == WORDS
    assert _addressee(web("office").get(f"/reports/2025/head?place={TOWN_CODE}")) == ""


@pytest.mark.parametrize("query", ["?question=1", "?whole=1", "?lang=bo", "?level=WATCH", "?on=2026-03-20", "?"])
def test_how_a_form_is_shown_tells_no_two_forms_apart(web, form, query):
    page, fields = form
    _autosave(web("mediator"), page + query, fields)
    assert _typed(web("mediator").get(f"{page}?whole=1")) == WORDS


# --- versions and age ---------------------------------------------------------------------------


def test_a_draft_about_one_thing_is_not_opened_for_another(web):
    """Half a record about one duty, and then the link in the row of another: that other one is recorded."""
    road = mediating(Road(web.town), {})
    items = road.duties(march(9), 200_000, march(25)) * 2
    road.fire("settle_content", march(9), bound=road.everybody, items=items, facts="事实")
    act(road.sign(march(9)), "sign_agreement", march(9))
    db.session.commit()
    first, second = (str(duty.id) for duty in road.case.agreement.duties)
    client, page = web("mediator"), f"/cases/{road.case.ref}/events/record-performance"
    begun = form_of(client.get(page), page) | {"item": first, "amount": "12.34", "question": "2"}
    _autosave(client, page, begun)
    assert form_of(client.get(f"{page}?item={first}"), page)["amount"] == "12.34"
    other = form_of(client.get(f"{page}?item={second}"), page)
    assert (other["item"], other["amount"], other["question"]) == (second, "2000.00", "1")
    assert form_of(client.get(page), page)["amount"] == "12.34"  # it waits


def test_a_draft_takes_the_hour_that_was_touched_in_the_week(web, desk):
    client, page = web("mediator"), desk.url("plan-session")
    begun = form_of(client.get(page), page) | {"starts": "2026-03-25T10:00", "persons": WORDS}
    _autosave(client, page, begun)
    opened = form_of(client.get(f"{page}?starts=2026-03-26T15:00"), page)
    assert opened["starts"] == "2026-03-26T15:00"
    assert WORDS in opened["persons"]


def test_a_draft_begun_before_the_case_changed_shows_both_versions(web, form, desk):
    page, fields = form
    _autosave(web("mediator"), page, fields)
    desk.act("office", "set-risk", level="WATCH", reason="没有什么事")
    again = web("mediator").get(page)
    answer = web("mediator").post(page, data=form_of(again, page))
    assert answer.status_code == 409


def test_a_form_without_its_version_is_stale(web, form):
    page, fields = form
    answer = web("mediator").post(page, data=fields | {"version": ""})
    assert answer.status_code == 409
    assert web.town.case(State.MEDIATING).risk_level == "NONE"


def test_after_three_days_a_draft_is_gone(web, form):
    page, fields = form
    _autosave(web("mediator"), page, fields)
    old = clock.now() - drafts.KEPT_FOR - timedelta(minutes=1)
    db.session.query(Draft).update({"at": old})
    db.session.commit()
    assert _typed(web("mediator").get(page)) == ""
    assert drafts.sweep() == 1
    db.session.commit()
    assert _kept() == []


def test_a_keeping_sweeps_what_is_old(web, form, desk):
    page, fields = form
    _autosave(web("mediator"), page, fields)
    db.session.query(Draft).update({"at": clock.now() - drafts.KEPT_FOR - timedelta(minutes=1)})
    db.session.commit()
    other = desk.url("plan-session")
    _autosave(web("mediator"), other, fields)
    assert [row.path for row in _kept()] == [other]
