"""Judicial confirmation and lawsuits over an agreement, with what comes next, as the page of a case shows them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _

from mediation.casework.confirmation import MORE_DAYS, Standing, Track, track_of
from mediation.features.cases.naming import act_url
from mediation.kernel import clock
from mediation.model.agreement import AgreementVersion
from mediation.model.case import Case
from mediation.procedure import machine
from mediation.procedure.events import EVENTS
from mediation.procedure.records import AgreementForm, Confirmation
from mediation.web.errors import sentence
from mediation.web.words import day_words, pointed

_LOOKS = {
    Standing.BARRED: ("ring-dashed", "rest"),
    Standing.CAN_APPLY: ("diamond", "law"),
    Standing.APPLIED: ("diamond", "wait"),
    Standing.TAKEN: ("diamond", "wait"),
    Standing.CONFIRMED: ("ring-tick", "live"),
    Standing.DISMISSED: ("triangle", "call"),
    Standing.EXPIRED: ("ring-dashed", "rest"),
    Standing.OVERDUE: ("triangle", "call"),
}
_NEXT = {
    Standing.CAN_APPLY: ("apply_confirmation",),
    Standing.APPLIED: ("record_confirmation",),
    Standing.TAKEN: ("record_confirmation",),
    Standing.OVERDUE: ("record_confirmation",),
    Standing.DISMISSED: ("draft_change", "record_lawsuit"),
    Standing.EXPIRED: ("draft_change", "record_lawsuit"),
    Standing.BARRED: ("draft_change",),
}


@dataclass(slots=True)
class Court:
    """The word for where it stands, sentences about it, ways on, and what courts did."""

    mark: dict[str, str] | None = None
    sentences: list[str] = field(default_factory=list)
    ways: list[dict[str, str]] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.mark is not None or bool(self.acts)


def court_of(case: Case, version: AgreementVersion, able: Collection[str]) -> Court:
    """`able` are the events that the reader can begin now."""
    track = track_of(case, version, clock.today())
    court = Court(acts=list(_acts(case)))
    if track is None:
        return court
    shape, tone = _LOOKS[track.standing]
    court.mark = {"text": _(track.standing.label), "shape": shape, "tone": tone}
    court.sentences = list(_sentences(version, track))
    court.ways = [
        {"text": _(EVENTS[event].label), "url": act_url(case, event), "note": ""}
        for event in _NEXT.get(track.standing, ())
        if event in able
    ]
    return court


def _sentences(version: AgreementVersion, track: Track) -> Iterator[str]:
    yield from (sentence(reason) for reason in track.bars)
    if track.standing is Standing.BARRED and version.form is AgreementForm.ORAL:
        yield _("口头协议不能申请司法确认；先补签书面协议，三十日从书面协议生效起另算。")
    if track.stored in (Confirmation.NOT_TAKEN, Confirmation.WITHDRAWN):
        yield _("上一次：%(word)s。", word=_(track.stored.label))
    if track.last_day is not None and track.standing in (Standing.CAN_APPLY, Standing.EXPIRED):
        rule = _("最后一天是%(day)s：从生效起三十日，遇休息日顺延（《人民调解法》第三十三条）。")
        yield rule % {"day": day_words(track.last_day)}
    if track.standing is Standing.CAN_APPLY and not machine.begins("apply_confirmation", version.case.state):
        yield _("本案已经%(state)s，这里不再登记申请；双方仍可以自己去法院。", state=_(version.case.state.label))
    elif track.standing is Standing.CAN_APPLY:
        yield _("要双方当事人一起去申请，调委会帮着准备材料；法院不收费。")
    yield from _after(version, track)


def _after(version: AgreementVersion, track: Track) -> Iterator[str]:
    if track.stored in (Confirmation.APPLIED, Confirmation.TAKEN) and version.confirmation_on is not None:
        since = _("%(day)s%(word)s", day=day_words(version.confirmation_on), word=_(track.stored.label))
        yield pointed((since, version.confirmation_court or ""))
    if track.answer_by is not None:
        yield _answer(track)
    if track.standing is Standing.CONFIRMED:
        yield _("一方不履行的，对方可以向法院申请强制执行。")
    if track.standing is Standing.DISMISSED:
        yield _("法院没有确认：可以变更协议，可以重新调解达成新的协议，也可以起诉（《人民调解法》第三十三条第三款）。")
    if track.standing is Standing.EXPIRED and not machine.begins("draft_change", version.case.state):
        yield _("过了期限不能再申请司法确认；不履行的，可以依法起诉。")
    elif track.standing is Standing.EXPIRED:
        yield _("过了期限不能再申请司法确认；不履行的，可以依法起诉，也可以双方同意变更协议，重新起算。")
    if version.ruling_no:
        yield _("裁定书：%(number)s", number=version.ruling_no)


def _answer(track: Track) -> str:
    day = day_words(track.answer_by) if track.answer_by else ""
    if track.stored is Confirmation.APPLIED:
        return _("法院三日内决定受不受理，最迟%(day)s；过了可以去问。", day=day)
    return _("法院十五日内裁定，批准后可以再延%(more)s日，最迟%(day)s；过了可以去问。", more=MORE_DAYS, day=day)


def _acts(case: Case) -> Iterator[str]:
    names = {party.id: party.name for party in case.parties}
    for row in case.court_acts:
        if row.result is None:
            plea = _("起诉：%(claim)s", claim=row.claim or "")
            yield pointed((day_words(row.on), row.court, names.get(row.party_id or 0, ""), plea))
        else:
            result = _("裁判结果：%(result)s", result=_(row.result.label))
            yield pointed((day_words(row.on), row.court, result, row.ruling or ""))
