# The kink is not at 0.
# fails: relu-test
# hint: Your kink isn't at 0. What happens to small positive numbers?
def relu(a):
    value = a.data if a.data > 0.1 else 0.0
    local_grad = 1.0 if a.data > 0.1 else 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
