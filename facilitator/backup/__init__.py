"""A copy of everything in one file, taken while the server runs, and putting it back.

The file is a ZIP with `manifest.json` (version, revision, counts, SHA-256 of each member),
the database, the photos, and the secret that keeps phones known. It holds people's stories:
keep it as you keep them (docs/operations.md says how to encrypt it).

`archive` is the file, `taking` and `restoring` the two ways, `sqlite` and `dumped` the two kinds
of database, `folders` the nightly copies and `nightly` the server's side of them. `erased` and
`list_keeping` see to what a copy must not bring back.
"""

from facilitator.backup.archive import Failed, Manifest
from facilitator.backup.erased import Again
from facilitator.backup.folders import into_folder, one_file
from facilitator.backup.restoring import restore, verify
from facilitator.backup.taking import back_up, end_tidily

__all__ = [
    "Again",
    "Failed",
    "Manifest",
    "back_up",
    "end_tidily",
    "into_folder",
    "one_file",
    "restore",
    "verify",
]
