# Makes the inputs small by dividing them.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: You make the inputs smaller by dividing, which changes the differences. Which operation
# hint: keeps them?
def softmax_stable(xx):
    expos = (xx / 100).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
