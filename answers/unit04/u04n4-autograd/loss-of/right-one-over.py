# The logarithm of one over it, by division.
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[label] / sum(expos)
    return log(1 / prob)
