"""Documents, the summary, methods and the kompetansebevis in «Last ned alt mitt»."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.domain.all_mine import AllMine, Entry
from facilitator.presentation.all_mine_blocks import picture, rows_of, said, strengths
from facilitator.presentation.content import (
    Block,
    Bullets,
    Facts,
    Link,
    Paragraph,
    Subheading,
    Table,
)
from facilitator.processes.catalogue import catalogue_or_first

UNTITLED = "Uten tittel"
IN_JSON = "Alt som står i den, ligger i alt-mitt.json."


def documents(mine: AllMine) -> list[Block]:
    found: list[Block] = []
    for entry in mine.of("practice_document"):
        found += _document(mine, entry)
    return found


def _document(mine: AllMine, entry: Entry) -> list[Block]:
    data, number = entry.data, entry.data["id"]
    files = [e for e in mine.of("document_file") if e.data["document_id"] == number]
    names = strengths(data["strengths"], catalogue_or_first(mine.person.cohort.catalogue))
    rows = rows_of("practice_document", entry, without=("title", "text", "link", "strengths"))
    return [
        Subheading(data["title"] or UNTITLED),
        Facts((*rows, *((("Styrker", ", ".join(names)),) if names else ()))),
        *_text(data["text"]),
        *_link(data["link"]),
        *_files(mine, files),
        *_history(mine, "document", data),
    ]


def _text(text: str | None) -> list[Block]:
    return [Paragraph(text, human=True)] if text else []


def _link(address: str) -> list[Block]:
    return [Link(address, address)] if address else []


def _files(mine: AllMine, files: Sequence[Entry]) -> list[Block]:
    found: list[Block] = []
    lines = []
    for entry in files:
        data = entry.data
        kept = next((file for file in mine.files if file.name == data["file"]), None)
        shown = picture(mine, kept.stored, data["alt"]) if kept else None
        removed = " (tatt ut, og vist i en utgave som er levert)" if data["removed_at"] else ""
        if shown is not None and data["kind"] == "photo":
            found.append(shown)
        if data["kind"] != "photo" or removed:
            lines.append(f"{data['name']}: {data['file'] or ''}{removed}")
    return [*found, Bullets(tuple(lines), "Filer")] if lines else found


def _history(mine: AllMine, kind: str, data: Mapping[str, Any]) -> list[Block]:
    """What was said on the way, and the texts as they were handed in where they were others."""
    events, editions = mine.of(f"{kind}_event"), mine.of(f"{kind}_edition")
    if kind == "document":
        events = [e for e in events if e.data["document_id"] == data["id"]]
        editions = [e for e in editions if e.data["document_id"] == data["id"]]
    found: list[Block] = []
    if events:
        found.append(Subheading("Veien så langt", level=3))
        found += [Facts(rows_of(f"{kind}_event", event)) for event in events]
    for edition in editions:
        content = edition.data["content"]
        if (content.get("title"), content.get("text")) == (data["title"], data["text"]):
            continue
        when = said(f"{kind}_edition", "at", edition.data["at"])
        found.append(Subheading(f"Slik den ble levert {when}", level=3))
        found += [*_text(content.get("title")), *_text(content.get("text"))]
    return found


def summary(mine: AllMine) -> list[Block]:
    found: list[Block] = []
    for entry in mine.of("summary"):
        found += [
            Subheading(entry.data["title"] or UNTITLED),
            Facts(rows_of("summary", entry, without=("title", "text"))),
            *_text(entry.data["text"]),
            *_history(mine, "summary", entry.data),
        ]
    return found


def whole(mine: AllMine) -> list[Block]:
    """How far the whole arbeidsmappe has come, and the copy that was approved."""
    found: list[Block] = []
    for table in ("portfolio_review", "portfolio_event", "portfolio_copy"):
        found += [Facts(rows_of(table, entry)) for entry in mine.of(table)]
    if mine.of("portfolio_copy"):
        found.append(Paragraph("Mappa slik den var da den ble godkjent, ligger i alt-mitt.json."))
    return found


def methods(mine: AllMine) -> list[Block]:
    found: list[Block] = []
    for entry in mine.of("method"):
        data = entry.data
        editions = [e for e in mine.of("method_version") if e.data["method_id"] == data["id"]]
        found += [
            Subheading(data["name"] or UNTITLED),
            Facts(rows_of("method", entry, without=("name", "written"))),
            *_phases(data["written"]),
            *(
                Paragraph(f"Utgave {e.data['number']}, lagret "
                          f"{said('method_version', 'saved_at', e.data['saved_at'])}.")
                for e in editions
            ),
            Paragraph(IN_JSON),
        ]  # fmt: skip
    return found


def _phases(written: Mapping[str, Any]) -> list[Block]:
    phases = written.get("phases")
    listed = phases if isinstance(phases, list) else []
    names = (str(phase.get("name") or "") for phase in listed if isinstance(phase, Mapping))
    lines = tuple(name for name in names if name)
    return [Bullets(lines, "Faser")] if lines else []


def certificates(mine: AllMine) -> list[Block]:
    found: list[Block] = []
    for entry in mine.of("certificate"):
        content = entry.data["content"]
        found.append(Facts(rows_of("certificate", entry)))
        sentences = (content.get("lead") or "", *(content.get("body") or ()))
        found += [Paragraph(text) for text in sentences if text]
        checks = [check for check in content.get("checks") or () if isinstance(check, Mapping)]
        if checks:
            rows = tuple((str(c.get("label", "")), str(c.get("words", ""))) for c in checks)
            found.append(Table("Det beviset ble utstedt på", ("Krav", "Slik var det"), rows))
    return found
