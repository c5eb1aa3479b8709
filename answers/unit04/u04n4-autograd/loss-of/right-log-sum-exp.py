# The logarithm of the fraction taken apart.
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[label] / sum(expos)
    return log(sum(expos)) - logits[label]
