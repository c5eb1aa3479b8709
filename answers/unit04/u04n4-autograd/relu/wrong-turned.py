# On the wrong side.
# fails: relu-test
# hint: Your slopes are on the wrong sides. On which side of 0 does ReLU grow?
def relu(a):
    value = max(0.0, a.data)
    local_grad = 0.0 if a.data > 0 else 1.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
