# Whole numbers.
def relu(a):
    value = max(a.data, 0)
    local_grad = 1 if a.data > 0 else 0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
