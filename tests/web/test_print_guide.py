"""The interview guide on one sheet, for those without a phone."""

from tests.support.phones import Phone


def test_it_has_all_the_questions_and_the_theme(start, stranger, cast):
    start(theme="Samarbeid")
    page = Phone(stranger, cast).surface("/guide")
    assert "Fortell om en gang du kjente at dere fikk det til" in page
    assert "Hva ser vi da om tre måneder?" in page
    assert "Tema: Samarbeid" in page
    assert "anerkjennende intervju" in page


def test_it_can_be_printed_before_anything_is_started(stranger, cast):
    assert "Spørsmålene kommer" in Phone(stranger, cast).surface("/guide")


def test_a_room_that_is_not_there(stranger):
    assert stranger.get("/rom/finnesikke/guide").status_code == 404


def test_it_holds_nothing_that_anybody_has_written(start, phone, cast, stranger):
    led = start()
    led.advance_to("skriv_1")
    led.write_story(cast.ane, title="Kanarifugl")
    assert "Kanarifugl" not in Phone(stranger, cast).surface("/guide")
