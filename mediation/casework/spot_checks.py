"""Spot checks of ended cases: a sample that anybody can draw again, and what it says of the figures.

The sample of a population is made of the refs whose SHA-256 of `seed:ref` comes first: the same seed over
the same population gives the same cases on every machine, also with pencil and `sha256sum`.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.access import has_a_stake, has_mediated, standing
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct, subject_of
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotAllowed, Reason, Refused
from mediation.kernel.labels import Choice, N_
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place
from mediation.model.supervision import CheckResult, SpotCheck, SpotCheckDraw
from mediation.procedure.states import State

SEED_BYTES = 16

BACKWARDS = Reason("dates", N_("结束的日子不能早于开始的日子。"), "to_on")
NOT_OVER = Reason("not_over", N_("这段时间还没有过完，过完了再抽。"), "to_on")
NOTHING = Reason("nothing", N_("这段时间没有办结的案件。"), "to_on")
TOO_MANY = Reason("too_many", N_("这段时间办结的只有{number}件。"), "size")
NO_SIZE = Reason("no_size", N_("至少抽一件。"), "size")
OWN_WORK = Reason("own_work", N_("调解过这件案件的人不能核实它，请换一个人打电话。"))
OWN_CASE = Reason("not_own_case", N_("您是本案当事人、监护人或代理人，不能办理本案。"))
CHECKED = Reason("checked", N_("这件已经核实过了。"))
TOO_EARLY = Reason("too_early", N_("打电话的日子不能早于抽查的日子。"), "called_on")
AHEAD = Reason("ahead", N_("日期不能晚于今天。"), "called_on")
WHAT_IS_WRONG = Reason("what", N_("情况不符的，写清楚哪里不符。"), "text")


class Verification(Choice):
    """What a figure can say of a case."""

    VERIFIED = "VERIFIED", N_("已核实")
    NOT_YET = "NOT_YET", N_("还没有核实")
    NOT_CONFIRMED = "NOT_CONFIRMED", N_("核实不符")


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a draw can be drawn again as it was, and what has moved since."""

    population_same: bool  # the list kept is the one that was hashed
    sample_same: bool  # the seed gives these cases
    chain_same: bool  # the chain of events says the same seed, hash and size
    gone: int  # cases of the list that no longer belong to the period
    added: int  # cases that belong to the period now

    @property
    def holds(self) -> bool:
        return self.population_same and self.sample_same and self.chain_same


# --- drawing ------------------------------------------------------------------------------------


def population(town: Place, first: date, last: date) -> list[str]:
    """The refs of the town's cases that ended in the period, with an agreement or without, in the order of the refs."""
    query = select(Case.ref).where(
        standing(), Case.town_id == town.id, Case.concluded_on.between(first, last), Case.state.not_in((State.VOID,))
    )
    return sorted(db.session.scalars(query))


def digest(refs: Iterable[str]) -> str:
    """SHA-256 of the refs, one a line."""
    return hashlib.sha256("\n".join(refs).encode()).hexdigest()


def sample(refs: Iterable[str], seed: str, size: int) -> list[str]:
    """The cases that the seed picks, in the order in which it picks them."""
    return sorted(refs, key=lambda ref: hashlib.sha256(f"{seed}:{ref}".encode()).hexdigest())[:size]


def draw(actor: Actor, town: Place, first: date, last: date, size: int) -> SpotCheckDraw:
    """Draw a sample of the period; Incomplete when there are not so many cases. The seed is nobody's choice."""
    refs = _checked_population(town, first, last, size)
    assert actor.user_id is not None, "the built-in actors draw nothing"
    made = SpotCheckDraw(
        town_id=town.id,
        from_on=first,
        to_on=last,
        population=refs,
        population_hash=digest(refs),
        seed=secrets.token_hex(SEED_BYTES),
        size=size,
        drawn_by=actor.user_id,
    )
    picked = sample(refs, made.seed, size)
    rows = db.session.execute(select(Case.ref, Case.id).where(Case.ref.in_(picked)))
    ids = {row.ref: row.id for row in rows}
    made.checks = [SpotCheck(case_id=ids[ref]) for ref in picked]
    db.session.add(made)
    db.session.flush()
    audit.append(actor, RegisterAct.DRAW_SAMPLE.value, subject=subject_of(made), data=_told(made))
    return made


