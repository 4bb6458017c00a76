"""The thirteen processes that ship with the app say what the field's handbook says."""

import pytest

from facilitator.processes import Phase, Process, load_library

MINUTES = {
    "ai_intervju": 90,
    "styrkeidentifisering": 52,
    "erfaringsdeling": 65,
    "moralsk_resonnering": 60,
    "disputing": 55,
    "veikart": 75,
    "valuering": 60,
    "sosiale_ferdigheter": 60,
    "innsjekk": 15,
    "utsjekk": 12,
    "en_to_fire_alle": 20,
    "ideverksted": 90,
    "festivalverksted": 75,
}
LIBRARY = load_library()


def phase(process: str, key: str) -> Phase:
    return LIBRARY[process].phase(key)


def test_there_are_thirteen() -> None:
    assert {key: process.minutes for key, process in LIBRARY.items()} == MINUTES


def test_the_library_is_read_once_and_cannot_be_changed() -> None:
    assert load_library() is LIBRARY
    with pytest.raises(TypeError):
        LIBRARY["ny"] = LIBRARY["innsjekk"]


@pytest.mark.parametrize("process", LIBRARY.values(), ids=list(LIBRARY))
def test_rounds_are_never_cut(process: Process) -> None:
    assert all(phase.never_cut for phase in process.phases if phase.kind == "round")


def test_nothing_the_interviewer_writes_is_released_or_read_before_approval() -> None:
    for process in LIBRARY.values():
        for step in process.phases:
            if step.writes == "interviewer" and step.card and step.continues:
                assert (step.release, step.reveal, step.visibility) == (None, "godkjenn", "pair")


def test_ai_intervju_lets_the_teller_choose_and_then_fills_the_board() -> None:
    approve = phase("ai_intervju", "godkjenn")
    assert approve.choices == ("me", "pair", "group", "room", "cohort")
    assert approve.continues == ("skriv_1", "skriv_2")
    assert approve.board == "tavle"
    assert approve.card is not None
    assert [field.name for field in approve.card.fields] == ["title", "text", "strengths", "named"]


def test_private_notes_stay_with_the_listener() -> None:
    notes = phase("ai_intervju", "intervju_1").card
    assert notes is not None
    assert [(field.name, field.private) for field in notes.fields] == [("notes", True)]


def test_a_trio_gets_three_interviews_of_ten_minutes() -> None:
    trio = LIBRARY["ai_intervju"].trio
    assert trio is not None
    assert (trio.talk, trio.write) == (10, 2.5)
    assert [phase("ai_intervju", key).minutes for key in trio.phases] == [15, 4, 15, 4]


def test_a_late_arrival_is_asked_about_only_in_pair_talk() -> None:
    intimate = [step.key for step in LIBRARY["ai_intervju"].phases if step.intimate]
    assert intimate == ["intervju_1", "skriv_1", "intervju_2", "skriv_2"]


def test_pairs_stay_together_at_the_table() -> None:
    tables = LIBRARY["ai_intervju"].groups["bord"]
    assert (tables.form, tables.from_, tables.span.min, tables.span.max) == ("merge", "par", 4, 6)


def test_given_strengths_open_one_by_one_and_only_numbers_reach_the_map() -> None:
    hunt = phase("styrkeidentifisering", "jakt")
    assert [step.cards for step in hunt.turn] == ["none", "write", "receive"]
    assert hunt.release is not None
    assert (hunt.whose, hunt.release.form) == ("receiver", "count")
    assert LIBRARY["styrkeidentifisering"].boards["kart"].threshold == 5


def test_positions_are_detached_and_the_distribution_stands_still() -> None:
    before, after = (phase("moralsk_resonnering", key).card for key in ("standpunkt", "nytt"))
    assert before is not None
    assert after is not None
    assert {(card.identity, card.lasts) for card in (before, after)} == {("secret", "room")}
    assert (before.preset, after.preset) == ({"moment": "before"}, {"moment": "after"})
    board = LIBRARY["moralsk_resonnering"].boards["fordeling"]
    assert (board.frozen, board.threshold, board.series) == (True, 5, "moment")


def test_only_a_copy_of_before_and_now_leaves_disputing() -> None:
    release = phase("disputing", "tavle").release
    assert release is not None
    assert (release.form, release.asks) == ("copy", True)
    assert release.fields == ("belief", "new_belief")
    assert LIBRARY["disputing"].boards["snutavle"].order == "random"


def test_the_seven_stations_are_one_roadmap() -> None:
    stations = ["drom", "naa", "sekken", "skritt", "hjelpere", "broer", "feiring"]
    found = [phase("veikart", key) for key in stations]
    assert [step.continues for step in found] == [(), *((key,) for key in stations[:-1])]
    assert all(step.card and step.card.type == "roadmap" for step in found)


def test_words_come_in_random_order_without_names() -> None:
    board = LIBRARY["innsjekk"].boards["ord"]
    assert (board.order, board.names) == ("random", "never")


def test_the_last_promise_comes_back_at_the_next_innsjekk() -> None:
    assert ("commitment", "last_gathering") in [
        (hand.card, hand.since) for hand in phase("innsjekk", "ord").hand
    ]


def test_phones_follow_the_kind_of_phase_unless_the_file_says_otherwise() -> None:
    modes = {step.key: step.phone_mode for step in LIBRARY["ai_intervju"].phases}
    assert modes["inngang"] == "down"
    assert modes["intervju_1"] == "listener"
    assert modes["gjenfortell"] == "ring"
    assert modes["hosting"] == "read"


def test_an_unknown_phase_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        LIBRARY["innsjekk"].phase("godkjenn")
