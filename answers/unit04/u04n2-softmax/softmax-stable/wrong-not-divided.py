# Not divided.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: You stop after exp, so the outputs don't sum to 1. Which step of softmax is missing?
def softmax_stable(xx):
    return (xx - xx.max()).exp()

print(softmax_stable(x2))
print(softmax_torch(x2))
