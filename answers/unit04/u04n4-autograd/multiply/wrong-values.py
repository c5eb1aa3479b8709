# Values instead of numbers.
# fails: multiply-test
# hint: Your local derivatives aren't plain numbers but Values. Where does a Value keep its number?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b, a)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
