"""What is written wrong in the table of routes is said with its line."""

import pytest

from tests.leak.routes import read


@pytest.mark.parametrize("written", ["GET /om 200", f"GET /om{' 200' * 9}", "GET"])
def test_a_row_with_a_wrong_number_of_statuses_is_named_with_its_line(written: str) -> None:
    with pytest.raises(ValueError, match=r"routes\.txt:3: GET"):
        read(f"# the roles\n\n{written}\n")


def test_a_row_that_stands_twice_is_named_with_both_lines() -> None:
    row = f"GET /om{' 200' * 7}\n"
    with pytest.raises(ValueError, match=r"routes\.txt:2: .* routes\.txt:1 too"):
        read(row * 2)
