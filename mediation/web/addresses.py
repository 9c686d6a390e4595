"""Which form an address is of: its path, and of what stands behind it that which tells one form from another."""

from urllib.parse import parse_qsl, urlencode

from flask import request

LONGEST = 200
# What says which record a form is for; everything else in an address says only how the form is shown or begins.
TELLS_APART = ("place", "town", "year", "figure", "screening", "earlier", "said")


def here() -> str:
    """The address of the form at hand."""
    return address_of(request.full_path)


def address_of(address: str) -> str:
    """An address without what does not tell one form from another; the path alone where that would be too long."""
    path, _mark, query = address.partition("?")
    told = dict(reversed(parse_qsl(query)))  # the first of several counts, as for the page itself
    kept = urlencode({name: told[name] for name in TELLS_APART if name in told})
    full = f"{path}?{kept}" if kept else path
    return full if len(full) <= LONGEST else path
