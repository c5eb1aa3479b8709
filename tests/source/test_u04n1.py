"""Answers worked out by hand: rounded ones are accepted, wrong ones aren't."""

import math
from pathlib import Path

import nbformat
import pytest

EXPS = [math.exp(score) for score in (1.0, 2.0, -1.0)]
# Each question with its right numbers, by name.
QUESTIONS = {
    "exps": dict(zip(["exp_low", "exp_medium", "exp_high"], EXPS, strict=True)),
    "exp-sum": {"exp_sum": sum(EXPS)},
    "probs": dict(zip(["prob_low", "prob_medium", "prob_high"], [e / sum(EXPS) for e in EXPS], strict=True)),
    "loss": {"loss": -math.log(EXPS[1] / sum(EXPS))},
}
FACTORS = [0.01, 0.1, 1 / math.e, 0.4343, 0.5, 0.8, 0.9, 1.1, 1.25, 1.4427, 2, math.e, 3, 10, 100, -1]


@pytest.fixture(scope="module")
def test_cells(course: Path) -> dict[str, str]:
    nb = nbformat.read(course / "source" / "unit04" / "u04n1-by-hand.ipynb", as_version=4)
    return {cell.id: cell.source for cell in nb.cells}


def failing(test_cells: dict[str, str], question: str, versions: dict[str, dict[str, float]]) -> set[str]:
    """Return which versions of the numbers fail the question's test."""
    test = compile(test_cells[f"{question}-test"], "<test>", "exec")
    failed = set()
    for name, numbers in versions.items():
        try:
            exec(test, dict(numbers))
        except AssertionError:
            failed.add(name)
    return failed


@pytest.mark.parametrize("question", QUESTIONS)
def test_rounding_by_hand_is_accepted(test_cells: dict[str, str], question: str) -> None:
    right = QUESTIONS[question]
    versions = {"exact": right}
    for digits in (2, 3, 4):
        versions[f"{digits} decimals"] = {name: round(value, digits) for name, value in right.items()}
        versions[f"{digits} digits"] = {name: float(f"{value:.{digits}g}") for name, value in right.items()}
    assert failing(test_cells, question, versions) == set()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_number_that_is_off_by_a_factor_is_not(test_cells: dict[str, str], question: str) -> None:
    right = QUESTIONS[question]
    versions = {
        f"{name} times {factor:g}": right | {name: value * factor}
        for name, value in right.items()
        for factor in FACTORS
    }
    assert failing(test_cells, question, versions) == set(versions)


def test_numbers_carried_on_from_rounded_ones_are_accepted(test_cells: dict[str, str]) -> None:
    """Whoever writes two digits for each exp, and one decimal for their sum, ends up here."""
    exps = [2.7, 7.4, 0.37]
    total = round(sum(exps), 1)
    probs = [round(exp / total, 2) for exp in exps]
    assert failing(test_cells, "exp-sum", {"carried on": {"exp_sum": total}}) == set()
    assert failing(test_cells, "probs", {"carried on": dict(zip(QUESTIONS["probs"], probs, strict=True))}) == set()
    assert failing(test_cells, "loss", {"carried on": {"loss": round(-math.log(probs[1]), 2)}}) == set()
