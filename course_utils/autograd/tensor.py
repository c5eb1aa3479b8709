"""Tensor: an array that remembers how it was computed, so that derivatives can be traced back through it.

Suppose out = f(a, b), and a loss is computed from out. By the chain rule, ∂loss/∂a = ∂loss/∂out · ∂out/∂a. So each
operation comes with one function per parent, called its vector-Jacobian product (vjp). It takes `up`, the gradient
∂loss/∂out, which has the shape of out, and returns ∂loss/∂a, which has the shape of a. It needn't write out the matrix
of all ∂outᵢ/∂aⱼ: for exp, that matrix is diagonal, so the vjp just multiplies. `backward` starts from ∂loss/∂loss = 1
and applies the vjps from the loss back to the leaves. Two things add up on the way:

- A tensor that is used twice changes the loss in two ways, and its derivative is the sum over both.
- Broadcasting uses an element many times, once per row, for instance. So its gradient is the sum over the copies.

The names are PyTorch's. Keeping a vjp for each parent is an idea from HIPS autograd.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]
Dim = int | tuple[int, ...] | None


class Tensor:
    """An array, `data`; its gradient, `grad`; and its place in the graph: made by `op` from `parents`."""

    recording = True  # `no_grad` turns it off, for all tensors
    made = count()
    __array_priority__ = 1000  # so that array + tensor calls our __radd__, not NumPy's addition
    __hash__ = object.__hash__

    def __init__(self, data: Any, requires_grad: bool = False) -> None:
        self.data, self.requires_grad = np.asarray(data), requires_grad
        self.shape, self.dtype = self.data.shape, self.data.dtype
        self.op, self.label, self.number = "", "", next(Tensor.made)
        self.grad: Any = None  # a Tensor after backward
        self.parents: tuple[Tensor, ...] = ()
        self.vjps: tuple[Callable[[Array], Array], ...] = ()
        if requires_grad and self.dtype.kind != "f":
            raise RuntimeError(f"Only floats have gradients, and this one is {self.dtype}. Write dtype=torch.float32.")

    @property
    def data(self) -> Array:
        """The array. You may also assign a tensor, as in `p.data = p.data - lr * p.grad`."""
        return self._data

    @data.setter
    def data(self, value: Any) -> None:
        self._data = _array(value)

    def backward(self, gradient: Any = None) -> None:
        """Add ∂self/∂t (or, with `gradient`, ∂(gradient · self)/∂t) to t.grad, for each t that self was made from."""
        if not self.requires_grad:
            raise RuntimeError("Nothing here requires a gradient. Use parameters: requires_grad=True, or nn.Linear.")
        if gradient is None and self.data.size != 1:
            raise RuntimeError(f"backward() needs one number, and this has shape {self.shape}. Take .mean() or .sum().")
        up = np.ones_like(self.data) if gradient is None else np.asarray(gradient, self.dtype)
        if up.shape != self.shape:
            raise RuntimeError(f"The gradient needs the tensor's shape, {self.shape}, and has {up.shape}.")
        found, waiting = {self}, [self]
        while waiting:
            new = {parent for parent in waiting.pop().parents if parent.requires_grad} - found
            found |= new
            waiting.extend(new)
        # A tensor is made after its parents, so from the last to the first is a reversed topological order.
        upstream = {self: up}
        for tensor in sorted(found, key=lambda tensor: tensor.number, reverse=True):
            up = upstream.pop(tensor)
            tensor.grad = Tensor(up.copy() if tensor.grad is None else tensor.grad.data + up)
            for parent, vjp in zip(tensor.parents, tensor.vjps, strict=True):
                if parent.requires_grad:
                    share = _sum_copies(vjp(up), parent.shape).astype(parent.dtype, copy=False)
                    upstream[parent] = upstream[parent] + share if parent in upstream else share

    # --- Operations: the value, then the vjp of each parent ---

    def __add__(self, other: Any) -> "Tensor":
        x, y = _operands(self, "+", other)
        return _record("+", x.data + y.data, (x, lambda up: up), (y, lambda up: up))

    def __sub__(self, other: Any) -> "Tensor":
        x, y = _operands(self, "-", other)
        return _record("-", x.data - y.data, (x, lambda up: up), (y, lambda up: -up))

    def __mul__(self, other: Any) -> "Tensor":
        x, y = _operands(self, "*", other)
        return _record("*", x.data * y.data, (x, lambda up: up * y.data), (y, lambda up: up * x.data))

    def __truediv__(self, other: Any) -> "Tensor":
        x, y = _operands(self.float() if self.dtype.kind != "f" else self, "/", other)
        out = x.data / y.data
        return _record("/", out, (x, lambda up: up / y.data), (y, lambda up: -up * out / y.data))

    def __pow__(self, other: Any) -> "Tensor":
        x, y = _operands(self, "**", other)
        out = x.data**y.data
        vjp_x = lambda up: up * y.data * x.data ** (y.data - 1)  # noqa: E731
        return _record("**", out, (x, vjp_x), (y, lambda up: up * out * np.log(x.data)))

    def __matmul__(self, other: Any) -> "Tensor":
        x, y = _operands(self, "@", other)
        rows = x.data[None] if len(x.shape) == 1 else x.data  # a vector counts as one row on the left,
        columns = y.data[:, None] if len(y.shape) == 1 else y.data  # and as one column on the right
        added = (-2,) * (len(x.shape) == 1) + (-1,) * (len(y.shape) == 1)  # axes that the result hasn't
        product = rows @ columns  # outᵢⱼ = Σₖ xᵢₖ yₖⱼ, so ∂outᵢⱼ/∂xᵢₖ = yₖⱼ and ∂outᵢⱼ/∂yₖⱼ = xᵢₖ

        def vjp_y(up: Array) -> Array:
            gradient = rows.swapaxes(-1, -2) @ up.reshape(product.shape)
            return gradient[..., 0] if len(y.shape) == 1 else gradient

        vjp_x = lambda up: up.reshape(product.shape) @ columns.swapaxes(-1, -2)  # noqa: E731
        return _record("@", product.squeeze(added), (x, vjp_x), (y, vjp_y))

    def __neg__(self) -> "Tensor":
        return _record("-", -self.data, (self, lambda up: -up))

    def exp(self) -> "Tensor":
        """Return eˣ, which is its own derivative."""
        out = np.exp(self.data)
        return _record("exp", out, (self, lambda up: up * out))

    def log(self) -> "Tensor":
        """Return log x. Its derivative is 1/x."""
        return _record("log", np.log(self.data), (self, lambda up: up / self.data))

    def tanh(self) -> "Tensor":
        """Return tanh x. Its derivative is 1 − tanh² x."""
        out = np.tanh(self.data)
        return _record("tanh", out, (self, lambda up: up * (1 - out**2)))

    def relu(self) -> "Tensor":
        """Return max(x, 0). Its derivative is 1 where x > 0, and 0 elsewhere, as in PyTorch."""
        return _record("relu", np.maximum(self.data, 0), (self, lambda up: up * (self.data > 0)))

    def sum(self, dim: Dim = None, keepdim: bool = False, axis: Dim = None) -> "Tensor":
        """Sum over dim (NumPy's axis). Each element counts once, so it gets the gradient of its sum."""
        dim = axis if dim is None else dim
        kept = self.data.sum(axis=dim, keepdims=True)
        out = kept if keepdim else kept.squeeze(dim)
        return _record("sum", out, (self, lambda up: np.broadcast_to(up.reshape(kept.shape), self.shape)))

    def amax(self, dim: Dim = None, keepdim: bool = False, axis: Dim = None) -> "Tensor":
        """Return the largest along dim. It gets the whole gradient; several that are equally large share it."""
        dim = axis if dim is None else dim
        kept = self.data.max(axis=dim, keepdims=True)
        largest = self.data == kept
        share = largest / largest.sum(axis=dim, keepdims=True)
        out = kept if keepdim else kept.squeeze(dim)
        return _record("max", out, (self, lambda up: up.reshape(kept.shape) * share))

    def reshape(self, *shape: Any) -> "Tensor":
        """Return the elements in another shape; their gradient goes back to the old one."""
        return _record("reshape", self.data.reshape(*shape), (self, lambda up: up.reshape(self.shape)))

    @property
    def T(self) -> "Tensor":  # noqa: N802
        """The transpose; its gradient is transposed back."""
        return _record("T", self.data.T, (self, lambda up: up.T))

    def __getitem__(self, index: Any) -> "Tensor":
        def vjp(up: Array) -> Array:
            gradient = np.zeros_like(self.data)
            np.add.at(gradient, index, up)  # back to where they were taken from; added, for some are taken twice
            return gradient

        return _record("[ ]", self.data[index], (self, vjp))

    # --- Made of these ---

    def mean(self, dim: Dim = None, keepdim: bool = False, axis: Dim = None) -> "Tensor":
        """Average over dim: the sum, divided by how many there are."""
        if self.dtype.kind != "f":
            raise RuntimeError(f"mean() needs floats, and these are {self.dtype}. Write x.float().mean().")
        total = self.sum(dim, keepdim, axis)
        return total / (self.data.size / total.data.size)

    def log_softmax(self, dim: int | None = None, axis: int | None = None) -> "Tensor":
        """Return log(eˣ / Σ eˣ). Subtracting the largest x first changes nothing, and prevents overflow."""
        dim = axis if dim is None else dim
        shifted = self - self.data.max(axis=dim, keepdims=True)
        return shifted - shifted.exp().sum(dim, keepdim=True).log()

    def softmax(self, dim: int | None = None, axis: int | None = None) -> "Tensor":
        """Return the probabilities eˣ / Σ eˣ."""
        return self.log_softmax(dim, axis).exp()

    def sigmoid(self) -> "Tensor":
        """Return 1 / (1 + e⁻ˣ), by way of tanh, which doesn't overflow."""
        return ((self / 2).tanh() + 1) / 2

    def max(self) -> "Tensor":
        """Return the largest of all."""
        return self.amax()

    def flatten(self) -> "Tensor":
        """Return all elements in one row."""
        return self.reshape(-1)

    def detach(self) -> "Tensor":
        """Return the same array without its history: a leaf that requires no gradient."""
        return Tensor(self.data)

    def to(self, dtype: DTypeLike) -> "Tensor":
        """Return the elements as another kind of number."""
        return _record("to", self.data.astype(dtype), (self, lambda up: up))

    def float(self) -> "Tensor":
        """Return the elements as float32."""
        return self.to(np.float32)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: Any) -> "Tensor":
        return -self + other

    def __rtruediv__(self, other: Any) -> "Tensor":
        return _operands(self, "/", other)[1] / self

    def __rpow__(self, other: Any) -> "Tensor":
        return _operands(self, "**", other)[1] ** self

    def __rmatmul__(self, other: Any) -> "Tensor":
        return Tensor(other) @ self

    # --- Without a gradient ---

    def __isub__(self, other: Any) -> "Tensor":
        if Tensor.recording and self.requires_grad:
            raise RuntimeError("x -= y overwrites what gradients need. Write x = x - y; or use torch.no_grad().")
        self.data -= _array(other)
        return self

    def __eq__(self, other: Any) -> "Tensor":  # type: ignore[override]  # element by element, as in NumPy
        return Tensor(self.data == _array(other))

    def __gt__(self, other: Any) -> "Tensor":
        return Tensor(self.data > _array(other))

    def __lt__(self, other: Any) -> "Tensor":
        return Tensor(self.data < _array(other))

    def __bool__(self) -> bool:
        return bool(self.data)

    def argmax(self, dim: int | None = None, axis: int | None = None) -> "Tensor":
        """Return where the largest is along dim."""
        return Tensor(self.data.argmax(axis if dim is None else dim))

    def item(self) -> Any:
        """Return the only element as a Python number."""
        return self.data.item()

    def numpy(self) -> Array:
        """Return the array, if no gradient is lost by that."""
        if self.requires_grad:
            raise RuntimeError("An array can't carry this tensor's gradient. Write x.detach().numpy().")
        return self.data

    def __array__(self, dtype: DTypeLike = None, copy: bool | None = None) -> Array:
        return np.array(self.numpy(), dtype)

    def __repr__(self) -> str:
        numbers = np.array2string(self.data, precision=4, separator=", ", prefix="tensor(")
        return f"tensor({numbers}{', requires_grad=True' if self.requires_grad else ''})"


