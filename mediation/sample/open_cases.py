"""A few disputes of the last days, each at another point, entered by the people of the sample town themselves."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.calendar import NO_EXTRA_DAYS, roll_to_working_day
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Studio, Unit, UnitKind
from mediation.model.place import Place, PlaceLevel, Room
from mediation.procedure.records import (
    ApplicationForm,
    AskAnswer,
    AssignmentWay,
    ContactWay,
    DisputeType,
    DutyKind,
    InviteeCapacity,
    Language,
    LeadChannel,
    MediationKind,
    NoAgreementReason,
    NoticeWay,
    OrganKind,
    PartnerOffice,
    Relation,
    Remedy,
    RiskKind,
    RiskLevel,
    RiskRecipient,
    SessionMode,
    SessionResult,
    SignatureKind,
    SignerKind,
    Source,
)
from mediation.sample.accounts import AMMA, actor, mediator
from mediation.sample.ledgers import STUDIO, VILLAGES
from mediation.sample.people import Someone

FIRST_PARTY = 200  # place of the first of these parties in the row of invented people
MEETING_HOUR = 15


def begin(today: date) -> None:
    """Fire the events of the last six days."""
    town = _Town.of_today(today)
    town.lead()
    town.registered(0)
    town.referred(1)
    town.assigned(2)
    town.mediating(3)
    town.unsigned(4)
    town.in_force(5)
    town.without_agreement(6)


@dataclass(slots=True)
class _Town:
    """Who and what the events name."""

    today: date
    township: Unit
    studio: Studio
    room: Room
    villages: list[Place]

    @classmethod
    def of_today(cls, today: date) -> "_Town":
        villages = select(Place).where(Place.level == PlaceLevel.VILLAGE, Place.name.in_([row[0] for row in VILLAGES]))
        studio = db.session.scalars(select(Studio).where(Studio.name == STUDIO)).one()
        return cls(
            today,
            db.session.scalars(select(Unit).where(Unit.kind == UnitKind.TOWNSHIP)).one(),
            studio,
            db.session.scalars(select(Room).where(Room.studio_id == studio.id)).one(),
            list(db.session.scalars(villages.order_by(Place.code))),
        )

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    # --- one method a dispute -------------------------------------------------------------------

    def lead(self) -> None:
        fire(
            None,
            "report_lead",
            actor("informant"),
            {
                "village": self.villages[2].id,
                "text": "两家为河边那段围栏吵了好几天，听说谁也不让谁。",
                "channel": LeadChannel.ROUND,
                "risk_guess": RiskLevel.WATCH,
            },
            on=self.ago(2),
        )

    def registered(self, place: int) -> None:
        self._register(place, self.ago(1), self.villages[5], "借的发电机还回来就坏了，要求修好", "修好或者赔一台旧的")

    def referred(self, place: int) -> None:
        """The police bring it; it is accepted, the peace office sits beside it, and it waits for a mediator."""
        people = {"applicants": (_row(place, 0),), "respondents": (_row(place, 1),)}
        organ = {"organ_kind": OrganKind.POLICE, "organ": "聂荣镇派出所", "letter_no": "聂公移〔示例〕3号"}
        case = fire(
            None,
            "register_referral",
            actor("police"),
            self._matter(self.villages[0], "集市上推搡，手机摔坏，双方都愿意谈")
            | people
            | organ
            | {"form": ApplicationForm.WRITTEN, "letter_on": self.ago(3)},
            on=self.ago(3),
        )
        self._accept(case, self.ago(2), DisputeType.DAMAGE, Source.POLICE)
        beside = {"office": PartnerOffice.PEACE_OFFICE, "agreed_by": actor("peace").name, "agreed_on": self.ago(1)}
        self._by("office", case, "join_committee", self.ago(1), **beside)

    def assigned(self, place: int) -> None:
        case = self._register(place, self.ago(3), self.villages[8], "分家时说好的两头母牦牛没有给", "给牛或者折价")
        self._accept(case, self.ago(2), DisputeType.FAMILY, Source.APPLIED)
        self._assign(case, self.ago(1))

    def mediating(self, place: int) -> None:
        """Tempers are high: the peace office knows, the adviser is asked, the room is booked."""
        matter = "夏季草场的界线，两家都说祖辈就在那里放牧"
        case = self._register(place, self.ago(5), self.villages[2], matter, "把界桩立清楚")
        self._accept(case, self.ago(4), DisputeType.LAND, Source.APPLIED)
        self._assign(case, self.ago(4))
        self._tell(case, self.ago(3))
        self._meet(case, self.ago(3), SessionResult.NOT_YET, "各自指了界线，差着三十来步，说好再去草场看一次。")
        parties = tuple(party.id for party in case.parties)
        adviser = {"name": actor("adviser").name, "capacity": InviteeCapacity.ADVISER, "consents": parties}
        self._by("mediator", case, "invite_participant", self.ago(2), **adviser)
        self._by(
            "mediator",
            case,
            "report_risk",
            self.ago(2),
            kind=RiskKind.FIGHT,
            found_on=self.ago(2),
            measures="当场劝开，约好由调委会来量，谁也不先动界桩。",
            recipient=RiskRecipient.PEACE_OFFICE,
            sent_at=clock.at(self.ago(2), 17),
        )
        day = roll_to_working_day(self.today + timedelta(days=2), NO_EXTRA_DAYS)
        self._by(
            "mediator",
            case,
            "plan_session",
            self.today,
            room=self.room.id,
            starts=clock.at(day, MEETING_HOUR),
            ends=clock.at(day, MEETING_HOUR + 1),
            mode=SessionMode.SITE,
        )

    def unsigned(self, place: int) -> None:
        case = self._talked(place, self.villages[3], "牛踩坏了青稞地，损失怎么算", DisputeType.DAMAGE)
        self._settle(case, self.ago(1), 90_000, "赔偿青稞损失900元")
        applicant = case.parties[0]
        sign = {"who": SignerKind.PARTY, "for_whom": applicant.id, "kind": SignatureKind.BOTH}
        self._by("mediator", case, "record_signature", self.ago(1), **sign)

    def in_force(self, place: int) -> None:
        case = self._talked(place, self.villages[10], "卖出去的摩托车过户拖着不办", DisputeType.CONTRACT)
        self._settle(case, self.ago(2), 150_000, "退还多收的车款1500元，并去办过户")
        for party in case.parties:
            sign = {"who": SignerKind.PARTY, "for_whom": party.id, "kind": SignatureKind.BOTH}
            self._by("mediator", case, "record_signature", self.ago(1), **sign)
        signer = {"who": SignerKind.MEDIATOR, "mediator": mediator(AMMA).id, "kind": SignatureKind.SIGN}
        self._by("mediator", case, "record_signature", self.ago(1), **signer)
        self._by("chair", case, "put_seal", self.ago(1), copies=3)
        self._by("mediator", case, "sign_agreement", self.ago(1))

    def without_agreement(self, place: int) -> None:
        case = self._talked(place, self.villages[11], "合伙买的挖掘机怎么分，账对不上", DisputeType.BUSINESS)
        self._by(
            "mediator",
            case,
            "end_without_agreement",
            self.ago(1),
            reason=NoAgreementReason.NO_PROSPECT,
            ways_told=(Remedy.COURT, Remedy.ARBITRATION),
            ways_told_on=self.ago(1),
            note_delivered=True,
        )

    # --- steps ----------------------------------------------------------------------------------

    def _register(self, place: int, on: date, village: Place, matter: str, claims: str) -> Case:
        people = {"applicants": (_row(place, 0),), "respondents": (_row(place, 1),)}
        asked = {"claims": claims, "form": ApplicationForm.ORAL, "acknowledged": True}
        return fire(None, "register_application", actor("clerk"), self._matter(village, matter) | people | asked, on=on)

    def _matter(self, village: Place, matter: str) -> dict[str, Any]:
        where = {"committee": self.township.id, "kind": MediationKind.PEOPLE, "village": village.id}
        return where | {"matter": matter}

    def _accept(self, case: Case, on: date, kind: DisputeType, source: Source) -> None:
        for party in case.parties:
            if party.answer is None:
                asked = {"party": party.id, "way": ContactWay.PHONE, "answer": AskAnswer.AGREES}
                self._by("clerk", case, "ask_party", on, **asked)
        self._by("chair", case, "accept", on, dispute_type=kind, source=source)

    def _assign(self, case: Case, on: date) -> None:
        lead = mediator(AMMA).id
        way = {"way": AssignmentWay.APPOINTED, "relations": Relation.NONE}
        self._by("chair", case, "assign_mediator", on, lead=lead, studio=self.studio.id, **way)
        db.session.refresh(case)

    def _tell(self, case: Case, on: date) -> None:
        how = {"told_on": on, "way": NoticeWay.ORAL, "language": Language.TIBETAN, "accepts_mediator": True}
        told = tuple({"party": party.id, **how} for party in case.parties)
        self._by("mediator", case, "give_notice", on, parties=told)

    def _meet(self, case: Case, on: date, result: SessionResult, text: str) -> None:
        self._by(
            "mediator",
            case,
            "hold_session",
            on,
            time=clock.at(on, MEETING_HOUR),
            place=STUDIO,
            present=tuple(party.id for party in case.parties),
            open=False,
            text=text,
            read_out="用藏语念过，两家都听明白了。",
            result=result,
        )

    def _talked(self, place: int, village: Place, matter: str, kind: DisputeType) -> Case:
        """As far as one meeting."""
        case = self._register(place, self.ago(5), village, matter, "公平算清楚")
        self._accept(case, self.ago(4), kind, Source.APPLIED)
        self._assign(case, self.ago(4))
        self._tell(case, self.ago(3))
        self._meet(case, self.ago(3), SessionResult.NOT_YET, "两边都把话说完了，账一笔一笔对过。")
        return case

    def _settle(self, case: Case, on: date, fen: int, content: str) -> None:
        applicant, respondent = case.parties
        duty = {
            "content": content,
            "kind": DutyKind.MONEY,
            "amount": fen,
            "debtor": respondent.id,
            "creditor": applicant.id,
            "due_on": self.today + timedelta(days=20),
            "manner": "现金，当面交",
            "place": STUDIO,
        }
        self._meet(case, on, SessionResult.AGREED, "谈妥了。")
        bound = (applicant.id, respondent.id)
        self._by("mediator", case, "settle_content", on, bound=bound, items=(duty,), facts=case.matter)

    def _by(self, username: str, case: Case, event_id: str, on: date, **data: Any) -> None:
        fire(case, event_id, actor(username), data, on=on)


def _row(place: int, side: int) -> dict[str, Any]:
    person = Someone(FIRST_PARTY + 2 * place + side)
    return {"name": person.name, "id_number": person.id_number, "phone": person.phone, "language": Language.TIBETAN}
