"""Which papers of a case a reader may print, and in which other language they are headed."""

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import gettext as _

from mediation.casework.access import Sight
from mediation.model.case import Case
from mediation.paperwork.case_papers import PaperId, Printable, printable
from mediation.procedure.records import Language, Reading

SIGHT: Mapping[PaperId, Sight] = {
    PaperId.COVER: Sight.PAPERS,
    PaperId.APPLICATION: Sight.MATTER,
    PaperId.ACCEPTANCE: Sight.MATTER,
    PaperId.NOTICE: Sight.MATTER,
    PaperId.AUTHORITY: Sight.PAPERS,
    PaperId.INQUIRY: Sight.STORY,
    PaperId.RECORD: Sight.STORY,
    PaperId.AGREEMENT: Sight.AGREEMENT,
    PaperId.END: Sight.STORY,
    PaperId.REFUSAL: Sight.PAPERS,
    PaperId.VISIT: Sight.STORY,
    PaperId.CONFIRMATION: Sight.AGREEMENT,
    PaperId.TRANSFER: Sight.STORY,
    PaperId.RECEIPT: Sight.PAPERS,
    PaperId.REPLY: Sight.STORY,
    PaperId.HANDOVER: Sight.STORY,
    PaperId.CLOSING: Sight.STORY,
    PaperId.BACK: Sight.STORY,
}
TIBETAN = frozenset({Language.TIBETAN.value, Language.BOTH.value, Reading.TIBETAN.value, Reading.BOTH.value})


def papers_for(case: Case, sight: Sight) -> list[Printable]:
    return [paper for paper in printable(case) if sight & SIGHT[paper.id]]


def in_tibetan(case: Case) -> bool:
    """Whether a party speaks or reads Tibetan; then the paper is headed in both languages."""
    known = ((party.language, party.person.language, party.person.reads) for party in case.present_parties)
    return any(str(one) in TIBETAN for said in known for one in said if one is not None)


def tibetan(word: str) -> str:
    """The word in Tibetan; nothing as long as nobody has translated it."""
    with force_locale("bo"):
        said = _(word)
    return "" if said == word else said
