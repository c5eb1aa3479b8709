# Left as it was.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: Your function is still empty. Copy your softmax, and make the inputs smaller before its
# hint: first step.
def softmax_stable(xx):
    # your code here
    raise NotImplementedError()

print(softmax_stable(x2))
print(softmax_torch(x2))
