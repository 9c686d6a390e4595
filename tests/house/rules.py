"""The house rules about the code: each with its reason, where it holds, and an example of each side."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from jinja2 import Environment
from jinja2 import nodes as template

Find = Callable[[str], Iterable[int]]  # text of a file → the lines that break the rule
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
CHINESE = re.compile(r"[\u3400-\u9fff]")
WRITTEN_CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff00-\uff60“”]")  # with its points and brackets


@dataclass(frozen=True)
class Rule:
    """One thing that must not stand in some of our files."""

    id: str
    why: str
    files: tuple[str, ...]
    find: Find
    bad: str
    good: str
    exempt: tuple[str, ...] = ()  # files that may, each for the reason told beside it

    def covers(self, path: str) -> bool:
        return _matches(path, self.files) and not _matches(path, self.exempt)


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(PurePosixPath("/" + path).match("/" + pattern) or _under(path, pattern) for pattern in patterns)


def _under(path: str, pattern: str) -> bool:
    folder, star, ending = pattern.partition("**/*")
    return bool(star) and path.startswith(folder) and path.endswith(ending)


def pattern(expression: str, *, flags: re.RegexFlag = re.NOFLAG) -> Find:
    """Lines where the expression is found."""
    wanted = re.compile(expression, flags)

    def find(text: str) -> Iterator[int]:
        for found in wanted.finditer(text):
            yield text.count("\n", 0, found.start()) + 1

    return find


def nodes(test: Callable[[ast.AST], bool]) -> Find:
    """Lines of the syntax nodes that the test picks."""

    def find(text: str) -> Iterator[int]:
        for node in ast.walk(ast.parse(text)):
            if test(node):
                yield getattr(node, "lineno", 1)

    return find


def _calls(*names: str) -> Find:
    """Calls of a method or function by its last name."""

    def test(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return False
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in names

    return nodes(test)


def _reads_clock(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    owner = ast.unparse(node.func.value).rpartition(".")[2]
    return node.func.attr in ("now", "today", "utcnow") and owner in ("datetime", "date", "dt")


def _compares_state(node: ast.AST) -> bool:
    """case.state == State.X; but not case.state in event.source, the table, nor Case.state == x, a query."""
    if not isinstance(node, ast.Compare):
        return False
    sides = (node.left, *node.comparators)
    return any(_is_state_of_a_row(side) for side in sides) and any(_names_a_state(side) for side in sides)


def _is_state_of_a_row(side: ast.expr) -> bool:
    if not (isinstance(side, ast.Attribute) and side.attr == "state"):
        return False
    return not ast.unparse(side.value).rpartition(".")[2][:1].isupper()


def _names_a_state(side: ast.expr) -> bool:
    parts = [node for node in ast.walk(side) if isinstance(node, ast.Attribute | ast.Constant)]
    return any(isinstance(part, ast.Constant) or part.attr.isupper() for part in parts)


def _long_function(node: ast.AST) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION


def _lacks_docstring(text: str) -> list[int]:
    return [] if ast.get_docstring(ast.parse(text)) else [1]


def _too_long(text: str) -> list[int]:
    return [LONGEST_FILE + 1] if text.count("\n") > LONGEST_FILE else []


TEMPLATE_LANGUAGE = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "npgettext"}


def _untranslated(text: str) -> Iterator[int]:
    """Chinese that stands in a template outside every translation call."""
    tree = TEMPLATE_LANGUAGE.parse(text)
    translated = {
        id(sentence)
        for call in tree.find_all(template.Call)
        if isinstance(call.node, template.Name) and call.node.name in TRANSLATING
        for sentence in call.args
    }
    for data in tree.find_all(template.TemplateData):
        for found in WRITTEN_CHINESE.finditer(data.data):
            yield data.lineno + data.data.count("\n", 0, found.start())
    for const in tree.find_all(template.Const):
        if id(const) not in translated and isinstance(const.value, str) and WRITTEN_CHINESE.search(const.value):
            yield const.lineno


def _pieced_together(node: ast.AST) -> bool:
    """A sentence or list put together from Chinese pieces, which no catalogue can turn round."""
    if isinstance(node, ast.JoinedStr):
        pieces = (part.value for part in node.values if isinstance(part, ast.Constant))
        return any(WRITTEN_CHINESE.search(str(piece)) for piece in pieces)
    joins = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join"
    return (
        joins and isinstance(node.func.value, ast.Constant) and bool(WRITTEN_CHINESE.search(str(node.func.value.value)))
    )


EXAMPLES_OF_THE_STANDARD = ("11010519491231002X", "440524188001010014")  # printed in GB 11643 itself
ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}"
    r"(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)


def _foreign_id_numbers(text: str) -> Iterator[int]:
    """Something shaped like a resident's number whose area is not the invented 540000."""
    for found in ID_NUMBER.finditer(text):
        if not found.group().startswith("540000") and found.group().upper() not in EXAMPLES_OF_THE_STANDARD:
            yield text.count("\n", 0, found.start()) + 1


