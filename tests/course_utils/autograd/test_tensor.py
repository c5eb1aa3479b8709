from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from course_utils import autograd
from course_utils.autograd import Tensor

Array = NDArray[Any]

# What both engines can do to one tensor, to two, and what makes other shapes of one; each keeps numbers of normal size.
UNARY: dict[str, Callable[[Any, Any], Any]] = {
    "neg": lambda lib, x: -x,
    "exp": lambda lib, x: lib.exp(x / 4),
    "exp method": lambda lib, x: (x * 0.25).exp(),
    "log": lambda lib, x: (x * x + 1).log(),
    "tanh": lambda lib, x: x.tanh(),
    "sigmoid": lambda lib, x: lib.sigmoid(x),
    "relu": lambda lib, x: x.relu(),
    "square": lambda lib, x: x**2 / 4,
    "root": lambda lib, x: (x * x + 1) ** 0.5,
    "number ** x": lambda lib, x: 2 ** (x / 4),
    "numbers": lambda lib, x: 1 - 2 / (3 + x * x) + (x - 1) / 2,
    "itself": lambda lib, x: x * x / 4 + x,
    "softmax": lambda lib, x: x.softmax(dim=-1),
    "log_softmax": lambda lib, x: x.log_softmax(axis=0),
    "detached": lambda lib, x: x * x.detach() / 4,
    "max": lambda lib, x: x - x.amax(dim=-1, keepdim=True),
    "centred": lambda lib, x: x - x.mean(dim=0, keepdim=True),
    "mean of all": lambda lib, x: x - x.mean(),
    "rows": lambda lib, x: x[[0, -1, 0]].sum(dim=0),
    "transposed": lambda lib, x: (x.T @ x).T.sum() / 10 + x,
    "flat": lambda lib, x: x.flatten().reshape(x.shape),
}
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b / 4,
    "/": lambda a, b: a / (b * b + 1),
    "**": lambda a, b: (a * a + 1) ** (b.tanh()),
}
SHAPES = [(3, 4), (1, 4), (3, 1), (1, 1)]  # they broadcast with each other


def both(array: Array) -> tuple[Tensor, torch.Tensor]:
    """Make a leaf in each of the engines."""
    return autograd.tensor(array, requires_grad=True), torch.tensor(array, requires_grad=True)


def assert_same(ours: Any, theirs: Any, rtol: float = 1e-8, atol: float = 1e-10) -> None:
    """Compare data and dtype."""
    expected = theirs.detach().numpy()
    assert ours.shape == expected.shape
    assert ours.dtype == expected.dtype
    np.testing.assert_allclose(ours.data, expected, rtol=rtol, atol=atol)


