# Asked of the result.
def relu(a):
    value = a.data if a.data > 0 else 0.0
    local_grad = 1.0 if value > 0 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
