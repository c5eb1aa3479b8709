# As of the absolute value.
# fails: relu-test
# hint: Your slope is negative for negative numbers. What does a nudge change where ReLU is flat?
def relu(a):
    value = max(0.0, a.data)
    local_grad = 1.0 if a.data > 0 else -1.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
