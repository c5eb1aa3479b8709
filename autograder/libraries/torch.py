"""PyTorch: tensors and their sizes.

A tensor keeps its gradient, whether it requires one, and whether it is a parameter of a model. It loses its history,
its device and its memory layout. Sparse, nested and quantized tensors are not data.
"""

import functools
import sys
from collections.abc import Sequence
from typing import Any

from autograder.libraries.library import (
    Lazy,
    Library,
    Node,
    NotDataError,
    Reader,
    RefusedData,
    UpdateParts,
    Writer,
    array_size,
    paired,
)

torch: Any = Lazy("torch")

_DTYPES = [
    *["bool", "uint8", "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64"],
    *["float16", "bfloat16", "float32", "float64", "complex64", "complex128"],
]


class Torch(Library):
    """PyTorch."""

    module = "torch"

    def encode(self, writer: Writer, value: Any) -> list[Node] | None:
        """Return the node of a size or of a tensor, which becomes one of the base class or a parameter."""
        kind = type(value)
        if issubclass(kind, torch.Tensor):
            with torch._C.DisableTorchFunctionSubclass(), torch._C._DisableTorchDispatch():
                return _write_tensor(writer, value)
        return ["torch size", *value] if kind is torch.Size else None

    def tighten(self) -> None:
        """Tighten `allclose`, also the method."""
        owners: list[Any] = [sys.modules[self.module], torch.Tensor]
        for owner in owners:
            if not hasattr(owner.allclose, "paired"):
                owner.allclose = paired(owner.allclose, lambda value: value.shape)
                owner.allclose.paired = True

    def data_classes(self) -> Sequence[type]:
        """Return the classes of tensors and of their attributes."""
        return torch.Tensor, torch._C.TensorBase, torch.Size, torch.dtype, torch.device

    def update(self, old: Any, new: Any, update_parts: UpdateParts) -> bool:
        """Put new elements and a new gradient into a tensor of the same shape and dtype."""
        if not isinstance(old, torch.Tensor) or not isinstance(new, torch.Tensor):
            return False
        if (old.shape, old.dtype, old.device) != (new.shape, new.dtype, new.device):
            return False
        if not torch.equal(old, new):
            try:
                with torch.no_grad():
                    old.copy_(new)
            except RuntimeError:  # its elements share memory
                return False
        if old.is_leaf and new.is_leaf and old.requires_grad:
            if new.grad is None:
                old.grad = None
            elif old.grad is None or not torch.equal(old.grad, new.grad):
                old.grad = new.grad
        return True

    def random_state(self) -> object:
        """Return the state of the generator on the CPU."""
        return torch.get_rng_state().numpy().tobytes()

    def set_random_state(self, state: Any) -> None:
        """Set the state of the generator on the CPU."""
        torch.set_rng_state(torch.frombuffer(bytearray(state), dtype=torch.uint8))


def _write_tensor(writer: Writer, value: Any) -> list[Node]:
    base = torch.Tensor
    kind, dtype, device = type(value), base.dtype.__get__(value), base.device.__get__(value)
    name = str(dtype).removeprefix("torch.")
    lazy = torch.nn.parameter.UninitializedTensorMixin
    if issubclass(kind, lazy) or base.layout.__get__(value) is not torch.strided:
        raise NotDataError
    if name not in _DTYPES or device.type == "meta" or base.is_nested.__get__(value):
        raise NotDataError
    shape = list(base.size(value))
    array_size(shape, dtype.itemsize)  # checked before the copy
    try:
        data = base.detach(value).cpu().resolve_conj().resolve_neg().clone(memory_format=torch.contiguous_format)
        numbers = data.reshape(-1).view(torch.uint8).numpy()  # as bytes: NumPy has no bfloat16
    except RuntimeError:  # it only stands for a tensor, as inside vmap
        raise NotDataError from None
    writer.blob(numbers.tobytes())
    leaf, requires_grad = base.is_leaf.__get__(value), base.requires_grad.__get__(value)
    if issubclass(kind, torch.nn.Parameter) and leaf:
        role = "parameter" if requires_grad else "frozen parameter"
    else:
        role = "constant" if not requires_grad else "leaf" if leaf else "result"
    grad = base.grad.__get__(value) if leaf else None
    return ["tensor", name, shape, role, None if grad is None else writer.data(grad)]


def _read_tensor(reader: Reader, name: Node, shape: Node, role: Node, grad: Node) -> Any:
    if name not in _DTYPES:
        raise RefusedData("a tensor of an unknown kind")
    dtype = getattr(torch, name)
    data = bytearray(reader.take(array_size(shape, dtype.itemsize)))
    if name == "bool" and data.translate(None, b"\0\1"):
        raise RefusedData("a bool that is neither True nor False")
    value = torch.frombuffer(data, dtype=dtype).reshape(shape) if data else torch.empty(shape, dtype=dtype)
    if role in ("parameter", "frozen parameter"):
        value = torch.nn.Parameter(value, requires_grad=role == "parameter")
    elif role in ("leaf", "result"):
        value.requires_grad_()
    elif role != "constant":
        raise RefusedData("a tensor of an unknown kind")
    if grad is not None:
        value.grad = reader.read(grad, "tensor")
    if role == "result":
        with torch.enable_grad():
            return _from_kernel().apply(value)
    return value


@functools.cache
def _from_kernel() -> Any:
    """Return an autograd function whose result isn't a leaf, and whose backward stops with a message."""

    class FromKernel(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, value: Any) -> Any:
            return value.clone()

        @staticmethod
        def backward(ctx: Any, gradient: Any) -> Any:
            raise RuntimeError(
                "Gradients don't flow back into the student's kernel. "
                "Call .backward() in a function of the notebook instead."
            )

    return FromKernel


def _read_size(reader: Reader, *sides: Node) -> Any:
    if any(type(side) is not int or not 0 <= side < 2**63 for side in sides):
        raise RefusedData("a size whose sides aren't lengths")
    return torch.Size(sides)


Torch.decoders = {"tensor": _read_tensor, "torch size": _read_size}
