"""Pack several arrays into one flat vector, for optimizers that only take a vector."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Unflatten = Callable[[ArrayLike], list[NDArray[Any]]]


def flatten(arrays: Iterable[ArrayLike]) -> tuple[NDArray[Any], Unflatten]:
    """Pack arrays into one flat vector, and return the function that unpacks such a vector again.

    `scipy.optimize.minimize` searches over one 1-d vector, while a model has several parameters of several
    shapes. `flatten` goes from the model's parameters to the vector, `unflatten` the other way.
    The idea is that of `flatten` in HIPS autograd (`autograd/misc/flatten.py`).

    Parameters
    ----------
    arrays : iterable of array-like
        Arrays of any shape; a number or a 0-d array counts as one element.

    Returns
    -------
    flat : array of shape (total number of elements,)
        All elements, array after array, each in row-major order. Its dtype is the common dtype of the arrays.
    unflatten : function
        Takes a vector as long as `flat` and returns a list of arrays with the original shapes. A vector of
        another shape is a `ValueError`. The arrays share memory with the vector wherever they can.

    Examples
    --------
    >>> flat, unflatten = flatten([[[1.0, 2.0], [3.0, 4.0]], 5.0])
    >>> flat
    array([1., 2., 3., 4., 5.])
    >>> weights, bias = unflatten(10 * flat)
    >>> weights.shape, bias.shape
    ((2, 2), ())
    """
    parts = [np.asarray(array) for array in arrays]
    shapes = [part.shape for part in parts]
    sizes = [part.size for part in parts]
    flat = np.concatenate([part.ravel() for part in parts]) if parts else np.array([])
    total = flat.size

    def unflatten(vector: ArrayLike) -> list[NDArray[Any]]:
        vector = np.asarray(vector)
        if vector.shape != (total,):
            raise ValueError(
                f"unflatten needs a vector of length {total}, for arrays of shapes {shapes}; "
                f"it was given one of length {vector.size} and shape {vector.shape}."
            )
        pieces = np.split(vector, np.cumsum(sizes)[:-1]) if sizes else []
        return [piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)]

    return flat, unflatten
