# Overwrites the number in a.
# fails: relu-test
# hint: You overwrite the number in an input, which others may still need. Put the result into a new
# hint: variable.
def relu(a):
    local_grad = 1.0 if a.data > 0 else 0.0
    a.data = max(0.0, a.data)
    return Value(a.data, parents=(a,), local_grads=(local_grad,), op="ReLU")
