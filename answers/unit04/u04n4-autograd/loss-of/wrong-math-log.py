# Numbers: nothing is remembered.
# fails: loss-of-test
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = expos[label] / sum(expos)
    return -math.log(prob.data)
