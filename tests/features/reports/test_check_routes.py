"""A report written elsewhere is sent, looked at and forgotten."""

from io import BytesIO

import pytest

from mediation.features.reports.checking.paper import MOST_UNPACKED
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from tests.features.reports.checking.test_paper import docx, packed

CHECK = "/reports/2024/check"


def sent(client, content: bytes, name: str = "年报.docx"):
    return client.send(CHECK, {"file": (BytesIO(content), name)})


def test_what_was_taken_for_what_and_what_is_wrong(office, reading_as):
    client = reading_as(office)
    events = db.session.query(AuditEvent).count()
    page = sent(client, docx("受理纠纷4件，调解成功2件。", "公开信息26条。", "劝返学生5名。")).text
    assert "认出3个数字" in page
    assert "台账里是3件，写的是“2件”。" in page
    assert "还有1个认不出说的是什么" in page
    assert "有1处矛盾" in page
    assert db.session.query(AuditEvent).count() == events


def test_a_true_report_is_told_to_be_one(office, reading_as):
    assert "没有发现矛盾。" in sent(reading_as(office), docx("受理纠纷4件，调解成功3件。")).text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7", "这不是 Word 文件"),
        (b"PK\x03\x04" + b"\0" * 40, "文件损坏或者加了密码"),
        (packed(**{"word/document.xml": b"<w:document"}), "文件损坏或者加了密码"),
        (packed(**{"word/document.xml": b" " * (MOST_UNPACKED + 2)}), "文件太大"),
    ],
    ids=["pdf", "broken", "cut off", "huge"],
)
def test_what_is_no_paper_is_told_beside_the_field(office, reading_as, content: bytes, says: str):
    answer = sent(reading_as(office), content)
    assert answer.status_code == 422
    assert says in answer.text
    assert 'id="file-error"' in answer.text


def test_no_file_is_told(office, reading_as):
    answer = reading_as(office).send(CHECK)
    assert (answer.status_code, "还没有选文件。" in answer.text) == (422, True)


def test_a_file_that_is_too_large_keeps_the_page(office, leader, reading_as):
    client = reading_as(office)
    answer = sent(client, b"PK" + b"0" * 21_000_000)
    assert answer.status_code == 413
    assert "文件超过20兆，没有核对。" in answer.text
    assert "核对一份别处写的2024年年报" in answer.text
    assert 'id="file-error"' in answer.text
    answer.request.environ["wsgi.input"].close()  # the temporary file of what was sent
    assert client.post("/reports/2024/freeze", data={"x": "1" * 21_000_000}).status_code == 413
    other = reading_as(leader).post(CHECK, data={"x": "1" * 21_000_000})
    assert other.status_code in (403, 413)
    assert "核对一份别处写的" not in other.text
