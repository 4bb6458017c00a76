"""Thin routes, one file per noun. Domain errors become pages in one place, `errors`.

Every module here that has a `blueprint` is registered; there is no list to keep.
"""

import importlib
import pkgutil

from flask import Flask

from facilitator.web import errors


def register(app: Flask) -> None:
    errors.register(app)
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if blueprint := getattr(module, "blueprint", None):
            app.register_blueprint(blueprint)
        if hook := getattr(module, "install", None):
            hook(app)
