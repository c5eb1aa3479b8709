# Left as it was.
# fails: softmax-stable-test, softmax-stable-large-test
def softmax_stable(xx):
    # your code here
    raise NotImplementedError()

print(softmax_stable(x2))
print(softmax_torch(x2))
