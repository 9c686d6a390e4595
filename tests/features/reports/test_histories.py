"""Histories at random after a year was closed: whatever happens to its cases, what was printed stays to the byte."""

import random
from datetime import date

import pytest
from sqlalchemy import func, select

from mediation.casework.access import standing
from mediation.casework.actor import IMPORTER, OPERATOR
from mediation.features.imports.runner import Source, run
from mediation.features.imports.undo import undo
from mediation.features.reports.files import file_of
from mediation.features.reports.freezing import FORMATS
from mediation.features.reports.report import open_report
from mediation.features.reports.verifying import changes_since, vanished, verify
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.report import FrozenFile, FrozenReport
from mediation.procedure.records import DisputeType, MediationKind
from mediation.procedure.states import State
from tests.casework.test_concurrency import PROVE
from tests.factories import Story, World
from tests.features.imports import books
from tests.features.reports.test_restating import MARCH, YEAR, close, correct_a_type, restate_all

HISTORIES, STEPS = (200, 8) if PROVE else (3, 8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_reprint_is_the_same_after_any_history(world: World, seed: int):
    """Whatever is corrected, entered late, voided, annulled, moved, imported or taken away afterwards."""
    close(world, YEAR, MARCH)
    before, chance = _everything_printed(), random.Random(seed)
    assert len(before) == len(FORMATS) * 2
    steps = [LATER[seed % len(LATER)], *chance.choices(LATER, k=STEPS - 1)]  # the 200 begin with each
    for step in steps:
        step(world, chance)
        db.session.commit()
        assert _everything_printed() == before, step.__name__
    assert {kind: file_of(open_report(OPERATOR, YEAR), kind) for kind in FORMATS} == {
        kind: content for (start, end, kind), content in before.items() if (start, end) == (YEAR.start, YEAR.end)
    }
    assert [one.whole for one in verify(OPERATOR, 2024)] == [True, True]
    assert not vanished()


@pytest.mark.slow
def test_every_step_of_a_history_tells_on_the_closed_year(world: World):
    """A history of steps that change nothing would prove nothing."""
    close(world, YEAR)
    chance = random.Random(1)
    silent = []
    for step in LATER:
        before = _live()
        step(world, chance)
        db.session.commit()
        if step is not _restate and step not in GO_BY and _live() == before:
            silent.append(step.__name__)
    assert silent == []


def _everything_printed() -> dict[tuple[date, date, str], bytes]:
    """Every file of every closed period, as it is kept."""
    db.session.expire_all()
    query = select(FrozenReport.from_on, FrozenReport.to_on, FrozenFile.format, FrozenFile.content)
    rows = db.session.execute(query.join(FrozenFile, FrozenFile.report_id == FrozenReport.id))
    return {(start, end, kind): bytes(content) for start, end, kind, content in rows}


def _live() -> dict[str, tuple[object, object]]:
    figures = open_report(OPERATOR, YEAR, live=True).figures
    return {id_: (one.value, [(row.label, row.part, row.role) for row in one.rows]) for id_, one in figures.items()}


# --- what may happen to a closed year -------------------------------------------------------------


def _correct(world: World, chance: random.Random) -> None:
    types = [one.label for one in DisputeType]
    wanted = chance.choice([one for one in types if one != _case(1).dispute_type.label])
    correct_a_type(world, 1, wanted, clock.today())


def _case(number: int) -> Case:
    return db.session.query(Case).filter_by(number=f"（2024）云上人调字第{number}号").one()


def _enter_late(world: World, chance: random.Random) -> None:
    start = date(2024, chance.randint(1, 6), chance.randint(1, 28))
    world.settled(start, date(2024, 7, chance.randint(1, 28)), fen=chance.randint(1, 10**7))


def _restate(world: World, _chance: random.Random) -> None:
    kept = db.session.query(FrozenReport).filter_by(from_on=YEAR.start, to_on=YEAR.end).one()
    report = open_report(OPERATOR, YEAR)
    if any(True for _ in changes_since(OPERATOR, report)):
        restate_all(world, kept)


def _one_of(chance: random.Random, state: State) -> Case | None:
    query = select(Case).where(Case.state == state, Case.kind == MediationKind.PEOPLE, Case.number_year == 2024)
    found = list(db.session.scalars(query.order_by(Case.id)))
    return chance.choice(found) if found else None


def _story(world: World, case: Case) -> Story:
    story = Story(world)
    story.case = case
    return story


def _open_case(world: World, chance: random.Random) -> Story:
    """One that is still talked about, or else one entered late."""
    case = _one_of(chance, State.MEDIATING)
    return _story(world, case) if case else world.talking(date(2024, chance.randint(1, 12), 3))


def _void(world: World, chance: random.Random) -> None:
    _open_case(world, chance).fire("void", clock.today(), reason="MERGED", link=_case(1).id)


def _move(world: World, chance: random.Random) -> None:
    story = _open_case(world, chance)
    units = [unit for unit in (*world.committees, world.township) if unit.id != story.case.unit_id]
    story.move(date(2024, 12, 20), chance.choice(units))


def _annul(world: World, chance: random.Random) -> None:
    case = _one_of(chance, State.IN_FORCE)
    story = _story(world, case) if case else world.settled(date(2024, 8, 2), date(2024, 8, 9))
    court = {"court": "县人民法院", "ruling": "1号", "ways_told": ["COURT"]}
    story.fire("annul_agreement", date(2024, 12, 30), result=chance.choice(("REVOKED", "VOIDED")), **court)


def _withdraw_effect(world: World, _chance: random.Random) -> None:
    """An agreement of the year was brought into force by mistake: the act is struck."""
    story = world.settled(date(2024, 9, 2), date(2024, 9, 9))
    story.fire("withdraw_effect", date(2024, 9, 10), reason="印章盖错")


def _import(world: World, chance: random.Random) -> int:
    """A ledger row of the year comes in; the number of the run."""
    highest = db.session.scalar(select(func.max(Case.number_seq)).where(Case.number_year == 2024, standing()))
    told = {
        "案号": f"（2024）云上人调字第{highest + 1}号",
        "申请人": f"牧民{chance.randint(10**6, 10**7)}",
        "申请人身份证号": None,
        "被申请人身份证号": None,
        "所属村居": world.villages[0].name,
        "承办调委会": world.committees[0].name,
        "调解员": world.mediators[0].person.name,
    }
    content = books.book(books.CASES, [books.case(**told)], title="云上镇2024年人民调解案件登记台账")
    db.session.commit()
    begin_write(db.session())
    outcome = run((Source("案件台账.xlsx", content),), IMPORTER)
    db.session.commit()
    assert outcome.refusals == []
    assert (outcome.taken, outcome.batch is None) == (1, False)
    return outcome.batch or 0


def _import_late(world: World, chance: random.Random) -> None:
    _import(world, chance)


def _take_back_an_import(world: World, chance: random.Random) -> None:
    batch, before = _import(world, chance), _live()
    db.session.commit()
    begin_write(db.session())
    undo(batch, IMPORTER)
    db.session.commit()
    assert _live() != before


LATER = (
    _correct,
    _enter_late,
    _restate,
    _void,
    _move,
    _annul,
    _withdraw_effect,
    _import_late,
    _take_back_an_import,
)
GO_BY = (_take_back_an_import,)  # comes and goes within the step; looked at there
