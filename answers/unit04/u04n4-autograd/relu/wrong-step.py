# A step instead of a ramp.
# fails: relu-test
# hint: Your result jumps from 0 to 1 and stays there. ReLU keeps positive numbers as they are.
def relu(a):
    value = 1.0 if a.data > 0 else 0.0
    local_grad = 0.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
