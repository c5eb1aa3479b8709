# As of the absolute value.
# fails: relu-test
def relu(a):
    value = max(0.0, a.data)
    local_grad = 1.0 if a.data > 0 else -1.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
