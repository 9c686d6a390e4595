"""The texts behind the settled cases: whether each has an agreement, and each written one what makes it good."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import selectinload

from mediation.indicators.loading import touched
from mediation.indicators.reading import Ended, Reading
from mediation.model.agreement import AgreementVersion, BoundParty, Signature
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.records import AgreementForm, SignerKind


@dataclass(frozen=True, slots=True)
class Text:
    """A version that came into force; `good` says that the records show what the law wants of its form."""

    form: AgreementForm
    on: date
    good: bool


def texts_of(reading: Reading) -> list[Text]:
    """The texts that came into force by the conclusions of the settled cases; a case without one gives none."""
    found: dict[int, list[Text]] = defaultdict(list)
    for case_id, text in _Texts(reading).read():
        found[case_id].append(text)
    ours = (_text_of(one, found.get(one.case.id, [])) for one in reading.settled())
    return [text for text in ours if text is not None]


def _text_of(one: Ended, texts: list[Text]) -> Text | None:
    """By day and form: another may have come into its place, on the same day even."""
    form = AgreementForm.ORAL if one.how.oral else AgreementForm.WRITTEN
    return next((text for text in texts if text.on == one.how.on and text.form is form), None)


class _Texts:
    """The versions that came into force in the period, in the order in which they were written."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @property
    def _ours(self) -> ColumnElement[bool]:
        period = self.reading.period
        return and_(
            touched(self.reading.sight, period, self.reading.scope),
            AgreementVersion.in_force_from.between(period.start, period.end),
        )

    def read(self) -> Iterator[tuple[int, Text]]:
        version = AgreementVersion
        mediator = exists().where(Signature.version_id == version.id, Signature.signer == SignerKind.MEDIATOR)
        last = select(func.max(Signature.done_on)).where(Signature.version_id == version.id).scalar_subquery()
        query = (
            select(
                version.case_id,
                version.id,
                version.form,
                version.in_force_from,
                version.sealed_on,
                version.ledger,
                mediator.correlate(version),
                last,
                _party_without_act().correlate(version),
            )
            .join(Case, Case.id == version.case_id)
            .where(self._ours)
            .order_by(version.case_id, version.no)
        )
        for case_id, id_, form, on, sealed_on, vouched, by_mediator, signed_on, by_others in db.session.execute(query):
            good = form is AgreementForm.ORAL or vouched  # what a ledger says was signed is signed
            if not good and sealed_on is not None and signed_on is not None and by_mediator:
                good = on == max(sealed_on, signed_on) and (not by_others or id_ in self._signed_by_others)
            yield case_id, Text(form, on, good)

    @cached_property
    def _signed_by_others(self) -> set[int]:
        """Those whose parties are all there once elected representatives and heirs are counted in; they are few."""
        parties = selectinload(AgreementVersion.case).selectinload(Case.parties)
        query = (
            select(AgreementVersion)
            .join(Case, Case.id == AgreementVersion.case_id)
            .where(self._ours, AgreementVersion.sealed_on.is_not(None), _party_without_act())
            .options(selectinload(AgreementVersion.bound), selectinload(AgreementVersion.signatures), parties)
        )
        return {one.id for one in db.session.scalars(query) if _all_are_signed_for(one)}


def _party_without_act() -> ColumnElement[bool]:
    """Whether a bound party did not sign itself, by its guardian or by its agent."""
    act = exists().where(Signature.version_id == BoundParty.version_id, Signature.party_id == BoundParty.party_id)
    return exists().where(BoundParty.version_id == AgreementVersion.id, ~act.correlate(BoundParty))


def _all_are_signed_for(version: AgreementVersion) -> bool:
    signed = {row.party_id for row in version.signatures if row.party_id is not None}
    signed |= {seat for party in version.case.parties if party.id in signed for seat in party.seats}
    signed |= {party_id for row in version.signatures for party_id in row.represents or ()}
    return all(bound.party_id in signed for bound in version.bound)
