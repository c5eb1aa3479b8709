# Minus one times it.
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[label] / sum(expos)
    return log(prob) * -1