PYTHON = ("mediation/**/*.py",)
ALL_PYTHON = ("mediation/**/*.py", "tests/**/*.py", "benchmarks/**/*.py", ".ci/*.py")
TEMPLATES = ("templates/**/*.html",)
EVERYTHING = ("**/*",)
THESE_RULES = "tests/house/rules.py"
VENDORED = ("static/vendor/**/*", "tests/vendor/**/*")
GENERATED = "mediation/model/migrations/**/*"

RULES = (
    Rule(
        "no-machine-path",
        "a path of one machine means nothing on another",
        EVERYTHING,
        pattern(r"(?<![\w.~:/-])/(?:work|root|home|tmp)(?![\w-])"),
        bad='open("/tmp/x")',
        good='address = "https://example.org/home"; folder = tmp_path / "work"',
        exempt=(THESE_RULES, *VENDORED),
    ),
    Rule(
        "no-address-in-locks",
        "a lock names packages and hashes; where they come from is each office's own affair",
        ("*.lock", "**/*manifest.json", "**/*package-lock.json"),
        pattern(r"://"),
        bad="--index-url https://packages.example/simple",
        good="flask==3.1.3 \\\n    --hash=sha256:00",
    ),
    Rule(
        "one-clock",
        "mediation.kernel.clock is the only now and today",
        ("mediation/**/*.py", "tests/**/*.py"),
        nodes(_reads_clock),
        bad="opened = datetime.now(UTC)",
        good="opened = clock.now()",
        exempt=("mediation/kernel/clock.py", "tests/kernel/test_clock.py", THESE_RULES),
    ),
    Rule(
        "ascii-digits",
        r"\d also matches Tibetan and full-width digits",
        (*ALL_PYTHON, *TEMPLATES),
        pattern(r"\\d(?![a-z])"),
        bad=r're.compile("1\d{10}")',
        good='re.compile("1[0-9]{10}")',
        exempt=(THESE_RULES,),
    ),
    Rule(
        "escape-everything",
        "what people typed is never markup",
        TEMPLATES,
        pattern(r"\|\s*safe\b|autoescape\s+false"),
        bad="{{ case.facts|safe }}",
        good="{{ case.facts }}",
    ),
    Rule(
        "no-markup-from-strings",
        "what people typed is never markup",
        PYTHON,
        nodes(
            lambda node: (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith("Markup")
                and bool(node.args)
                and not isinstance(node.args[0], ast.Constant)
            )
        ),
        bad='Markup(f"<b>{name}</b>")',
        good='Markup("<b>{}</b>").format(name)',
    ),
    Rule(
        "no-inline-style",
        "the content security policy refuses it",
        TEMPLATES,
        pattern(r"<style\b|<[a-zA-Z][^<>]*\sstyle\s*=", flags=re.IGNORECASE),
        bad='<p class="a"\n   style="color:red">',
        good='<p class="is-late" data-style="x">',
    ),
    Rule(
        "no-raw-field-or-colour",
        "fields, drawings and colours are those of templates/components and of the style sheet",
        TEMPLATES,
        pattern(
            r"""<(?:select|textarea|svg|input(?![^>]*type="hidden"))\b|(?<!href=")#[0-9a-f]{3}(?:[0-9a-f]{3})?\b"""
            r"""|\b(?:text|bg|border|btn)-(?:danger|success|warning|primary|secondary|info|muted|light|dark)\b"""
        ),
        bad='<label for="a">a</label><input id="a" name="a">',
        good='{{ field(form.a) }}<input type="hidden" name="b" value="1"><a class="btn btn-quiet" href="#add">a</a>',
        exempt=("templates/components/**/*", "templates/paper/**/*", "templates/base.html"),  # its search stands once
    ),
    Rule(
        "no-inline-script",
        "the content security policy refuses it",
        TEMPLATES,
        pattern(
            r"<[a-z][^<>]*\son[a-z]+\s*=|javascript:|<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>",
            flags=re.IGNORECASE,
        ),
        bad='<button type="button" onclick="go()">',
        good='<script src="{{ asset }}" defer></script>',
    ),
    Rule(
        "every-sentence-translatable",
        "every visible sentence goes through gettext",
        TEMPLATES,
        _untranslated,
        bad="<li>{{ one }}（{{ number }}）</li>",
        good='{# 注释 #}<h1>{{ _("共%(n)s件", n=1) }}</h1>{% trans %}共一件{% endtrans %}',
        exempt=("templates/components/languages.html",),  # each language is named in its own words
    ),
    Rule(
        "no-sentence-of-pieces",
        "what a person reads on the screen is one sentence of the catalogue with gaps",
        ("mediation/casework/**/*.py", "mediation/features/**/*.py", "mediation/web/**/*.py"),
        nodes(_pieced_together),
        bad='said = f"{name}（{unit}）"',
        good='said = _("%(name)s（%(what)s）", name=name, what=unit); there = _("、").join(names)',
        exempt=(
            "mediation/casework/ownership.py",  # shapes of names
            "mediation/casework/seats.py",  # shapes of names
            "mediation/casework/numbering.py",  # numbers of cases are Chinese in every language
            "mediation/features/imports/**/*.py",  # what is read in and told by the command line
            "mediation/features/reports/**/*.py",  # the report is an official paper
            "mediation/features/upkeep/doctor.py",  # a command line
            "mediation/features/subsidies/routes.py",  # the list that is posted up
            "mediation/features/performance/actions.py",  # the name of a paper in the file
            "mediation/features/roster/forms.py",  # the languages somebody typed, as they are kept
        ),
    ),
    Rule(
        "state-is-asked-of-the-procedure",
        "what a state allows stands in the table, not in an if",
        PYTHON,
        nodes(_compares_state),
        bad="if case.state == State.CLOSED: pass",
        good="query = select(Case).where(Case.state == State.CLOSED) if case.state in event.source else None",
        exempt=("mediation/procedure/**/*.py",),
    ),
    Rule(
        "template-asks-no-state",
        "what a state allows stands in the table, not in a page",
        TEMPLATES,
        pattern(r"\{%[^%]*\b[a-z_]+\.state\s*(?:==|!=|\bin\b|\bnot in\b)"),
        bad="{% if case.state == 'CLOSED' %}",
        good="{{ case.state.label }}",
    ),
    Rule(
        "commit-in-the-open",
        "only a route, the import runner, the job loop and a command commit",
        PYTHON,
        _calls("commit"),
        bad="db.session.commit()",
        good="db.session.flush()",
        exempt=("mediation/cli.py", "mediation/cli/**/*.py", "mediation/features/**/*.py", GENERATED),
    ),
    Rule(
        "invented-people-only",
        "no number in the repository can be a living person's: the area is 540000",
        EVERYTHING,
        _foreign_id_numbers,
        bad="110101199003070000",
        good="540000199003070000",
        exempt=(THESE_RULES, *VENDORED, "*.lock"),
    ),
    Rule(
        "one-subject-a-file",
        f"a file of more than {LONGEST_FILE} lines holds two subjects",
        (*ALL_PYTHON, *TEMPLATES, "static/*.js"),
        _too_long,
        bad="x = 1\n" * (LONGEST_FILE + 1),
        good="x = 1\n" * LONGEST_FILE,
        exempt=(GENERATED,),
    ),
    Rule(
        "short-functions",
        f"a function of more than {LONGEST_FUNCTION} lines does two things",
        PYTHON,
        nodes(_long_function),
        bad="def f():\n" + "    x = 1\n" * LONGEST_FUNCTION,
        good="def f():\n" + "    x = 1\n" * (LONGEST_FUNCTION - 1),
        exempt=(GENERATED,),
    ),
    Rule(
        "a-sentence-first",
        "each module opens with one sentence",
        ALL_PYTHON,
        _lacks_docstring,
        bad="import os\n",
        good='"""What this module is."""\n',
    ),
)

VAGUE_NAMES = ("utils", "util", "helpers", "helper", "common", "misc", "manager", "managers")


def vague(path: str) -> bool:
    """A name that says nothing of its subject."""
    return any(part.partition(".")[0] in VAGUE_NAMES for part in PurePosixPath(path).parts)