def _checked_population(town: Place, first: date, last: date, size: int) -> list[str]:
    if last < first:
        raise Incomplete(BACKWARDS)
    if last > clock.today():
        raise Incomplete(NOT_OVER)
    if size < 1:
        raise Incomplete(NO_SIZE)
    refs = population(town, first, last)
    if not refs:
        raise Incomplete(NOTHING)
    if size > len(refs):
        raise Incomplete(Reason(TOO_MANY.code, TOO_MANY.text, TOO_MANY.field, (("number", str(len(refs))),)))
    return refs


def _told(made: SpotCheckDraw) -> dict[str, object]:
    return {
        "from_on": made.from_on.isoformat(),
        "to_on": made.to_on.isoformat(),
        "population": len(made.population),
        "population_hash": made.population_hash,
        "seed": made.seed,
        "size": made.size,
    }


def proof(made: SpotCheckDraw) -> Proof:
    """Draw again from what was kept, and hold it against the chain and against the records of today."""
    picked = sample(made.population, made.seed, made.size)
    told = db.session.scalar(
        select(AuditEvent).where(
            AuditEvent.act == RegisterAct.DRAW_SAMPLE.value, AuditEvent.subject == subject_of(made)
        )
    )
    now = set(population(made.town, made.from_on, made.to_on))
    return Proof(
        population_same=digest(made.population) == made.population_hash,
        sample_same=[check.case.ref for check in made.checks] == picked,
        chain_same=told is not None and told.data == _told(made),
        gone=len(set(made.population) - now),
        added=len(now - set(made.population)),
    )


# --- calling ------------------------------------------------------------------------------------


def record(actor: Actor, check: SpotCheck, result: CheckResult, called_on: date, text: str | None = None) -> None:
    """What somebody who never mediated the case heard on the telephone; a result stays."""
    _refuse_the_involved(actor, check.case)
    if not check.open:
        raise Refused(CHECKED)
    if called_on > clock.today():
        raise Incomplete(AHEAD)
    if called_on < clock.shanghai_day(check.draw.drawn_at):
        raise Incomplete(TOO_EARLY)
    if result is CheckResult.NOT_CONFIRMED and not text:
        raise Incomplete(WHAT_IS_WRONG)
    check.caller_id, check.called_on, check.result, check.text = actor.user_id, called_on, result, text
    db.session.flush()
    data = {"result": result.value, "text": text, "draw": check.draw.ref}
    audit.append(
        actor,
        RegisterAct.RECORD_CHECK.value,
        on=called_on,
        case_id=check.case_id,
        subject=subject_of(check),
        data={name: value for name, value in data.items() if value},
    )


def may_call(actor: Actor, case: Case) -> bool:
    """Whether somebody other than the case's mediators and parties would call."""
    return not has_mediated(actor, case) and not has_a_stake(actor, case)


def _refuse_the_involved(actor: Actor, case: Case) -> None:
    if has_mediated(actor, case):
        raise NotAllowed(OWN_WORK)
    if has_a_stake(actor, case):
        raise NotAllowed(OWN_CASE)


# --- what it says of cases ----------------------------------------------------------------------


def checks_of(case: Case) -> list[SpotCheck]:
    """The samples in which the case stood, the oldest first."""
    return list(db.session.scalars(select(SpotCheck).where(SpotCheck.case_id == case.id).order_by(SpotCheck.id)))


def verification_of(case_ids: Iterable[int]) -> dict[int, Verification]:
    """For every case what its latest answered call said; who was never called, or not reached, is not verified yet."""
    found = dict.fromkeys(case_ids, Verification.NOT_YET)
    answered = select(SpotCheck.case_id, SpotCheck.result).where(
        SpotCheck.result.in_((CheckResult.CONFIRMED, CheckResult.NOT_CONFIRMED))
    )
    for case_id, result in db.session.execute(answered.order_by(SpotCheck.called_on, SpotCheck.id)):
        if case_id in found:
            confirmed = result is CheckResult.CONFIRMED
            found[case_id] = Verification.VERIFIED if confirmed else Verification.NOT_CONFIRMED
    return found
