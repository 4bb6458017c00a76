"""The process library: one TOML file describes a whole process.

Phases, prompts, groupings, cards and boards are data; nothing here knows about rooms, people
or the web. `load_library()` reads what ships with the app, `load_process()` reads one file from
anywhere, and both go through the same schema and the same rules.
"""

from facilitator.processes.catalogue import Catalogue, Strength, Virtue, load_catalogue
from facilitator.processes.faults import Fault, LibraryError, ProcessError
from facilitator.processes.loader import (
    from_snapshot,
    load_library,
    load_process,
    load_written,
    to_snapshot,
    validate,
)
from facilitator.processes.parts import Board, CardSpec, FieldSpec, GroupSet, Setting
from facilitator.processes.prompts import fill, variables
from facilitator.processes.schema import Phase, Process
from facilitator.processes.sizes import Size, parse_size
from facilitator.processes.writer import dump_process, dump_written, to_written

__all__ = [
    "Board",
    "CardSpec",
    "Catalogue",
    "Fault",
    "FieldSpec",
    "GroupSet",
    "LibraryError",
    "Phase",
    "Process",
    "ProcessError",
    "Setting",
    "Size",
    "Strength",
    "Virtue",
    "dump_process",
    "dump_written",
    "fill",
    "from_snapshot",
    "load_catalogue",
    "load_library",
    "load_process",
    "load_written",
    "parse_size",
    "to_snapshot",
    "to_written",
    "validate",
    "variables",
]
