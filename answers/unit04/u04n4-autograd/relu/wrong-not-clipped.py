# Nothing is clipped.
# fails: relu-test
# hint: Your result may be negative. Leave the given line as it was: it cuts off at 0.
def relu(a):
    value = a.data
    local_grad = 1.0 if a.data > 0 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
