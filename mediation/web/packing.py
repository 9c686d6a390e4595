"""Pages go out packed to browsers that can unpack them: on a thin line that is most of the waiting."""

from gzip import GzipFile
from io import BytesIO
from secrets import randbelow

from flask import Flask, Response, request

KINDS = ("text/html", "text/plain", "text/calendar", "application/json")
WORTH_IT = 500  # bytes
LEVEL = 5
# A page holds secrets (the numbers of its forms) beside what a stranger may have written. The length of what is packed
# could tell how alike the two are, so every answer is longer by a random bit.
MOST_ADDED = 100


def init_app(app: Flask) -> None:
    app.after_request(_pack)


def packed(body: bytes) -> bytes:
    """As gzip, with a name of random length in its head, which browsers skip."""
    whole = BytesIO()
    with GzipFile("x" * (1 + randbelow(MOST_ADDED)), "wb", LEVEL, whole, mtime=0) as file:
        file.write(body)
    return whole.getvalue()


def _pack(response: Response) -> Response:
    if response.mimetype not in KINDS or response.direct_passthrough or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip") or response.content_encoding or response.status_code in (204, 304):
        return response
    body = response.get_data()
    if len(body) >= WORTH_IT:
        response.set_data(packed(body))
        response.content_encoding = "gzip"
    return response
