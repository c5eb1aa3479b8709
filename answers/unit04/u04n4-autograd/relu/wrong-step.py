# A step instead of a ramp.
# fails: relu-test
def relu(a):
    value = 1.0 if a.data > 0 else 0.0
    local_grad = 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
