# NumPy's floats.
import numpy as np

def multiply(a, b):
    value = np.float64(a.data) * b.data
    local_grads = (np.float64(b.data), np.float64(a.data))
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
