# By way of the function of section 2.
# fails: softmax-stable-test
def softmax_stable(xx):
    return softmax_torch(xx - xx.max())

print(softmax_stable(x2))
print(softmax_torch(x2))
