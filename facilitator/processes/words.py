"""The closed vocabularies and bounded texts of the process format."""

from typing import Annotated, Literal

from msgspec import Meta

FORMAT = 1
MAX_PHASES = 60
MAX_BYTES = 200_000

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Line = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=1500)]
Minutes = Annotated[int, Meta(ge=1, le=480)]
Fraction = Annotated[float, Meta(ge=0.5, le=240)]
Span = Annotated[str, Meta(pattern=r"^(all|[0-9]{1,3}(-[0-9]{1,3})?)\Z")]
Count = Annotated[int, Meta(ge=0, le=200)]

Kind = Literal[
    "intro", "solo", "pair", "group", "round", "approve", "harvest", "gallery", "plenary"
]
Visibility = Literal["me", "pair", "group", "room", "cohort", "public"]
PhaseVisibility = Literal["me", "pair", "group", "room", "cohort", "public", "choose"]
Writer = Literal["none", "each", "teller", "interviewer", "listeners", "group", "leader"]
Owner = Literal["self", "teller", "receiver", "group", "room"]
PromptMode = Literal["one", "all", "per_step", "per_field", "pick"]
Phones = Literal["down", "listener", "ring", "form", "read"]
Ready = Literal["none", "self", "group", "auto"]
FieldKind = Literal[
    "line",
    "text",
    "list",
    "steps",
    "choice",
    "date",
    "number",
    "strengths",
    "links",
    "photo",
    "tick",
]
# Narrow to wide: what a card may be read by grows along this ladder.
LADDER: tuple[Visibility, ...] = ("me", "pair", "group", "room", "cohort", "public")
