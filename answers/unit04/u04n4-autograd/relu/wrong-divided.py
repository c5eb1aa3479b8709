# The value divided by the number: not for 0.
# fails: relu-test
def relu(a):
    value = max(0.0, a.data)
    local_grad = value / a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