def _array(x: Any) -> Array:
    return x.data if isinstance(x, Tensor) else np.asarray(x)


def _record(op: str, value: Array, *parents_and_vjps: tuple[Tensor, Callable[[Array], Array]]) -> Tensor:
    """Make the tensor that an operation returns, and record its place in the graph if a gradient may be needed."""
    out = Tensor(value)
    if Tensor.recording and any(parent.requires_grad for parent, _ in parents_and_vjps):
        out.requires_grad, out.op = True, op
        out.parents, out.vjps = zip(*parents_and_vjps, strict=True)
    return out


def _operands(a: Tensor, op: str, other: Any) -> tuple[Tensor, Tensor]:
    """Return both operands as tensors that fit together: if one is a float tensor, the other becomes one as well."""
    if isinstance(other, int | float):
        other = np.asarray(other, np.float32 if isinstance(other, float) and a.dtype.kind != "f" else a.dtype)
    b = other if isinstance(other, Tensor) else Tensor(other)
    if op == "@":
        fits = a.shape and b.shape and a.shape[-1] == b.shape[-2:][0]
        rule = "a @ b needs as many columns in a as rows in b (b.T swaps them)"
    else:
        pairs = zip(reversed(a.shape), reversed(b.shape), strict=False)
        fits = all(size == other_size or 1 in (size, other_size) for size, other_size in pairs)
        rule = "counted from the right, sizes must be equal or 1 (x[:, None] and x.reshape add a 1)"
    if not fits:
        raise RuntimeError(f"The shapes {a.shape} {op} {b.shape} don't fit: {rule}.")
    if op == "@" and a.dtype != b.dtype:
        raise RuntimeError(
            f"a @ b needs a single dtype, and these are {a.dtype} and {b.dtype}. "
            "Make both of them floats with torch.tensor(…, dtype=torch.float32)."
        )
    if a.dtype.kind == "f":
        return a, b if b.dtype.kind == "f" else b.to(a.dtype)
    return (a.to(b.dtype) if b.dtype.kind == "f" else a), b


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
