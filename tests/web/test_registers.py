"""The forms of registers: required fields, days in reason, and a stale form."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, Reason, Unreadable
from mediation.web import fields
from mediation.web.registers import RegisterForm, asked_day, filled, in_time, not_ahead, offer


class Small(RegisterForm):
    name = fields.TextLine("名字", [filled])
    kind = fields.Pick("哪种", [filled], choices=(), read=int)
    since = fields.Day("从哪天", [filled, in_time])
    seen = fields.Day("哪天", [not_ahead])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self.kind, [(1, "一"), (2, "二")])


def sent(app, **typed):
    good = {"name": "茶馆", "kind": "2", "since": "2026-01-01", "seen": "2026-01-01"}
    with app.test_request_context("/", method="POST"):
        form = Small(MultiDict({**good, **typed}))
        form.validate()
        return form, {name: list(errors) for name, errors in form.errors.items()}


def test_a_good_form_answers(app):
    form, errors = sent(app)
    assert errors == {}
    assert form.answers() == {"name": "茶馆", "kind": 2, "since": date(2026, 1, 1), "seen": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " \t"}, {"name": ["还没有写。"]}),
        ({"kind": ""}, {"kind": ["还没有写。"]}),
        ({"kind": "3"}, {"kind": ["请从列出的里面选。"]}),
        ({"since": ""}, {"since": ["还没有写。"]}),
        ({"since": "soon"}, {"since": ["这个日期看不懂。请写成 2026-01-31 这样。"]}),
        ({"since": "1949-12-31"}, {"since": ["年份不对，请看一看。"]}),
        ({"since": "2200-01-01"}, {"since": ["年份不对，请看一看。"]}),
        ({"seen": "2026-01-03"}, {"seen": ["日期不能晚于今天。"]}),
        ({"seen": ""}, {}),
    ],
)
def test_each_fault_has_one_sentence_beside_its_field(app, typed, said):
    with clock.frozen(date(2026, 1, 2)):
        assert sent(app, **typed)[1] == said


def test_a_refusal_stands_beside_its_field_or_above_the_form(app):
    form, _errors = sent(app)
    with app.test_request_context("/"):
        form.show(Incomplete(Reason("a", "太短。", "name"), Reason("b", "不行。")))
    assert list(form.name.errors) == ["太短。"]
    assert list(form.form_errors) == ["不行。"]


@pytest.mark.parametrize("text", ["yesterday", "2026-02-30", "1066-10-14", "9999-01-01"])
def test_a_day_in_an_address_is_read_or_refused(app, text):
    with app.test_request_context(f"/?on={text}"), pytest.raises(Unreadable):
        asked_day()


def test_without_a_day_it_is_today(app):
    with clock.frozen(date(2026, 1, 2)):
        with app.test_request_context("/?on="):
            assert asked_day() == date(2026, 1, 2)
        with app.test_request_context("/?on=2024-12-31"):
            assert asked_day() == date(2024, 12, 31)
