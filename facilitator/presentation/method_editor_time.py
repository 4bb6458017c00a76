"""How long it becomes for each, said in words in the form of a phase."""

from facilitator.processes.editing_shape import TOGETHER, Raw, bounds, phases_of

_TO_NINETEEN = (
    "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten "
    "sytten atten nitten"
).split()
_TENS = {2: "tjue", 3: "tretti", 4: "førti", 5: "femti"}


def in_words(number: int) -> str:
    """Numbers up to fifty-nine: «tjuefire»."""
    if number < len(_TO_NINETEEN):
        return _TO_NINETEEN[number]
    if number >= 60:
        return str(number)
    tens, rest = divmod(number, 10)
    return _TENS[tens] + (_TO_NINETEEN[rest] if rest else "")


def length(seconds: int) -> str:
    """«to minutter og tjuefire sekunder»."""
    minutes, rest = divmod(seconds, 60)
    said = [f"{'ett' if minutes == 1 else in_words(minutes)} minutt{'er' * (minutes != 1)}"]
    tail = f"{'ett' if rest == 1 else in_words(rest)} sekund{'er' * (rest != 1)}"
    return " og ".join([*(said if minutes else ()), *((tail,) if rest or not minutes else ())])


def time_for_each(raw: Raw, index: int) -> str:
    """«Med fem i gruppa blir det to minutter og tjuefire sekunder til hver.»"""
    phase = phases_of(raw)[index]
    if "interview" in phase:
        return ""  # only one of the two tells
    size, minutes = bounds(phase.get("size")), phase.get("minutes")
    if phase.get("kind") not in TOGETHER or size is None or not isinstance(minutes, int):
        return ""
    if phase.get("turn"):
        return _turns(phase, size[1], minutes)
    many = (size[0] + size[1]) // 2
    if not 1 <= minutes <= 480 or not 1 < many < 60:
        return ""
    where = {"pair": "paret", "round": "ringen"}.get(phase["kind"], "gruppa")
    many_said = in_words(many)
    return f"Med {many_said} i {where} blir det {length(minutes * 60 // many)} til hver."


def _turns(phase: Raw, most: int, minutes: int) -> str:
    parts = [step.get("minutes") for step in phase["turn"]]
    if not all(isinstance(part, int | float) for part in parts):
        return ""
    turn = int(sum(parts) * 60)
    if turn <= 0 or turn * most > minutes * 60:
        return ""
    left = minutes * 60 - turn * most
    said = f"Hver tur er på {length(turn)}. Med {in_words(most)} i ringen"
    return f"{said} går hele tiden." if not left else f"{said} er det {length(left)} igjen."
