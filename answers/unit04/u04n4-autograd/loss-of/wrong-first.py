# Always the first class.
# fails: loss-of-test
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[0] / sum(expos)
    return -log(prob)
