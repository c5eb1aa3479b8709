# Each for itself.
# fails: softmax-test
# hint: Each of your outputs depends on its own input only. In the formula, what do all outputs
# hint: share?
def softmax(xx):
    return 1 / (1 + (-xx).exp())

softmax(x)
