# Added up in a loop.
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    total = Value(0.0)
    for expo in expos:
        total = total + expo
    prob = expos[label] / total
    return -log(prob)
