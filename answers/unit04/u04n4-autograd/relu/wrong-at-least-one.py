# Clipped at 1.
# fails: relu-test
# hint: Your ReLU has its kink at 1. Leave the given line as it was.
def relu(a):
    value = max(1.0, a.data)
    local_grad = 1.0 if a.data > 1 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
