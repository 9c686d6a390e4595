"""Each rule bites on a small bad example, spares a good one, and is kept in the whole tree."""

import pytest

from tests.house import tree
from tests.house.rules import RULES, Rule, vague

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@each_rule
def test_it_bites(rule: Rule):
    assert list(rule.find(rule.bad)), f"{rule.id} lets its own bad example pass"


@each_rule
def test_it_spares_what_is_right(rule: Rule):
    assert not list(rule.find(rule.good)), f"{rule.id} refuses its own good example"


@each_rule
def test_it_is_kept(rule: Rule):
    broken = [
        f"{name}:{line}"
        for name in tree.paths()
        if rule.covers(name) and (text := tree.text(name)) is not None
        for line in rule.find(text)
    ]
    assert not broken, f"{rule.why}: " + ", ".join(broken)


@each_rule
def test_what_is_exempt_exists(rule: Rule):
    """An exemption for a file that is gone would wait for the next file of that name."""
    plain = [name for name in rule.exempt if "*" not in name and not name.endswith("cli.py")]
    assert [name for name in plain if name not in tree.paths()] == []


def test_rules_look_where_the_files_are():
    rule = next(rule for rule in RULES if rule.id == "one-clock")
    assert rule.covers("mediation/config.py")
    assert rule.covers("mediation/features/cases/routes.py")
    assert not rule.covers("mediation/kernel/clock.py")
    assert not rule.covers("templates/base.html")


def test_names_say_their_subject():
    assert vague("mediation/web/utils.py")
    assert vague("mediation/common/text.py")
    assert [
        name for name in tree.paths() if name.startswith(("mediation/", "templates/", "tests/")) and vague(name)
    ] == []


def test_nothing_of_an_instance_is_in_the_tree():
    kept = {name for name in tree.paths() if name.startswith("instance/")}
    assert kept == {"instance/.gitignore", "instance/README.md"}
    assert not [name for name in tree.paths() if ".sqlite3" in name]
