"""Writes THIRD-PARTY.md from core.lock, the licences that installed packages state, and the vendored files."""

import json
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "THIRD-PARTY.md"
SPDX = {"MIT License": "MIT", "ZPL 2.1": "ZPL-2.1"}
# What the licence file says where the package's own description is vague, or where it is installed on Windows only.
READ_IN_THE_LICENCE = {
    "blinker": "MIT",
    "flask-sqlalchemy": "BSD-3-Clause",
    "flask-wtf": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "wtforms": "BSD-3-Clause",
    "tzdata": "Apache-2.0",
}
HEAD = """\
# Third-party software

This program is MIT licensed (see LICENSE). It stands on the work of others, each under its own licence.
本程序采用 MIT 许可。它用到下列软件，各依其自己的许可。

This page is written by `make notices` and held against core.lock, static/vendor/ and tests/vendor/ by a test.

## Python packages

Installed from core.lock; none of their code is in this repository. Packages under the LGPL (docxtpl, psycopg) are used
unchanged as libraries and can be replaced by the person who installs them. The wheels of psycopg-binary, lxml,
cryptography and argon2-cffi-bindings carry the C libraries they are built on, with their licences inside the wheel.

| package | version | licence |
| --- | --- | --- |
"""
VENDORED_HEAD = """
## Files in static/vendor/

Copied unchanged but for what the note says; the licence lies beside each.

| name | version | licence | note |
| --- | --- | --- | --- |
"""
TESTING_HEAD = """
## Files in tests/vendor/

Used by the tests alone: neither the program nor what is installed from it contains them. Copied unchanged.

| name | version | licence | note |
| --- | --- | --- | --- |
"""


def locked() -> list[tuple[str, str]]:
    """Name and version of every package in core.lock."""
    return re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / "core.lock").read_text("utf-8"), re.MULTILINE)


def licence(name: str) -> str:
    """The licence of a package as an SPDX expression; stops when nobody has read it yet."""
    if name in READ_IN_THE_LICENCE:
        return READ_IN_THE_LICENCE[name]
    stated = metadata.metadata(name)
    words = stated.get("License-Expression") or stated.get("License") or ""
    words = SPDX.get(words, words)
    if not re.fullmatch(r"[A-Za-z0-9.-]+( (OR|AND|WITH) [A-Za-z0-9.-]+)*", words):
        raise SystemExit(f"{name}: read its licence and add it to READ_IN_THE_LICENCE; it says {words[:60]!r}")
    return words


def vendored(folder: str) -> str:
    """A line for each manifest of a folder."""
    items = [json.loads(path.read_text("utf-8")) for path in sorted(ROOT.glob(f"{folder}/vendor/*/manifest.json"))]
    return "".join(
        f"| {item['name']} | {item['version']} | {item['licence']} | {item.get('note', '')} |\n" for item in items
    )


def page() -> str:
    """The whole of THIRD-PARTY.md."""
    packages = "".join(f"| {name} | {version} | {licence(name)} |\n" for name, version in locked())
    return HEAD + packages + VENDORED_HEAD + vendored("static") + TESTING_HEAD + vendored("tests")


def main() -> None:
    """Write the page, or with --check say whether it is up to date."""
    fresh = page()
    if "--check" in sys.argv[1:]:
        if NOTICES.read_text("utf-8") != fresh:
            raise SystemExit("THIRD-PARTY.md is out of date: make notices")
        print("THIRD-PARTY.md is up to date")
    else:
        NOTICES.write_text(fresh, "utf-8")


if __name__ == "__main__":
    main()
