"""What stands on a kompetansebevis, made once when it is issued. Pure.

Everything that a programme may call something else comes with `Facts`; nothing of it is read
again afterwards. It is no vitnemål and gives no studiepoeng, and it never says that it does.
"""

import datetime as dt
from dataclasses import asdict, dataclass, replace
from typing import Any

from facilitator.domain.festival_forms import known_form

MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)
WORDS = "null én to tre fire fem seks sju åtte ni ti elleve tolv".split()
NBSP = "\u00a0"
SHORT = 24
"""Characters of a role that is kept on one line, so that no last word stands alone."""

ROLES = {
    "vertskap": "som vert",
    "verksted": "som verkstedholder",
    "prosessledelse": "som prosessleder",
    "utstilling": "med en utstilling",
    "framforing": "med en framføring",
}
"""The form of a festival contribution → the end of «bidratt på SMART-festivalen …»."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the texts are made of. Dates are ISO, so that it lies in the register as it is."""

    name: str
    programme: str
    cohort: str
    organiser: str
    period: str
    whole_days: int
    half_days: int
    threshold: int
    as_agreed: bool
    title: str
    festival: str
    festival_on: str
    role: str
    practised: str
    place: str
    dated: str

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


def kept(facts: Facts) -> dict[str, Any]:
    return asdict(facts)


def from_kept(found: dict[str, Any]) -> Facts:
    return Facts(**found)


def corrected(facts: Facts, *, name: str, title: str, role: str, dated: dt.date) -> Facts:
    return replace(facts, name=name, title=title, role=role, dated=dated.isoformat())


def lead(facts: Facts) -> str:
    """What follows the name."""
    period = f", {facts.period}" if facts.period else ""
    return f"har gjennomført {facts.programme}, {_as_noun(facts.cohort)}{period}."


def body(facts: Facts) -> list[str]:
    return [_year(facts), _practised(facts)] if facts.practised.strip() else [_year(facts)]


def place_line(facts: Facts) -> str:
    day = date_in_words(dt.date.fromisoformat(facts.dated))
    return f"{facts.place}, {day}" if facts.place else day


def _year(facts: Facts) -> str:
    title = f" «{_inside_quotes(facts.title)}»" if facts.title else ""
    role = facts.role.replace(" ", NBSP) if len(facts.role) <= SHORT else facts.role
    festival = " ".join(word for word in (facts.festival, _festival_on(facts), role) if word)
    return (
        f"Utdanningen har bestått av {_days(facts)} i egen virksomhet mellom samlingene. "
        f"{facts.first_name} har {_attendance(facts)}, fått godkjent en arbeidsmappe med daterte "
        f"praksisdokumenter, skrevet den avsluttende oppsummeringen{title} og bidratt på "
        f"{festival}."
    )


def _practised(facts: Facts) -> str:
    return (
        f"{facts.first_name} har øvd på å lede styrkebaserte prosesser sammen med barn, unge og "
        f"voksne: {facts.practised.strip().rstrip('.')}."
    )


def _attendance(facts: Facts) -> str:
    """The kull's own requirement in its own wording, and never how much somebody was there.

    Of one who met it in another way it is not said that they were there for that share.
    """
    if facts.as_agreed:
        return "oppfylt kravet til oppmøte"
    if facts.threshold >= 100:
        return "deltatt på alle samlingene"
    return f"deltatt på minst {facts.threshold}{NBSP}prosent av samlingene"


def _days(facts: Facts) -> str:
    found = []
    if facts.whole_days:
        found.append(_counted(facts.whole_days, "dagssamling"))
    if facts.half_days:
        found.append(_counted(facts.half_days, "halvdagssamling"))
    return " og ".join([", ".join(found or ["samlinger"]), "praksisutvikling"])


def _counted(count: int, noun: str) -> str:
    return f"{in_words(count)} {noun}" + ("" if count == 1 else "er")


def _festival_on(facts: Facts) -> str:
    if not facts.festival_on:
        return ""
    return date_in_words(dt.date.fromisoformat(facts.festival_on))


def role_in_words(form: str) -> str:
    """Own words are quoted, so that the sentence holds whatever was written."""
    found = " ".join(form.split())
    if not found:
        return ""
    return ROLES.get(known_form(found)) or f"med «{_inside_quotes(found)}»"


def in_words(count: int) -> str:
    return WORDS[count] if 0 <= count < len(WORDS) else str(count)


def date_in_words(day: dt.date) -> str:
    """«20. oktober 2027», kept on one line."""
    return f"{day.day}.{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def period_in_words(first: dt.date | None, last: dt.date | None, otherwise: str) -> str:
    """«november 2026 til oktober 2027»."""
    if first is None or last is None:
        return otherwise
    begins, ends = _month(first), _month(last)
    return begins if begins == ends else f"{begins} til {ends}"


def _month(day: dt.date) -> str:
    return f"{MONTHS[day.month - 1]}{NBSP}{day.year}"


def _as_noun(name: str) -> str:
    """«Kull 10» is «kull 10» in a sentence; what is a name of its own keeps its capital."""
    return name[0].lower() + name[1:] if name.startswith("Kull ") else name


def _inside_quotes(text: str) -> str:
    """Guillemets within guillemets become single ones."""
    return text.replace("«", "‘").replace("»", "’")  # noqa: RUF001
