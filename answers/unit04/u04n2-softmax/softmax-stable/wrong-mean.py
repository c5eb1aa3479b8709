# Subtracts the mean.
# fails: softmax-stable-large-test
# hint: You subtract the mean, so inputs far above it still overflow. Which number leaves none above
# hint: zero?
def softmax_stable(xx):
    expos = (xx - xx.mean()).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
