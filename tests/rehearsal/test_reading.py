"""A phone's page as those who play in a rehearsal read it."""

from facilitator.rehearsal import reading

PAGE = """
<p id="outside">Øving</p>
<main id="surface" data-step="3:skriv" data-audiences='{"room:1": 5, "group:2": 7}'>
<div role="timer" data-clock='{"ends_at": null, "remaining": 90000, "duration": 240000}'></div>
<form id="card-3" method="post" action="/rom/a/bidrag/3/ord" data-draft-url="/rom/a/kladd"
data-clear>
<input type="hidden" name="csrf_token" value="hemmelig">
<input type="hidden" name="version" value="4">
<label class="field-h" for="0-text">Hva så du?</label>
<textarea id="0-text" name="0-text">
halvt &amp; ferdig</textarea><span data-count-for="0-text" data-max="140">0 av 140 tegn</span>
<fieldset><legend>Hvem får lese det?</legend>
<label><input type="radio" name="visibility" value="room"><b>Tavla i dag</b></label>
<label><input type="radio" name="visibility" value="me" checked><b>Bare jeg</b></label></fieldset>
<label class="tickline"><input type="checkbox" name="keep" value="1" checked><span>Ja</span></label>
<input type="search" data-strengths-search>
<button class="ds-button main-btn">Send</button></form>
<details><summary>Endre</summary><form id="change-3" method="post" action="/b">
<button>Endre</button></form></details>
<details open><form id="open-3" method="post" action="/c"><button name="column" value="keep">Ta vare
på</button></form></details>
<div hidden><form id="hidden-3" method="post" action="/d"></form></div>
<template><form id="never" action="/e"></form></template>
</main>
"""


def test_a_page_says_where_it_is_and_what_it_hears() -> None:
    page = reading.read(PAGE)
    assert (page.step, page.heard) == ("3:skriv", {"room:1": 5, "group:2": 7})
    assert page.left == 90.0


def test_the_form_has_its_fields_with_their_words_and_limits() -> None:
    form = reading.read(PAGE).forms[0]
    assert (form.id, form.main, form.again, form.folded) == ("card-3", True, True, False)
    assert form.draft_url == "/rom/a/kladd"
    text = next(each for each in form.fields if each.name == "0-text")
    assert (text.value, text.label, text.most) == ("halvt & ferdig", "Hva så du?", 140)
    ticked = {(each.name, each.value) for each in form.fields if each.checked}
    assert ticked == {("visibility", "me"), ("keep", "1")}
    assert {each.name for each in form.fields if each.kind == "hidden"} == {"csrf_token", "version"}


def test_what_is_closed_or_hidden_is_known_as_such_and_a_template_is_nothing() -> None:
    forms = {form.id: form for form in reading.read(PAGE).forms}
    assert sorted(forms) == ["card-3", "change-3", "hidden-3", "open-3"]
    assert [name for name, form in forms.items() if form.folded] == ["change-3", "hidden-3"]
    assert forms["open-3"].buttons == [("column", "keep")]
    assert not forms["open-3"].main


def test_the_list_of_names_tells_who_is_taken() -> None:
    page = reading.read(
        """<form method="post" action="/rom/a/hvem"><ul>
        <li><button name="participant" value="7"><b>Asta Øvedal</b><span>Øvelia skole</span>
        <span class="here">er her</span></button></li>
        <li><button name="participant" value="8"><b>Birk Øvestrand</b><span>Øvelia skole</span>
        </button></li></ul></form>"""
    )
    assert page.names == [("7", "Asta Øvedal", True), ("8", "Birk Øvestrand", False)]
