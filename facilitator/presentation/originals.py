"""Files that go along with a document when it leaves the app in a ZIP: photos and attachments."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it is kept. `file` is its name in the data folder, `name` what its owner called it.

    `alt` says what a picture shows, `about` where it belongs, such as a document's title.
    """

    file: str
    name: str
    alt: str = ""
    about: str = ""

    @property
    def is_picture(self) -> bool:
        return (self.file or self.name).lower().endswith(".jpg")
