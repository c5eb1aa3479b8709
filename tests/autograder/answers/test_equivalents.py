from pathlib import Path

import pytest

from autograder.answers.equivalents import read_equivalents
from autograder.answers.mutants import mutants_of
from autograder.course.errors import CourseError

LISTED = """
[[mean]]
was = "seed(42)"
why = "Any seed will do."

[[mean]]
was = "y = a + b"
becomes = "y = b + a"
why = "The order makes no difference."
"""


def test_an_entry_is_for_one_mutant_or_for_all_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "equivalents.toml"
    assert read_equivalents(path) == {}
    path.write_text(LISTED)
    seed, swapped = read_equivalents(path)["mean"]
    assert all(seed.matches(mutant) for mutant in mutants_of("seed(42)"))
    assert not any(swapped.matches(mutant) for mutant in mutants_of("y = a + b"))
    assert swapped.why == "The order makes no difference."


@pytest.mark.parametrize(
    ("text", "told"),
    [("[[mean]]\nwas = 'x'", r"\[\[mean\]\] needs was and why"), ("[[mean", "equivalents.toml is not TOML")],
)
def test_an_entry_without_a_reason_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "equivalents.toml").write_text(text)
    with pytest.raises(CourseError, match=told):
        read_equivalents(tmp_path / "equivalents.toml")
