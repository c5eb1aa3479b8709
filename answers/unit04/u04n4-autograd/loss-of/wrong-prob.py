# The probability itself.
# fails: loss-of-test
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[label] / sum(expos)
    return -prob
