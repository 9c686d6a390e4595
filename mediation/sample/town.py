"""Founding the sample town in an empty database: the ledgers of the year before, the accounts, a few open cases."""

from collections.abc import Iterator
from datetime import date

from click import ClickException
from sqlalchemy import exists, select

from mediation.casework import audit
from mediation.casework.actor import IMPORTER, OPERATOR
from mediation.config import Settings
from mediation.features.accounts.keeping import FIRST_USERNAME
from mediation.features.imports.runner import Source, run
from mediation.kernel import clock
from mediation.kernel.calendar import add_months
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.intake import ImportBatch
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.user import User
from mediation.sample import accounts, open_cases, tariff
from mediation.sample.ledgers import Span, ledgers

FOUND_TOWN = "found_sample_town"
YEARS_OF_ROSTER = 6


def fill(settings: Settings) -> None:
    """Found the town, in a writer's transaction that the caller began and commits.

    Raises ClickException on a database that holds anything but what `mediation init` makes, and in production.
    """
    if settings.production:
        raise ClickException("正式运行的系统里不能放示例镇。")
    if not is_empty():
        raise ClickException("数据库里已经有内容，示例镇只能放进空的数据库。")
    today = clock.today()
    _take_ledgers(span_at(today))
    accounts.open_all(settings)
    tariff.write(today)
    open_cases.begin(today)
    audit.append(OPERATOR, FOUND_TOWN)


def is_empty() -> bool:
    """Whether there is nothing but the first administrator's account, which is not of a town."""
    filled = [select(exists().select_from(table)) for table in (Place, Person, Case, ImportBatch)]
    others = select(exists().where(User.username != FIRST_USERNAME))
    return not any(db.session.scalar(query) for query in (*filled, others))


def span_at(today: date) -> Span:
    """The year before, as far as it is known today, with mediators for years to come."""
    return Span(year=today.year - 1, as_of=today, until=add_months(today, 12 * YEARS_OF_ROSTER))


def _take_ledgers(span: Span) -> None:
    sources = [Source(name, content) for name, content in ledgers(span).items()]
    outcome = run(sources, IMPORTER, year=span.year)
    if outcome.refusals or outcome.left:
        raise AssertionError(f"the sample ledgers are not clean: {outcome.as_json()}")


def accounts_shown(settings: Settings) -> Iterator[str]:
    """The sample accounts and their password, when this is a sample town; the caller commits."""
    if accounts.are_there():
        accounts.agree_with(settings)
        yield from accounts.lines(settings)
