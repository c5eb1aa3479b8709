# The class of some other house.
# fails: loss-of-test
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[1] / sum(expos)
    return -log(prob)
