# Not divided.
# fails: softmax-stable-test, softmax-stable-large-test
def softmax_stable(xx):
    return (xx - xx.max()).exp()

print(softmax_stable(x2))
print(softmax_torch(x2))
