"""Files that leave the house: always as an attachment, with a name that any browser reads."""

from urllib.parse import quote

from flask import Response

from mediation.kernel.text import safe_file_name


def attachment(content: bytes, name: str, kind: str = "application/octet-stream") -> Response:
    """The file as a download; a name beyond ASCII goes as RFC 5987 has it, with a plain one beside it."""
    name = safe_file_name(name)
    plain = "".join(character for character in name if character.isascii() and character not in '"\\') or "file"
    if plain.startswith("."):
        plain = f"file{plain}"
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return answer
