# A little of the negative ones is left.
# fails: relu-test
# hint: Your ReLU lets a little of the negative numbers through. What should it make of them?
def relu(a):
    value = max(0.01 * a.data, a.data)
    local_grad = 1.0 if a.data > 0 else 0.01
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
