"""What the pages show on which a year's report is written."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from mediation.casework.actor import Actor
from mediation.features.reports.checking.draft import TYPED
from mediation.features.reports.checking.finder import Looked
from mediation.features.reports.checking.findings import Finding, Kind
from mediation.features.reports.compose import Block, BlockKind, bind_written, marks_in
from mediation.features.reports.display import instant_words, label_words, unit_words, value_words
from mediation.features.reports.editions import NamesSomebody
from mediation.features.reports.outline import FormId
from mediation.features.reports.page import Found, Page, link, outline_words, paragraph_parts
from mediation.features.reports.parts import head_of, outside_of, parts_of, promises_of
from mediation.features.reports.public_names import Told
from mediation.features.reports.report import Edition, Report
from mediation.features.reports.writing import (
    is_written,
    looked_at,
    signature_of,
    sources_of,
    text_to_edit,
    unanswered,
    versions,
    without_place,
    writers_of,
)
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Measure, Result
from mediation.model.report import Promise, ReportPart, SourcedNumber
from mediation.procedure.roles import Role
from mediation.web.errors import sentence

MARK_WORDS = {Measure.FEN: "万元|万元"}


def overview(actor: Actor, report: Report, looked: Looked) -> Page:
    """The tree with who wrote what, last year's word, what is wrong, and the signature."""
    year, closed = report.period.end.year, report.frozen is not None
    writes = Role.OFFICE in actor.roles and not closed
    rows, promises = parts_of(report.scope, year), promises_of(report.scope, year)
    begins = writes and not rows
    return {
        "title": _("写%(year)s年年报", year=year),
        "back": {"text": _("%(year)s年年报", year=year), "url": link("show", report)},
        "closed": closed,
        "begin": _here("write_begin", report) if begins else None,
        "outline": _outline(report, writes),
        "outside": _waiting(report, outside_of(report.scope, year), writes=writes),
        "add": _here("write_add", report) if writes else None,
        "parts": [_part(report, row, writes, above) for row, above in _with_below(rows)],
        "promises": [_promise(report, one, writes) for one in promises],
        "nothing_promised": bool(rows) and not promises,
        "findings": list(findings(report, looked, writes=writes, blocking=True)),
        "questions": list(findings(report, looked, writes=writes, blocking=False)),
        "words": _("正文共%(count)s字", count=sum(map(_length, report.text.blocks))),
        "head": _head(report, writes),
        "sources": [_source(one) for one in sources_of(report.scope, year)],
        "signature": _signature(report),
        "sign": _here("sign", report) if not closed and _to_sign(actor, report, rows) else None,
    }


def _waiting(report: Report, rows: list[ReportPart], *, writes: bool) -> list[Page]:
    """What somebody wrote and the outline has no place for, with the two ways out."""
    return [
        {
            "heading": row.heading,
            "body": row.body or "",
            "author": row.author,
            "place": _here("write_place", report, id_=row.id) if writes else None,
            "drop": _here("write_drop", report, id_=row.id) if writes else None,
        }
        for row in rows
    ]


def _outline(report: Report, writes: bool) -> Page:
    """In which outline the year is told, and where to choose another."""
    return {
        "text": outline_words(report),
        "url": _here("outline", report) if writes else None,
    }


def _here(endpoint: str, report: Report, **values: Any) -> str:
    return url_for(f"reports.{endpoint}", year=report.period.end.year, place=request.args.get("place"), **values)


def _with_below(rows: list[ReportPart]) -> Iterator[tuple[ReportPart, bool]]:
    """Each row, and whether smaller headings stand below it."""
    for row, following in zip_longest(rows, rows[1:]):
        yield row, row.level == 1 and following is not None and following.level > 1


def _part(report: Report, row: ReportPart, writes: bool, above: bool) -> Page:
    acts = {name: _here(f"write_{name}", report, id_=row.id) for name in ("up", "down", "drop")} if writes else {}
    return {
        "heading": row.heading,
        "level": row.level,
        "url": _here("write_part", report, id_=row.id) if writes else None,
        "state": _state(row, above),
        "words": _words_of(report, row),
        "acts": acts,
        "after": _here("write_add", report, after=row.id) if writes else None,
    }


def _length(block: Block) -> int:
    """The signs of a paragraph as it is printed, without blanks."""
    return len("".join(block.text.split())) if block.kind is BlockKind.PARAGRAPH else 0


