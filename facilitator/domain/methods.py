"""Own methods: found, begun, written, saved in editions, shared and taken away.

A method has one working text, which may have faults while somebody works on it, and editions,
which never have. What is put in a kjøreplan or a room is a snapshot of an edition, so nothing
that is done here reaches what has been planned. Who may do what is in `method_access`.
"""

from facilitator.domain.method_access import (
    ALL,
    COHORT,
    OWN,
    cohort_of,
    full_name,
    may_edit,
    may_read,
    may_unshare,
    may_use,
    owns,
    require_edit,
    require_use,
)
from facilitator.domain.method_reading import (
    Shown,
    edition,
    faults,
    find,
    is_changed,
    library,
    listed,
    process_of,
    versions,
)
from facilitator.domain.method_writing import (
    MethodChanged,
    NotSound,
    add,
    begin,
    remove,
    save_edition,
    share,
    take_up,
    write,
)

__all__ = [
    "ALL",
    "COHORT",
    "OWN",
    "MethodChanged",
    "NotSound",
    "Shown",
    "add",
    "begin",
    "cohort_of",
    "edition",
    "faults",
    "find",
    "full_name",
    "is_changed",
    "library",
    "listed",
    "may_edit",
    "may_read",
    "may_unshare",
    "may_use",
    "owns",
    "process_of",
    "remove",
    "require_edit",
    "require_use",
    "save_edition",
    "share",
    "take_up",
    "versions",
    "write",
]
