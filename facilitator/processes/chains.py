"""Which phases write the same card: a roadmap grows over seven phases, and is one card."""

from facilitator.processes.schema import Phase, Process


def chain(process: Process, phase: Phase) -> tuple[str, ...]:
    """The keys of the phases whose card this one goes on with, earliest first, itself last."""
    if not phase.continues or phase.continues_as != "same":
        return (phase.key,)
    earlier: list[str] = []
    for key in phase.continues:
        earlier += [k for k in chain(process, process.phase(key)) if k not in earlier]
    return (*earlier, phase.key)


def root(process: Process, phase: Phase) -> str:
    """The phase in which the card began; names the card whatever phase it has come to."""
    return chain(process, phase)[0]


def sources(process: Process, phase: Phase) -> tuple[str, ...]:
    """The phases whose cards are chosen among, or copied from, to begin this one; with chains."""
    if phase.continues_as == "same":
        return ()
    found: list[str] = []
    for key in phase.continues:
        found += [k for k in chain(process, process.phase(key)) if k not in found]
    return tuple(found)


def latest(process: Process, keys: tuple[str, ...]) -> Phase:
    """The last of these phases in the process's order."""
    return max((process.phase(key) for key in keys), key=lambda phase: process.index(phase.key))
