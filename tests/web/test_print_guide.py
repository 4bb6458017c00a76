"""The interview guide on one sheet, for those without a phone."""

from tests.support.borrowed import Lent
from tests.support.phones import Phone


def test_it_has_all_the_questions_and_the_theme(start, stranger, cast):
    start(theme="Samarbeid")
    page = Phone(stranger, cast).surface("/guide")
    assert "Fortell om en gang du kjente at dere fikk det til" in page
    assert "Hva ser vi da om tre måneder?" in page
    assert "Tema: Samarbeid" in page
    assert "anerkjennende intervju" in page


def test_a_method_without_interviews_gives_what_is_asked_where_people_talk(start, stranger, cast):
    start("valuering")
    page = Phone(stranger, cast).surface("/guide")
    assert "Fortell om ett øyeblikk. Hva gjorde at det ble så bra?" in page
    assert "Hva lover vi hverandre" in page
    for elsewhere in ("Vi skal verdsette", "Skriv to øyeblikk", "Gå rundt og les"):
        assert elsewhere not in page
    assert "Fortelleren bestemmer" not in page


def test_the_question_that_stays_is_on_it_and_no_names_in_a_borrowed_room(
    app, linked, database, cast, clock
):
    lent = Lent(app, linked("pal"), database, cast, clock)
    lent.borrow("en_to_fire_alle")
    page = lent.host.get(lent.path("/guide")).text
    assert page.count("Når er det godt å være her?") == 1
    assert "Lånt rom" in page
    assert "Kull 10" not in page
    assert "guide-names" not in page


def test_it_can_be_printed_before_anything_is_started(stranger, cast):
    assert "Spørsmålene kommer" in Phone(stranger, cast).surface("/guide")


def test_a_room_that_is_not_there(stranger):
    assert stranger.get("/rom/finnesikke/guide").status_code == 404


def test_it_holds_nothing_that_anybody_has_written(start, phone, cast, stranger):
    led = start()
    led.advance_to("skriv_1")
    led.write_story(cast.ane, title="Kanarifugl")
    assert "Kanarifugl" not in Phone(stranger, cast).surface("/guide")
