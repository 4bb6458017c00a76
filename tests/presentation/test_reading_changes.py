"""What is new in a text since it was handed in last."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.presentation.reading_changes import GONE, NEW, SAME, changes

TEXTS = st.lists(st.sampled_from(["barna", "ventet", "lo", "og", "\n\n"]), max_size=25).map(
    " ".join
)


def test_words_that_are_new_and_gone_stand_in_their_place():
    pieces = changes("Barna ventet lenge.", "Barna lo lenge.")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        (SAME, "Barna "), (GONE, "ventet"), (NEW, "lo"), (SAME, " lenge."),
    ]  # fmt: skip


def test_the_same_text_has_no_changes():
    assert changes("Likt.", "Likt. \n") == ()


@given(TEXTS, TEXTS)
def test_without_what_is_gone_it_is_the_new_text(old, new):
    pieces = changes(old, new)
    if pieces:
        assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new


def test_long_texts_are_compared_by_paragraph():
    old = "\n\n".join(f"Avsnitt {n} " + "ord " * 40 for n in range(60))
    pieces = changes(old, old.replace("Avsnitt 7 ", "Et annet avsnitt "))
    assert [piece.kind for piece in pieces] == [SAME, GONE, NEW, SAME]
