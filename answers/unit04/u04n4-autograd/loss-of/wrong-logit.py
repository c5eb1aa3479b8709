# The logit instead of its exp.
# fails: loss-of-test
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = logits[label] / sum(expos)
    return -log(prob)
