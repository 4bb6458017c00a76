"""Every fault in a process file is named at its path, and a good file has none."""

from pathlib import Path

import pytest

from facilitator.processes import LibraryError, ProcessError, load_library, load_process

SAMPLE = Path(__file__).with_name("sample.toml").read_text("utf-8")


def faults_of(text: str) -> dict[str, str]:
    with pytest.raises(ProcessError) as caught:
        load_process(text, "liten.toml")
    return {fault.path: fault.message for fault in caught.value.faults}


def changed(old: str, new: str) -> str:
    assert old in SAMPLE, f"the sample no longer says {old!r}"
    return SAMPLE.replace(old, new, 1)


def test_the_sample_has_no_faults() -> None:
    assert load_process(SAMPLE, "liten.toml").key == "liten"


SCHEMA = [
    ('key = "liten"', 'key = "Liten prosess"', "key"),
    ('name = "Liten prosess"', "", "name"),
    ('name = "Liten prosess"', 'name = ""', "name"),
    ("minutes = 44", 'minutes = "44"', "minutes"),
    ('purpose = "', 'farge = "rød"\npurpose = "', "farge"),
    ('purpose = "', f'purpose = "{"x" * 1600}', "purpose"),
    ('kind = "intro"', 'kind = "foredrag"', "phases[0].kind"),
    ("minutes = 2\n", "minutes = 0\n", "phases[0].minutes"),
    ("minutes = 2\n", "minutes = inf\n", "phases[0].minutes"),
    ('prompts = ["Tema: {theme}"]', "prompts = [3]", "phases[0].prompts[0]"),
    ('prompts = ["Tema: {theme}"]', "", "phases[0].prompts"),
    ("slot = 1, part", "slot = 4, part", "phases[1].interview.slot"),
    ("max = 900", "max = 90000", "phases[2].card.fields[1].max"),
    ("minutes = 1.5", "minutes = nan", "phases[4].turn[0].minutes"),
    ("minutes = 1.5", "minutes = 0", "phases[4].turn[0].minutes"),
    ('size = "2"\nform', 'size = "to"\nform', "groups.par.size"),
    ("[groups.par]", "[groups.Par]", "groups.Par"),
    ('layout = "bars"', 'layout = "ordsky"', "boards.tall.layout"),
    ("talk = 3", 'talk = "lenge"', "trio.talk"),
    ("format = 1", "format = 2", "format"),
]

SHAPE = [
    ("minutes = 44", "minutes = 50", "minutes"),
    ('key = "se"', 'key = "stem"', "phases[7].key"),
    ('key = "sak"', 'key = "theme"', "settings[1].key"),
    ('"Tema: {theme}"', '"Tema: {tema}"', "phases[0].prompts[0]"),
    ('"Tema: {theme}"', '"Tema: {theme.__class__}"', "phases[0].prompts[0]"),
    ('"Tema: {theme}"', '" "', "phases[0].prompts[0]"),
    ('"Tema: {theme}"', "", "phases[0].prompts"),
    ('["Fortell.", "Svar."]', '["Fortell."]', "phases[4].prompts"),
    ('size = "4-6"\nform', 'size = "6-4"\nform', "groups.bord.size"),
    ('size = "4-6"\nform', 'size = "5-6"\nform', "phases[4].size"),
    ('count = "1-3"', 'count = "0"', "phases[5].card.count"),
    ('groups = "bord"', 'groups = "ring"', "phases[4].groups"),
    ('groups = "bord"\nturn', "turn", "phases[4].groups"),
    ('from = "par"', 'from = "bord"', "groups.bord.from"),
    ('from = "par"', 'from = "tull"', "groups.bord.from"),
    ('from = "par"', "", "groups.bord.from"),
    ('made = "start"', 'made = "runde"', "groups.par.made"),
    ('made = "start"', 'made = "tull"', "groups.par.made"),
    ("[boards.tavle]", '[groups.nye]\nsize = "3"\nform = "mix"\n[boards.tavle]', "groups.nye"),
    ("minutes = 1.5", "minutes = 2", "phases[4].turn"),
    ("shrink_to = 4", "shrink_to = 6", "phases[5].shrink_to"),
    ("shrink_to = 4", "shrink_to = 4\nnever_cut = true", "phases[5].shrink_to"),
    ("talk = 3", "talk = 5", "trio"),
    ('["snakk", "skriv"]', '["snakk", "ja"]', "trio.phases"),
    ('["snakk", "skriv"]', '["snakk", "tull"]', "trio.phases"),
    ('["snakk", "skriv"]', "[]", "trio.phases"),
    ('[trio]\ntalk = 3\nwrite = 1\nphases = ["snakk", "skriv"]', "", "trio"),
    ('part = "write"', 'part = "talk"', "phases[2].interview"),
    ('groups = "par"\nguide', "guide", "phases[2].groups"),
]

