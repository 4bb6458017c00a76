"""Rules about the shape of a process: keys, time, references, prompts, groups, interviews."""

from collections import Counter
from collections.abc import Callable, Iterator

from facilitator.processes.faults import Fault
from facilitator.processes.prompts import variables
from facilitator.processes.schema import Phase, Process
from facilitator.processes.sizes import parse_size

Check = Callable[[Process], Iterator[Fault]]
_TOGETHER = {"pair", "group", "round"}


def numbered(process: Process) -> Iterator[tuple[str, Phase]]:
    """Each phase with its path."""
    for index, phase in enumerate(process.phases):
        yield f"phases[{index}]", phase


def unique_keys(process: Process) -> Iterator[Fault]:
    if not process.phases:
        yield Fault("phases", "En prosess må ha minst én fase.")
    yield from _repeated("phases", [phase.key for phase in process.phases])
    yield from _repeated("settings", [setting.key for setting in process.settings])


def _repeated(path: str, keys: list[str]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for index, key in enumerate(keys):
        seen[key] += 1
        if seen[key] > 1:
            yield Fault(f"{path}[{index}].key", f"Nøkkelen «{key}» er brukt før.")


def minutes(process: Process) -> Iterator[Fault]:
    total = sum(phase.minutes for phase in process.phases)
    if process.phases and total != process.minutes:
        yield Fault("minutes", f"Det står {process.minutes} minutter, men fasene er {total}.")
    for path, phase in numbered(process):
        yield from _shrinking(path, phase)


def _shrinking(path: str, phase: Phase) -> Iterator[Fault]:
    if phase.shrink_to is None:
        return
    if phase.never_cut:
        yield Fault(f"{path}.shrink_to", "En fase som aldri kortes, kan ikke ha krympetid.")
    if phase.shrink_to >= phase.minutes:
        yield Fault(f"{path}.shrink_to", "Krympetiden må være kortere enn fasen.")


def sizes(process: Process) -> Iterator[Fault]:
    spans = [(f"groups.{key}.size", group.size) for key, group in process.groups.items()]
    for path, phase in numbered(process):
        spans.append((f"{path}.size", phase.size))
        if phase.card:
            spans.append((f"{path}.card.count", phase.card.count))
    for path, text in spans:
        try:
            parse_size(text)
        except ValueError:
            yield Fault(path, f"«{text}» er ikke et antall. Skriv for eksempel 2, 4-6 eller all.")


def prompts(process: Process) -> Iterator[Fault]:
    for path, phase in numbered(process):
        if not phase.prompts:
            yield Fault(f"{path}.prompts", "En fase må ha minst ett spørsmål.")
        for index, prompt in enumerate(phase.prompts):
            if not prompt.strip():
                yield Fault(f"{path}.prompts[{index}]", "Spørsmålet er tomt.")
        yield from _prompt_count(path, phase)


def _prompt_count(path: str, phase: Phase) -> Iterator[Fault]:
    fields = len(phase.card.fields) if phase.card else 0
    wanted = {"per_step": len(phase.turn), "per_field": fields}.get(phase.prompt_mode)
    if wanted is not None and wanted != len(phase.prompts):
        message = f"Det er {len(phase.prompts)} spørsmål, men skulle vært {wanted}."
        yield Fault(f"{path}.prompts", message)


def prompt_variables(process: Process) -> Iterator[Fault]:
    declared = {setting.key for setting in process.settings if setting.kind != "material"}
    for path, phase in numbered(process):
        texts = [(f"{path}.prompts[{i}]", text) for i, text in enumerate(phase.prompts)]
        lines = phase.projector.lines
        texts += [(f"{path}.projector.lines[{i}]", text) for i, text in enumerate(lines)]
        texts.append((f"{path}.helper", phase.helper))
        for where, text in texts:
            for name in variables(text):
                if name not in declared:
                    yield Fault(where, f"Variabelen «{name}» er ikke blant innstillingene.")


def turns(process: Process) -> Iterator[Fault]:
    for path, phase in numbered(process):
        most = phase.span.max or 1
        if most * sum(step.minutes for step in phase.turn) > phase.minutes:
            yield Fault(f"{path}.turn", "Turene får ikke plass i fasen når gruppa er full.")


def phase_groups(process: Process) -> Iterator[Fault]:
    for path, phase in numbered(process):
        group = process.groups.get(phase.groups)
        if phase.groups and group is None:
            yield Fault(f"{path}.groups", f"Gruppeinndelingen «{phase.groups}» finnes ikke.")
        if phase.kind in _TOGETHER and not phase.groups:
            yield Fault(f"{path}.groups", "Fasen må si hvilken gruppeinndeling den bruker.")
        if phase.kind in _TOGETHER and group and group.size != phase.size:
            yield Fault(f"{path}.size", f"Gruppeinndelingen «{phase.groups}» har {group.size}.")


def group_sets(process: Process) -> Iterator[Fault]:
    for key, group in process.groups.items():
        path = f"groups.{key}"
        first = _first_use(process, key)
        if first is None:
            yield Fault(path, "Ingen fase bruker denne gruppeinndelingen.")
        if group.form == "merge" and not group.from_:
            yield Fault(f"{path}.from", "Si hvilke grupper som slås sammen.")
        for name, other in [("from", group.from_), *(("apart_from", o) for o in group.apart_from)]:
            yield from _earlier_set(process, f"{path}.{name}", other, first)
        for name in ("made", "shown"):
            yield from _no_later(process, f"{path}.{name}", getattr(group, name), first)


def _first_use(process: Process, key: str) -> int | None:
    return next((i for i, phase in enumerate(process.phases) if phase.groups == key), None)


def _earlier_set(process: Process, path: str, other: str, first: int | None) -> Iterator[Fault]:
    if not other:
        return
    if other not in process.groups:
        yield Fault(path, f"Gruppeinndelingen «{other}» finnes ikke.")
        return
    before = _first_use(process, other)
    if first is not None and (before is None or before >= first):
        yield Fault(path, f"Gruppeinndelingen «{other}» er ikke brukt før denne.")


def _no_later(process: Process, path: str, key: str, first: int | None) -> Iterator[Fault]:
    keys = [phase.key for phase in process.phases]
    if key and key not in keys:
        yield Fault(path, f"Fasen «{key}» finnes ikke.")
    elif key and first is not None and keys.index(key) > first:
        yield Fault(path, "Gruppene må finnes når den første fasen bruker dem.")


def interviews(process: Process) -> Iterator[Fault]:
    parts: Counter[tuple[int, str]] = Counter()
    for path, phase in numbered(process):
        if phase.interview is None:
            continue
        part = (phase.interview.slot, phase.interview.part)
        parts[part] += 1
        if parts[part] > 1:
            yield Fault(f"{path}.interview", "Denne delen av intervjuet står i en annen fase.")
        group = process.groups.get(phase.groups)
        if group is None or group.size != "2":
            yield Fault(f"{path}.groups", "Et intervju trenger en inndeling i par.")
    if parts and process.trio is None:
        yield Fault("trio", "Et intervju i par trenger tider for en gruppe på tre.")


def trio(process: Process) -> Iterator[Fault]:
    if process.trio is None:
        return
    keys = [phase.key for phase in process.phases]
    missing = [key for key in process.trio.phases if key not in keys]
    if missing or not process.trio.phases:
        yield Fault("trio.phases", f"Fasen «{''.join(missing[:1])}» finnes ikke.")
        return
    places = [keys.index(key) for key in process.trio.phases]
    if places != list(range(places[0], places[0] + len(places))):
        yield Fault("trio.phases", "Fasene må følge rett etter hverandre.")
    room = sum(process.phases[place].minutes for place in places)
    needed = 3 * (process.trio.talk + process.trio.write)
    if needed > room:
        yield Fault("trio", f"Tre intervjuer tar {needed:g} minutter, og fasene har {room}.")


CHECKS: tuple[Check, ...] = (unique_keys, minutes, prompts, prompt_variables, phase_groups)
# The rest reads sizes as numbers, so it is asked only when they are numbers.
NEEDS_SIZES: tuple[Check, ...] = (turns, group_sets, interviews, trio)