def _words_of(report: Report, row: ReportPart) -> str:
    own = {f"part{row.id}"} if row.body is not None else set(filter(None, row.automatic.split(",")))
    count = sum(_length(block) for block in report.text.blocks if block.id in own)
    return _("%(count)s字", count=count) if count else ""


def _head(report: Report, writes: bool) -> Page:
    head = head_of(report.scope, report.period.end.year)
    return {
        "addressee": head.addressee,
        "copies": head.copies,
        "issuer": head.issuer,
        "url": _here("head", report) if writes else None,
    }


def _versions(report: Report, row: ReportPart) -> list[Page]:
    return [
        {
            "text": one.body if one.body is not None else _("系统按台账写的"),
            "who": _("%(who)s写于%(when)s", who=one.who, when=instant_words(one.at)) if one.who else _("最早的"),
            "url": _here("write_back", report, id_=row.id, event=one.event),
        }
        for one in versions(row)[:VERSIONS_SHOWN]
    ]


VERSIONS_SHOWN = 10


def _state(row: ReportPart, above: bool) -> str:
    if row.body is not None:
        return _("%(who)s写于%(when)s", who=row.author, when=instant_words(row.changed_at))
    written_by_program = row.automatic and row.automatic not in _BY_PEOPLE
    if not row.automatic and above:
        return _("写在下面各段里")
    return _("按台账自动写") if written_by_program else _("未填")


_BY_PEOPLE = ("shortcomings", "plans", "first_responsible", "others")


def _promise(report: Report, one: Promise, writes: bool) -> Page:
    told = _(one.outcome.label) if one.outcome else _("还没有答复")
    return {
        "text": one.text,
        "kind": _(one.kind.label),
        "answer": f"{told}：{one.answer}" if one.answer else told,
        "open": one.outcome is None,
        "url": _here("promise", report, id_=one.id) if writes else None,
    }


def _source(one: SourcedNumber) -> Page:
    told = _("依据：%(source)s（%(who)s）", source=one.source, who=one.confirmed_by)
    return {"what": one.said, "who": told}


def findings(report: Report, looked: Looked, *, writes: bool, blocking: bool) -> Iterator[Page]:
    """What contradicts, or is only asked about: what, why, and where to mend it."""
    rows = parts_of(report.scope, report.period.end.year)
    for one in looked.findings:
        if one.blocks is blocking:
            yield _finding(report, one, _mended_in(report, one, rows) if writes else None, writes)


def _mended_in(report: Report, one: Finding, rows: list[ReportPart]) -> ReportPart | None:
    """The part in which the paragraph stands."""
    id_ = report.text.blocks[one.line].id
    return next((row for row in rows if f"part{row.id}" == id_ or id_ in row.automatic.split(",")), None)


def _finding(report: Report, one: Finding, row: ReportPart | None, writes: bool) -> Page:
    links = []
    if row is not None:
        links.append(
            {"text": _("去改“%(heading)s”", heading=row.heading), "url": _here("write_part", report, id_=row.id)}
        )
    if one.kind in (*TYPED, Kind.LEDGER) and writes:
        links.append({"text": _("写明依据"), "url": _here("sources", report, said=one.quote)})
    if one.figure:
        figure, _dot, _part_of = one.figure.partition(".")
        links.append({"text": _("看是哪几件"), "url": link("figure", report, id_=figure)})
    link_, or_link = (*links, None, None)[:2]
    return {
        "what": _("%(kind)s：%(quote)s", kind=_(one.kind.label), quote=one.quote) if one.quote else _(one.kind.label),
        "where": one.where,
        "where_url": f"{link('show', report)}#p{one.line}" if one.where else None,
        "who": sentence(one.reason),
        "link": link_,
        "or_link": or_link,
    }


def _to_sign(actor: Actor, report: Report, rows: list[ReportPart]) -> bool:
    """Whether somebody else wrote something that nobody has signed as it stands."""
    if not is_written(rows) or signature_of(report) is not None:
        return False
    return actor.user_id not in writers_of(report.scope, report.period.end.year)


def _signature(report: Report) -> str:
    signed = signature_of(report)
    if signed is None:
        return _("还没有签发。写的人不能自己签发。")
    return _("%(who)s于%(when)s签发", who=signed.name, when=instant_words(signed.signed_at))


