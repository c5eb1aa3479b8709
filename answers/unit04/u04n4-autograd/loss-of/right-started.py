# The sum started with a value.
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[label] / sum(expos[1:], expos[0])
    return -log(prob)
