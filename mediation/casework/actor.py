"""Who acts: a person's account with the roles it holds on a day, or one of the built-in actors."""

from dataclasses import dataclass, field
from datetime import date

from mediation.casework.roster import Roster
from mediation.kernel import clock
from mediation.model.user import User
from mediation.procedure.roles import LEDGER_STANDS_FOR, Role


@dataclass(frozen=True, slots=True)
class Grant:
    """An account role with the division or unit it is held for; without either it is held nowhere."""

    role: Role
    place_prefix: str | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """What only the records say of a case and an actor; lists read it for all their cases at once."""

    police: bool  # it came from the police, went to them, was reported to be dangerous, or is helped with by them
    peace: bool  # a report, or an order of the peace office, is open
    granted: bool  # the restricted file was opened for the actor
    helping: frozenset[Role] = frozenset()  # the offices that sit beside its mediators


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a person's account, or one of the built-in actors of the command line."""

    user_id: int | None
    username: str
    name: str
    roles: frozenset[Role]
    person_id: int | None = None
    grants: tuple[Grant, ...] = ()
    builtin: bool = False
    _rosters: dict[date, Roster] = field(default_factory=dict, compare=False, repr=False)
    reached: dict[int, Reach] = field(default_factory=dict, compare=False, repr=False)

    def roster(self, day: date) -> Roster:
        """The roster of a day, read once for as long as this actor acts: one request."""
        return self._rosters.setdefault(day, Roster(day))

    def keep(self, roster: Roster) -> None:
        """Take what was read already of the roster of a day."""
        self._rosters[roster.day] = roster

    def prefixes(self, *roles: Role) -> list[str]:
        """The divisions for which one of the roles is held."""
        return [grant.place_prefix for grant in self.grants if grant.role in roles and grant.place_prefix]


# The command line's own actors: entering what happened, and running the house.
IMPORTER = Actor(None, "importer", "importer", frozenset(LEDGER_STANDS_FOR), builtin=True)
OPERATOR = Actor(None, "operator", "operator", frozenset(), builtin=True)
SYSTEM = Actor(None, "system", "system", frozenset({Role.SYSTEM}), builtin=True)


def actor_for(user: User, on: date | None = None) -> Actor:
    """The account as it acts on a day: only grants that hold that day count."""
    day = on or clock.today()
    held = [row for row in user.roles if row.from_on <= day and (row.to_on is None or day <= row.to_on)]
    grants = tuple(Grant(row.role, row.place.prefix if row.place else None, row.unit_id) for row in held)
    return Actor(
        user_id=user.id,
        username=user.username,
        name=user.name,
        roles=frozenset(grant.role for grant in grants),
        person_id=user.person_id,
        grants=grants,
    )
