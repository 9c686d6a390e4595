"""One line finds a case by number, name, sound, spelling, village or phone; never beyond what one may know."""

import re

import pytest
from sqlalchemy import select, text, update

from mediation.casework import search, search_keys
from mediation.casework.people import refresh_search, set_number
from mediation.kernel.readings import EDITION
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.person import Person, phone_end
from mediation.procedure.states import State
from tests.answers import act
from tests.people import ZHAXI, ZHUOMA
from tests.town import ACCOUNTS, Road, accepted, registered

NAMED = {"name": "才让旦增", "name_bo": "ཚེ་རིང་བསྟན་འཛིན།", "phone": "13912348765"}
LINE = [
    "才让旦增",
    "次仁",
    "泽仁旦增",
    "单增",
    "ཚེ་རིང",
    "བསྟན་འཛིན་",
    "cairang",
    "crdz",
    "ciren",
    "danzeng",
    "tshering",
    "TSHE bstan",
    "'dzin",
    "8765",
    "８７６５",
    "༨༧༦༥",
]


@pytest.fixture
def road(people):
    made = accepted(Road(people), {"matter": "一件新的事"})
    act(made, "change_party", by="clerk", new=[NAMED])
    return made


def found(people, line, who="office"):
    return {case.id for case in search.find(people.actor(who), search.read_query({"q": line})).cases}


@pytest.mark.parametrize("line", LINE)
def test_it_is_found_by(people, road, line):
    assert road.case.id in found(people, line)
    assert road.case.id not in found(people, f"{line} 没有这个词")


@pytest.mark.parametrize("line", ["airang", "rdz x", "876", "87655", "1391", "3912348765", "卓嘎", "ring-tshe"])
def test_and_not_by(people, road, line):
    assert road.case.id not in found(people, line)


def test_the_village_is_found_by_its_sound(people, road):
    village = road.case.village
    village.name, village.name_bo = "达前村", "སྟག་ཆེན།"
    act(road, "change_party", by="clerk", new=[{"name": "边久"}])
    for line in ("达前", "daqian", "dqc", "stagchen"):
        assert road.case.id in found(people, line)


@pytest.mark.parametrize("who", ACCOUNTS)
def test_another_spelling_finds_nothing_that_the_name_itself_would_not(people, road, who):
    """Whoever may not find 卓玛 by her name does not find her by its sound, or by its Tibetan."""
    as_written = found(people, ZHUOMA["name"], who)
    for line in ("zhuoma", "卓么", "sgrolma", "སྒྲོལ་མ"):
        assert found(people, line, who) == as_written
    assert found(people, "8765", who) <= found(people, NAMED["name"], who)


@pytest.mark.parametrize("who", ["peace", "police", "adviser", "informant", "leader", "member", "office_far"])
def test_the_end_of_a_phone_finds_nothing_for_who_may_not_know_phones(people, road, who):
    end = ZHUOMA["phone"][-4:]
    assert found(people, end, "office")
    assert not {
        case for case in found(people, end, who) if db.session.get_one(Case, case).state is not State.REGISTERED
    }
    assert road.case.id not in found(people, "8765", who)


@pytest.mark.parametrize(("who", "reads"), [("office", False), ("clerk", False), ("mediator", True), ("chair", True)])
def test_the_end_of_a_phone_in_a_restricted_file_is_for_who_works_on_it(people, who, reads):
    case = people.case(State.MEDIATING)
    case.minor_flag = True
    db.session.flush()
    assert (case.id in found(people, ZHAXI["phone"][-4:], who)) is reads
    assert case.id in found(people, "zhaxi", who)


def test_a_new_phone_is_found_and_the_old_one_no_more(people, road):
    party = road.case.parties[-1]
    set_number(party, "phone", "13900004321")
    db.session.flush()
    assert road.case.id in found(people, "4321")
    assert road.case.id not in found(people, "8765")
    party.person.phone = None
    db.session.flush()
    assert party.person.phone_end is None
    assert road.case.id not in found(people, "4321")


