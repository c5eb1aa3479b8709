# NumPy's logarithm.
import numpy as np

def log(a):
    value = np.log(a.data)
    local_grad = np.reciprocal(a.data)
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