@settings(deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shapes=st.lists(st.sampled_from(SHAPES), min_size=1, max_size=3),
    steps=st.lists(
        st.tuples(st.sampled_from([*UNARY, *BINARY]), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=8
    ),
)
def test_random_graphs_agree_with_pytorch_and_with_differences(
    seed: int, shapes: list[tuple[int, int]], steps: list[tuple[str, int, int]]
) -> None:
    generator = np.random.default_rng(seed)
    arrays = [generator.normal(size=shape) for shape in shapes]

    def result(lib: Any, leaves: list[Any]) -> Any:
        values = list(leaves)
        for name, first, second in steps:
            a, b = values[first % len(values)], values[second % len(values)]  # any earlier value: used again and again
            values.append(UNARY[name](lib, a) if name in UNARY else BINARY[name](a, b))
            if values[-1].shape != () and values[-1].data.ndim < 2:
                values[-1] = values[-1].reshape(1, -1)
        return sum((value * weight).sum() for weight, value in enumerate(values, start=1))

    pairs: list[tuple[Any, Any]] = [both(array) for array in arrays]
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    loss, expected = result(autograd, ours), result(torch, theirs)
    loss.backward()
    expected.backward()
    assert_same(loss, expected)
    for leaf, twin in zip(ours, theirs, strict=True):
        assert_same(leaf.grad, twin.grad)
    if not any(name in ("relu", "max", "detached") for name, _, _ in steps):  # kinks, and what hides from `backward`
        direction = [generator.normal(size=shape) for shape in shapes]
        step = 1e-5
        ahead, behind = (
            result(
                autograd, [autograd.tensor(a + sign * step * d) for a, d in zip(arrays, direction, strict=True)]
            ).item()
            for sign in (1, -1)
        )
        slope = sum((leaf.grad.data * d).sum() for leaf, d in zip(ours, direction, strict=True))
        assert slope == pytest.approx((ahead - behind) / (2 * step), rel=1e-4, abs=1e-5)


@pytest.mark.parametrize(
    "shapes",
    [((2, 3), (3, 4)), ((3,), (3, 4)), ((2, 3), (3,)), ((3,), (3,)), ((5, 2, 3), (5, 3, 4)), ((5, 2, 3), (3, 4)),
     ((2, 3), (5, 3, 4)), ((3,), (5, 3, 4)), ((5, 2, 3), (3,)), ((1, 2, 3), (5, 3, 4)), ((0, 3), (3, 2))],
)  # fmt: skip
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_products_of_vectors_matrices_and_batches(shapes: tuple[tuple[int, ...], ...], dtype: str) -> None:
    generator = np.random.default_rng(0)
    (a, a_twin), (b, b_twin) = (both(generator.normal(size=shape).astype(dtype)) for shape in shapes)
    product, twin = a @ b, a_twin @ b_twin
    upstream = np.asarray(generator.normal(size=product.shape), dtype)
    product.backward(upstream)
    twin.backward(torch.tensor(upstream))
    for ours, theirs in ((product, twin), (a.grad, a_twin.grad), (b.grad, b_twin.grad)):
        assert_same(ours, theirs, rtol=1e-4 if dtype == "float32" else 1e-10, atol=1e-5)


REDUCTIONS = [{}, {"dim": 0}, {"dim": -1}, {"axis": 1}, {"dim": (0, 2)}, {"dim": 1, "keepdim": True}, {"keepdim": True}]


@pytest.mark.parametrize("name", ["sum", "mean", "amax"])
@pytest.mark.parametrize("arguments", REDUCTIONS, ids=str)
def test_reductions(name: str, arguments: dict[str, Any]) -> None:
    array = np.random.default_rng(1).integers(0, 3, size=(2, 3, 4)).astype(float)  # with ties
    x, twin = both(array)
    their_arguments = {"dim": (0, 1, 2), **arguments} if arguments.keys() == {"keepdim"} else arguments
    ours, theirs = getattr(x, name)(**arguments), getattr(twin, name)(**their_arguments)
    assert_same(ours, theirs)
    (ours * ours).sum().backward()
    (theirs * theirs).sum().backward()
    assert_same(x.grad, twin.grad)


def test_max_and_where_it_is() -> None:
    x, twin = both(np.array([[1.0, 5.0, 2.0], [7.0, 0.0, 3.0]]))
    assert x.max().item() == twin.max().item() == 7
    assert x.argmax().item() == twin.argmax().item() == 3
    assert_same(x.argmax(dim=0), twin.argmax(dim=0))
    (x.amax(dim=1) * np.array([10.0, 1.0])).sum().backward()
    np.testing.assert_array_equal(x.grad.data, [[0, 10, 0], [1, 0, 0]])


@pytest.mark.parametrize(
    "index",
    [1, -1, slice(1, None), (slice(None), 2), (slice(None), slice(None, 1)), ([0, 1, 1, 0, 1], [2, 2, 2, 0, 2]),
     [0, 0, 0], (0, 1), (..., 0), (None, 0)],
)  # fmt: skip
def test_indexing_adds_up_what_is_taken_twice(index: Any) -> None:
    x, twin = both(np.arange(6.0).reshape(2, 3))
    ours, theirs = x[index] ** 2, twin[index] ** 2
    assert_same(ours, theirs)
    ours.sum().backward()
    theirs.sum().backward()
    assert_same(x.grad, twin.grad)


def test_indexing_with_tensors() -> None:
    x, twin = both(np.arange(6.0).reshape(2, 3))
    rows, columns = [0, 1, 1], [2, 0, 0]
    x[autograd.tensor(rows), autograd.tensor(columns)].sum().backward()
    twin[torch.tensor(rows), torch.tensor(columns)].sum().backward()
    assert_same(x.grad, twin.grad)
    assert_same(x[x > 2], twin[twin > 2])


def test_arrays_and_numbers_on_either_side() -> None:
    x, _ = both(np.array([1.0, 2.0]))
    array = np.array([3.0, 4.0])
    cases: list[tuple[Any, Any]] = [
        (array + x, [4, 6]), (array - x, [2, 2]), (array * x, [3, 8]), (array / x, [3, 2]), (array**x, [3, 16]),
        (array @ x, 11), (np.eye(2) @ x, [1, 2]), (x - array, [-2, -2]), (2 - x, [1, 0]), (2 / x, [2, 1]),
        (np.float64(2) * x, [2, 4]), (2**x, [2, 4]),
    ]  # fmt: skip
    for result, expected in cases:
        assert isinstance(result, Tensor) and result.requires_grad
        np.testing.assert_allclose(result.data, expected)


def test_x_times_x_and_diamonds() -> None:
    x, _ = both(np.array(3.0))
    (x * x).backward()
    assert x.grad.item() == 6
    y, _ = both(np.array(2.0))
    left, right = y * 3, y * y
    top = left * right + left  # 3y³ + 3y
    top.backward()
    assert y.grad.item() == 9 * 4 + 3
    assert left.grad.item() == 4 + 1  # all have it, for drawings


def test_gradients_add_up_over_calls() -> None:
    x, twin = both(np.array([1.0, 2.0]))
    for leaf in (x, twin):
        for _ in range(3):
            (leaf**2).sum().backward()
    assert_same(x.grad, twin.grad)
    loss = (x * x).sum()
    x.grad = None
    loss.backward()
    loss.backward()  # through the same graph again
    np.testing.assert_array_equal(x.grad.data, [4, 8])


def test_gradients_share_no_memory() -> None:
    x, y = (autograd.tensor([1.0, 2.0], requires_grad=True) for _ in range(2))
    (x + y).sum().backward()
    assert y.grad is not None
    x.grad.data += 1
    np.testing.assert_array_equal(y.grad.data, [1, 1])


def test_deep_graphs_need_no_recursion() -> None:
    x = autograd.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(10_000):
        y = y + x
    y.backward()
    assert x.grad.item() == 10_001


def test_dtypes_are_pytorchs() -> None:
    double, single, whole = np.array([1.0, 2.0]), np.array([1.0, 2.0], np.float32), np.array([1, 2])
    for data in (1.5, 2, [1.0, 2.0], [1, 2], [[1, 2.5]], True, double, single, whole, double > 1):
        assert_same(autograd.tensor(data), torch.tensor(data))
    assert autograd.tensor([1.0], dtype=autograd.float64).dtype == np.float64
    assert autograd.tensor([1, 0], dtype=autograd.float32).dtype == np.float32
    assert autograd.tensor(whole.astype(float), dtype=autograd.long).dtype == np.int64
    operands = {"single": single, "double": double, "whole": whole, "float": 0.1, "int": 3}
    for first in ("single", "double", "whole"):
        for second, other in operands.items():
            for operate in (lambda a, b: a * b, lambda a, b: b - a, lambda a, b: a / b, lambda a, b: a > b):
                a, twin = autograd.tensor(operands[first]), torch.tensor(operands[first])
                ours = operate(a, autograd.tensor(other) if isinstance(other, np.ndarray) else other)
                theirs = operate(twin, torch.tensor(other) if isinstance(other, np.ndarray) else other)
                assert ours.dtype == theirs.numpy().dtype, (first, second)
                np.testing.assert_allclose(ours.data, theirs.numpy(), rtol=1e-6)


def test_gradients_have_the_dtype_of_their_tensors() -> None:
    x = autograd.tensor([1.0, 2.0], requires_grad=True)
    y = autograd.tensor(np.array([1.0, 2.0]), requires_grad=True)
    ((x * y).sum() * autograd.tensor([3])).sum().backward()
    assert x.grad.dtype == np.float32
    assert y.grad.dtype == np.float64


def test_a_tensor_is_a_copy() -> None:
    array = np.array([1.0, 2.0])
    x = autograd.tensor(array)
    array[0] = 9
    assert x.data[0] == 1


def test_comparisons_and_positions_carry_no_gradient() -> None:
    x, _ = both(np.array([1.0, -2.0]))
    for result in (x > 0, x < 0, x == 1, x.argmax(), x.detach(), (x > 0).float()):
        assert not result.requires_grad and result.parents == ()
    assert ((x > 0) == (x > 0)).float().mean().item() == 1
    y = x * (x > 0).float()
    y.sum().backward()
    np.testing.assert_array_equal(x.grad.data, [1, 0])


def test_no_grad_records_nothing_and_allows_steps_in_place() -> None:
    x, _ = both(np.array([1.0, 2.0]))
    (x * x).sum().backward()
    with autograd.no_grad():
        assert not (x * 2).requires_grad
        before = x
        x -= 0.1 * x.grad
    assert x is before and x.requires_grad
    np.testing.assert_allclose(x.data, [0.8, 1.6])
    with pytest.raises(ZeroDivisionError), autograd.no_grad():
        raise ZeroDivisionError
    assert (x * 2).requires_grad


def test_what_drawings_need() -> None:
    x = autograd.tensor(2.0, requires_grad=True)
    y = x * 3
    assert (y.op, [parent.item() for parent in y.parents], y.label, x.op, x.parents) == ("*", [2, 3], "", "", ())
    no_graph = autograd.tensor(2.0) * 3
    assert no_graph.parents == ()


def test_looks_like_a_tensor() -> None:
    x = autograd.tensor([[1.0, 2.5]])
    assert repr(x) == "tensor([[1. , 2.5]])"
    assert repr(autograd.tensor(1.5, requires_grad=True)) == "tensor(1.5, requires_grad=True)"
    assert x.shape == (1, 2)
    np.testing.assert_array_equal(np.asarray(x), x.numpy())


def grad_of(*shape: int) -> Tensor:
    return autograd.tensor(np.ones(shape), requires_grad=True)


@pytest.mark.parametrize(
    ("misuse", "message"),
    [
        (lambda: (grad_of(3) * 2).backward(), r"one number.*\(3,\).*mean\(\) or \.sum\(\)"),
        (lambda: grad_of(3).backward([1.0]), r"\(3,\).*\(1,\)"),
        (lambda: autograd.tensor(1.0).backward(), "requires_grad=True"),
        (lambda: grad_of(3) + grad_of(4), r"\(3,\) \+ \(4,\).*from the right"),
        (lambda: np.ones((2, 3)) * grad_of(4), r"\(4,\) \* \(2, 3\)"),
        (lambda: grad_of(2, 3) @ grad_of(2, 3), r"\(2, 3\) @ \(2, 3\).*as many columns in a as rows in b.*b\.T"),
        (lambda: grad_of(2, 3) @ autograd.tensor([[1.0, 1.0]] * 3), "float64 and float32.*dtype=torch.float32"),
        (lambda: autograd.tensor([[1, 2]]) @ autograd.tensor([1.0, 1.0]), "int64 and float32.*dtype=torch.float32"),
        (lambda: autograd.tensor([1, 2], requires_grad=True), "int64.*dtype=torch.float32"),
        (lambda: autograd.tensor([True]).mean(), r"bool.*\.float\(\)"),
        (lambda: grad_of(2).numpy(), r"\.detach\(\)\.numpy\(\)"),
        (lambda: np.asarray(grad_of(2)), r"\.detach\(\)\.numpy\(\)"),
    ],
)
def test_misuse_is_explained(misuse: Callable[[], Any], message: str) -> None:
    with pytest.raises(RuntimeError, match=message):
        misuse()


def test_changes_in_place_are_explained() -> None:
    x = grad_of(2)
    with pytest.raises(RuntimeError, match=r"x = x - y.*no_grad"):
        x -= 1


def test_steps_can_be_taken_on_data() -> None:
    for step in ("p.data -= 0.5 * p.grad", "p.data = p.data - 0.5 * p.grad", "p.data += -0.5 * p.grad.data"):
        p, _ = both(np.array([1.0, 2.0]))
        (p * p).sum().backward()
        exec(step)
        assert type(p.data) is np.ndarray
        np.testing.assert_array_equal(p.data, [0, 0])


def test_arrays_can_be_changed_in_place() -> None:
    array = np.array([1.0, 2.0])
    array += autograd.tensor([3.0, 4.0])
    np.testing.assert_array_equal(array, [4, 6])


def test_numpys_functions_do_not_lose_a_gradient() -> None:
    with pytest.raises(RuntimeError, match=r"detach"):
        np.sin(grad_of(2))
    np.testing.assert_array_equal(np.sin(autograd.tensor([0.0])), [0])
