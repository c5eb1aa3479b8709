# Clipped at 1.
# fails: relu-test
def relu(a):
    value = max(1.0, a.data)
    local_grad = 1.0 if a.data > 1 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
