"""What somebody should look at before an agreement is signed: advice that holds nothing up."""

from collections.abc import Iterator

from flask_babel import gettext as _

from mediation.model.agreement import AgreementVersion, Duty
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.procedure.items import vague
from mediation.procedure.records import AgreementForm, DutyKind, Reading, SignerKind
from mediation.web.errors import sentence

_PROPERTY = (DutyKind.MONEY, DutyKind.LIVESTOCK, DutyKind.GOODS)


def advice(case: Case, version: AgreementVersion) -> list[str]:
    """Vague words, an oral promise of property, people who cannot read what they sign; nothing for what is over."""
    if version not in (case.draft, case.agreement) or version.ledger:
        return []
    return [*_vague(version), *_oral(version), *_unread(version)]


def _vague(version: AgreementVersion) -> Iterator[str]:
    rows = [{"content": duty.content, "manner": duty.manner, "place": duty.place} for duty in version.duties]
    for reason in vague(rows):
        yield sentence(reason)


def _oral(version: AgreementVersion) -> Iterator[str]:
    """《人民调解法》第二十八条 leaves it to the parties; paper serves better where something is still owed."""
    if version.form is not AgreementForm.ORAL or not any(_owed(duty) for duty in version.duties):
        return
    yield _("口头协议里有财产的事，又没有当场办清，最好补签一份书面协议；口头的也不能申请司法确认。")
    if version.why_oral:
        yield _("没有写下来的原因：%(why)s", why=version.why_oral)


def _owed(duty: Duty) -> bool:
    return duty.kind in _PROPERTY and duty.done_on is None


def _unread(version: AgreementVersion) -> Iterator[str]:
    """A witness for reading aloud and for translation is custom: 《人民调解法》第二十九条 asks for neither."""
    if version.form is not AgreementForm.WRITTEN:
        return
    beside = {row.signer for row in version.signatures}
    for bound in version.bound:
        if not _cannot_read(bound.party, version):
            continue
        rows = [row for row in version.signatures if row.party_id == bound.party_id]
        name = bound.party.name
        if rows and not any(row.read_out for row in rows):
            yield _("%(name)s看不懂这份协议，请记下谁念给他听的、用什么话。", name=name)
        if not beside & {SignerKind.WITNESS, SignerKind.INTERPRETER}:
            yield _("%(name)s看不懂这份协议，请念的人作见证人、翻译也签上名。", name=name)


def _cannot_read(party: Party, version: AgreementVersion) -> bool:
    reads = party.person.reads
    if reads is None or reads is Reading.BOTH:
        return False
    return reads is Reading.NONE or (version.language is not None and version.language != reads.value)
