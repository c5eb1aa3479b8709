# The absolute value.
# fails: relu-test
# hint: You turn negative numbers around, as the absolute value does. What does ReLU make of them?
def relu(a):
    value = abs(a.data)
    local_grad = 1.0 if a.data > 0 else -1.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
