"""`/deltakere/paminnelse`: a greeting is shown to its sender, and then sent once to each."""

import re

import pytest
from sqlalchemy import select

from facilitator.models import Letter, Participant, Summary

PAGE = "/deltakere/paminnelse"


class Postbox:
    """Takes letters instead of a server, but for those whose address it is told to refuse."""

    def __init__(self) -> None:
        self.got: list = []
        self.refused: set[str] = set()

    def send(self, messages) -> list[str]:
        self.got += [each for each in messages if each.to not in self.refused]
        return ["Tok ikke imot." if each.to in self.refused else "" for each in messages]


@pytest.fixture
def post(app, monkeypatch) -> Postbox:
    box = Postbox()
    monkeypatch.setitem(app.config, "MAIL", box)
    monkeypatch.setitem(app.config, "RUN_IN_THREAD", lambda work, *args: work(*args))
    return box


@pytest.fixture
def two(database, cast) -> tuple[int, int]:
    with database.transaction() as db:
        db.get(Participant, cast.ane).email = "ane@skole.example"
        db.get(Participant, cast.siv).email = "siv@skole.example"
        db.add(Summary(participant_id=cast.siv, status="levert"))
    return cast.ane, cast.siv


def form_of(page: str) -> dict:
    """What the page would send, as a browser without script does."""
    fields: dict = {}
    form = page.partition('<form class="greet-form"')[2].partition("</form>")[0]
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not ('type="checkbox"' in tag and " checked" not in tag):
            fields.setdefault(name[1], []).append(value[1] if value else "")
    fields["body"] = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", form, re.DOTALL)[1]
    return fields


def opened(client, people) -> dict:
    return form_of(client.get(PAGE, query_string={"til": list(people)}).text)


def letters_in(database) -> list[tuple[int, str]]:
    with database.reading() as db:
        return [(row.participant_id, row.way) for row in db.scalars(select(Letter))]


def test_it_is_for_the_prosessledere_of_the_kull(leader, phone, stranger, cast, post):
    for client in (phone("ane"), stranger):
        assert client.get(f"{PAGE}?til={cast.ane}").status_code == 401
        for path in (PAGE, f"{PAGE}/send", f"{PAGE}/sendt-selv"):
            assert client.post(path, data={"til": cast.ane}).status_code == 401
    assert "Sett hake ved dem hilsenen skal til" in leader.get(f"{PAGE}?til=4711").text


def test_each_is_shown_just_what_they_will_get(leader, database, cast, two, post):
    page = leader.get(PAGE, query_string={"til": two}).text
    assert "Hei Ane" in page
    assert "Hei Siv" in page
    assert post.got == []
    answer = leader.post(f"{PAGE}/send", data=form_of(page))
    assert answer.status_code == 200
    assert "Hilsenene er sendt" in answer.text
    assert [each.to for each in post.got] == ["ane@skole.example", "siv@skole.example"]
    ane, siv = (each.body for each in post.got)
    for body in (ane, siv):
        assert body.replace("–", "-").split("\n")[0] in page
        assert re.sub(r"\s+", " ", body) in re.sub(r"\s+", " ", page)
    assert "oppsummeringen" in ane
    assert "oppsummeringen" not in siv, "it waits for us"
    assert "Siv" not in ane
    assert "Ane" not in siv
    assert letters_in(database) == [(cast.ane, "email"), (cast.siv, "email")]


def test_pressed_again_nobody_gets_it_twice(leader, database, two, post):
    fields = opened(leader, two)
    for _ in range(2):
        assert "Hilsenene er sendt" in leader.post(f"{PAGE}/send", data=fields).text
    assert len(post.got) == 2
    assert len(letters_in(database)) == 2


