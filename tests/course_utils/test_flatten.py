import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from course_utils import flatten

any_floats = arrays(np.float64, array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))


@given(st.lists(any_floats, max_size=5))
def test_round_trip_is_exact(originals: list[NDArray[np.float64]]) -> None:
    flat, unflatten = flatten(originals)
    assert flat.shape == (sum(original.size for original in originals),)
    restored = unflatten(flat)
    assert len(restored) == len(originals)
    for original, array in zip(originals, restored, strict=True):
        assert array.shape == original.shape
        assert array.tobytes() == original.tobytes()  # to the bit: NaNs and the sign of zero, too


@given(st.lists(any_floats, min_size=1, max_size=5))
def test_goes_array_after_array_in_row_major_order(originals: list[NDArray[np.float64]]) -> None:
    flat, _ = flatten(originals)
    expected = [number for original in originals for number in original.flatten().tolist()]
    np.testing.assert_array_equal(flat, expected)


def test_takes_scalars_and_0d_arrays() -> None:
    flat, unflatten = flatten([2.5, np.array(3), [1.0, 2.0]])
    np.testing.assert_array_equal(flat, [2.5, 3, 1, 2])
    number, zero_d, vector = unflatten(flat)
    assert number.shape == zero_d.shape == ()
    assert vector.shape == (2,)
    assert float(number) == 2.5


@given(st.integers(0, 10), st.integers(0, 10))
def test_wrong_length_says_both_lengths(length: int, wrong: int) -> None:
    _, unflatten = flatten([np.zeros(length)])
    if length == wrong:
        assert unflatten(np.ones(wrong))[0].tolist() == [1.0] * wrong
    else:
        with pytest.raises(ValueError, match=rf"length {length}\b.*length {wrong}\b"):
            unflatten(np.ones(wrong))


def test_a_matrix_is_no_vector() -> None:
    _, unflatten = flatten([np.zeros((2, 2))])
    with pytest.raises(ValueError, match="length 4"):
        unflatten(np.zeros((2, 2)))


def test_serves_scipy_minimize() -> None:
    target = [np.array([[1.0, -2.0]]), np.array(3.0)]
    start, unflatten = flatten([np.zeros((1, 2)), 0.0])

    def distance(vector: NDArray[np.float64]) -> float:
        return float(sum(((part - goal) ** 2).sum() for part, goal in zip(unflatten(vector), target, strict=True)))

    found = unflatten(scipy.optimize.minimize(distance, start).x)
    np.testing.assert_allclose(found[0], target[0], atol=1e-4)
    np.testing.assert_allclose(found[1], target[1], atol=1e-4)
