# The negative ones stay.
# fails: relu-test
# hint: Your ReLU keeps the negative numbers, and turns the positive ones into 0. It should be the
# hint: other way round.
def relu(a):
    value = min(0.0, a.data)
    local_grad = 1.0 if a.data < 0 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
