# The value as derivative.
# fails: relu-test
# hint: You gave the value of ReLU, not its slope. How steep is it for positive numbers?
def relu(a):
    value = max(0.0, a.data)
    local_grad = value
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
