# Capped at 6.
# fails: relu-test
# hint: Your ReLU stops growing at large numbers. Leave the given line as it was.
def relu(a):
    value = min(6.0, max(0.0, a.data))
    local_grad = 1.0 if 0 < a.data < 6 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
