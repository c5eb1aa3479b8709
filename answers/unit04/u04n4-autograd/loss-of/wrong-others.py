# The sum of the others.
# fails: loss-of-test
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[label] / (sum(expos) - expos[label])
    return -log(prob)
