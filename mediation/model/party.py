"""Parties of a case: who they are is the person's row; this is their seat in the dispute."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Base, Numbered, choice
from mediation.model.case import Case
from mediation.model.person import Person
from mediation.procedure.records import AskAnswer, NoticeWay, PartyRole


class Party(Numbered, Base):
    """A seat. `side` groups those who stand together; the latest answer, notice and authority stand here."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("case_id", "person_id"),
        CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="dates"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[PartyRole] = mapped_column(choice(PartyRole))
    side: Mapped[str] = mapped_column(String(8))
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    left_how: Mapped[str | None] = mapped_column(Text)
    heir_of_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    group_name: Mapped[str | None] = mapped_column(String(40))
    representative: Mapped[bool] = mapped_column(default=False)
    representative_from: Mapped[date | None]
    representative_paper: Mapped[str | None] = mapped_column(String(120))
    # willingness (《人民调解法》第十七条)
    answer: Mapped[AskAnswer | None] = mapped_column(choice(AskAnswer))
    answered_on: Mapped[date | None]
    # notice of rights (《人民调解工作若干规定》第三十条)
    told_on: Mapped[date | None]
    told_way: Mapped[NoticeWay | None] = mapped_column(choice(NoticeWay))
    language: Mapped[str | None] = mapped_column(String(40))
    interpreter: Mapped[str | None] = mapped_column(String(60))
    interpreter_relation: Mapped[str | None] = mapped_column(String(60))
    interpreter_told: Mapped[bool | None]
    accepts_mediator: Mapped[bool | None]
    wants_paper: Mapped[bool] = mapped_column(default=False)
    objects_open: Mapped[bool] = mapped_column(default=False)
    # capacity (《民法典》第十七条至第二十三条)
    incapable: Mapped[bool] = mapped_column(default=False)
    own_wages: Mapped[bool] = mapped_column(default=False)
    guardian: Mapped[str | None] = mapped_column(String(60))
    guardian_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    guardian_opposed: Mapped[bool] = mapped_column(default=False)
    guardian_relation: Mapped[str | None] = mapped_column(String(60))
    # agent (《民法典》第一百六十五条)
    agent: Mapped[str | None] = mapped_column(String(60))
    agent_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    agent_scope: Mapped[str | None] = mapped_column(Text)
    agent_from: Mapped[date | None]
    agent_until: Mapped[date | None]
    agent_paper: Mapped[str | None] = mapped_column(String(120))
    ledger: Mapped[bool] = mapped_column(default=False)

    case: Mapped[Case] = relationship(back_populates="parties")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined", innerjoin=True)
    guardian_person: Mapped[Person | None] = relationship(foreign_keys=guardian_person_id)
    agent_person: Mapped[Person | None] = relationship(foreign_keys=agent_person_id)
    heir_of: Mapped["Party | None"] = relationship(remote_side="Party.id")

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def seats(self) -> frozenset[int]:
        """This seat and those of the dead that came to it: what bound them binds the heir.

        《民法典》第一千一百六十一条.
        """
        dead = self.heir_of
        return frozenset((self.id,)) | (dead.seats if dead else frozenset())
