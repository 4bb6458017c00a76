"""Jinja's surroundings: filters, the asset manifest, and rendering of shared fragments."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, render_template, url_for

from facilitator.domain.rooms import shown_code
from facilitator.presentation import rings
from facilitator.presentation.dates import clock_time, long_date, short_date
from facilitator.presentation.hyphens import bound_dots, soft_hyphens


def register(app: Flask) -> None:
    app.jinja_env.filters.update(
        tojson_attr=lambda value: json.dumps(value, separators=(",", ":")),
        long_date=long_date,
        short_date=short_date,
        clock_time=clock_time,
        shown_code=shown_code,
        people=people,
        soft_hyphens=soft_hyphens,
        bound_dots=bound_dots,
    )
    app.jinja_env.globals.update(asset=asset, rings=rings)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def asset(name: str) -> str:
    """The address of a built file by its source name, such as `app.css` or `entry/phone.js`."""
    path = Path(current_app.static_folder or "") / "manifest.json"
    built = path.stat().st_mtime_ns if path.exists() else 0
    return url_for("static", filename=_manifest(path, built).get(name, name))


@cache
def _manifest(path: Path, built: int) -> dict[str, str]:
    """What the front end's build of that moment is called; a new build is seen at once."""
    if not built:
        return {}
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found


def people(names: list[str]) -> str:
    """«Hodan, Ragnhild og Kasper»."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} og {names[-1]}"


def spelled_out(name: str) -> str:
    """Where a process is named for the first time, «AI» must not be taken for something else."""
    if "AI-intervju" in name and "anerkjennende" not in name:
        return f"{name} (anerkjennende intervju)"
    return name


def render(template: str, **values: Any) -> str:
    return render_template(template, **values)
