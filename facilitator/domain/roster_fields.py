"""What is known about somebody in a kull, and what may be written there."""

from dataclasses import dataclass

from facilitator.domain import role_groups
from facilitator.domain.addresses import ADDRESS_LIMIT, clean_email
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid

LIMITS = {"name": 80, "email": ADDRESS_LIMIT, "role": 80, "workplace": 100, "municipality": 60}
NEEDS_NAME = "Skriv navnet."
UNKNOWN_GROUP = "Velg fra lista."


@dataclass(frozen=True, slots=True)
class Person:
    """The fields of one person, as text; empty for what is not known."""

    name: str = ""
    email: str = ""
    role: str = ""
    role_group: str = ""
    workplace: str = ""
    municipality: str = ""


def clean(written: Person) -> Person:
    """Tidied. Raises Invalid with a text for each field that has a fault."""
    errors: dict[str, str] = {}
    tidied: dict[str, str] = {}
    for name, most in LIMITS.items():
        value = getattr(written, name)
        try:
            if name == "email":
                tidied[name] = clean_email(value)
            else:
                needed = NEEDS_NAME if name == "name" else None
                tidied[name] = clean_line(value, name, most=most, needed=needed)
        except Invalid as invalid:
            errors |= invalid.errors
    if written.role_group and written.role_group not in role_groups.NAMES:
        errors["role_group"] = UNKNOWN_GROUP
    if errors:
        raise Invalid(errors)
    return Person(**tidied, role_group=written.role_group)
