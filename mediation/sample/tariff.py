"""What the sample town pays for a case; invented amounts, until a real office writes its own."""

from datetime import date

from sqlalchemy import select

from mediation.casework.actor import OPERATOR
from mediation.features.subsidies.keeping import add_tariff
from mediation.model.base import db
from mediation.model.place import Place, PlaceLevel
from mediation.model.track import PUBLIC_DAYS
from mediation.procedure.records import SubsidyClass

FEN = {
    SubsidyClass.SIMPLE: 5_000,
    SubsidyClass.NORMAL: 20_000,
    SubsidyClass.HARD: 50_000,
    SubsidyClass.MAJOR: 100_000,
}
BASIS = "示例标准，不是哪份文件定的"


def write(today: date) -> None:
    """From the first day of the year before, so that cases of both years can be paid."""
    town = db.session.scalars(select(Place).where(Place.level == PlaceLevel.TOWN)).one()
    for chosen, fen in FEN.items():
        row = {"place_id": town.id, "subsidy_class": chosen, "fen": fen, "from_on": date(today.year - 1, 1, 1)}
        add_tariff(OPERATOR, [town], {**row, "to_on": None, "basis": BASIS, "public_days": PUBLIC_DAYS})
