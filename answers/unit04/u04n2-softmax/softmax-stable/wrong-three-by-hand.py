# Adds up exactly three terms.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: Your sum has three terms, however many inputs there are. Which method adds up all of them?
def softmax_stable(xx):
    expos = (xx - xx.max()).exp()
    return expos / (expos[0] + expos[1] + expos[2])

print(softmax_stable(x2))
print(softmax_torch(x2))