def test_only_those_who_are_ticked_get_it(leader, cast, two, post):
    fields = {**opened(leader, two), "med": [str(cast.siv)]}
    leader.post(f"{PAGE}/send", data=fields)
    assert [each.to for each in post.got] == ["siv@skole.example"]
    answer = leader.post(f"{PAGE}/send", data={**fields, "med": []})
    assert answer.status_code == 422
    assert "minst én" in answer.text


def test_another_text_is_shown_before_it_is_sent(leader, two, post):
    fields = {**opened(leader, two), "body": "Kjære {fornavn}, hvordan går det?"}
    answer = leader.post(f"{PAGE}/send", data=fields)
    assert answer.status_code == 422
    assert post.got == []
    assert "Se over hilsenene" in answer.text
    assert "Kjære Ane, hvordan går det?" in answer.text
    leader.post(f"{PAGE}/send", data=form_of(answer.text))
    assert [each.body for each in post.got] == [
        f"Kjære {name}, hvordan går det?" for name in ("Ane", "Siv")
    ]


def test_what_has_changed_meanwhile_is_shown_first(leader, database, cast, two, post):
    fields = opened(leader, two)
    with database.transaction() as db:
        db.add(Summary(participant_id=cast.ane, status="levert"))
    assert leader.post(f"{PAGE}/send", data=fields).status_code == 422
    assert post.got == []


def test_a_fault_in_the_text_loses_nothing_of_it(leader, two, post):
    fields = {**opened(leader, two), "subject": "", "body": "Hei {etternavn}, jeg tenker på deg"}
    for path in (PAGE, f"{PAGE}/send"):
        answer = leader.post(path, data=fields)
        assert answer.status_code == 422
        assert "{etternavn} kan vi ikke bytte ut" in answer.text
        assert "jeg tenker på deg</textarea>" in answer.text
    assert post.got == []


def test_one_that_was_not_taken_is_said_and_may_be_tried_again(leader, two, post):
    post.refused = {"siv@skole.example"}
    fields = opened(leader, two)
    answer = leader.post(f"{PAGE}/send", data=fields)
    assert "1 av 2 er sendt" in answer.text
    assert "Prøv igjen med dem" in answer.text
    assert "Tok ikke imot." in answer.text
    post.refused = set()
    assert "Hilsenene er sendt" in leader.post(f"{PAGE}/send", data=fields).text
    assert [each.to for each in post.got] == ["ane@skole.example", "siv@skole.example"]


def test_whoever_has_just_been_written_to_is_not_ticked_beforehand(leader, clock, cast, two, post):
    leader.post(f"{PAGE}/send", data={**opened(leader, two), "med": [str(cast.ane)]})
    clock.tick(days=2)
    page = leader.get(PAGE, query_string={"til": two}).text
    assert "Fikk en hilsen for 2 dager siden." in page
    assert form_of(page)["med"] == [str(cast.siv)]
    assert opened(leader, [cast.ane])["med"] == [str(cast.ane)]
    clock.tick(days=6)
    assert "Fikk en hilsen" not in leader.get(PAGE, query_string={"til": two}).text


def test_without_a_server_there_is_a_text_to_copy_and_it_is_noted_once(leader, database, cast, two):
    page = leader.get(PAGE, query_string={"til": two}).text
    assert "E-post er ikke satt opp her" in page
    assert "mailto:ane%40skole.example?subject=En%20hilsen" in page
    assert f'action="{PAGE}/send"' not in page
    fields = form_of(page)
    for _ in range(2):
        assert leader.post(f"{PAGE}/sendt-selv", data=fields).status_code == 303
    assert letters_in(database) == [(cast.ane, "copied"), (cast.siv, "copied")]


def test_without_an_address_one_is_told_so(leader, cast, post):
    answer = leader.post(f"{PAGE}/send", data=opened(leader, [cast.helge]))
    assert "Ikke sendt ennå" in answer.text
    assert "Vi har ingen e-postadresse ennå." in answer.text
    assert "Prøv igjen" not in answer.text
    assert f"{PAGE}?til={cast.helge}" in answer.text, "the text can be copied instead"
