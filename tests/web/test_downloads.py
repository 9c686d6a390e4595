"""A file keeps its name, and the header is plain ASCII, as servers demand."""

import pytest
from werkzeug.http import parse_options_header

from mediation.web.downloads import attachment


@pytest.mark.parametrize("name", ["聂荣镇2024年报.docx", "བོད་ཡིག.pdf", "plain.png", 'a"b.pdf', "纯中文"])
def test_the_name_arrives_whole(name):
    header = attachment(b"x", name).headers["Content-Disposition"]
    assert header.isascii()
    kind, options = parse_options_header(header)
    assert kind == "attachment"
    assert options["filename"].replace("_", "") == name.replace('"', "").replace("_", "")


def test_a_line_break_cannot_end_the_header():
    assert "\n" not in attachment(b"x", "a\r\nSet-Cookie: b").headers["Content-Disposition"]
