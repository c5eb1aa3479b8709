# The kink is not at 0.
# fails: relu-test
def relu(a):
    value = a.data if a.data > 0.1 else 0.0
    local_grad = 1.0 if a.data > 0.1 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
