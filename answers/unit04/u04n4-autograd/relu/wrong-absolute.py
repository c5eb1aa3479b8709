# The absolute value.
# fails: relu-test
def relu(a):
    value = abs(a.data)
    local_grad = 1.0 if a.data > 0 else -1.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
