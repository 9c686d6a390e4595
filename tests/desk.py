"""People of the town at their screens: a form is opened, what it offers stays, some of it is filled in, it is sent."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from mediation.model.base import db
from mediation.model.case import Case
from tests.pages import StrictClient, _elements, _parsed

Values = dict[str, Any]
TICKED = ("radio", "checkbox")
SEEN = ("input", "textarea", "select")
WORDS = re.compile(r"<[^>]+>|\s+")


def form_of(response: TestResponse, action: str) -> Values:
    """What a browser would send if nothing were filled in."""
    for form in _elements(_parsed(response.text), "form"):
        if (
            form.get("method", "get") == "post"
            and form.get("action", action.partition("?")[0]) == action.partition("?")[0]
        ):
            return dict(_values(form))
    raise AssertionError(f"no form that posts to {action}")


def shown_fields(response):
    """The names that a person sees to fill in: neither hidden nor folded away."""
    page = _parsed(response.text)
    form = next(one for one in _elements(page, "form") if one.get("data-draft"))
    away = {
        id(inside)
        for one in form.iter()
        if one.get("hidden") is not None or one.tag in ("template", "details")
        for inside in one.iter()
    }
    names = [one.get("name") for one in form.iter() if one.tag in SEEN and id(one) not in away and one.get("name")]
    hidden = {one.get("name") for one in _elements(form, "input") if one.get("type") == "hidden"}
    return list(dict.fromkeys(name for name in names if name not in hidden))


def _values(form: Element) -> Iterator[tuple[str, Any]]:
    found: dict[str, list[str]] = {}
    outside = {id(one) for template in _elements(form, "template") for one in template.iter()}
    for field in form.iter():
        name = field.get("name")
        if name and field.tag in ("input", "textarea", "select") and id(field) not in outside:
            found.setdefault(name, []).extend(_value(field))
    yield from ((name, values if len(values) > 1 else values[0]) for name, values in found.items() if values)


def _value(field: Element) -> Iterator[str]:
    if field.tag == "textarea":
        yield (field.text or "").removeprefix("\n")
    elif field.tag == "select":
        options = _elements(field, "option")
        chosen = [option for option in options if option.get("selected") is not None]
        yield from (option.get("value", "") for option in (chosen or options[:1]))
    elif field.get("type") not in (*TICKED, "file", "submit") or field.get("checked") is not None:
        yield field.get("value", "")


def words(response: TestResponse) -> str:
    """What stands on the page, without marks and spaces."""
    return WORDS.sub("", unescape(response.text.partition("<main")[2]))


def send(client: StrictClient, page: str, /, **answers: Any) -> TestResponse:
    """Open a form, fill in, send; a None takes away what stood there."""
    values = form_of(client.get(page), page)
    values |= answers
    return client.post(page, data={name: value for name, value in values.items() if value is not None})


class Desk:
    """One case in the hands of several people."""

    def __init__(self, web: Any, address: str = "") -> None:
        self.web = web
        self.address = address

    def register(self, person: str = "clerk", /, **answers: Any) -> "Desk":
        """An oral application told at the counter."""
        world = self.web.town.world
        given = {
            "applicants-0-name": "扎西顿珠",
            "respondents-0-name": "才让多吉",
            "matter": "牦牛三次过沟，吃了草。",
            "claims": "赔偿草料",
            "village": str(world.villages[0].id),
            "committee": str(world.committees[0].id),
            "acknowledged": "y",
        }
        answer = send(self.web(person), "/cases/new", **given | answers)
        assert answer.status_code == 303, errors(answer)
        self.address = answer.location
        return self

    def url(self, event: str) -> str:
        return f"{self.address}/events/{event}"

    def act(self, person: str, event: str, /, **answers: Any) -> "Desk":
        """An event that goes through: the answer leads back to the case."""
        answer = self.attempt(person, event, **answers)
        assert (answer.status_code, answer.location) == (303, self.address), errors(answer)
        return self

    def attempt(self, person: str, event: str, /, **answers: Any) -> TestResponse:
        return send(self.web(person), self.url(event), **answers)

    def look(self, who: str) -> TestResponse:
        return self.web(who).get(self.address)

    @property
    def case(self) -> Case:
        db.session.rollback()
        return db.session.query(Case).filter_by(ref=self.address.rsplit("/", 1)[-1]).one()

    @property
    def parties(self) -> list[str]:
        return [str(party.id) for party in self.case.present_parties]


def errors(response: TestResponse) -> list[str]:
    """The sentences of a page that refuses."""
    page = _parsed(response.text)
    marked = [
        one
        for one in page.iter()
        if (one.get("class") or "").split() and one.get("class") in ("err", "errsum", "reasons")
    ]
    return [" ".join("".join(one.itertext()).split()) for one in marked] or [words(response)[:300]]
