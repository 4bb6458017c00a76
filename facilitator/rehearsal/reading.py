"""A phone's page as somebody who plays reads it: its forms, their fields, and what is heard."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
IGNORED = frozenset({"template", "script", "style", "svg"})
Attributes = dict[str, str | None]


@dataclass
class Field:
    """One control. `most` is how many characters it takes, 0 when nothing says so."""

    name: str
    kind: str
    value: str = ""
    id: str = ""
    checked: bool = False
    label: str = ""
    most: int = 0
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """`main`: the page's one large button is here. `folded`: it lies in something closed."""

    id: str
    action: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    draft_url: str = ""
    again: bool = False
    folded: bool = False
    main: bool = False
    ticks_at_most: int = 0

    @property
    def is_jot(self) -> bool:
        """It saves itself while one writes."""
        return bool(self.draft_url) and self.draft_url == self.action


@dataclass
class Page:
    """`left` is how many seconds are left of what is on, None without a clock."""

    step: str = ""
    heard: dict[str, int] = field(default_factory=dict)
    left: float | None = None
    forms: list[Form] = field(default_factory=list)
    names: list[tuple[str, str, bool]] = field(default_factory=list)
    """On the list of names: value, name, and whether somebody has it."""


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[tuple[str, bool]] = []
        self._form: Form | None = None
        self._field: Field | None = None
        self._legend = ""
        self._text: list[str] = []
        self._label_for = ""
        self._labels: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._button: Attributes | None = None
        self._inside: Field | None = None

    # --- what is open -------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            closed = (tag == "details" and "open" not in found) or "hidden" in found
            self._open.append((tag, closed))
        if any(name in IGNORED for name, _ in self._open):
            return
        self._surface(found)
        handler = getattr(self, f"_start_{tag}", None)
        if handler is not None:
            handler(found)

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _ in self._open]:
            while self._open and self._open.pop()[0] != tag:
                pass
        handler = getattr(self, f"_end_{tag}", None)
        if handler is not None:
            handler()

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    @property
    def _closed(self) -> bool:
        return any(closed for _, closed in self._open)

    def _said(self) -> str:
        return " ".join("".join(self._text).split())

    # --- the page as a whole --------------------------------------------------------------------

    def _surface(self, found: Attributes) -> None:
        if found.get("id") == "surface":
            self.page.step = found.get("data-step") or ""
            self.page.heard = json.loads(found.get("data-audiences") or "{}")
        if "data-clock" in found and self.page.left is None:
            self.page.left = _left(json.loads(found["data-clock"] or "{}"))
        if "data-count-for" in found:
            self._counts[found["data-count-for"] or ""] = int(found.get("data-max") or 0)
        if self._form is not None and "data-strengths" in found:
            self._form.ticks_at_most = int(found.get("data-max") or 0)

    # --- forms ----------------------------------------------------------------------------------

    def _start_form(self, found: Attributes) -> None:
        closed = self._closed
        self._form = Form(
            id=found.get("id") or "",
            action=found.get("action") or "",
            draft_url=found.get("data-draft-url") or "",
            again="data-clear" in found,
            folded=closed,
        )

    def _end_form(self) -> None:
        form, self._form = self._form, None
        if form is None:
            return
        for each in form.fields:
            each.label = each.label or self._labels.get(each.id, "")
            each.most = self._counts.get(each.id, 0)
        self.page.forms.append(form)

    def _start_input(self, found: Attributes) -> None:
        kind = found.get("type") or "text"
        name = found.get("name") or ""
        if self._form is None or not name or "disabled" in found:
            return
        made = Field(
            name,
            kind,
            value=found.get("value") or ("on" if kind in ("checkbox", "radio") else ""),
            id=found.get("id") or "",
            checked="checked" in found,
            label=self._legend if kind in ("checkbox", "radio") else "",
        )
        if kind == "text" and found.get("placeholder") == "Antall":
            made.kind = "number"
        self._form.fields.append(made)
        self._inside = made

    def _start_textarea(self, found: Attributes) -> None:
        self._text = []
        if self._form is not None and found.get("name"):
            self._field = Field(found["name"] or "", "textarea", id=found.get("id") or "")

    def _end_textarea(self) -> None:
        if self._field is not None and self._form is not None:
            self._field.value = "".join(self._text).removeprefix("\n")
            self._form.fields.append(self._field)
        self._field = None

    def _start_select(self, found: Attributes) -> None:
        if self._form is not None and found.get("name"):
            made = Field(found["name"] or "", "select", id=found.get("id") or "")
            self._form.fields.append(made)

    def _start_option(self, found: Attributes) -> None:
        if self._form is not None and self._form.fields and found.get("value"):
            self._form.fields[-1].options.append(found["value"] or "")

    # --- words ------------------------------------------------------------------------------------

    def _start_label(self, found: Attributes) -> None:
        self._text = []
        self._label_for = found.get("for") or ""
        self._inside = None

    def _end_label(self) -> None:
        if self._label_for:
            self._labels[self._label_for] = self._said()
        elif self._inside is not None and not self._inside.label:
            self._inside.label = self._said()

    def _start_legend(self, _found: Attributes) -> None:
        self._text = []

    def _end_legend(self) -> None:
        self._legend = self._said()

    def _end_fieldset(self) -> None:
        self._legend = ""

    def _start_button(self, found: Attributes) -> None:
        self._text = []
        self._button = found
        form = self._form
        if form is None or found.get("type") == "button":
            return
        if "main-btn" in (found.get("class") or "") and "data-variant" not in found:
            form.main = True
        if found.get("name"):
            form.buttons.append((found["name"] or "", found.get("value") or ""))

    def _start_b(self, _found: Attributes) -> None:
        self._text = []

    def _end_b(self) -> None:
        button = self._button
        if button is not None and button.get("name") == "participant":
            self.page.names.append((button.get("value") or "", self._said(), False))

    def _start_span(self, found: Attributes) -> None:
        button = self._button
        if button is not None and found.get("class") == "here" and self.page.names:
            value, name, _ = self.page.names[-1]
            if value == button.get("value"):
                self.page.names[-1] = (value, name, True)

    def _end_button(self) -> None:
        self._button = None


def _left(clock: dict[str, object]) -> float | None:
    """Seconds. The clock says when it ends, or how much was left when it was stopped."""
    remaining = clock.get("remaining")
    return max(0.0, float(remaining) / 1000) if isinstance(remaining, (int, float)) else None
