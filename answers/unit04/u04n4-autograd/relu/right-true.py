# A comparison.
def relu(a):
    value = max(0.0, a.data)
    local_grad = a.data > 0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