def found_in(actor: Actor, report: Report) -> Found:
    """For the page of the report: what blocks closing it, what is asked, what should be known."""
    if report.frozen is not None or report.form is FormId.TABLE:
        return Found()
    looked, year = looked_at(actor, report), report.period.end.year
    writes = Role.OFFICE in actor.roles
    return Found(
        (*_without_place(report, year, writes), *findings(report, looked, writes=writes, blocking=True)),
        tuple(findings(report, looked, writes=writes, blocking=False)),
        tuple(_to_know(report, year)),
    )


def _without_place(report: Report, year: int, writes: bool) -> Iterator[Page]:
    reason = without_place(report.scope, year)
    if reason is not None:
        link_ = {"text": _("去放好"), "url": _here("write", report)} if writes else None
        yield {"what": _("有的段落没有位置"), "who": sentence(reason), "link": link_, "or_link": None}


def public_page(report: Report, refused: NamesSomebody, kind: str, *, writes: bool) -> Page:
    """What keeps a public edition back, paragraph by paragraph; names may be words, so a person may say so."""
    rows = parts_of(report.scope, report.period.end.year) if report.frozen is None and writes else []
    seen = link("document", report, kind=kind, edition=Edition.PUBLIC.value, seen="yes")
    return {
        "title": _("公开版还不能出"),
        "back": {"text": _("%(year)s年年报", year=report.period.end.year), "url": link("show", report)},
        "reasons": [_gives_away(report, one, rows) for one in refused.told],
        "seen": seen if refused.only_names else None,
        "names": _here("names", report) if writes and any(one.is_name for one in refused.told) else None,
    }


def _gives_away(report: Report, one: Told, rows: list[ReportPart]) -> Page:
    id_ = report.text.blocks[one.block].id
    row = next((row for row in rows if f"part{row.id}" == id_ or row.heading in one.where), None)
    mend = (
        {"text": _("去改“%(heading)s”", heading=row.heading), "url": _here("write_part", report, id_=row.id)}
        if row
        else None
    )
    return {
        "what": _("%(kind)s：%(words)s", kind=_(one.kind.label), words=one.words),
        "where": one.where,
        "where_url": f"{link('show', report)}#p{one.block}",
        "link": mend,
    }


def _to_know(report: Report, year: int) -> Iterator[str]:
    waiting = unanswered(report.scope, year)
    if waiting:
        told = _("、").join(f"“{one.text}”" for one in waiting)
        yield _("去年说的还有%(count)s件没有答复：%(told)s", count=len(waiting), told=told)
    if not parts_of(report.scope, year):
        return
    yield _signature(report)


# --- one part ------------------------------------------------------------------------------------


def part_page(report: Report, row: ReportPart) -> Page:
    """The form of a part, how it reads now, and the figures that can be put in."""
    text = text_to_edit(row, report.figures)
    return {
        "title": row.heading,
        "back": {"text": _("写%(year)s年年报", year=report.period.end.year), "url": _here("write", report)},
        "automatic": _here("write_automatic", report, id_=row.id) if row.body is not None and row.automatic else None,
        "preview": [paragraph_parts(report, bind_written(line, report.figures)) for line in text.split("\n") if line],
        "marks": list(marks(report.figures)),
        "versions": _versions(report, row),
        "said": {mark: _said(mark, report.figures) for mark in marks_in(text)},
    }


def _said(mark: str, figures: Mapping[str, Result]) -> str:
    """What a mark reads as."""
    return "".join(part if isinstance(part, str) else part.text for part in bind_written(mark, figures))


def marks(figures: Mapping[str, Result]) -> Iterator[Page]:
    """Every figure with the mark that puts it into a text."""
    for id_, result in figures.items():
        about = INDICATORS[id_]
        if result.value is None:
            continue
        word = MARK_WORDS.get(about.measure, about.measure.label)
        value = f"{value_words(about, result)} {unit_words(about, result.value)}"
        yield _offered(f"{label_words(id_)} {value}", f"{{{id_}|{word}}}", figures)
        for name, number in result.parts.items():
            if isinstance(number, int):
                yield _offered(f"{label_words(id_)}：{_(name)} {number}", f"{{{id_}.{name}|{word}}}", figures)


def _offered(label: str, mark: str, figures: Mapping[str, Result]) -> Page:
    return {"label": label, "mark": mark, "reads": _said(mark, figures)}
