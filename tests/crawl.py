"""Every page of the program as the people of the town get it, in a language: what the looks at all pages start from."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.test import TestResponse

from mediation.procedure.states import State
from tests.desk import form_of
from tests.pages import StrictClient
from tests.town import ACCOUNTS, Town

LANGUAGES = ("zh", "bo", "en")
NOBODY = "nobody"
# The offices that work with most pages first; whoever comes later is asked only where they are refused.
ORDER = ("office", "clerk", "mediator", "chair", *ACCOUNTS, NOBODY)
FORMS = re.compile(r'href="(/cases/[0-9A-Za-z_-]+/events/([a-z-]+))"')
TAGS = re.compile("<([a-z0-9]+)([^>]*)>")
SHAPES = re.compile('(?:class|role|type|name|aria-current|aria-invalid|aria-disabled)="[^"]*"')
# Sent as they open, with nothing filled in: pages that say what is missing.
EMPTY_FORMS = {
    "/cases/new": "clerk",
    "/cases/new/register-own-motion": "mediator",
    "/me/password": "clerk",
    "/accounts/new": "sysadmin",
    "/roster/mediators/new": "office",
    "/screenings/new": "office",
    "/trainings/new": "office",
    "/complaints/new": "office",
}

Enter = Callable[[str], StrictClient]
Get = Callable[[str, str], TestResponse]
Addresses = Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True)
class Seen:
    """One page: what it is, who saw it, and its text."""

    name: str
    who: str
    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.name} ({self.who}, {self.path})"


def every_page(
    house: Flask, town: Town, paths: Addresses, enter: Enter, language: str, *, by_all: bool = False
) -> Iterator[Seen]:
    """Each address once, by the first who may see it; each state of a case; each form; each home; each way to err.

    With `by_all` each address and each case also by everybody else who may see it, where their page is built otherwise.
    """

    def get(who: str, path: str) -> TestResponse:
        return enter(who).get(said_in(path, language))

    for who in ACCOUNTS:
        get(who, "/me")  # from here on it is the account's language, and choosing it is no part of a page
    seen: set[tuple[str, str]] = set()
    for page in _all(house, town, paths, get):
        if (page.who, page.path) not in seen:
            seen.add((page.who, page.path))
            yield page
    yield from _refusals(get)
    yield from _errors(enter, language)
    if by_all:
        yield from _built_otherwise(house, town, paths, get, seen)


def said_in(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def _all(house: Flask, town: Town, paths: Addresses, get: Get) -> Iterator[Seen]:
    for name, path in addresses(house, paths):
        yield from _by_the_first(name, path, get)
    yield from _cases(town, get)
    for who in ACCOUNTS:
        if page := _page("home", who, "/", get(who, "/")):
            yield page


def addresses(house: Flask, paths: Addresses) -> Iterator[tuple[str, str]]:
    """Everything that can be asked for: its name and its path."""
    for rule in sorted(house.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if "GET" not in (rule.methods or ()):
            continue
        known = paths.get(rule.endpoint, rule.rule)
        named = {"": known} if isinstance(known, str) else known
        for name, path in named.items():
            yield (f"{rule.endpoint}, {name}" if name else rule.endpoint), path


def _built_otherwise(
    house: Flask, town: Town, paths: Addresses, get: Get, seen: set[tuple[str, str]]
) -> Iterator[Seen]:
    """What others see at the same addresses; two pages of the same parts in the same order are looked at once."""
    cases = [(f"case {state.value}", f"/cases/{town.case(state).ref}") for state in State]
    known: set[str] = set()
    for name, path in [*addresses(house, paths), *cases]:
        for who in dict.fromkeys(ORDER):
            page = _page(name, who, path, get(who, path))
            if page is None:
                continue
            built = shape(page.text)
            if built not in known and (who, path) not in seen:
                yield page
            known.add(built)


def shape(text: str) -> str:
    """How a page is built: its tags with their classes and roles, each row of a list or table once."""
    tags = [f"{tag} {' '.join(SHAPES.findall(rest))}" for tag, rest in TAGS.findall(text)]
    return "\n".join(dict.fromkeys(tags))


def _by_the_first(name: str, path: str, get: Get) -> Iterator[Seen]:
    for who in ORDER:
        if page := _page(name, who, path, get(who, path)):
            yield page
            return


def _cases(town: Town, get: Get) -> Iterator[Seen]:
    """A case in every state as its mediator, the clerk and the office see it, and every form that is offered there."""
    forms: set[str] = set()
    for state in State:
        path = f"/cases/{town.case(state).ref}"
        for who in ("mediator", "clerk", "office", "chair"):
            page = _page(f"case {state.value}", who, path, get(who, path))
            if page is None:
                continue
            yield page
            for form, event in FORMS.findall(page.text):
                if event not in forms and (opened := _page(f"form {event}", who, form, get(who, form))):
                    forms.add(event)
                    yield opened


def _refusals(get: Get) -> Iterator[Seen]:
    for name, who, path in (("not found", "clerk", "/nowhere"), ("not allowed", "leader", "/accounts")):
        answer = get(who, path)
        assert answer.status_code in (403, 404)
        yield Seen(name, who, path, answer.text)


def _errors(enter: Enter, language: str) -> Iterator[Seen]:
    for path, who in EMPTY_FORMS.items():
        client, asked = enter(who), said_in(path, language)
        opened = client.get(asked)
        answer = client.post(asked, data=form_of(opened, path))
        assert answer.status_code == 422, f"{path} by {who}: {answer.status_code}"
        yield Seen(f"{path}, sent empty", who, path, answer.text)


def _page(name: str, who: str, path: str, answer: TestResponse) -> Seen | None:
    text = answer.text if answer.status_code == 200 and answer.mimetype == "text/html" else None
    answer.close()
    return Seen(name, who, path, text) if text else None
