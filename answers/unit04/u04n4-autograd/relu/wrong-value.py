# The value as derivative.
# fails: relu-test
def relu(a):
    value = max(0.0, a.data)
    local_grad = value
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
