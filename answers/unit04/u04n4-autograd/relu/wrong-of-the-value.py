# Compares the Value, not its number.
# fails: relu-test
# hint: You computed with the Value itself. Where does a Value keep its number?
def relu(a):
    value = max(0, a)
    local_grad = 1.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
