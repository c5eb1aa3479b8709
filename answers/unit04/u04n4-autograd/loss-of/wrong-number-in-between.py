# The sum is a number, so its share of the gradient is lost.
# fails: loss-of-test
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[label] / sum(expo.data for expo in expos)
    return -log(prob)
