# Subtracts a number that fits x2 only.
# fails: softmax-stable-large-test
# hint: You subtract the same number, whatever the inputs are. Which number fits each row?
def softmax_stable(xx):
    expos = (xx - 150.0).double().exp()
    return (expos / expos.sum()).float()

print(softmax_stable(x2))
print(softmax_torch(x2))
