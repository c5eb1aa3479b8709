# Divides by the Value, not by its number.
# fails: log-test
# hint: You divided by a Value. Where does a Value keep its number?
def log(a):
    value = math.log(a.data)
    local_grad = 1 / a
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
