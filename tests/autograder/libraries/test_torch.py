"""Tensors of PyTorch, there and back."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.examiner.codec import encode
from autograder.libraries import torch as library
from autograder.libraries.torch import Torch
from tests.autograder.libraries.journey import many, message, not_data, refused, take_new, text, there_and_back
from tests.autograder.libraries.liars import fail


class LyingTensor(torch.Tensor):
    requires_grad = shape = grad = property(fail)
    __torch_function__ = classmethod(fail)
    __torch_dispatch__ = classmethod(fail)


tensors = st.tuples(
    st.sampled_from([getattr(torch, name) for name in library._DTYPES]),
    npst.array_shapes(min_dims=0, min_side=0, max_side=4),
    st.integers(0, 2**32),
).map(lambda made: (torch.rand(made[1], generator=torch.Generator().manual_seed(made[2])) * 200 - 100).to(made[0]))


@given(tensors, st.booleans(), st.booleans())
@many
def test_a_tensor_comes_back_as_it_was(tensor: Any, requires_grad: bool, parameter: bool) -> None:
    if tensor.is_floating_point() or tensor.is_complex():
        tensor.requires_grad_(requires_grad)
        if parameter:
            tensor = torch.nn.Parameter(tensor.detach(), requires_grad)
    back = there_and_back(tensor)
    assert type(back) is type(tensor) and back.dtype == tensor.dtype and torch.equal(back, tensor)
    assert back.requires_grad == tensor.requires_grad and back.is_leaf and back.grad is None


def test_a_leaf_keeps_its_gradient() -> None:
    weights = torch.nn.Parameter(torch.arange(3.0))
    (weights**2).sum().backward()
    back = there_and_back(weights)
    assert text(back.grad.tolist()) == text([0.0, 2.0, 4.0]) and back.grad.dtype == torch.float32
    (back**2).sum().backward()  # it goes on from there
    assert torch.equal(back.grad, torch.tensor([0.0, 4.0, 8.0]))


def test_gradients_stop_at_a_result() -> None:
    loss = there_and_back((torch.ones(2, requires_grad=True) * 3).sum())
    assert loss.item() == 6 and loss.requires_grad and not loss.is_leaf
    with pytest.raises(RuntimeError, match=r"Call \.backward\(\) in a function of the notebook"):
        loss.backward()
    with torch.no_grad():
        assert there_and_back(loss).requires_grad


@pytest.mark.parametrize(
    "view",
    [lambda t: t.conj(), lambda t: t.conj().imag, lambda t: t.T, lambda t: t[:, ::2], lambda t: t[:, :1].expand(2, 5)],
)
def test_a_view_of_a_tensor_comes_back_as_its_values(view: Callable[[Any], Any]) -> None:
    tensor = view(torch.arange(8).reshape(2, 4).to(torch.complex64) * (1 + 2j))
    back = there_and_back(tensor)
    assert torch.equal(back, tensor) and not back.is_conj() and not back.is_neg()


@pytest.mark.parametrize("value", [torch.Size([2, 3]), torch.Size([])])
def test_a_size_comes_back_as_it_was(value: Any) -> None:
    assert type(there_and_back(value)) is torch.Size and there_and_back(value) == value


@pytest.mark.parametrize(
    "make",
    [
        lambda: torch.eye(2).to_sparse(),
        lambda: torch._empty_affine_quantized([2], scale=0.1, zero_point=0, dtype=torch.qint8),
        lambda: torch.ones(2, device="meta"),
        lambda: torch.nn.LazyLinear(2).weight,
        lambda: torch.nn.Linear(1, 1),
        lambda: torch.float32,
        lambda: torch.device("cpu"),
    ],
)
@pytest.mark.filterwarnings("ignore:.*quantized tensor creation")
def test_other_tensors_are_not_data(make: Callable[[], Any]) -> None:
    assert not_data(make())


def test_tensors_come_back_plain() -> None:
    honest = torch.arange(3.0)
    lying = torch.Tensor._make_subclass(LyingTensor, honest)
    back = there_and_back(lying)
    assert type(back) is torch.Tensor and torch.equal(back, honest) and not back.requires_grad


def test_a_tensor_that_only_stands_for_others_is_not_data() -> None:
    seen: list[object] = []
    torch.vmap(lambda row: (encode(row, lambda value: seen.append(value)), row)[1])(torch.ones(3))
    assert len(seen) == 1


def test_a_tensor_changes_in_place_if_it_can() -> None:
    old, leaf = torch.zeros(2), torch.ones(2, requires_grad=True)
    assert Torch().update(old, torch.ones(2), take_new) and old.tolist() == [1, 1]
    changed = torch.ones(2, requires_grad=True)
    changed.grad = torch.tensor([2.0, 3.0])
    assert Torch().update(leaf, changed, take_new) and leaf.grad is not None and leaf.grad.tolist() == [2, 3]
    assert Torch().update(leaf, torch.ones(2, requires_grad=True), take_new) and leaf.grad is None
    shared = torch.zeros(1).expand(3)
    for tensor, new in [(old, torch.ones(3)), (old, old.double()), (shared, torch.arange(3.0)), (old, [1, 1])]:
        assert not Torch().update(tensor, new, take_new)


def test_the_same_random_numbers_come_again_after_a_journey_as_data() -> None:
    state = there_and_back(Torch().random_state())
    drawn = torch.rand(1)
    assert Torch().random_state() != state
    Torch().set_random_state(state)
    assert Torch().random_state() == state and torch.rand(1) == drawn


HOSTILE = {
    "third truth value": message(["tensor", "bool", [2], "constant", None], b"\1\2"),
    "too large": message(["tensor", "float64", [10**9], "constant", None]),
    "negative side": message(["tensor", "float64", [-1], "constant", None], bytes(8)),
    "unknown type": message(["tensor", "nn", [1], "constant", None], b"1"),
    "integers with a gradient": message(["tensor", "int64", [1], "leaf", None], bytes(8)),
    "gradient of another shape": message(
        ["tensor", "float64", [1], "leaf", ["tensor", "float64", [2], "constant", None]], bytes(24)
    ),
    "gradient that isn't one": message(["tensor", "float64", [1], "leaf", 5], bytes(8)),
    "unknown role": message(["tensor", "float64", [1], "model", None], bytes(8)),
    "size that overflows": message(["torch size", 2**70]),
    "size of text": message(["torch size", "a"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_refused(name: str) -> None:
    refused(HOSTILE[name])
