# Each its own value.
# fails: multiply-test
# hint: You gave each factor its own number. Nudge one factor: which number is the nudge multiplied
# hint: by?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (a.data, b.data)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
