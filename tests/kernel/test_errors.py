"""Refusals carry their sentences."""

import pytest

from mediation.kernel.errors import Incomplete, NotAllowed, Reason, Refused, Unreadable, WrongState

LONG = Reason("name_long", "名称最多{longest}个字符。", field="name", values=(("longest", "50"),))


def test_a_reason_fills_its_gaps():
    assert str(LONG) == "名称最多50个字符。"


def test_a_refusal_says_all_its_reasons():
    assert str(Refused(LONG, Reason("other", "另有原因。"))) == "名称最多50个字符。；另有原因。"


@pytest.mark.parametrize(("kind", "status"), [(Refused, 409), (WrongState, 409), (NotAllowed, 403), (Incomplete, 422)])
def test_each_refusal_has_its_answer(kind, status):
    assert kind(LONG).status == status
    assert kind(LONG).reasons == (LONG,)


def test_what_cannot_be_read_is_a_value_error_with_a_reason():
    with pytest.raises(ValueError, match="最多50个字符") as refusal:
        raise Unreadable(LONG)
    assert refusal.value.reason is LONG
