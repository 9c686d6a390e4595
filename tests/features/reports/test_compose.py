"""Sentences and their numbers: measure words, round numbers, noughts, and what must never be printed."""

import json
from datetime import date

import pytest

from mediation.features.reports.compose import (
    _FIGURE,
    BlockKind,
    Bound,
    Composition,
    compose,
    figures_in,
    say,
)
from mediation.features.reports.outline import FormId, Series
from mediation.features.reports.wording import FORMS
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Result
from mediation.indicators.period import Period


def result(value: int | str | None, **fields: object) -> Result:
    return Result(value, (), fields)


def said(sentence, **figures: Result) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in say(sentence, figures))


def test_a_number_carries_its_measure_word():
    assert say(("化解{A02|起}。",), {"A02": result(22)}) == ["化解", Bound("A02", "22起"), "。"]


@pytest.mark.parametrize(
    ("number", "text", "exact"),
    [
        (4137, "4000余份", "4137份"),
        (4000, "4000份", None),
        (20, "20份", None),
        (21, "20余份", "21份"),
        (959, "900余份", "959份"),
    ],
)
def test_round_numbers_come_from_exact_ones(number: int, text: str, exact: str | None):
    (bound,) = say(("{G03|份|余}",), {"G03": result(number)})
    assert bound == Bound("G03", text, exact)


@pytest.mark.parametrize("empty", [0, None])
def test_a_nought_becomes_a_sentence(empty: int | None):
    assert said(("成功{C03|件}。", "没有成功的。"), C03=result(empty)) == "没有成功的。"


def test_the_first_wording_whose_figures_are_all_there():
    wordings = ("书面{C15a|件}、口头{C15b|件}。", "都是书面，{C15a|件}。", "都是口头，{C15b|件}。", "没有。")
    assert said(wordings, C15a=result(2), C15b=result(1)) == "书面2件、口头1件。"
    assert said(wordings, C15a=result(2), C15b=result(0)) == "都是书面，2件。"
    assert said(wordings, C15a=result(0), C15b=result(1)) == "都是口头，1件。"
    assert said(wordings, C15a=result(0), C15b=result(0)) == "没有。"


def test_a_series_leaves_out_clauses_that_say_nought():
    series = Series(("宣传{G03|场次}", "资料{G03.资料|份}", "横幅{G03.横幅|条}"), "没有宣传。")
    assert said(series, G03=result(2, parts={"场次": 2, "横幅": 3})) == "宣传2场次，横幅3条。"
    assert said(series, G03=result(0, parts={})) == "没有宣传。"


def test_money_is_said_in_units_of_ten_thousand():
    assert said(("{C13.cases|件}，{C13|万元|万元}", ""), C13=result(4250_100, cases=10)) == "10件，4.25万元"


def test_a_sum_over_one_or_two_cases_is_not_said():
    assert said(("共{C13|万元|万元}", ""), C13=result(4250_100, cases=2)) == ""


def test_only_parts_that_name_nobody_are_listed():
    parts = {"邻里纠纷": 5, "物业纠纷": 2, "合同纠纷": 3, "婚姻家庭纠纷": 4, "医疗纠纷": None}
    assert said(("{C22*3|件}", ""), C22=result(14, parts=parts)) == "邻里纠纷5件、婚姻家庭纠纷4件、合同纠纷3件"
    assert said(("{C22*3|件}", ""), C22=result(2, parts={"物业纠纷": 2})) == ""


def test_what_a_studio_did():
    parts = {"阿玛调解室": {"accepted": 9, "settled": 8}, "新的": {"accepted": 1, "settled": 4}}
    expected = "阿玛调解室受理9件、调解成功8件、新的调解成功4件"
    assert said(("{C24|件|工作室}", ""), C24=result(10, parts=parts)) == expected


def test_past_all_only_the_rate_over_concluded_is_said():
    wordings = ("率{C09|%}。", "办结率{C09b|%}。", "")
    assert said(wordings, C09=result("200.0"), C09b=result("66.7")) == "办结率66.7%。"
    assert said(wordings, C09=result("100.0"), C09b=result("66.7")) == "率100.0%。"
    assert said(wordings, C09=result(None), C09b=result(None)) == ""


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 1, 1), ("全年没有化解矛盾纠纷。", "到年末没有还在调解的纠纷。", "年末没有在册的人民调解员。")),
        (date(2024, 11, 3), ("到11月3日没有化解矛盾纠纷。", "到11月3日没有还在调解的纠纷。", "到11月3日没有召开")),
    ],
)
def test_a_year_that_is_not_over_says_up_to_which_day(today: date, words: tuple[str, ...]):
    empty = {**NOTHING, "C13": result(0, parts={}, cases=0)}
    text = compose(FORMS[FormId.FIVE], empty, "云上镇", Period.year(2024), today).text
    for said in words:
        assert said in text, said
    assert ("年末" in text) == (today.year == 2025)


def test_without_administrative_mediation_the_sum_is_still_a_sentence():
    figures = {**NOTHING, "C13": result(0, parts={}, cases=0), "A02": result(3)}
    text = compose(FORMS[FormId.FIVE], figures, "云上镇", Period.year(2024)).text
    assert "全年化解矛盾纠纷3起，都由人民调解化解。" in text


def test_a_sentence_without_an_end_is_an_error():
    with pytest.raises(LookupError, match="wording without figures"):
        say(("成功{C03|件}。",), {"C03": result(0)})


# --- the forms -----------------------------------------------------------------------------------

NOTHING = {id_: result(0, parts={}) for id_ in INDICATORS}


@pytest.mark.parametrize(("form", "parts"), [(FormId.FIVE, 5), (FormId.THREE, 3)])
def test_a_form_has_its_parts_numbered_and_marks_what_nobody_wrote(form: FormId, parts: int):
    empty = {**NOTHING, "C13": result(0, parts={}, cases=0)}
    text = compose(FORMS[form], empty, "云上镇", Period.year(2024))
    headings = [block.text for block in text.blocks if block.kind is BlockKind.HEADING]
    assert [heading[0] for heading in headings] == list("一二三四五")[:parts]
    assert text.unwritten == parts - 1
    assert text.title == "云上镇2024年法治政府建设年度报告"
    assert "0件" not in text.text
    assert "{" not in text.text


@pytest.mark.parametrize("form", list(FORMS))
def test_the_words_name_only_figures_that_exist(form: FormId):
    assert figures_in(FORMS[form]) <= set(INDICATORS)
    assert not [id_ for id_ in figures_in(FORMS[form]) if INDICATORS[id_].internal]


def test_every_field_in_the_words_exists(world):
    from mediation.casework.actor import OPERATOR
    from mediation.indicators.compute import figures
    from mediation.indicators.scope import scope_of

    found = figures(OPERATOR, Period.year(2024), scope_of(world.town))
    for form in FORMS.values():
        for paragraph in form.paragraphs():
            for sentence in paragraph.sentences:
                for wording in sentence.clauses if isinstance(sentence, Series) else sentence:
                    for match in _FIGURE.finditer(wording):
                        known = {None, *found[match["id"]].fields, *found[match["id"]].parts}
                        assert match["field"] in known or match["id"] in ("M02", "M04"), match[0]


def test_a_text_survives_being_kept():
    text = Composition(
        "题",
        compose(
            FORMS[FormId.THREE], {**NOTHING, "A02": result(22), "C13": result(0, cases=0)}, "镇", Period.year(2024)
        ).blocks,
    )
    assert Composition.from_json(json.loads(json.dumps(text.as_json()))) == text
