# Looks for the maximum among the first three.
# fails: softmax-stable-large-test
# hint: You look for the maximum among the first few inputs only. Try a row whose largest input is
# hint: the last.
def softmax_stable(xx):
    expos = (xx - max(xx[:3])).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
