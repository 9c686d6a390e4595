"""The outlines in which a year may be told, as data with a version: the five required parts and their variants.

A county asks for one of these, or for one of its own that is typed in as text (own_outline.py). An outline that
names an unknown figure is refused before anybody writes in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mediation.features.reports.compose import unknown_marks
from mediation.features.reports.outline import FormId, Paragraph, Section, Series
from mediation.features.reports.themes import THEMES, paragraph
from mediation.features.reports.wording import FORMS
from mediation.indicators.catalogue import INDICATORS
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_

UNKNOWN_FIGURE = N_("提纲“{outline}”用了系统里没有的数字“{mark}”，没有采用。改好再用。")
OWN = "own"


@dataclass(frozen=True, slots=True)
class Slot:
    """A heading of an outline, its level, and what stands under it: paragraphs by id, or words that are given."""

    level: int
    heading: str
    automatic: str = ""
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole tree, flat in reading order; another wording of a heading is another version."""

    id: str
    version: int
    label: str
    slots: tuple[Slot, ...]

    def headings(self, year: int) -> list[str]:
        return [told(slot.heading, year) for slot in self.slots]


def told(heading: str, year: int) -> str:
    """A heading with its year; braces that are no year stay as they are."""
    return heading.replace("{year}", str(year)).replace("{next_year}", str(year + 1))


def checked(outline: Outline, paragraphs: Mapping[str, Paragraph]) -> Outline:
    """The outline; raises Refused that names the first mark in it that is no figure."""
    for text in _texts(outline, paragraphs):
        unknown = unknown_marks(_timeless(text), INDICATORS)
        if unknown:
            values = (("outline", outline.label), ("mark", unknown[0]))
            raise Refused(Reason("unknown_figure", UNKNOWN_FIGURE, "text", values))
    return outline


def _texts(outline: Outline, paragraphs: Mapping[str, Paragraph]) -> Iterator[str]:
    for slot in outline.slots:
        yield slot.body or ""
        for id_ in filter(None, slot.automatic.split(",")):
            for sentence in paragraphs[id_].sentences:
                yield from (*sentence.clauses, sentence.otherwise) if isinstance(sentence, Series) else sentence


def _timeless(text: str) -> str:
    """The words of time are no figures."""
    for word in ("{at}", "{whole}", "{by}"):
        text = text.replace(word, "")
    return text


# --- the outlines --------------------------------------------------------------------------------


def _of_sections(sections: Iterable[Section], level: int = 1) -> Iterator[Slot]:
    for section in sections:
        yield Slot(level, section.heading, ",".join(one.id for one in section.paragraphs))
        yield from _of_sections(section.sections, level + 1)


def _of_form(form: FormId) -> tuple[Slot, ...]:
    return tuple(_of_sections(FORMS[form].sections))


def _below(*themes: tuple[str, str]) -> tuple[Slot, ...]:
    return tuple(Slot(2, heading, ids) for heading, ids in themes)


DONE = "{year}年度推进法治政府建设的主要举措和成效"
LACKING = Slot(1, "存在的不足和原因", "shortcomings")
FIRST = Slot(1, "党政主要负责人履行推进法治建设第一责任人职责的有关情况", "first_responsible")
NEXT = Slot(1, "{next_year}年度推进法治政府建设的主要安排", "plans")
OTHERS = Slot(1, "其他需要报告的情况", "others")
_THEMES = (
    ("组织领导和责任落实", "meeting"),
    ("学习贯彻习近平法治思想", "studying"),
    ("依法履行职能和政务服务", "serving"),
    ("制度建设和规范性文件", "ruling"),
    ("依法决策和法律顾问", "decisions,advising"),
    ("规范行政执法", "enforcing"),
    ("法治宣传", "telling"),
    ("预防和化解矛盾纠纷", "screening,mediators,mediation,details"),
    ("政务公开和接受监督", "opening,answering"),
)
_GOVERNMENT_PLAN = (
    ("政府机构职能", "serving"),
    ("依法行政制度", "ruling"),
    ("行政决策制度", "decisions,advising"),
    ("行政执法工作", "enforcing"),
    ("社会矛盾纠纷预防和行政调解、人民调解", "screening,mediators,mediation,details"),
    ("行政权力制约和监督", "opening,answering"),
    ("法治宣传和法治社会", "telling"),
    ("党的领导和法治能力", "meeting,studying"),
)

OUTLINES: Mapping[str, Outline] = {
    one.id: one
    for one in (
        Outline(FormId.FIVE.value, 1, N_("五个部分，规定要报告的"), _of_form(FormId.FIVE)),
        Outline(FormId.THREE.value, 1, N_("三个部分：成效、问题、打算"), _of_form(FormId.THREE)),
        Outline(
            "themes", 1, N_("五个部分，成效按九个主题分写"),
            (Slot(1, DONE), *_below(*_THEMES), LACKING, FIRST, NEXT, OTHERS),
        ),
        Outline(
            "responsible_first", 1, N_("第一责任人职责放在最前面"),
            (FIRST, Slot(1, DONE), *_below(*_THEMES), LACKING, NEXT, OTHERS),
        ),
        Outline(
            "folded", 1, N_("四个部分，第一责任人职责并进成效"),
            (
                Slot(1, DONE),
                *_below(("党政主要负责人履行推进法治建设第一责任人职责", "first_responsible"), *_THEMES),
                LACKING, NEXT, OTHERS,
            ),
        ),
        Outline(
            "direct", 1, N_("主题直接编号，不分成效"),
            (*(Slot(1, heading, ids) for heading, ids in _THEMES), LACKING, FIRST, NEXT),
        ),
        Outline(
            "duties", 1, N_("工作完成情况"),
            (Slot(1, "{year}年法治政府建设工作完成情况"), *_below(*_THEMES), LACKING, FIRST, NEXT),
        ),
        Outline(
            "government_plan", 1, N_("按法治政府建设实施纲要的次序"),
            (Slot(1, DONE), *_below(*_GOVERNMENT_PLAN), LACKING, FIRST, NEXT, OTHERS),
        ),
        Outline(
            "deployments", 1, N_("逐项对照上级部署"),
            (
                Slot(1, "{year}年度落实上级法治政府建设部署的情况", "deployments"),
                Slot(1, DONE), *_below(*_THEMES), LACKING, FIRST, NEXT, OTHERS,
            ),
        ),
    )
}  # fmt: skip

AUTOMATIC: Mapping[str, Paragraph] = {
    **{id_: paragraph(id_) for id_ in THEMES},
    **{one.id: one for form in FORMS.values() for one in form.paragraphs()},
    "deployments": Paragraph("deployments"),
}
