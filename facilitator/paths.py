"""Where templates and built front-end files lie, in a checkout and in an installed wheel.

The wheel carries both inside the package, so that `pip install` of it needs no Node. In a
checkout they lie at the top, where whoever works on them looks first.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def templates_dir() -> Path:
    """The folder of the Jinja templates."""
    return _first_existing(PACKAGE / "templates", CHECKOUT / "templates")


def static_dir() -> Path:
    """The folder of the built front end; it holds manifest.json."""
    return _first_existing(PACKAGE / "static", CHECKOUT / "static" / "dist")


def _first_existing(installed: Path, checkout: Path) -> Path:
    return installed if installed.is_dir() else checkout
