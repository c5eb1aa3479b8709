# Two cases, written out.
def relu(a):
    value = max(0.0, a.data)
    if a.data <= 0:
        local_grad = 0.0
    else:
        local_grad = 1.0
    return Value(value, parents=(a,), local_grads=(local_grad,), op="ReLU")
