# It grows nowhere.
# fails: relu-test
# hint: Your ReLU grows nowhere. What does a nudge change where its number is positive?
def relu(a):
    value = max(0.0, a.data)
    local_grad = 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
