# The value divided by the number: not for 0.
# fails: relu-test
# hint: You divide by the number, which fails at 0. On each side of the kink, the slope is a fixed
# hint: number: which?
def relu(a):
    value = max(0.0, a.data)
    local_grad = value / a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
