"""The fields of a plain form, cleaned one by one; all that is wrong is said at once.

Flat text in, typed values out. What is typed is never changed by being refused.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
NO_DATE = "Skriv datoen slik: 2027-09-15."


class Fields:
    """A form while it is read. `done` raises Invalid with every fault that was found."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self.form = form
        self.errors: dict[str, str] = {}

    def raw(self, name: str) -> str:
        return self.form.get(name, "")

    def line(self, name: str, most: int, needed: str | None = None) -> str:
        return self._take(clean_line, name, most, needed)

    def text(self, name: str, most: int, needed: str | None = None) -> str:
        return self._take(clean_text, name, most, needed)

    def _take(self, clean: Any, name: str, most: int, needed: str | None) -> str:
        try:
            cleaned: str = clean(self.raw(name), name, most=most, needed=needed)
        except Invalid as invalid:
            self.errors.update(invalid.errors)
            return ""
        return cleaned

    def number(self, name: str, least: int, most: int) -> int:
        typed = self.raw(name).strip()
        if typed.isdecimal() and len(typed) < 7 and least <= int(typed) <= most:
            return int(typed)
        self.errors[name] = f"Skriv et helt tall fra {least} til {most}."
        return least

    def date(self, name: str, needed: str | None = None) -> dt.date | None:
        """None when it is empty, unless `needed` says what to write."""
        typed = self.raw(name).strip()
        if not typed:
            if needed:
                self.errors[name] = needed
            return None
        try:
            found = dt.date.fromisoformat(typed)
        except ValueError:
            self.errors[name] = NO_DATE
            return None
        if not EARLIEST <= found <= LATEST:
            self.errors[name] = "Se over årstallet."
            return None
        return found

    def choice(self, name: str, among: Collection[str]) -> str:
        typed = self.raw(name)
        if typed in among:
            return typed
        self.errors[name] = "Velg en av mulighetene."
        return next(iter(among))

    def tick(self, name: str) -> bool:
        return bool(self.raw(name))

    def fault(self, name: str, said: str) -> None:
        """The first fault of a field is the one that is said."""
        self.errors.setdefault(name, said)

    def done(self) -> None:
        if self.errors:
            raise Invalid(self.errors)
