"""A form that came too late, or too soon after many others: nothing typed in it is lost."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import render_template, request

NEVER = ("password", "passord", "code", "csrf", "secret", "token")
"""What is typed once more rather than put on a page."""
BY_ITSELF = ("csrf_token", "client_id", "version")
"""What a page of ours sends along without anybody having typed it."""
MOST = 200
"""Fields on one page; no form of ours has as many."""


def page(message: str) -> str:
    """What was typed, to be sent once more by those who sent it from a page of ours.

    A form that another site made is never given a fresh token: its words may be read, not sent.
    """
    kept = list(_typed())[:MOST]
    long = [(name, value) for name, value in kept if "\n" in value or len(value) > 60]
    return render_template(
        "kept_form.html",
        message=message,
        kept=kept,
        shown=long,
        address=request.full_path.removesuffix("?") if _is_ours() and kept else "",
        files=sorted(request.files),
    )


def can_go_again() -> bool:
    """Whether something was typed, and nothing among it that has to be typed once more."""
    typed = {name for name, value in request.form.items(multi=True) if value} - {*BY_ITSELF}
    return bool(typed) and not any(_is_secret(name) for name in typed)


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in NEVER)


def _typed() -> Iterable[tuple[str, str]]:
    for name, value in request.form.items(multi=True):
        if value and not _is_secret(name):
            yield name, value


def _is_ours() -> bool:
    """Whether a browser says that the form stood on a page of this very address."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.host
