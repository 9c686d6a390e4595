"""G02 on the screen: a reason each time, and the administrators are told of whoever looks too often."""

from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.states import State
from tests.desk import form_of, words


def test_g02_the_administrators_of_audit_and_security_are_told(web):
    case = web.town.case(State.MEDIATING)
    client, url = web("clerk"), f"/cases/{case.ref}/numbers"
    tokens = form_of(client.get(f"/cases/{case.ref}"), url)
    for _time in range(21):
        assert client.post(url, data=tokens | {"reason": "CONTACT"}).status_code == 200
    db.session.rollback()
    rows = db.session.query(AuditEvent).filter_by(act="reveal").all()
    assert {row.data["reason"] for row in rows} == {"CONTACT"}
    for who, page in (("auditor", "/audit"), ("secadmin", "/accounts")):
        said = words(web(who).get(page))
        assert "看电话和身份证号特别多" in said
        assert "账号clerk3月20日，21次" in said
    assert "特别多" not in words(web("sysadmin").get("/accounts"))
