"""What the law asks of a committee's composition, said as a hint; no entry is ever refused for it.

《人民调解法》第八条: three to nine members, women among them, a member of the smaller peoples where several
live; 第九条: terms of three years; 第十四条: adults. 《人民调解工作若干规定》第十四条 asks the members of a
township's committee to have finished senior high school.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mediation.kernel.calendar import add_months
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.committee import UnitKind
from mediation.model.mediator import Post, Term
from mediation.procedure.records import Sex

ELECTED = (Post.CHAIR, Post.DEPUTY, Post.MEMBER)
FEWEST, MOST = 3, 9
TERM_MONTHS = 36
ADULT = 18
SOON = timedelta(days=60)
BELOW_SENIOR_HIGH = ("文盲", "小学", "初中")


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee on a day: who holds a term in it, and the peoples who are known to live in its area."""

    kind: UnitKind
    terms: Sequence[Term]
    day: date
    peoples: frozenset[str] = frozenset()

    @property
    def members(self) -> list[Term]:
        """Chosen members, chair and deputies among them; whoever is hired is none."""
        return [term for term in self.terms if term.post in ELECTED]


def hints(committee: Committee) -> list[Reason]:
    """What does not fit, one sentence each; nothing for an organ, which is no committee."""
    if committee.kind is UnitKind.ORGAN:
        return []
    if not committee.members:
        return [_hint(N_("这一天没有在任的委员。要是届满了，请办换届。"))]
    return [*_posts(committee), *_make_up(committee), *_spans(committee), *_persons(committee)]


def last_day(first: date) -> date:
    """The last day of a term of three years."""
    return add_months(first, TERM_MONTHS) - timedelta(days=1)


def _posts(committee: Committee) -> Iterator[Reason]:
    number = len({term.mediator_id for term in committee.members})
    if not FEWEST <= number <= MOST:
        yield _hint(N_("委员{number}名，应当是3至9名。"), number=str(number))
    chairs = sum(1 for term in committee.members if term.post is Post.CHAIR)
    acting = [term.mediator.person.name for term in committee.terms if term.post is Post.ACTING]
    if chairs > 1:
        yield _hint(N_("主任写了{number}名，应当是1名。"), number=str(chairs))
    elif not chairs and acting:
        yield _hint(N_("没有主任，现在由{name}代理。"), name=acting[0])
    elif not chairs:
        yield _hint(N_("没有主任。"))


def _make_up(committee: Committee) -> Iterator[Reason]:
    persons = [term.mediator.person for term in committee.members]
    if not any(person.sex is Sex.FEMALE for person in persons):
        unknown = any(person.sex is None for person in persons)
        yield _hint(N_("还看不出有没有女委员，有人没写性别。") if unknown else N_("没有女委员。"))
    missing = committee.peoples - {person.ethnic for person in persons if person.ethnic}
    if len(committee.peoples) > 1 and missing:
        yield _hint(N_("这里也住着{peoples}群众，委员里还没有。"), peoples=tuple(sorted(missing)))


def _spans(committee: Committee) -> Iterator[Reason]:
    long = [term for term in committee.members if term.to_on is None or term.to_on > last_day(term.from_on)]
    if long:
        yield _hint(N_("任期没有写到哪天，或者超过三年：{names}。"), names=_names(long))
    ends = min((term.to_on for term in committee.members if term.to_on is not None), default=None)
    if ends is not None and ends - committee.day <= SOON:
        yield _hint(N_("{day}有委员届满，该准备换届了。"), day=ends.isoformat())


def _persons(committee: Committee) -> Iterator[Reason]:
    young = [term for term in committee.terms if _age(term.mediator.person.birth, committee.day) < ADULT]
    if young:
        yield _hint(N_("没有满18岁：{names}。"), names=_names(young))
    if committee.kind is UnitKind.TOWNSHIP:
        less = [term for term in committee.members if term.mediator.person.education in BELOW_SENIOR_HIGH]
        if less:
            yield _hint(N_("乡镇调委会的委员应当有高中以上文化：{names}。"), names=_names(less))


def _age(birth: date | None, day: date) -> int:
    if birth is None:
        return ADULT
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _names(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.mediator.person.name for term in terms))


def _hint(text: str, **values: str | tuple[str, ...]) -> Reason:
    return Reason("composition", text, values=tuple(values.items()))
