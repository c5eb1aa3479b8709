# Says 1 at the kink, where the text says 0.
# fails: relu-test
# hint: Your slope at the kink is 1. Which one does the text ask for?
def relu(a):
    value = max(0.0, a.data)
    local_grad = 1.0 if a.data >= 0 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
