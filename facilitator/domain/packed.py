"""Looking into a file of Office's, which is a ZIP that anybody may have made. Pure."""

import zipfile
import zlib

FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)
"""What a damaged one makes its reader stumble over."""
OFFICE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Raises BadZipFile for a part packed as Office never does.

    The other ways may ask for gigabytes before the first byte is out.
    """
    found = archive.infolist()
    if any(part.compress_type not in OFFICE for part in found):
        raise zipfile.BadZipFile("packed in another way")
    return found
