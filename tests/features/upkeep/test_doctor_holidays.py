"""What the doctor says about holidays that nobody has told the program."""

from datetime import date

import pytest

from mediation.features.upkeep.doctor import examine
from mediation.kernel import clock
from mediation.model.rule import CalendarYear
from tests.factories import TOWN_CODE


@pytest.fixture
def findings(app, settings, world):
    def on(day):
        with clock.frozen(day):
            return [(one.word, one.sentence) for one in examine(app, settings) if "节假日" in one.sentence]

    return on


def test_nothing_is_said_while_the_year_is_known(findings):
    assert findings(date(2026, 5, 1)) == []


def test_the_next_year_is_a_reminder_and_this_one_is_to_be_done(findings):
    ((word, sentence),) = findings(date(2026, 11, 23))
    assert word == "提醒"
    assert sentence.startswith("没有2027年的节假日，期限只按星期一至星期五算")
    assert [word for word, _sentence in findings(date(2027, 12, 1))] == ["要办", "提醒"]


def test_a_year_entered_in_full_is_known(session, findings):
    session.add(CalendarYear(place_code=TOWN_CODE, year=2027))
    session.commit()
    assert findings(date(2026, 11, 23)) == []