CARDS = [
    ('whose = "teller"', 'whose = "self"', "phases[2].whose"),
    ('interview = { slot = 1, part = "write" }\n', "", "phases[2].interview"),
    ('{ type = "story", fields', '{ type = "dikt", fields', "phases[2].card.type"),
    ('fields = ["title",', 'fields = ["refreng",', "phases[2].card.fields[0]"),
    ('fields = ["title",', 'fields = ["text",', "phases[2].card.fields[1].name"),
    ('fields = ["title", { name = "text", max = 900 }]', "fields = []", "phases[2].card.fields"),
    ('guide_from = "snakk"', 'guide_from = "runde"', "phases[2].guide_from"),
    ('reveal = "ja"', 'reveal = "start"', "phases[2].reveal"),
    ('continues = ["skriv"]', 'continues = ["tull"]', "phases[3].continues[0]"),
    ('continues = ["skriv"]', 'continues = ["snakk"]', "phases[3].continues[0]"),
    ('continues = ["skriv"]', "", "phases[3].continues"),
    ('continues = ["skriv"]', "", "phases[2]"),
    ('writes = "teller"', 'writes = "group"', "phases[3].writes"),
    ('choices = ["me", "room"]', "", "phases[3].choices"),
    ('visibility = "choose"', 'visibility = "room"', "phases[3].choices"),
    ('whose = "partner"', 'whose = "partner", card = "story"', "phases[4].hand[0]"),
    ('phase = "ja", whose', 'phase = "se", whose', "phases[4].hand[0].phase"),
    ('phase = "ja", whose', 'card = "dikt", whose', "phases[4].hand[0].card"),
    ('visibility = "group"', 'visibility = "group"\nwrites = "each"', "phases[4].writes"),
    ('visibility = "group"', 'continues = ["ja"]', "phases[4].continues"),
    ('count = "1-3" }', 'count = "1-3" }\ncontinues = ["ja"]', "phases[5].continues[0]"),
    ('whose = "group"\nvisibility = "room"', 'whose = "group"', "phases[5].visibility"),
    ('open_until = "frist"', 'open_until = "theme"', "phases[5].open_until"),
    ('options_from = "sak"', 'options_from = "theme"', "phases[6].card.fields[0].options_from"),
    ('options_from = "sak"', 'options_from = ""', "phases[6].card.fields[0].options"),
    (
        '{ name = "option",',
        '{ name = "x", label = "X", kind = "links" }, { name = "option",',
        "phases[6].card.fields[0].links",
    ),
    (
        'options_from = "sak"',
        'options_from = "sak", min_items = 3, max_items = 2',
        "phases[6].card.fields[0].max_items",
    ),
    ('moment = "before"', 'navn = "Ane"', "phases[6].card.preset.navn"),
]

BOARDS = [
    (
        'release = { board = "tavle", when = "on_approve"',
        'release = { board = "x", when = "on_approve"',
        "phases[3].release.board",
    ),
    ('accepts = ["story", "valuation"]', 'accepts = ["valuation"]', "phases[3].release.board"),
    ('when = "on_approve"', 'when = "on_submit"', "phases[3].release.when"),
    ('when = "on_submit"', 'when = "on_approve"', "phases[5].release.when"),
    ('reveal = "ja"', 'release = { board = "tavle", when = "on_submit" }', "phases[2].release"),
    ('choices = ["me", "room"]', 'choices = ["me", "group"]', "phases[3].release"),
    ('visibility = "room"', 'visibility = "group"', "phases[5].release"),
    (
        'projector = { show = "board"',
        'release = { board = "tall", when = "on_submit" }\nprojector = { show = "board"',
        "phases[7].release",
    ),
    ('when = "on_submit" }', 'when = "on_submit", form = "copy" }', "phases[5].release.fields"),
    (
        'when = "on_submit" }',
        'when = "on_submit", form = "copy", fields = ["navn"] }',
        "phases[5].release.fields[0]",
    ),
    ('form = "count"', 'form = "card"', "phases[6].release.form"),
    (
        "[boards.tall]",
        '[boards.tom]\nname = "Tom"\naccepts = ["word"]\n[boards.tall]',
        "boards.tom",
    ),
    ('accepts = ["position"]', "accepts = []", "boards.tall.accepts"),
    ('accepts = ["position"]', 'accepts = ["dikt"]', "boards.tall.accepts[0]"),
    ('field = "option"', "", "boards.tall.field"),
    ('field = "option"', 'field = "title"', "boards.tall.field"),
    ('series = "moment"', 'series = "giver"', "boards.tall.series"),
    ('show = "board", board = "tavle"', 'show = "board", board = "x"', "phases[7].projector.board"),
    ('show = "board", board = "tavle"', 'show = "board"', "phases[7].projector.board"),
    (
        'show = "material", setting = "sak"',
        'show = "material", setting = "theme"',
        "phases[0].projector.setting",
    ),
    (
        'kind = "gallery"',
        'kind = "gallery"\ndeal = { setting = "rolle", part = "roles" }',
        "phases[7].deal.setting",
    ),
    ('på", board = "tavle"', 'på", board = "x"', "phases[7].mark.board"),
    ('på", board = "tavle"', 'på", phase = "start"', "phases[7].mark.phase"),
    ('på", board = "tavle"', 'på", phase = "ja", field = "steps"', "phases[7].mark.field"),
]


