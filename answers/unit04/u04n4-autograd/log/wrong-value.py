# A Value instead of a number.
# fails: log-test
# hint: Your local derivative isn't a plain number but a Value. Where does a Value keep its number?
def log(a):
    value = math.log(a.data)
    local_grad = a
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
