"""A greeting to one or to many: one text, with what is left put in for each of them alone.

It says what is one's own turn now, in the words of the arbeidsmappe. What waits for a
prosessleder is not said, and nothing of anybody else.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping

from facilitator.domain import portfolio_reviews, reviewing
from facilitator.domain.certificate_texts import MONTHS, in_words
from facilitator.domain.cockpit import Line
from facilitator.domain.form_fields import Fields
from facilitator.models import Cohort

FIRST_NAME, LEFT = "{fornavn}", "{gjenstaar}"
SUBJECT_LIMIT, BODY_LIMIT = 120, 3000
RECENT = dt.timedelta(days=7)
"""Within a week one is told that somebody has just been written to."""

_BRACED = re.compile(r"\{[^{}\n]{1,40}\}")

NEEDS_SUBJECT = "Skriv hva hilsenen handler om."
UNKNOWN = "{braced} kan vi ikke bytte ut. Bruk {known}."
NOTHING_LEFT = "Akkurat nå er det ingenting som venter på deg. Takk for alt du har delt så langt."
HEADING = "Dette gjenstår for deg:"

SUBJECT = "En hilsen fra {programme}"
BODY = """Hei {{fornavn}}

Vi tenkte på deg, og ville si hei. Det er fint å ha deg med i {cohort}.

{{gjenstaar}}

Er det noe vi kan hjelpe med, så si gjerne fra.

Vennlig hilsen
{sender}"""


def suggested(cohort: Cohort, sender: str) -> tuple[str, str]:
    """Subject and text to begin with."""
    subject = SUBJECT.format(programme=cohort.programme)
    return subject, BODY.format(cohort=cohort.name, sender=sender)


def left_of(line: Line, cohort: Cohort, today: dt.date) -> tuple[str, ...]:
    """What it is somebody's own turn to do, each as a short piece of a list."""
    parts = (
        _documents(line, cohort, today),
        _summary(line, cohort, today),
        _festival(line, cohort),
    )
    return tuple(part for part in (*parts, _attendance(line)) if part)


def left_text(left: tuple[str, ...]) -> str:
    """The list as it stands in the letter; something kind when nothing is left."""
    return "\n".join((HEADING, *(f"– {part}" for part in left))) if left else NOTHING_LEFT


def _documents(line: Line, cohort: Cohort, today: dt.date) -> str:
    progress = line.progress
    if progress.portfolio != portfolio_reviews.UNDER_WAY:
        return ""
    if progress.needs_more:
        one = progress.needs_more == 1
        which = (
            "et praksisdokument" if one else f"{in_words(progress.needs_more)} praksisdokumenter"
        )
        return f"{which} der vi gjerne vil vite litt mer"
    # What has been handed in waits for us, and not for the one who wrote it.
    missing = progress.lacks - progress.handed_in
    if missing > 0:
        count = "ett" if missing == 1 else in_words(missing)
        documents = "praksisdokument" if missing == 1 else "praksisdokumenter"
        until = _until(cohort.document_deadline, today)
        return f"{count} {documents} til{until}"
    return "å si fra når arbeidsmappa er klar" if progress.enough else ""


def _summary(line: Line, cohort: Cohort, today: dt.date) -> str:
    status = line.progress.summary
    if status in (reviewing.HANDED_IN, reviewing.APPROVED, reviewing.ANSWERED):
        return ""
    if status == reviewing.NEEDS_MORE:
        return "litt mer i oppsummeringen"
    until = _until(cohort.summary_deadline, today)
    if status == reviewing.DRAFT:
        return f"oppsummeringen, som du har begynt på{until}"
    return f"oppsummeringen{until}"


def _festival(line: Line, cohort: Cohort) -> str:
    if line.required.form is not None or line.required.took_part:
        return ""
    return f"å velge hva du vil bidra med på {cohort.festival_name}"


def _attendance(line: Line) -> str:
    if line.standing.status == "needs_agreement":
        return "en prat om oppmøtet, så finner vi en avtale sammen"
    if line.needs_rest:
        return "samlingene som kommer. Du trenger dem alle, så si fra hvis det blir vanskelig"
    return ""


def _until(deadline: dt.date | None, today: dt.date) -> str:
    """A day that has passed is not named: what is left is just as welcome after it."""
    if deadline is None or deadline < today:
        return ""
    return f", innen {deadline.day}. {MONTHS[deadline.month - 1]}"


def clean(subject: str, body: str) -> tuple[str, str]:
    """Raises Invalid with a text for each field that has a fault."""
    fields = Fields({"subject": subject, "body": body})
    subject = fields.line("subject", SUBJECT_LIMIT, NEEDS_SUBJECT)
    body = fields.text("body", BODY_LIMIT, "Skriv noen ord.")
    for field, text, known in (
        ("subject", subject, (FIRST_NAME,)),
        ("body", body, (FIRST_NAME, LEFT)),
    ):
        strange = next((found for found in _BRACED.findall(text) if found not in known), "")
        if strange:
            said = UNKNOWN.format(braced=strange, known=" og ".join(known))
            fields.errors.setdefault(field, said)
    fields.done()
    return subject, body


def filled(text: str, values: Mapping[str, str]) -> str:
    """What is put in is not read again: a name with braces in it stays a name."""
    return _BRACED.sub(lambda found: values.get(found[0], found[0]), text)


def values_for(line: Line, cohort: Cohort, today: dt.date) -> dict[str, str]:
    return {FIRST_NAME: line.person.first_name, LEFT: left_text(left_of(line, cohort, today))}


def digest(*parts: str) -> str:
    """Names a letter as it was shown, so that nothing else is sent."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def days_ago(last: dt.datetime | None, now: dt.datetime) -> int | None:
    """Whole days since somebody was written to; None when that is a while ago."""
    if last is None or now - last > RECENT:
        return None
    return (now - last).days