def test_no_column_holds_the_digits_of_a_phone(people, road):
    person = road.case.parties[-1].person
    stored = db.session.execute(text("SELECT * FROM person WHERE id = :id"), {"id": person.id}).one()
    sealed = re.compile("fernet:.+|[0-9a-f]{64}|[A-Za-z0-9_-]{22}")  # ciphertexts, keyed hashes, the row's own address
    assert not any("8765" in str(value) for value in stored if not sealed.fullmatch(str(value)))
    assert re.fullmatch("[0-9a-f]{64}", person.phone_end)
    assert phone_end("8765") != phone_end("8766")
    assert phone_end("765") is None
    for column in (Case.search, Case.keys):
        assert "8765" not in str(db.session.scalar(select(column).where(Case.id == road.case.id)))


def test_a_new_matter_is_found_and_the_old_one_no_more(people, road):
    assert road.case.id in found(people, "一件新的事")
    road.case.matter = "后来改过的话"
    refresh_search(road.case)
    db.session.flush()
    assert road.case.id in found(people, "改过的话")
    assert road.case.id not in found(people, "一件新的事")


def test_four_digits_of_a_number_and_of_a_phone_are_found_together_the_latest_first(people, road):
    road.case.number = "（2087）聂荣人调字第9号"
    refresh_search(road.case)
    other = registered(Road(people), {"matter": "别的事"})
    set_number(other.case.parties[-1], "phone", "13900002087")
    db.session.flush()
    page = search.find(people.actor("office"), search.read_query({"q": "2087"}))
    assert [case.id for case in page.cases] == [other.case.id, road.case.id]
    assert page.number == 2
    older = search.find(people.actor("office"), search.read_query({"q": "2087", "after": str(other.case.id)}))
    assert [case.id for case in older.cases] == [road.case.id]


def test_a_lead_is_found_by_its_matter_and_its_village(people):
    case = people.case(State.LEAD)
    assert case.id in found(people, case.matter)
    assert case.id in found(people, case.village.name)


# --- a database of an older program -----------------------------------------------------------------


def forget():
    """As the rows are after the tables were brought up to this program."""
    db.session.execute(update(Person).values(keys=None, phone_end=None))
    db.session.execute(update(Case).values(keys=None))
    db.session.flush()


def test_older_rows_are_found_once_their_keys_are_made(people, road):
    before = {line: found(people, line) for line in LINE}
    versions = {case.id: case.version for case in db.session.query(Case)}
    persons, cases = db.session.query(Person).count(), db.session.query(Case).count()
    forget()
    assert road.case.id not in found(people, "crdz")
    assert road.case.id in found(people, "才让旦增")
    kept = []
    assert search_keys.refresh(lambda: kept.append(db.session.flush())) == persons + cases
    assert kept
    db.session.expire_all()
    assert {line: found(people, line) for line in LINE} == before
    assert {case.id: case.version for case in db.session.query(Case)} == versions
    assert search_keys.refresh(db.session.flush) == 0


def test_keys_of_an_older_edition_are_made_anew(people, road):
    db.session.execute(update(Case).where(Case.id == road.case.id).values(keys="0\nolder\n"))
    assert search_keys.refresh(db.session.flush) == 1
    keys = db.session.scalar(select(Case.keys).where(Case.id == road.case.id))
    assert keys.startswith(f"{EDITION}\n")
    assert "older" not in keys


def test_batches_are_kept_one_by_one(people, monkeypatch):
    forget()
    monkeypatch.setattr(search_keys, "BATCH", 4)
    kept = []
    total = search_keys.refresh(lambda: kept.append(db.session.flush()))
    assert len(kept) >= total // 4


# --- what cannot be looked for ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["草" * 10_000, "a " * 5_000, "次", "a", "%", "_", "\\", "\x00\x07", "\u202e\u200b", "\u202e次仁", "'; --"],
)
def test_any_line_is_answered(people, road, line):
    assert isinstance(found(people, line), set)


def test_marks_that_nobody_sees_make_no_difference(people, road):
    assert road.case.id in found(people, "\u202e才让\u200b旦增")
    assert search.read_query({"q": "\u202e\u200b"}).sought == []


def test_only_so_many_words_are_looked_for():
    query = search.read_query({"q": " ".join(["次仁"] * 9)})
    assert query.cut
    assert len(query.sought) == search.MOST_WORDS
    assert not search.read_query({"q": "次仁 卓玛"}).cut


def test_one_letter_finds_names_that_begin_with_it(people, road):
    assert road.case.id in found(people, "c")
    registered(Road(people), {"matter": "别的事"})
    assert road.case.id not in found(people, "q")
