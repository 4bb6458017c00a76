"""A kull's own strength catalogue: read from the data folder, and named when it is broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.processes import catalogue
from facilitator.processes.catalogue import catalogue_or_first, load_catalogue, use_folder

OWN = """
key = "fjellvett"
name = "Fjellvett"

[[virtues]]
key = "paa_tur"
hue = "mot"
name = "På tur"

[[virtues]]
key = "i_hytta"
hue = "visdom"
name = "I hytta"

[[strengths]]
key = "vende_i_tide"
virtue = "paa_tur"
name = "Å vende i tide"
description = "Du snur før det er for sent, uten skam."

[[strengths]]
key = "koke_kaffe"
virtue = "i_hytta"
name = "Å koke kaffe"
alt = "gjestfrihet"
description = "Du får folk til å sette seg."
"""


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    catalogue._own.clear()


def put(folder: Path, text: str, name: str = "fjellvett.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def test_an_own_catalogue_is_used_by_its_key(tmp_path: Path) -> None:
    assert use_folder(put(tmp_path, OWN)) == ()
    found = load_catalogue("fjellvett")
    assert [strength.name for strength in found.strengths] == ["Å vende i tide", "Å koke kaffe"]
    assert found.of(found.virtue("i_hytta"))[0].alt == "gjestfrihet"


def test_without_a_folder_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert use_folder(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "fjellvett"', 'key = "noe_annet"', "fila heter «fjellvett»"),
        ('virtue = "i_hytta"', 'virtue = "i_teltet"', "«i_teltet» finnes ikke"),
        ('key = "koke_kaffe"', 'key = "vende_i_tide"', "står to ganger"),
        ('hue = "mot"', 'hue = "rosa"', "«rosa»"),
        ('name = "Fjellvett"', "", "Mangler"),
        ("[[virtues]]", "[[virtues", "TOML"),
        ('name = "På tur"', 'name = "På tur"\nfarge = "blå"', "Kjenner ikke dette feltet"),
    ],
)
def test_a_broken_one_is_named_and_left_out(tmp_path: Path, old: str, new: str, said: str) -> None:
    faults = use_folder(put(tmp_path, OWN.replace(old, new, 1)))
    assert len(faults) == 1
    assert str(faults[0]).startswith("fjellvett.toml")
    assert said in str(faults[0])
    with pytest.raises(KeyError):
        load_catalogue("fjellvett")
    assert catalogue_or_first("fjellvett").key == "via24"


def test_what_is_no_text_is_left_out_too(tmp_path: Path) -> None:
    (tmp_path / "fjellvett.toml").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    assert "kan ikke leses" in str(use_folder(tmp_path)[0])


def test_the_apps_own_is_not_replaced(tmp_path: Path) -> None:
    text = OWN.replace('"fjellvett"', '"via24"', 1)
    assert "opptatt" in str(use_folder(put(tmp_path, text, "via24.toml"))[0])
    assert len(load_catalogue("via24").strengths) == 24
