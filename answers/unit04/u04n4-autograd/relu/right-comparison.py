# A comparison as a number.
def relu(a):
    value = a.data * (a.data > 0)
    local_grad = float(a.data > 0)
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
