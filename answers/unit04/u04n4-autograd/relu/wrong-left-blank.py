# Left as it was.
# fails: relu-test
# hint: A blank is still empty. Draw ReLU: how steep is it on the left of 0, and on the right?
def relu(a):
    value = max(0.0, a.data)
    local_grad = ...
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
