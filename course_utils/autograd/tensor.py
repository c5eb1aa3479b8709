"""Tensor: an array that remembers how it was computed, so that derivatives can be traced back through it.

Say out = f(a, b), and a loss is computed from out. By the chain rule, ∂loss/∂a = ∂loss/∂out · ∂out/∂a. So for each
operation f we need a function that turns the gradient *upstream* (∂loss/∂out, an array of out's shape) into that of a
*parent* (∂loss/∂a, of a's shape): f's vector-Jacobian product, VJP for short. It needn't write out the matrix of all
∂outᵢ/∂aⱼ. That of exp, for instance, is diagonal, so its VJP just multiplies: upstream * exp(a).

`backward` starts from ∂loss/∂loss = 1 and applies the VJPs from the loss back to the leaves. Two things add up there:
- A tensor that is used twice changes the loss in two ways, and its derivative is the sum over all ways. So `backward`
  adds, and it comes to a tensor only after everything that was computed from it: in reversed topological order.
- Broadcasting uses one element many times, for each row, say. So its gradient is the sum over these copies.

The names are PyTorch's; the table of VJPs is an idea of HIPS autograd (`autograd/numpy/numpy_vjps.py`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, partialmethod
from itertools import count
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import ArrayLike, DTypeLike, NDArray

Array = NDArray[Any]
Dim = int | tuple[int, ...] | None
Vjp = Callable[[Array], Array]


def _matmul_vjp_a(out: Array, a: Array, b: Array, up: Array) -> Array:
    if b.ndim == 1:  # outᵢ = Σₖ aᵢₖ bₖ, so ∂outᵢ/∂aᵢₖ = bₖ
        return up[..., None] * b
    up = up[..., None, :] if a.ndim == 1 else up  # a vector counts as a row
    return up @ b.swapaxes(-1, -2)  # outᵢⱼ = Σₖ aᵢₖ bₖⱼ, so ∂outᵢⱼ/∂aᵢₖ = bₖⱼ: sum over j


def _matmul_vjp_b(out: Array, a: Array, b: Array, up: Array) -> Array:
    if a.ndim == 1:  # outⱼ = Σₖ aₖ bₖⱼ, so ∂outⱼ/∂bₖⱼ = aₖ
        return a * up if b.ndim == 1 else a[:, None] * up[..., None, :]
    if b.ndim == 1:  # as for one row after the other
        return up.ravel() @ a.reshape(-1, len(b))
    return a.swapaxes(-1, -2) @ up  # ∂outᵢⱼ/∂bₖⱼ = aᵢₖ: sum over i


# For each NumPy function out = f(a) or f(a, b): its sign in drawings, and its VJP for each argument.
RULES: dict[np.ufunc, tuple[str, tuple[Callable[..., Array], ...]]] = {
    np.add: ("+", (lambda out, a, b, up: up, lambda out, a, b, up: up)),
    np.subtract: ("-", (lambda out, a, b, up: up, lambda out, a, b, up: -up)),
    np.multiply: ("*", (lambda out, a, b, up: up * b, lambda out, a, b, up: up * a)),
    np.divide: ("/", (lambda out, a, b, up: up / b, lambda out, a, b, up: -up * out / b)),
    np.power: ("**", (lambda out, a, b, up: up * b * a ** (b - 1), lambda out, a, b, up: up * out * np.log(a))),
    np.matmul: ("@", (_matmul_vjp_a, _matmul_vjp_b)),
    np.negative: ("-", (lambda out, a, up: -up,)),
    np.exp: ("exp", (lambda out, a, up: up * out,)),
    np.log: ("log", (lambda out, a, up: up / a,)),
    np.tanh: ("tanh", (lambda out, a, up: up * (1 - out**2),)),
}


class Tensor(NDArrayOperatorsMixin):
    """An array `data` with its place in a graph: the `parents` it comes from, by `op`, and their `vjps`.

    Whatever requires a gradient gets it in `grad`, a Tensor (in PyTorch only leaves do). `label` is for drawings.
    The mixin turns operators into NumPy's functions (a * b into np.multiply(a, b)), and these into `__array_ufunc__`.
    """

    grad: Any = None
    parents: tuple["Tensor", ...] = ()
    vjps: tuple[Vjp, ...] = ()
    op = label = ""
    recording = True  # `no_grad` turns it off, for all tensors
    made = count()
    __hash__ = object.__hash__
    exp, log, tanh = partialmethod(np.exp), partialmethod(np.log), partialmethod(np.tanh)

    def __init__(self, data: ArrayLike, requires_grad: bool = False) -> None:
        self.data, self.requires_grad, self.number = np.asarray(data), requires_grad, next(Tensor.made)
        self.shape, self.dtype = self.data.shape, self.data.dtype
        if requires_grad and self.dtype.kind != "f":
            raise RuntimeError(f"Only floats have gradients, and this is {self.dtype}. Write dtype=torch.float32.")

    def __array_ufunc__(self, function: np.ufunc, method: str, *inputs: Any, out: Any = None) -> "Tensor":
        """Compute function(*inputs). All inputs take on the dtype of the floats among them, as in PyTorch."""
        types = [x.dtype for x in inputs if isinstance(x, Tensor | np.ndarray)]
        floats = [dtype for dtype in types if dtype.kind == "f"]
        if function is np.matmul and len(set(types)) > 1:
            raise RuntimeError(
                f"a @ b needs a single dtype, and these are {types[0]} and {types[1]}. "
                "Make both of them floats with torch.tensor(…, dtype=torch.float32)."
            )
        dtype = np.result_type(*floats) if floats else None
        tensors = tuple(x if isinstance(x, Tensor) else Tensor(np.asarray(x, dtype)) for x in inputs)
        values = [x.data.astype(dtype or x.dtype, copy=False) for x in tensors]
        op, vjps = RULES.get(function, (function.__name__, ()))
        try:
            value = np.asarray(function(*values))
        except ValueError as error:
            rule = "counted from the right, sizes must be equal or 1 (x[:, None] and x.reshape add a 1)"
            if function is np.matmul:
                rule = "a @ b needs as many columns in a as rows in b (b.T swaps them)"
            shapes = f" {op} ".join(str(x.shape) for x in tensors)
            raise RuntimeError(f"The shapes {shapes} don't fit: {rule}.") from error
        value = value if floats or value.dtype.kind != "f" else value.astype(np.float32)
        if out is not None:  # x += y
            if Tensor.recording and any(x.requires_grad for x in tensors):
                raise RuntimeError("x += y overwrites what gradients need. Write x = x + y; or use torch.no_grad().")
            (out[0].data if isinstance(out[0], Tensor) else out[0])[...] = value
            return out[0]
        if not vjps and value.dtype.kind == "f" and any(x.requires_grad for x in tensors):
            raise TypeError(f"np.{op} has no VJP here. These have: {', '.join(f.__name__ for f in RULES)}.")
        return _record(value, op, tensors, *(partial(vjp, value, *values) for vjp in vjps))

    def backward(self, gradient: ArrayLike | None = None) -> None:
        """Add ∂self/∂t (with `gradient`: ∂(gradient · self)/∂t) to t.grad, for self and all t that it comes from."""
        if not self.requires_grad:
            raise RuntimeError(
                "Nothing in this requires a gradient. Make parameters with requires_grad=True, or by nn."
            )
        if gradient is None and self.data.size != 1:
            raise RuntimeError(f"backward() needs one number, and this has shape {self.shape}. Take .mean() or .sum().")
        up = np.ones_like(self.data) if gradient is None else np.asarray(gradient, self.dtype)
        if up.shape != self.shape:
            raise RuntimeError(f"The gradient needs the tensor's shape, {self.shape}, and has {up.shape}.")
        # A tensor is made after its parents: from the youngest to the oldest is a reversed topological order.
        found, waiting = {self}, [self]
        while waiting:
            new = {parent for parent in waiting.pop().parents if parent.requires_grad} - found
            found |= new
            waiting.extend(new)
        upstream = {self: up}
        for tensor in sorted(found, key=lambda tensor: tensor.number, reverse=True):
            up = upstream.pop(tensor)
            tensor.grad = Tensor(up.copy() if tensor.grad is None else tensor.grad.data + up)
            for parent, vjp in zip(tensor.parents, tensor.vjps, strict=True):
                if parent.requires_grad:
                    part = _sum_copies(vjp(up), parent.shape).astype(parent.dtype, copy=False)
                    upstream[parent] = upstream[parent] + part if parent in upstream else part

    def relu(self) -> "Tensor":
        """Return max(x, 0). Its derivative is 1 where x > 0 and, as PyTorch has it, 0 elsewhere."""
        return _record(np.maximum(self.data, 0), "relu", (self,), lambda up: up * (self.data > 0))

    def sigmoid(self) -> "Tensor":
        """Return σ(x) = 1 / (1 + e⁻ˣ), written so that nothing overflows. Its derivative is σ (1 − σ)."""
        value = (1 + np.tanh(self.data / 2)) / 2
        return _record(value, "sigmoid", (self,), lambda up: up * value * (1 - value))

    def log_softmax(self, dim: int | None = None, axis: int | None = None) -> "Tensor":
        """Return log(eˣ / Σ eˣ), written so that nothing overflows. ∂outᵢ/∂xⱼ is [i = j] − probsⱼ; multiply and sum."""
        dim = axis if dim is None else dim
        shifted = self.data - self.data.max(axis=dim, keepdims=True)
        value = shifted - np.log(np.exp(shifted).sum(axis=dim, keepdims=True))
        return _record(value, "log_softmax", (self,), lambda up: up - np.exp(value) * up.sum(axis=dim, keepdims=True))

    def softmax(self, dim: int | None = None, axis: int | None = None) -> "Tensor":
        """Return the probabilities eˣ / Σ eˣ."""
        return self.log_softmax(dim, axis).exp()

    def sum(self, dim: Dim = None, keepdim: bool = False, axis: Dim = None) -> "Tensor":
        """Sum over dim. Each element counts once, so it gets its sum's gradient."""
        dim = axis if dim is None else dim
        kept = self.data.sum(axis=dim, keepdims=True)
        value = kept if keepdim else kept.squeeze(dim)
        return _record(value, "sum", (self,), lambda up: np.broadcast_to(up.reshape(kept.shape), self.shape))

    def mean(self, dim: Dim = None, keepdim: bool = False, axis: Dim = None) -> "Tensor":
        """Average over dim: the sum, divided by how many there are."""
        if self.dtype.kind != "f":
            raise RuntimeError(f"mean() needs floats, and these are {self.dtype}. Write x.float().mean().")
        total = self.sum(dim, keepdim, axis)
        return total / (self.data.size / total.data.size)

    def amax(self, dim: Dim = None, keepdim: bool = False, axis: Dim = None) -> "Tensor":
        """Take the largest along dim: it gets the gradient; several that are equally large get equal parts of it."""
        dim = axis if dim is None else dim
        kept = self.data.max(axis=dim, keepdims=True)
        share = (self.data == kept) / (self.data == kept).sum(axis=dim, keepdims=True)
        value = kept if keepdim else kept.squeeze(dim)
        return _record(value, "max", (self,), lambda up: up.reshape(kept.shape) * share)

    def max(self, dim: int | None = None, keepdim: bool = False) -> Any:
        """Return amax(); with dim: the pair amax(dim), argmax(dim)."""
        return self.amax() if dim is None else (self.amax(dim, keepdim), self.argmax(dim, keepdim))

    def argmax(self, dim: int | None = None, keepdim: bool = False, axis: int | None = None) -> "Tensor":
        """Return where the largest is along dim. As a whole number, it carries no gradient."""
        return Tensor(self.data.argmax(axis if dim is None else dim, keepdims=keepdim))

    def any(self) -> "Tensor":
        """Return whether any element is true."""
        return Tensor(self.data.any())

    def reshape(self, *shape: Any) -> "Tensor":
        """Return the elements in another shape; so the VJP gives the gradient the old one."""
        return _record(self.data.reshape(*shape), "reshape", (self,), lambda up: up.reshape(self.shape))

    def flatten(self) -> "Tensor":
        """Return all elements in one row."""
        return self.reshape(-1)

    @property
    def T(self) -> "Tensor":  # noqa: N802
        """The transpose. So the VJP transposes back."""
        return _record(self.data.T, "T", (self,), lambda up: up.T)

    def __getitem__(self, index: Any) -> "Tensor":
        index = index if isinstance(index, tuple) else (index,)
        places = tuple(part.data if isinstance(part, Tensor) else part for part in index)

        def vjp(up: Array) -> Array:
            gradient = np.zeros_like(self.data)
            np.add.at(gradient, places, up)  # back to where they were taken from: added, for some were taken twice
            return gradient

        return _record(self.data[places], "[ ]", (self,), vjp)

    def detach(self) -> "Tensor":
        """Return the same array without its history: a leaf that requires no gradient."""
        return Tensor(self.data)

    def item(self) -> Any:
        """Return the only element as a Python number."""
        return self.data.item()

    def numpy(self) -> Array:
        """Return the array, if no gradient is lost by that."""
        if self.requires_grad:
            raise RuntimeError("This tensor requires a gradient, which an array can't. Write x.detach().numpy().")
        return self.data

    def float(self) -> "Tensor":
        """Return the elements as float32."""
        return _record(self.data.astype(np.float32), "float", (self,), lambda up: up)

    def numel(self) -> int:
        """Return the number of elements."""
        return self.data.size

    def __array__(self, dtype: DTypeLike = None, copy: bool | None = None) -> Array:
        return np.array(self.numpy(), dtype)

    def __bool__(self) -> bool:
        return bool(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        numbers = np.array2string(self.data, precision=4, separator=", ", prefix="tensor(")
        return f"tensor({numbers}{', requires_grad=True' if self.requires_grad else ''})"


def _record(value: Array, op: str, parents: tuple[Tensor, ...], *vjps: Vjp) -> Tensor:
    """Make the tensor that an operation returns, with its place in the graph if a gradient may be asked for."""
    result = Tensor(value)
    if vjps and Tensor.recording and any(parent.requires_grad for parent in parents):
        result.requires_grad, result.op, result.parents, result.vjps = True, op, parents, vjps
    return result


def _sum_copies(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient over the axes along which broadcasting copied an array of this shape."""
    if gradient.shape == shape:
        return gradient
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    return gradient.sum(axis=tuple(axis for axis, size in enumerate(shape) if size == 1), keepdims=True)


def tensor(data: Any, dtype: DTypeLike = None, requires_grad: bool = False) -> Tensor:
    """Copy numbers, nested lists or an array into a leaf. Python's floats become float32; arrays keep their dtype."""
    array = np.array(data, dtype)
    is_pythons = dtype is None and array.dtype == np.float64 and type(data) in (float, list, tuple)
    return Tensor(array.astype(np.float32) if is_pythons else array, requires_grad)


@contextmanager
def no_grad() -> Iterator[None]:
    """Within `with no_grad():`, results have no graph, and tensors may be changed in place."""
    before, Tensor.recording = Tensor.recording, False
    try:
        yield
    finally:
        Tensor.recording = before
