# The largest, whatever is true.
# fails: loss-of-test
def loss_of(logits, label):
    expos = [exp(logit) for logit in logits]
    prob = max(expos, key=lambda expo: expo.data) / sum(expos)
    return -log(prob)