@pytest.mark.parametrize(("old", "new", "path"), SCHEMA)
def test_what_the_schema_refuses(old: str, new: str, path: str) -> None:
    assert path in faults_of(changed(old, new))


@pytest.mark.parametrize(("old", "new", "path"), SHAPE)
def test_what_the_shape_refuses(old: str, new: str, path: str) -> None:
    assert path in faults_of(changed(old, new))


@pytest.mark.parametrize(("old", "new", "path"), CARDS)
def test_what_the_card_rules_refuse(old: str, new: str, path: str) -> None:
    assert path in faults_of(changed(old, new))


@pytest.mark.parametrize(("old", "new", "path"), BOARDS)
def test_what_may_not_leave(old: str, new: str, path: str) -> None:
    assert path in faults_of(changed(old, new))


def test_faults_are_said_in_bokmal_with_file_and_path() -> None:
    text = changed('kind = "intro"', 'kind = "foredrag"').replace("minutes = 12", 'minutes = "12"')
    with pytest.raises(ProcessError) as caught:
        load_process(text, "liten.toml")
    assert str(caught.value).splitlines() == [
        "liten.toml: phases[0].kind: Kjenner ikke verdien «foredrag».",
        "liten.toml: phases[4].minutes: Ventet heltall, fikk tekst.",
    ]


@pytest.mark.parametrize("phases", ["3", '"alt"', "[1, 2]", '["start"]', "{ key = 1 }"])
def test_phases_that_are_no_phases(phases: str) -> None:
    text = f'key = "x"\nname = "X"\nminutes = 5\npurpose = ""\nphases = {phases}\n'
    assert any(path.startswith("phases") for path in faults_of(text))


def test_a_process_without_phases() -> None:
    text = 'key = "x"\nname = "X"\nminutes = 5\npurpose = ""\nphases = []\n'
    assert faults_of(text) == {"phases": "En prosess må ha minst én fase."}


@pytest.mark.parametrize(
    "text",
    ["key = ", "key = 1\nkey = 2", "\x00", "x = " + "[" * 50_000, "x = " + "9" * 20_000],
    ids=["half a line", "key twice", "nul", "deep nesting", "a very long number"],
)
def test_what_is_not_toml(text: str) -> None:
    assert list(faults_of(text)) == [""]


def test_five_megabytes_are_refused_before_they_are_read() -> None:
    assert faults_of("# " + "å" * 2_500_000) == {"": "Fila er for stor, den kan være 200 kB."}


def test_five_hundred_phases_are_refused() -> None:
    phase = '[[phases]]\nkey = "a"\nname = "A"\nkind = "intro"\nminutes = 1\nprompts = ["Å"]\n'
    faults = faults_of('key = "x"\nname = "X"\nminutes = 500\npurpose = ""\n' + phase * 500)
    assert faults == {"phases": "500 faser er for mange, det kan være 60."}


def test_a_newer_format_says_so_and_nothing_else() -> None:
    text = changed("format = 1", "format = 7").replace('kind = "intro"', 'kind = "teater"')
    assert list(faults_of(text)) == ["format"]


def test_the_library_refuses_to_load_with_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "liten.toml").write_text(SAMPLE, "utf-8")
    (tmp_path / "brukket.toml").write_text(changed("minutes = 44", "minutes = 9"), "utf-8")
    (tmp_path / "latin.toml").write_bytes("key = 'æ'".encode("latin-1"))
    with pytest.raises(LibraryError) as caught:
        load_library(tmp_path)
    assert str(caught.value).splitlines() == [
        "Biblioteket av prosesser har feil:",
        "brukket.toml: minutes: Det står 9 minutter, men fasene er 44.",
        "latin.toml: Fila er ikke lagret som UTF-8.",
    ]


def test_a_file_is_named_after_its_key(tmp_path: Path) -> None:
    (tmp_path / "stor.toml").write_text(SAMPLE, "utf-8")
    with pytest.raises(LibraryError, match=r"stor\.toml: key: "):
        load_library(tmp_path)
