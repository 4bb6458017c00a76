"""The parts of a Word file and what ties them together. Nothing in it comes from a template."""

import datetime as dt
import io
import re
from importlib import resources
from urllib.parse import quote, urlsplit, urlunsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from facilitator.documents import tree
from facilitator.documents.docx_xml import attribute
from facilitator.documents.pictures import Photo
from facilitator.presentation.content import LANGUAGE, Document

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'

_STYLES = "docx_styles.xml"
_THEME = "docx_theme.xml"
_PARTS = ("styles", "numbering", "settings", "fontTable")
_TYPED = {"document": "document.main", "header1": "header", "footer1": "footer"}
_OUTSIDE = ' TargetMode="External"'
_WHOLE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?([/?#][!-~]*)?")


class Package:
    """Collects what the text refers to: pictures and addresses, each once."""

    def __init__(self) -> None:
        self._media: dict[str, Photo] = {}
        self._related = [
            *((part, f"{part}.xml", False) for part in (*_PARTS, "theme")),
            ("header", "header1.xml", False),
            ("footer", "footer1.xml", False),
        ]
        self._known: dict[tuple[str, str], str] = {}

    def picture(self, photo: Photo, key: str) -> str:
        """The same key is the same picture. Gives the id by which the text refers to it."""
        if ("image", key) not in self._known:
            name = f"media/bilde{len(self._media) + 1}.{photo.ending}"
            self._media[name] = photo
            self._relate("image", key, name, outside=False)
        return self._known["image", key]

    def link(self, address: str) -> str | None:
        """None for an address that Word would not open the file for."""
        target = target_of(address)
        if target is None:
            return None
        if ("hyperlink", target) not in self._known:
            self._relate("hyperlink", target, target, outside=True)
        return self._known["hyperlink", target]

    def _relate(self, kind: str, key: str, target: str, *, outside: bool) -> None:
        self._related.append((kind, target, outside))
        self._known[kind, key] = f"rId{len(self._related)}"

    @property
    def header_id(self) -> str:
        return "rId6"

    @property
    def footer_id(self) -> str:
        return "rId7"

    def packed(
        self, document: Document, made: dt.datetime, body: str, header: str, footer: str
    ) -> bytes:
        """The file. No clock is read: the same content gives the same bytes."""
        word = {
            "document.xml": body,
            "header1.xml": header,
            "footer1.xml": footer,
            "styles.xml": _read(_STYLES).replace(LANGUAGE, attribute(document.language)),
            "theme.xml": _read(_THEME),
            "fontTable.xml": _FONTS,
            "numbering.xml": _NUMBERING,
            "settings.xml": _SETTINGS.replace(LANGUAGE, attribute(document.language)),
            "_rels/document.xml.rels": self._relations(),
        }
        stream = io.BytesIO()
        with ZipFile(stream, "w") as file:
            _add(file, "[Content_Types].xml", _content_types())
            _add(file, "_rels/.rels", _OUTER_RELATIONS)
            _add(file, "docProps/core.xml", _core(document, made))
            for name, text in word.items():
                _add(file, f"word/{name}", text)
            for name, photo in self._media.items():
                file.writestr(_entry(f"word/{name}", ZIP_STORED), photo.body)
        return stream.getvalue()

    def _relations(self) -> str:
        found = "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" '
            f'Target="{attribute(target)}"{_OUTSIDE if outside else ""}/>'
            for number, (kind, target, outside) in enumerate(self._related, 1)
        )
        return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def target_of(address: str) -> str | None:
    """As a file may hold it: letters outside ASCII are written as the net does. Else None."""
    if not tree.is_address(address):
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        place = host if parts.port is None else f"{host}:{parts.port}"
    except (ValueError, UnicodeError):
        return None
    kept = "/%:=&?~+!$,;'@()*#"
    rest = (quote(part, safe=kept) for part in (parts.path, parts.query, parts.fragment))
    target = urlunsplit((parts.scheme.lower(), place, *rest))
    return target if host and _WHOLE.fullmatch(target) else None


def _read(name: str) -> str:
    return resources.files("facilitator.documents").joinpath(name).read_text("utf-8")


def _add(file: ZipFile, name: str, text: str) -> None:
    file.writestr(_entry(name, ZIP_DEFLATED), text.encode())


def _entry(name: str, compression: int) -> ZipInfo:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    entry.external_attr = 0o600 << 16
    return entry


def _content_types() -> str:
    parts = {f"word/{name}.xml": _TYPED.get(name, name) for name in (*_TYPED, *_PARTS)}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONS_TYPE}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="jpg" ContentType="image/jpeg"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f"{overrides}"
        f'<Override PartName="/word/theme.xml" ContentType="{_THEME_TYPE}"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>'
        "</Types>"
    )


def _core(document: Document, made: dt.datetime) -> str:
    moment = f"{made.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    author = attribute(document.author)
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{attribute(document.name or document.title)}</dc:title>"
        f"<dc:subject>{attribute(document.subject)}</dc:subject>"
        f"<dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        f"<dc:language>{attribute(document.language)}</dc:language>"
        "</cp:coreProperties>"
    )


_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_OUTER_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_NUMBERING = (
    f'{HEAD}<w:numbering xmlns:w="{_MAIN}"><w:abstractNum w:abstractNumId="0">'
    '<w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr>'
    '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial" w:hint="default"/></w:rPr>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_FONTS = f'{HEAD}<w:fonts xmlns:w="{_MAIN}">' + "".join(
    f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="00"/>'
    f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
    for name, other, family in (
        ("Calibri", "Carlito", "swiss"),
        ("Cambria", "Caladea", "roman"),
        ("Arial", "Liberation Sans", "swiss"),
        ("Times New Roman", "Liberation Serif", "roman"),
    )
)
_FONTS += "</w:fonts>"
_SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{_MAIN}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    f'<w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)
