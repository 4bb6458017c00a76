"""Where long words may be broken on the projector."""

import pytest

from facilitator.presentation.hyphens import SOFT_HYPHEN, bound_dots, soft_hyphens


@pytest.mark.parametrize(
    "word",
    [
        "Planleggings-dagen",
        "utviklings-samtalen",
        "ungdoms-skolen",
        "kunnskaps-deling",
        "sandkasse-kanten",
        "Finkamp-dommeren",
        "Barnevern-tjenesten",
        "malings-spann",
    ],
)
def test_a_long_word_is_broken_at_its_joint(word: str) -> None:
    assert soft_hyphens(word.replace("-", "")) == word.replace("-", SOFT_HYPHEN)


@pytest.mark.parametrize(
    "text", ["Lappene på døra", "ellevebokst", "a" * 40, "kull10-romkode-123456"]
)
def test_short_words_codes_and_what_has_no_joint_stay_whole(text: str) -> None:
    assert soft_hyphens(text) == text


def test_only_the_long_word_of_a_title_is_touched() -> None:
    assert soft_hyphens("Planleggingsdagen uten lysbilder") == (
        f"Planleggings{SOFT_HYPHEN}dagen uten lysbilder"
    )


def test_dots_stay_with_the_word_before_them() -> None:
    assert bound_dots("Si: «Jeg så at du …» Gi ett tips") == "Si: «Jeg så at du\u00a0…» Gi ett tips"
