"""What people and programs put into fields: too much, too odd, and what may never be kept."""

import io
from typing import Any

from hypothesis import strategies as st

NUMBERS = ("13097248022", "130972 48022", "130972-48022", "13.09.72 480 22", "1309\u200b7248022")
"""One made-up number, as it is typed by hand. 1997 has no such person."""

ODD = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "true",
    "null",
    "[]",
    "{}",
    "NaN",
    "1e999",
    "9" * 40,
    "٣",
    "²",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass"),
    "\u202egnp.exe",
    "\ufeff",
    "a\r\nSet-Cookie: b=c",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "' OR 1=1 --",
    "../../secret_key",
    "..%2f..%2fsecret_key",
    "//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "2027-02-31",
    "0000-00-00",
    "99:99",
    "x" * 5_000,
    "[" * 900,
    "\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL A}" * 300,
    "kari@eksempel.no",
    "Et helt vanlig ord",
    '{"a": [1, {"b": null}]}',
)


def words() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.sampled_from(ODD),
        st.sampled_from(NUMBERS),
        st.integers(-3, 400).map(str),
        st.text(max_size=40),
    )


def fields(names: list[str], real: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A form: each of the names with a few values, or its real one, or not there."""

    def of(name: str) -> st.SearchStrategy[list[Any]]:
        odd = st.lists(words(), max_size=3)
        known = st.just([str(real[name])]) if name in real else odd
        return st.one_of(odd, odd, known)

    return st.fixed_dictionaries({}, optional={name: of(name) for name in names})


FILES = (
    (b"", "tom.jpg"),
    (b"\xff\xd8\xff\xe0" + b"\x00" * 64, "bilde.jpg"),
    (b"%PDF-1.7\n<<>>", "../../../fil.pdf"),
    (b"PK\x03\x04" + b"\x00" * 40, "regneark.xlsx"),
    (b"navn;epost\nKari;kari@eksempel.no\n" + b"\xff\xfe;;;;\n", "liste.csv"),
    ("fødselsnummer\n13097248022\n".encode(), "13097248022.csv"),
    (b"<svg onload=alert(1)>", "logo.svg"),
    (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "a\r\nb.png"),
    (b'{"format": [[[[[[[[[[', "metode.json"),
    (b"key = [[[[[[", "metode.toml"),
)


def files(names: list[str]) -> st.SearchStrategy[dict[str, tuple[io.BytesIO, str]]]:
    """At most one file for each field that takes one."""
    one = st.sampled_from(FILES).map(lambda found: (io.BytesIO(found[0]), found[1]))
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, one))
