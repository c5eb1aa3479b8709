# Replaces what is not a number.
# fails: softmax-stable-large-test
# hint: You replace nan afterwards, with a guess. Keep it from coming up: what overflows?
def softmax_stable(xx):
    expos = xx.exp()
    return (expos / expos.sum()).nan_to_num(1.0)

print(softmax_stable(x2))
print(softmax_torch(x2))
