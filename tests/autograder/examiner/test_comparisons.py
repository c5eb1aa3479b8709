"""Comparisons in tests: every element is compared, with exactly one other."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder import libraries
from autograder.examiner.proxy import CannotExamine
from autograder.libraries.library import ShapesDifferError
from tests.autograder.examiner.conftest import Run

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")


@pytest.fixture
def in_test(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Run a test cell, with tightened comparisons."""
    for owner in (np, torch, torch.Tensor):
        monkeypatch.setattr(owner, "allclose", owner.allclose)  # so that it is set back
    libraries.tighten()
    return lambda source: exec(compile(source, "<test>", "exec"), {"np": np, "torch": torch})


@pytest.mark.parametrize(
    "values",
    ["[1, 2], [1, 2]", "[[1, 2]], [1, 2]", "[1, 1], 1", "1.0, [1.0]", "[], []", "b=[1], a=[1]", "np.eye(2), np.eye(2)"],
)
def test_what_pairs_up_is_compared(in_test: Callable[[str], None], values: str) -> None:
    in_test(f"assert np.allclose({values})")


@pytest.mark.parametrize(
    "values",
    ["np.empty((0, 1)), [1, 2]", "[], 1", "1, [1, 1]", "[[1], [1]], [1, 1]", "[[1, 1]] * 3, [1, 1]", "[], [1]"],
)
def test_what_would_be_repeated_or_left_out_is_refused(in_test: Callable[[str], None], values: str) -> None:
    with pytest.raises(ShapesDifferError, match="can't be compared"):
        in_test(f"assert np.allclose({values})")
    np.allclose([], 1)  # elsewhere, it is as ever


def test_tensors_are_compared_alike(in_test: Callable[[str], None]) -> None:
    in_test("assert torch.allclose(torch.ones(2), torch.ones(1, 2)) and torch.ones(2).allclose(torch.ones(2))")
    for call in ("torch.allclose(torch.empty(0, 1), torch.ones(2))", "torch.empty(0, 1).allclose(torch.ones(2))"):
        with pytest.raises(ShapesDifferError, match=r"shape \(0, 1\) .* shape \(2,\)"):
            in_test(call)


LISTS = """
class Lying(list):
    shape = (2,)
class Honest(list):
    @property
    def shape(self): return (len(self),)
class Sequence:
    def __len__(self): return 2
    def __getitem__(self, i): return [1.0, 2.0][i]
lying, honest, sequence = Lying([[]]), Honest([1.0, 2.0]), Sequence()
def grow(): honest.append(3.0)
"""


def test_an_object_has_the_shape_of_its_elements(run: Run) -> None:
    snapshot = run(LISTS)
    lying: Any = snapshot.fetch("lying")
    assert np.shape(lying) == (2,)
    with pytest.raises(CannotExamine, match="its elements"):
        np.allclose(lying, [1, 2])
    honest, sequence = snapshot.fetch("honest"), snapshot.fetch("sequence")
    assert honest.shape == (2,) and np.asarray(honest).tolist() == [1.0, 2.0]
    snapshot.fetch("grow")()
    assert honest.shape == (3,) and np.asarray(honest).shape == (3,)
    assert np.allclose(sequence, [1, 2])
