"""The page in a ZIP that says what is in its folder, with a link to each file. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

STYLE = Markup(
    "body{font:1rem/1.5 system-ui,sans-serif;color:#0d272a;background:#fff;max-width:42rem;"
    "margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}h1{font-size:1.6rem;line-height:1.2}"
    "h2{font-size:1.15rem;margin:2rem 0 .5rem}"
    "p{margin:.25rem 0}ul{margin:0;padding-left:1.25rem}"
    "li{margin:.5rem 0}a{color:#0b5b63}small{display:block;font-size:.9rem;color:#44595c}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    "<title>Innhold: {title}</title><style>{style}</style></head>\n"
    "<body><main>\n<h1>{title}</h1>\n{lead}{groups}</main></body>\n</html>\n"
)
GROUP = Markup("<h2>{heading}</h2>\n<ul>\n{lines}</ul>\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A file: where it is below this page, or empty when it is gone, and what to say of it."""

    path: str
    name: str
    about: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Files of one kind, under a heading. Without any there is no heading."""

    heading: str
    lines: Sequence[Line]


def render(title: str, lead: Sequence[str], groups: Iterable[Lines], language: str) -> str:
    return PAGE.format(
        language=language,
        policy=POLICY,
        title=title,
        style=STYLE,
        lead=Markup("").join(Markup("<p>{}</p>\n").format(line) for line in lead),
        groups=Markup("").join(_group(group) for group in groups if group.lines),
    )


def _group(group: Lines) -> Markup:
    lines = Markup("").join(_line(line) for line in group.lines)
    return GROUP.format(heading=group.heading, lines=lines)


def _line(line: Line) -> Markup:
    shown = (
        Markup('<a href="{}">{}</a>').format(quote(line.path), line.name)
        if line.path
        else escape(line.name)
    )
    said = " · ".join(filter(None, (line.about, line.says)))
    return Markup("<li>{}{}</li>\n").format(
        shown, Markup("<small>{}</small>").format(said) if said else ""
    )
