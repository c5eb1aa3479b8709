# It grows everywhere.
# fails: relu-test
# hint: Your ReLU grows everywhere. What does a nudge change where it is flat?
def relu(a):
    value = max(0.0, a.data)
    local_grad = 1.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
