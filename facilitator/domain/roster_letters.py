"""The letter with a personal link: one text for all, with what differs put in for each."""

from collections.abc import Mapping

from facilitator.domain.form_fields import Fields

FIRST_NAME, LINK = "{fornavn}", "{lenke}"
SUBJECT_LIMIT, BODY_LIMIT = 120, 3000

NEEDS_SUBJECT = "Skriv hva e-posten handler om."
NEEDS_LINK = "La {lenke} stå i teksten. Der kommer lenken til hver enkelt."

SUBJECT = "Lenken til arbeidsmappa di"
BODY = """Hei {{fornavn}}

Her er din personlige lenke til arbeidsmappa i {programme}, {cohort}:

{{lenke}}

Åpne den på telefonen eller datamaskinen din, og trykk på «Ja, det er meg». Lenken er bare din og \
kan brukes på én telefon eller datamaskin. Trenger du den flere steder, så si fra.

Hilsen {sender}"""


def suggested(programme: str, cohort: str, sender: str) -> str:
    return BODY.format(programme=programme, cohort=cohort, sender=sender)


def clean(subject: str, body: str) -> tuple[str, str]:
    """Raises Invalid with a text for each field that has a fault."""
    fields = Fields({"subject": subject, "body": body})
    subject = fields.line("subject", SUBJECT_LIMIT, NEEDS_SUBJECT)
    body = fields.text("body", BODY_LIMIT)
    if LINK not in body:
        fields.errors.setdefault("body", NEEDS_LINK)
    fields.done()
    return subject, body


def filled(text: str, values: Mapping[str, str]) -> str:
    """Only what we offer is put in; other braces are the writer's own."""
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text
